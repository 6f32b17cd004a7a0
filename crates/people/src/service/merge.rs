//! Two records become one person, and two again, without loss: each keeps its own identifier, numbers, contacts and history;
//! a merge is a pointer from one to the other.

use super::{Reach, reached};
use crate::{DuplicateState, store};
use access::{AccessError, Action, Context, Permit, one_line, service::note};
use journal::Changes;
use storage::transaction;
use uuid::Uuid;

/// Lets `survivor` stand for `absorbed` too. What was merged into `absorbed` before comes with it.
///
/// # Errors
/// [`AccessError::NotFound`], also for records of other agencies; a fault where the reason is missing, or where one of them
/// is merged already or both are the same; if the permit is for another action.
pub async fn merge(
    context: &Context,
    permit: &Permit,
    survivor: Uuid,
    absorbed: Uuid,
    reason: &str,
) -> Result<(), AccessError> {
    let reach = Reach::of(permit, Action::MergePeople)?;
    let reason = one_line("reason", reason)?;
    transaction!(context.db, |tx| {
        let kept = reached(tx, reach, survivor).await?;
        let other = reached(tx, reach, absorbed).await?;
        let merged = kept.merged_into.or(other.merged_into).is_some();
        if merged || survivor == absorbed || kept.controller != other.controller {
            return Err(AccessError::invalid("reason", "merged-already"));
        }
        store::duplicate::point(tx, absorbed, Some(survivor)).await?;
        store::duplicate::insert_merge(tx, survivor, absorbed, &reason).await?;
        let state = DuplicateState::Merged;
        store::duplicate::decide(tx, survivor, absorbed, state).await?;
        let (action, kind) = ("person.merge", "person");
        let changes = Changes::default().set("merged_into", None::<Uuid>, Some(survivor));
        let changes = changes.set("reason", None::<&str>, Some(&reason));
        note(context, tx, permit, action, kind, absorbed, changes).await?;
        let changes = Changes::default().set("absorbed", None::<Uuid>, Some(absorbed));
        let changes = changes.set("reason", None::<&str>, Some(&reason));
        note(context, tx, permit, action, kind, survivor, changes).await
    })
}

/// Lets a record stand for itself again, with all that was written to it meanwhile. The pair is not proposed again.
///
/// # Errors
/// As [`merge`]; [`AccessError::NotFound`] if the record is not merged into another.
pub async fn unmerge(
    context: &Context,
    permit: &Permit,
    absorbed: Uuid,
) -> Result<Uuid, AccessError> {
    let reach = Reach::of(permit, Action::MergePeople)?;
    transaction!(context.db, |tx| {
        let person = reached(tx, reach, absorbed).await?;
        let survivor = person.merged_into.ok_or(AccessError::NotFound)?;
        store::duplicate::point(tx, absorbed, None).await?;
        store::duplicate::end_merge(tx, absorbed).await?;
        let state = DuplicateState::Distinct;
        store::duplicate::decide(tx, survivor, absorbed, state).await?;
        let (action, kind) = ("person.unmerge", "person");
        let changes = Changes::default().set("merged_into", Some(survivor), None::<Uuid>);
        note(context, tx, permit, action, kind, absorbed, changes).await?;
        let changes = Changes::default().set("absorbed", Some(absorbed), None::<Uuid>);
        note(context, tx, permit, action, kind, survivor, changes).await?;
        Ok(survivor)
    })
}
