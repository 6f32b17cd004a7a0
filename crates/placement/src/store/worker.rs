//! Who has placements, without the placements.

use storage::{StorageError, Tx, fetch_all, fetch_in};
use uuid::Uuid;

fn ids(rows: Vec<(Uuid,)>) -> Vec<Uuid> {
    rows.into_iter().map(|(id,)| id).collect()
}

/// Persons with placements after one in the order of identifiers.
pub(crate) async fn after(tx: &mut Tx, id: Uuid, limit: i64) -> Result<Vec<Uuid>, StorageError> {
    Ok(ids(fetch_all!(
        tx,
        "SELECT DISTINCT person FROM placement WHERE person > $1 ORDER BY person LIMIT $2",
        id,
        limit
    )?))
}

/// Those of some persons who have placements.
pub(crate) async fn among(tx: &mut Tx, persons: &[Uuid]) -> Result<Vec<Uuid>, StorageError> {
    Ok(ids(fetch_in!(
        tx,
        "SELECT DISTINCT person FROM placement WHERE person IN";
        persons
    )?))
}

/// The persons of some placements.
pub(crate) async fn of(tx: &mut Tx, placements: &[Uuid]) -> Result<Vec<Uuid>, StorageError> {
    Ok(ids(fetch_in!(
        tx,
        "SELECT DISTINCT person FROM placement WHERE id IN";
        placements
    )?))
}
