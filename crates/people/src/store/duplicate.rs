//! Pairs that may be one person, and merges.

use crate::{Duplicate, DuplicateState};
use journal::Cursor;
use storage::{
    Stamp, StorageError, Tx, execute, fetch_all, fetch_in, fetch_one, fetch_optional, insert_all,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    one: Uuid,
    one_name: String,
    other: Uuid,
    other_name: String,
    weight: i64,
    state: String,
    found_at: Stamp,
}

impl From<Row> for Duplicate {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            one: row.one,
            one_name: row.one_name,
            other: row.other,
            other_name: row.other_name,
            weight: row.weight as f64 / 100.0,
            state: DuplicateState::from_code(&row.state).unwrap_or(DuplicateState::Open),
            found_at: row.found_at,
        }
    }
}

/// The pairs of an agency that nobody decided yet, the surest first, from one place in that order on.
pub(crate) async fn open(
    tx: &mut Tx,
    controller: Uuid,
    from: i64,
    limit: i64,
) -> Result<Vec<Duplicate>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT d.id, d.one, p.name AS one_name, d.other, q.name AS other_name, d.weight, d.state, d.found_at
         FROM person_duplicate d JOIN person p ON p.id = d.one JOIN person q ON q.id = d.other
         WHERE d.controller = $1 AND d.state = 'open' AND p.merged_into IS NULL AND q.merged_into IS NULL ORDER BY d.weight DESC, d.id LIMIT $2 OFFSET $3",
        controller,
        limit,
        from
    )?;
    Ok(rows.into_iter().map(Duplicate::from).collect())
}

pub(crate) async fn count_open(tx: &mut Tx, controller: Uuid) -> Result<i64, StorageError> {
    let (count,): (i64,) = fetch_one!(
        tx,
        "SELECT COUNT(*) FROM person_duplicate d JOIN person p ON p.id = d.one JOIN person q ON q.id = d.other
         WHERE d.controller = $1 AND d.state = 'open' AND p.merged_into IS NULL AND q.merged_into IS NULL",
        controller
    )?;
    Ok(count)
}

/// A pair, and the agency to which it belongs.
pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Duplicate>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT d.id, d.one, p.name AS one_name, d.other, q.name AS other_name, d.weight, d.state, d.found_at
         FROM person_duplicate d JOIN person p ON p.id = d.one JOIN person q ON q.id = d.other WHERE d.id = $1",
        id
    )?;
    Ok(row.map(Duplicate::from))
}

/// A pair that was found: agency, both records in their order, hundredths of a bit.
#[derive(Clone)]
pub(crate) struct Pair {
    pub(crate) controller: Uuid,
    pub(crate) one: Uuid,
    pub(crate) other: Uuid,
    pub(crate) weight: i64,
}

/// Which of these records have pairs already, as both identifiers.
pub(crate) async fn known(tx: &mut Tx, one: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>, StorageError> {
    fetch_in!(tx, "SELECT one, other FROM person_duplicate WHERE one IN"; one)
}

pub(crate) async fn insert(tx: &mut Tx, pairs: &[Pair]) -> Result<(), StorageError> {
    let now = tx.stamp();
    let rows: Vec<(Uuid, &Pair)> = pairs.iter().map(|pair| (tx.id(), pair)).collect();
    insert_all!(
        tx,
        "person_duplicate (id, controller, one, other, weight, state, found_at)",
        rows,
        |(id, pair)| *id,
        pair.controller,
        pair.one,
        pair.other,
        pair.weight,
        "open",
        now
    )
}

/// Says what became of a pair, whichever of the two is named first; nothing happens where there is no such pair.
pub(crate) async fn decide(
    tx: &mut Tx,
    one: Uuid,
    other: Uuid,
    state: DuplicateState,
) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE person_duplicate SET state = $1, decided_at = $2 WHERE one = $3 AND other = $4",
        state.code(),
        now,
        one.min(other),
        one.max(other)
    )?;
    Ok(())
}

/// Lets one record stand for another, or for itself again.
pub(crate) async fn point(
    tx: &mut Tx,
    absorbed: Uuid,
    survivor: Option<Uuid>,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE person SET merged_into = $1 WHERE id = $2",
        survivor,
        absorbed
    )?;
    Ok(())
}

pub(crate) async fn insert_merge(
    tx: &mut Tx,
    survivor: Uuid,
    absorbed: Uuid,
    reason: &str,
) -> Result<(), StorageError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO person_merge (id, survivor, absorbed, reason, merged_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        survivor,
        absorbed,
        reason,
        now
    )?;
    Ok(())
}

pub(crate) async fn end_merge(tx: &mut Tx, absorbed: Uuid) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE person_merge SET undone_at = $1 WHERE absorbed = $2 AND undone_at IS NULL",
        now,
        absorbed
    )?;
    Ok(())
}

/// How far the journal was searched for duplicates.
pub(crate) async fn cursor(tx: &mut Tx) -> Result<Cursor, StorageError> {
    let (cursor,): (i64,) = fetch_one!(tx, "SELECT cursor FROM person_reader WHERE id = 1")?;
    Ok(Cursor(u64::try_from(cursor).unwrap_or(0)))
}

/// Goes on with the journal; false if another process did so already.
pub(crate) async fn advance(tx: &mut Tx, from: Cursor, to: Cursor) -> Result<bool, StorageError> {
    let number = |cursor: Cursor| i64::try_from(cursor.0).unwrap_or(i64::MAX);
    let moved = execute!(
        tx,
        "UPDATE person_reader SET cursor = $1 WHERE id = 1 AND cursor = $2",
        number(to),
        number(from)
    )?;
    Ok(moved == 1)
}
