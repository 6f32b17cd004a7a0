//! How often somebody may ask: a bucket of requests for each address, refilled with time.

use jiff::Timestamp;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

/// Addresses remembered at most; beyond, those that are full again are forgotten.
const MOST: usize = 100_000;

/// The limits of the server.
#[derive(Debug)]
pub struct Limits {
    /// Any request: an office of fifty people behind one address works without noticing.
    any: Limit,
    /// Requests with a key that is known: a consumer's server asks for its whole agency.
    machine: Limit,
    /// Attempts to sign in.
    sign_in: Limit,
    /// Reports of people without an account, and codes with which they follow them: many telephones stand behind one address of an
    /// operator, and a shelter behind one line.
    report: Limit,
    /// Forms of visitors without an account. A mobile network shows thousands of phones as one address: the bucket is wide.
    visitor: Limit,
}

#[derive(Debug)]
struct Limit {
    size: f64,
    per_second: f64,
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: Timestamp,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            any: Limit::new(600.0, 20.0),
            machine: Limit::new(2000.0, 1000.0),
            sign_in: Limit::new(30.0, 0.1),
            report: Limit::new(60.0, 0.2),
            visitor: Limit::new(400.0, 5.0),
        }
    }
}

impl Limits {
    /// Counts a request.
    ///
    /// # Errors
    /// After how many seconds the next one will be answered.
    pub(crate) fn any(&self, from: IpAddr, now: Timestamp) -> Result<(), u32> {
        self.any.take(from, now)
    }

    /// Counts a request of a machine.
    ///
    /// # Errors
    /// After how many seconds the next one will be answered.
    pub(crate) fn machine(&self, from: IpAddr, now: Timestamp) -> Result<(), u32> {
        self.machine.take(from, now)
    }

    /// Counts an attempt to sign in.
    ///
    /// # Errors
    /// After how many seconds the next one will be answered.
    pub(crate) fn sign_in(&self, from: IpAddr, now: Timestamp) -> Result<(), u32> {
        self.sign_in.take(from, now)
    }

    /// Counts a report, or an attempt to follow one.
    ///
    /// # Errors
    /// After how many seconds the next one will be answered.
    pub(crate) fn report(&self, from: IpAddr, now: Timestamp) -> Result<(), u32> {
        self.report.take(from, now)
    }

    /// Counts a form of a visitor without an account.
    ///
    /// # Errors
    /// After how many seconds the next one will be answered.
    pub(crate) fn visitor(&self, from: IpAddr, now: Timestamp) -> Result<(), u32> {
        self.visitor.take(from, now)
    }
}

impl Limit {
    fn new(size: f64, per_second: f64) -> Self {
        Self {
            size,
            per_second,
            buckets: Mutex::default(),
        }
    }

    fn refilled(&self, bucket: Bucket, now: Timestamp) -> f64 {
        let seconds = now.duration_since(bucket.at).as_secs_f64().max(0.0);
        (bucket.left + seconds * self.per_second).min(self.size)
    }

    fn take(&self, from: IpAddr, now: Timestamp) -> Result<(), u32> {
        // A thread that panicked left at worst one count wrong.
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|_, bucket| self.refilled(*bucket, now) < self.size);
        }
        let bucket = buckets.entry(network(from)).or_insert(Bucket {
            left: self.size,
            at: now,
        });
        let left = self.refilled(*bucket, now);
        if left < 1.0 {
            return Err(((1.0 - left) / self.per_second).ceil() as u32);
        }
        *bucket = Bucket {
            left: left - 1.0,
            at: now,
        };
        Ok(())
    }
}

/// One subscriber has many IPv6 addresses: the first 64 bits are theirs.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn empty_buckets_refill_and_neighbours_do_not_suffer() {
        let limits = Limits::default();
        let now: Timestamp = "2026-11-22T03:00:00Z".parse().unwrap();
        let one: IpAddr = "2001:db8::1".parse().unwrap();
        let same: IpAddr = "2001:db8::2".parse().unwrap();
        let other: IpAddr = "192.0.2.1".parse().unwrap();
        for _ in 0..30 {
            limits.sign_in(one, now).unwrap();
        }
        assert_eq!(limits.sign_in(same, now), Err(10));
        limits.sign_in(other, now).unwrap();
        limits.any(one, now).unwrap();
        let later = now + SignedDuration::from_secs(10);
        limits.sign_in(one, later).unwrap();
        assert!(limits.sign_in(one, later).is_err());
    }
}
