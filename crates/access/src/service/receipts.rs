//! Leaving a receipt, and asking who saw whose records.

use super::note;
use crate::{
    AccessError, Action, Context, Permit, Receipt, Refused,
    receipt::{NewReceipt, commitment},
    store::receipt,
};
use journal::Changes;
use storage::{Stamp, snapshot, transaction};
use uuid::Uuid;

/// Receipts in one answer at most.
pub const MOST: i64 = 5000;
/// Persons in one question at most.
pub const MOST_PERSONS: usize = 50_000;

/// Writes down that a permit showed records of these persons; comes back when that is on the disk. Called after reading and
/// before the answer leaves, also when nothing was found. Gives the receipt's identifier; nothing for the program's own work.
///
/// # Errors
/// [`AccessError::NoReceipt`]: then nothing may be shown.
pub async fn leave(
    context: &Context,
    permit: &Permit,
    persons: &[Uuid],
) -> Result<Option<Uuid>, AccessError> {
    let ambient = context.db.ambient();
    let (id, at) = (ambient.id(), ambient.now().into());
    let Some(receipt) = NewReceipt::of(permit, &context.secrets, (id, at), persons) else {
        return Ok(None);
    };
    context.receipts.write(receipt).await?;
    Ok(Some(id))
}

/// What is asked about receipts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Whoever saw records of these persons.
    Persons(Vec<Uuid>),
    /// Whatever an account or a machine saw.
    Actor(Uuid),
    /// Everything.
    All,
}

/// Who saw records since a moment, the latest first, up to [`MOST`]: receipts that concern the agency of whoever asks. The
/// first question after a breach (UU 27/2022 article 46: those concerned hear of it within 3 x 24 hours).
///
/// # Errors
/// If the permit is for another action or of no agency, or more than [`MOST_PERSONS`] are asked about; if the database failed.
pub async fn seen(
    context: &Context,
    permit: &Permit,
    about: &About,
    since: Stamp,
) -> Result<Vec<Receipt>, AccessError> {
    permit.covers(Action::ReadReceipts)?;
    let agency = permit.agency().ok_or(Refused(Action::ReadReceipts))?;
    let found = snapshot!(context.db, |tx| match about {
        About::Persons(persons) if persons.len() > MOST_PERSONS => {
            Err(AccessError::invalid("persons", "receipts-too-many"))
        }
        About::Persons(persons) => {
            let mut all = Vec::new();
            for person in persons {
                all.extend(receipt::about(tx, *person, since, Some(agency), MOST).await?);
            }
            all.sort_unstable_by_key(|receipt| std::cmp::Reverse((receipt.at, receipt.id)));
            all.dedup_by_key(|receipt| receipt.id);
            all.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
            Ok(all)
        }
        About::Actor(actor) => Ok(receipt::by_actor(tx, *actor, since, agency, MOST).await?),
        About::All => Ok(receipt::since(tx, since, agency, MOST).await?),
    })?;
    // To look who looked is written down too.
    transaction!(context.db, |tx| {
        let changes = Changes::default()
            .set("since", None::<Stamp>, Some(since))
            .set("found", None::<usize>, Some(found.len()));
        let (kind, id) = ("agency", agency);
        note(context, tx, permit, "receipts.search", kind, id, changes).await
    })?;
    Ok(found)
}

/// A receipt with the persons whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithPersons {
    /// The receipt.
    pub receipt: Receipt,
    /// Those who were not erased since, in order.
    pub persons: Vec<Uuid>,
    /// Whether they are exactly those to whom the receipt was bound when it was written.
    pub complete: bool,
}

/// One receipt that concerns the agency of whoever asks.
///
/// # Errors
/// If the permit is for another action or of no agency; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<WithPersons, AccessError> {
    permit.covers(Action::ReadReceipts)?;
    let agency = permit.agency().ok_or(Refused(Action::ReadReceipts))?;
    snapshot!(context.db, |tx| {
        let (receipt, kept) = receipt::get(tx, id, agency).await?;
        let persons = receipt::persons(tx, id).await?;
        let complete = commitment(&context.secrets, id, &persons)[..] == *kept;
        Ok(WithPersons {
            receipt,
            persons,
            complete,
        })
    })
}
