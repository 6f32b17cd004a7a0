//! What capabilities know about a person's life: each answers for its own, the roof joins the answers.

use crate::{AccessError, Context, Permit, Principal, service::receipts};
use domain::TimelineItem;
use futures_util::future::BoxFuture;
use std::{fmt, sync::Arc};
use storage::{Tx, snapshot};
use uuid::Uuid;

/// What one capability tells.
#[derive(Debug)]
pub struct Told {
    /// The permit under which it was read: whoever is told leaves a receipt for it. None where nothing may be told.
    pub permit: Option<Permit>,
    /// What it knows.
    pub items: Vec<TimelineItem>,
}

impl Told {
    /// Nothing, to those who may not know.
    pub const NOTHING: Self = Self {
        permit: None,
        items: Vec::new(),
    };
}

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
    ) -> BoxFuture<'a, Result<Told, AccessError>>;
}

/// All of them, joined by the roof. Clones share them.
#[derive(Clone, Default)]
pub struct Timelines(Arc<Vec<Box<dyn Timeline>>>);

impl Timelines {
    /// Joins those of all capabilities.
    pub fn new(timelines: Vec<Box<dyn Timeline>>) -> Self {
        Self(Arc::new(timelines))
    }

    /// What all of them know, the latest first. Each capability that was asked leaves a receipt of its own, also where it knew
    /// nothing: that somebody has no placement is seen too.
    ///
    /// # Errors
    /// If the database failed, or a receipt could not be left: then nothing may be shown.
    pub async fn of(
        &self,
        context: &Context,
        principal: &Principal,
        persons: &[Uuid],
    ) -> Result<Vec<TimelineItem>, AccessError> {
        let told: Result<Vec<Told>, AccessError> = snapshot!(context.db, |tx| {
            let mut told = Vec::new();
            for timeline in self.0.iter() {
                told.push(timeline.of(tx, principal, persons).await?);
            }
            Ok(told)
        });
        let mut items = Vec::new();
        for one in told? {
            if let Some(permit) = &one.permit {
                receipts::leave(context, permit, persons).await?;
            }
            items.extend(one.items);
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
