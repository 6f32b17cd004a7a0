//! Quotas: counted in the database, taken from it in blocks, so that many requests do not wait for one row.

use crate::{model::Quota, store::exchange};
use access::{AccessError, Context};
use std::{collections::HashMap, sync::Arc};
use storage::transaction;
use tokio::sync::Mutex;
use uuid::Uuid;

/// A block is so small a part of a day's quota that what a server has taken and not used hardly matters to another.
const PARTS: u32 = 100;
/// The largest block.
const LARGEST: u32 = 500;

/// Where a quota is counted: the agreement, the key of the schedule, the day.
pub(super) type Place<'a> = (Uuid, &'a str, &'a str);

/// By agreement and schedule: a day, and what is left of what was taken for it.
type Held = HashMap<(Uuid, String), (String, u32)>;

/// What this server has taken and not used, with its day. What it has not used when it ends counts as used: never too much is
/// given. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Blocks(Arc<Mutex<Held>>);

impl Blocks {
    /// Takes from the quota for so many subjects. False if so many are not left.
    ///
    /// # Errors
    /// If the database failed.
    pub(super) async fn take(
        &self,
        context: &Context,
        place: Place<'_>,
        quota: Quota,
        subjects: u32,
    ) -> Result<bool, AccessError> {
        let (agreement, schedule, day) = place;
        let mut blocks = self.0.lock().await;
        let own = (agreement, schedule.to_owned());
        let held = match blocks.get(&own) {
            Some((held_on, held)) if held_on == day => *held,
            // What was left of yesterday is gone: it counted for yesterday.
            _ => 0,
        };
        let left = match held.checked_sub(subjects) {
            Some(left) => left,
            None => {
                let least = subjects - held;
                let block = block(quota).max(least);
                let taken = transaction!(context.db, |tx| exchange::take(
                    tx, place, quota, least, block
                )
                .await)?;
                match taken {
                    Some(taken) => taken - least,
                    None => return Ok(false),
                }
            }
        };
        blocks.insert(own, (day.to_owned(), left));
        Ok(true)
    }

    /// Gives back what was taken for a request that was refused after all.
    pub(super) async fn give_back(&self, (agreement, schedule, day): Place<'_>, subjects: u32) {
        let mut blocks = self.0.lock().await;
        if let Some((held_on, held)) = blocks.get_mut(&(agreement, schedule.to_owned()))
            && held_on == day
        {
            *held = held.saturating_add(subjects);
        }
    }
}

fn block(quota: Quota) -> u32 {
    (quota.per_day / PARTS).clamp(1, LARGEST)
}
