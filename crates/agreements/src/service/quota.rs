//! Quotas: counted in the database, taken from it in blocks, so that many requests do not wait for one row.

use crate::{
    model::{Quota, Schedule},
    store::exchange,
};
use access::{AccessError, Context};
use std::collections::HashMap;
use storage::transaction;
use tokio::sync::Mutex;
use uuid::Uuid;

/// A block is so small a part of a day's quota that what a server has taken and not used hardly matters to another.
const PARTS: u32 = 100;
/// The largest block.
const LARGEST: u32 = 500;

/// What this server has taken and not used. What it has not used when it ends counts as used: never too much is given.
#[derive(Debug, Default)]
pub struct Blocks(Mutex<HashMap<(Uuid, String), (String, u32)>>);

impl Blocks {
    /// Takes records from the quota of a schedule on a day. False if so many are not left.
    ///
    /// # Errors
    /// If the database failed.
    pub(crate) async fn take(
        &self,
        context: &Context,
        agreement: Uuid,
        schedule: &Schedule,
        day: &str,
        records: u32,
    ) -> Result<bool, AccessError> {
        let mut blocks = self.0.lock().await;
        let place = (agreement, schedule.key.clone());
        let held = match blocks.get(&place) {
            Some((held_on, held)) if held_on == day => *held,
            // What was left of yesterday is gone: it counted for yesterday.
            _ => 0,
        };
        let left = match held.checked_sub(records) {
            Some(left) => left,
            None => {
                let least = records - held;
                let block = block(schedule.quota).max(least);
                let taken = transaction!(context.db, |tx| exchange::take(
                    tx,
                    (agreement, &schedule.key, day),
                    schedule.quota,
                    least,
                    block
                )
                .await)?;
                match taken {
                    Some(taken) => taken - least,
                    None => return Ok(false),
                }
            }
        };
        blocks.insert(place, (day.to_owned(), left));
        Ok(true)
    }

    /// Gives back what was taken for a request that was refused after all.
    pub(crate) async fn give_back(&self, agreement: Uuid, schedule: &str, day: &str, records: u32) {
        let mut blocks = self.0.lock().await;
        if let Some((held_on, held)) = blocks.get_mut(&(agreement, schedule.to_owned())) {
            if held_on == day {
                *held = held.saturating_add(records);
            }
        }
    }
}

fn block(quota: Quota) -> u32 {
    (quota.per_day / PARTS).clamp(1, LARGEST)
}
