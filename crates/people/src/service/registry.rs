//! One person: add, read; and the records that changed last.

use super::{Incoming, Outcome, Reach, reached, records, take_in, today};
use crate::{Draft, IdentifierKind, Person, Record, store};
use access::{AccessError, Action, Context, Permit, service::receipts};
use storage::{Tx, snapshot, transaction};
use uuid::Uuid;

/// The records of the actor's agency that changed last, the latest first.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn latest(context: &Context, permit: &Permit) -> Result<Vec<Person>, AccessError> {
    const SHOWN: i64 = 20;
    let Reach::Own(agency) = Reach::of(permit, Action::ReadPeople)? else {
        return Ok(Vec::new());
    };
    let found = snapshot!(context.db, |tx| store::person::latest(tx, agency, SHOWN)
        .await)?;
    let shown: Vec<Uuid> = found.iter().map(|person| person.id).collect();
    receipts::leave(context, permit, &shown).await?;
    Ok(found)
}

/// A person with all that belongs to them; what was merged into the record stands behind it.
///
/// # Errors
/// [`AccessError::NotFound`], also for records of other agencies; if the permit is for another action.
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<Vec<Record>, AccessError> {
    let reach = Reach::of(permit, Action::ReadPeople)?;
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        reached(tx, reach, id).await?;
        let ids = store::person::group(tx, id).await?;
        let mut persons = store::person::all_of(tx, &ids).await?;
        persons.sort_by_key(|person| ids.iter().position(|id| *id == person.id));
        Ok((records(tx, persons).await?, ids))
    });
    let (found, shown) = read?;
    receipts::leave(context, permit, &shown).await?;
    Ok(found)
}

/// The identifiers of all records of one person: the given one first, then those that were merged into it.
///
/// # Errors
/// If the database failed.
pub async fn group(tx: &mut Tx, id: Uuid) -> Result<Vec<Uuid>, AccessError> {
    Ok(store::person::group(tx, id).await?)
}

/// Adds a person to the records of the actor's agency.
///
/// # Errors
/// A fault of a field, also where a record of the agency has the NIK already; if the permit is for another action.
pub async fn create(
    context: &Context,
    permit: &Permit,
    draft: &Draft,
) -> Result<Uuid, AccessError> {
    let agency = Reach::of(permit, Action::ManagePeople)?.agency()?;
    let (entry, faults) = draft.read(today(context));
    if let Some(fault) = faults.into_iter().next() {
        return Err(AccessError::Invalid(fault));
    }
    let numbers = entry.identifiers.iter();
    let nik = numbers.filter(|i| i.kind == IdentifierKind::Nik);
    let nik: Vec<&str> = nik.map(|i| i.number.as_str()).collect();
    transaction!(context.db, |tx| {
        let found = store::bulk::by_number(tx, agency, &nik).await?;
        if !found.is_empty() {
            return Err(AccessError::invalid("nik", "nik-registered"));
        }
        let row = Incoming {
            known: None,
            source_key: None,
            draft,
        };
        let taken = take_in(context, tx, permit, agency, &[row]).await?;
        let outcome = taken
            .first()
            .map_or(Outcome::Refused, |taken| taken.outcome);
        match outcome {
            Outcome::Created(id) => Ok(id),
            // The passport is known: somebody else of the agency has the same person already.
            _ => Err(AccessError::invalid("passport_no", "passport-registered")),
        }
    })
}
