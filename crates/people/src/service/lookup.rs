//! Persons for the capabilities above, whose permits are for records of their own.

use super::{Reach, reached, records};
use crate::{IdentifierKind, Record, store};
use access::{AccessError, Action, Context, Permit, Subject, service::receipts};
use std::collections::HashMap;
use storage::{Tx, snapshot};
use uuid::Uuid;

/// Whether an agency has this record. Tells nothing of the person.
///
/// # Errors
/// If the database failed.
pub async fn known(tx: &mut Tx, agency: Uuid, person: Uuid) -> Result<bool, AccessError> {
    match reached(tx, Reach::Own(agency), person).await {
        Ok(_) => Ok(true),
        Err(AccessError::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The records about a subject, of one agency or, for the program's own work, of all; with all that were merged with them.
/// Tells nothing of the persons.
///
/// # Errors
/// If the database failed.
pub async fn holders(
    tx: &mut Tx,
    agency: Option<Uuid>,
    subject: &Subject,
) -> Result<Vec<Uuid>, AccessError> {
    let reach = agency.map_or(Reach::All, Reach::Own);
    let found = match subject {
        Subject::Record(id) => vec![*id],
        Subject::Nik(nik) => {
            let number = nik.digits();
            store::number::holders(tx, reach, IdentifierKind::Nik, &number, None).await?
        }
        Subject::Passport { number, issuer } => {
            let number = IdentifierKind::Passport.read(number).unwrap_or_default();
            store::number::holders(tx, reach, IdentifierKind::Passport, &number, *issuer).await?
        }
    };
    let mut all = Vec::new();
    for id in found {
        for id in store::person::group(tx, id).await? {
            if !all.contains(&id) {
                all.push(id);
            }
        }
    }
    Ok(all)
}

/// The records of one person, wherever among them one begins: the one that stands for the person first.
///
/// # Errors
/// If the database failed.
pub async fn same(tx: &mut Tx, id: Uuid) -> Result<Vec<Uuid>, AccessError> {
    let survivor = store::person::survivor(tx, id).await?;
    Ok(store::person::group(tx, survivor).await?)
}

/// Some persons with all that belongs to them, as far as the permit reaches them; those that were merged are among them.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn all_of(
    tx: &mut Tx,
    permit: &Permit,
    persons: &[Uuid],
) -> Result<Vec<Record>, AccessError> {
    let reach = Reach::of(permit, Action::ReadPeople)?;
    let mut found = store::person::all_of(tx, persons).await?;
    found.retain(|person| reach.includes(person.controller));
    Ok(records(tx, found).await?)
}

/// The names of some persons, as far as the permit reaches them.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn names(
    context: &Context,
    permit: &Permit,
    persons: &[Uuid],
) -> Result<HashMap<Uuid, String>, AccessError> {
    let reach = Reach::of(permit, Action::ReadPeople)?;
    if persons.is_empty() {
        return Ok(HashMap::new());
    }
    let found = snapshot!(context.db, |tx| store::person::all_of(tx, persons).await)?;
    let names: HashMap<Uuid, String> = found
        .into_iter()
        .filter(|person| reach.includes(person.controller))
        .map(|person| (person.id, person.particulars.name))
        .collect();
    let shown: Vec<Uuid> = names.keys().copied().collect();
    receipts::leave(context, permit, &shown).await?;
    Ok(names)
}
