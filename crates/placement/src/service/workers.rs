//! Who has placements, for indexes that are kept of them: the program's own work.

use super::reach;
use crate::store::worker;
use access::{AccessError, Action, Permit, Refused};
use storage::Tx;
use uuid::Uuid;

/// Persons with placements after one in the order of identifiers.
///
/// # Errors
/// If the permit is not one of the program itself, or the database failed.
pub async fn workers_after(
    tx: &mut Tx,
    permit: &Permit,
    last: Uuid,
    limit: i64,
) -> Result<Vec<Uuid>, AccessError> {
    of_all(permit)?;
    Ok(worker::after(tx, last, limit).await?)
}

/// Those of some persons who have placements, and the persons of some placements.
///
/// # Errors
/// If the permit is not one of the program itself, or the database failed.
pub async fn workers_of(
    tx: &mut Tx,
    permit: &Permit,
    placements: &[Uuid],
    persons: &[Uuid],
) -> Result<Vec<Uuid>, AccessError> {
    of_all(permit)?;
    let mut all = worker::of(tx, placements).await?;
    all.extend(worker::among(tx, persons).await?);
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

fn of_all(permit: &Permit) -> Result<(), AccessError> {
    match reach(permit, Action::ReadPlacements)? {
        None => Ok(()),
        Some(_) => Err(Refused(Action::ReadPlacements).into()),
    }
}
