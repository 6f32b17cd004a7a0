//! Imports: how far each has come, and what became of its rows.

use super::upload;
use crate::{Counts, Import, ImportState};
use storage::{StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct ImportRow {
    id: Uuid,
    agency: Uuid,
    state: String,
    taken: i64,
    accepted: i64,
    changed: i64,
    unchanged: i64,
    refused: i64,
    began_at: storage::Stamp,
    ended_at: Option<storage::Stamp>,
    total: Option<i64>,
}

impl TryFrom<ImportRow> for Import {
    type Error = StorageError;

    fn try_from(row: ImportRow) -> Result<Self, StorageError> {
        let count = |number: i64| {
            u64::try_from(number).map_err(|_| StorageError::Form("count of an import".into()))
        };
        Ok(Self {
            id: row.id,
            agency: row.agency,
            state: ImportState::from_code(&row.state)
                .ok_or_else(|| StorageError::Form("column state".into()))?,
            taken: count(row.taken)?,
            counts: Counts {
                accepted: count(row.accepted)?,
                changed: count(row.changed)?,
                unchanged: count(row.unchanged)?,
                refused: count(row.refused)?,
            },
            began_at: row.began_at,
            ended_at: row.ended_at,
            total: row.total.map(count).transpose()?,
        })
    }
}

/// The import of this content that was begun and has not ended.
pub(crate) async fn unfinished(
    tx: &mut Tx,
    agency: Uuid,
    digest: &[u8],
) -> Result<Option<Import>, StorageError> {
    let row: Option<ImportRow> = fetch_optional!(
        tx,
        "SELECT id, agency, state, taken, accepted, changed, unchanged, refused, began_at, ended_at, total FROM placement_import
         WHERE agency = $1 AND digest = $2 AND state = 'running' ORDER BY began_at DESC LIMIT 1",
        agency,
        digest
    )?;
    row.map(Import::try_from).transpose()
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Import>, StorageError> {
    let row: Option<ImportRow> = fetch_optional!(
        tx,
        "SELECT id, agency, state, taken, accepted, changed, unchanged, refused, began_at, ended_at, total FROM placement_import
         WHERE id = $1",
        id
    )?;
    row.map(Import::try_from).transpose()
}

pub(crate) async fn latest(tx: &mut Tx, agency: Option<Uuid>) -> Result<Vec<Import>, StorageError> {
    let rows: Vec<ImportRow> = fetch_all!(
        tx,
        "SELECT id, agency, state, taken, accepted, changed, unchanged, refused, began_at, ended_at, total FROM placement_import
         WHERE ($1 IS NULL OR agency = $1) ORDER BY began_at DESC, id DESC LIMIT 50",
        agency
    )?;
    rows.into_iter().map(Import::try_from).collect()
}

pub(crate) async fn insert(tx: &mut Tx, agency: Uuid, digest: &[u8]) -> Result<Uuid, StorageError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO placement_import (id, agency, digest, state, taken, accepted, changed, unchanged, refused, began_at)
         VALUES ($1, $2, $3, 'running', 0, 0, 0, 0, 0, $4)",
        id,
        agency,
        digest,
        now
    )?;
    Ok(id)
}

/// Adds what became of a piece, if the piece begins where the import stands: false if somebody else took it meanwhile.
pub(crate) async fn advance(
    tx: &mut Tx,
    id: Uuid,
    first: u64,
    rows: u64,
    counts: &Counts,
    report: &str,
) -> Result<bool, StorageError> {
    let number = |count: u64| {
        i64::try_from(count).map_err(|_| StorageError::Form("count of an import".into()))
    };
    let first = number(first)?;
    let done = execute!(
        tx,
        "UPDATE placement_import SET taken = taken + $3, accepted = accepted + $4, changed = changed + $5,
         unchanged = unchanged + $6, refused = refused + $7 WHERE id = $1 AND taken = $2 AND state = 'running'",
        id,
        first,
        number(rows)?,
        number(counts.accepted)?,
        number(counts.changed)?,
        number(counts.unchanged)?,
        number(counts.refused)?
    )?;
    if done == 0 {
        return Ok(false);
    }
    execute!(
        tx,
        "INSERT INTO placement_import_part (import, first, report) VALUES ($1, $2, $3)",
        id,
        first,
        report
    )?;
    Ok(true)
}

/// Says how many rows the file of an import has.
pub(crate) async fn set_total(tx: &mut Tx, id: Uuid, rows: u64) -> Result<(), StorageError> {
    let rows = i64::try_from(rows).map_err(|_| StorageError::Form("count of an import".into()))?;
    execute!(
        tx,
        "UPDATE placement_import SET total = $2 WHERE id = $1",
        id,
        rows
    )?;
    Ok(())
}

/// Ends an import; its file no longer waits.
pub(crate) async fn finish(tx: &mut Tx, id: Uuid, state: ImportState) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE placement_import SET state = $2, ended_at = $3 WHERE id = $1",
        id,
        state.code(),
        now
    )?;
    upload::delete(tx, id).await
}

/// The pieces of a report from a row on, some at a time, in order.
pub(crate) async fn parts(
    tx: &mut Tx,
    id: Uuid,
    from: i64,
) -> Result<Vec<(i64, String)>, StorageError> {
    fetch_all!(
        tx,
        "SELECT first, report FROM placement_import_part WHERE import = $1 AND first >= $2 ORDER BY first LIMIT 20",
        id,
        from
    )
}
