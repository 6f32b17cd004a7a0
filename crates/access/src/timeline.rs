//! What capabilities know about a person's life: each answers for its own, the roof joins the answers.

use crate::{AccessError, Principal};
use domain::TimelineItem;
use futures_util::future::BoxFuture;
use std::{fmt, sync::Arc};
use storage::Tx;
use uuid::Uuid;

/// Tells what one capability knows. Its `lib.rs` offers a `pub fn timeline()`.
pub trait Timeline: Send + Sync {
    /// What happened to a person, whose records are these, as far as the visitor may see it: the capability asks for its own
    /// permit, and tells nothing where there is none.
    ///
    /// # Errors
    /// If the database failed.
    fn of<'a>(
        &'a self,
        tx: &'a mut Tx,
        principal: &'a Principal,
        persons: &'a [Uuid],
    ) -> BoxFuture<'a, Result<Vec<TimelineItem>, AccessError>>;
}

/// All of them, joined by the roof. Clones share them.
#[derive(Clone, Default)]
pub struct Timelines(Arc<Vec<Box<dyn Timeline>>>);

impl Timelines {
    /// Joins those of all capabilities.
    pub fn new(timelines: Vec<Box<dyn Timeline>>) -> Self {
        Self(Arc::new(timelines))
    }

    /// What all of them know, the latest first.
    ///
    /// # Errors
    /// If the database failed.
    pub async fn of(
        &self,
        tx: &mut Tx,
        principal: &Principal,
        persons: &[Uuid],
    ) -> Result<Vec<TimelineItem>, AccessError> {
        let mut items = Vec::new();
        for timeline in self.0.iter() {
            items.extend(timeline.of(tx, principal, persons).await?);
        }
        TimelineItem::sort(&mut items);
        Ok(items)
    }
}

impl fmt::Debug for Timelines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timelines({})", self.0.len())
    }
}
