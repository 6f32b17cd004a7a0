//! The clock and the source of chance, passed in from the roof so that tests can replace them.

use jiff::Timestamp;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use uuid::Uuid;

type Clock = dyn Fn() -> Timestamp + Send + Sync;
type Chance = dyn Fn(&mut [u8]) + Send + Sync;

/// Where the time and unpredictable bytes come from.
#[derive(Clone)]
pub struct Ambient {
    clock: Arc<Clock>,
    chance: Arc<Chance>,
    /// The first 60 bits of the last identifier, without its version.
    last: Arc<AtomicU64>,
}

impl Ambient {
    /// The given clock, and the operating system's randomness.
    pub fn new(clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self::with_chance(clock, |bytes| {
            // Without randomness no key and no session is safe: nothing may go on.
            if getrandom::fill(bytes).is_err() {
                std::process::abort();
            }
        })
    }

    /// The given clock and the given source of bytes. Only for tests: whoever guesses the bytes can sign in.
    pub fn with_chance(
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
        chance: impl Fn(&mut [u8]) + Send + Sync + 'static,
    ) -> Self {
        Self {
            clock: Arc::new(clock),
            chance: Arc::new(chance),
            last: Arc::default(),
        }
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// `N` bytes that nobody can guess.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.chance)(&mut bytes);
        bytes
    }

    /// A new identifier (UUID version 7). Those of one program sort in the order in which they were made: within a
    /// millisecond, or when the clock is set back, the twelve bits after the time count on (RFC 9562, section 6.2).
    pub fn id(&self) -> Uuid {
        let milliseconds = u64::try_from(self.now().as_millisecond()).unwrap_or(0);
        let begin = milliseconds << 12;
        let next = |last: u64| begin.max(last + 1);
        let last = self
            .last
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| {
                Some(next(last))
            })
            .unwrap_or_else(|last| last);
        let ordered = next(last);
        let high = u128::from((ordered >> 12) << 16 | 0x7000 | (ordered & 0xfff));
        let low = u64::from_be_bytes(self.bytes()) & (u64::MAX >> 2) | 1 << 63;
        Uuid::from_u128(high << 64 | u128::from(low))
    }
}

impl std::fmt::Debug for Ambient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ambient")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_sort_as_they_were_made_and_have_the_right_form() {
        let ambient = Ambient::new(|| Timestamp::UNIX_EPOCH);
        let ids: Vec<_> = (0..5000).map(|_| ambient.id()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
        assert!(
            ids.iter()
                .all(|id| id.get_variant() == uuid::Variant::RFC4122)
        );
    }
}
