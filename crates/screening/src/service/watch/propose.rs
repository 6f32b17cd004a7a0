//! Proposing an entry. It has no consequence until somebody else says yes.

use super::{Keeper, event, today};
use crate::{
    model::watch::{Draft, DraftForm, Entry, Life, List},
    store::watch as store,
};
use access::{AccessError, Context, service::note};
use journal::Changes;
use std::marker::PhantomData;
use storage::{Tx, transaction};
use uuid::Uuid;

/// Proposes an entry.
///
/// # Errors
/// The first fault of a field; [`AccessError::Conflict`] if this person is on the list already.
pub async fn propose<L: List>(
    context: &Context,
    keeper: &Keeper<L>,
    form: &DraftForm,
) -> Result<Uuid, AccessError> {
    let permit = keeper.proposing()?;
    let draft = form.read(today(context)).map_err(first)?;
    transaction!(context.db, |tx| {
        let known: Vec<Entry<L>> =
            store::alive(tx, keeper.agency, std::slice::from_ref(&draft.key)).await?;
        if !known.is_empty() {
            return Err(AccessError::Conflict("list-known"));
        }
        let entry = entry(tx, keeper, draft.clone());
        store::insert(tx, std::slice::from_ref(&entry)).await?;
        let changes = Changes::between(None, Some(&entry.cause));
        let kind = L::record().code;
        note(
            context,
            tx,
            permit,
            &event::<L>("propose"),
            kind,
            entry.id,
            changes,
        )
        .await?;
        Ok(entry.id)
    })
}

/// A new entry out of a draft.
pub(super) fn entry<L: List>(tx: &Tx, keeper: &Keeper<L>, draft: Draft) -> Entry<L> {
    Entry {
        id: tx.id(),
        agency: keeper.agency,
        key: draft.key,
        who: draft.who,
        cause: draft.cause,
        life: Life::proposed(draft.until),
        author: keeper.hand.clone(),
        proposed_at: tx.stamp(),
        approver: None,
        decided_at: None,
        answer: None,
        list: PhantomData,
    }
}

fn first(faults: Vec<access::Fault>) -> AccessError {
    faults
        .first()
        .map_or(AccessError::NotFound, |fault| AccessError::Invalid(*fault))
}
