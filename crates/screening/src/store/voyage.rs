//! Voyages, each as all inputs together tell it, and which of them wait to be read.

use crate::model::{Leaving, VoyageState};
use domain::Port;
use storage::{Day, Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

/// A voyage as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stored {
    pub(crate) id: Uuid,
    pub(crate) agency: Uuid,
    pub(crate) key: String,
    pub(crate) leaving: Leaving,
    pub(crate) state: VoyageState,
    pub(crate) travellers: i64,
    pub(crate) revision: i64,
    pub(crate) assessed: i64,
    pub(crate) changed_at: Stamp,
    pub(crate) assessed_at: Option<Stamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    agency: Uuid,
    key: String,
    designator: String,
    day: Option<Day>,
    departs: Option<String>,
    leaves_at: Option<Stamp>,
    from_port: Option<String>,
    to_port: Option<String>,
    state: String,
    travellers: i64,
    revision: i64,
    assessed: i64,
    changed_at: Stamp,
    assessed_at: Option<Stamp>,
}

impl TryFrom<Row> for Stored {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id,
            agency: row.agency,
            key: row.key,
            leaving: Leaving {
                designator: row.designator,
                day: row.day.map(|day| day.0),
                departs: row.departs,
                leaves_at: row.leaves_at,
                from: row.from_port.as_deref().and_then(Port::read),
                to: row.to_port.as_deref().and_then(Port::read),
            },
            state: VoyageState::from_code(&row.state)
                .ok_or_else(|| StorageError::Form("column state".to_owned()))?,
            travellers: row.travellers,
            revision: row.revision,
            assessed: row.assessed,
            changed_at: row.changed_at,
            assessed_at: row.assessed_at,
        })
    }
}

/// The voyage of a key, made if it is not known; either way it waits to be read from now on.
pub(crate) async fn announce(
    tx: &mut Tx,
    agency: Uuid,
    key: &str,
    leaving: &Leaving,
) -> Result<Uuid, StorageError> {
    let (id, now) = (tx.id(), tx.stamp());
    let (id,): (Uuid,) = storage::fetch_one!(
        tx,
        "INSERT INTO screening_voyages (id, agency, key, designator, day, departs, leaves_at, from_port, to_port, state, travellers,
         revision, assessed, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'expected', 0, 1, 0, $10)
         ON CONFLICT (agency, key) DO UPDATE SET revision = screening_voyages.revision + 1, changed_at = $10 RETURNING id",
        id,
        agency,
        key,
        leaving.designator.as_str(),
        leaving.day.map(Day),
        leaving.departs.as_deref(),
        leaving.leaves_at,
        leaving.from.as_ref().map(Port::code),
        leaving.to.as_ref().map(Port::code),
        now
    )?;
    Ok(id)
}

/// Ties an input to a voyage.
pub(crate) async fn add_input(tx: &mut Tx, voyage: Uuid, input: Uuid) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO screening_voyage_inputs (voyage, input) VALUES ($1, $2) ON CONFLICT (voyage, input) DO NOTHING",
        voyage,
        input
    )?;
    Ok(())
}

/// The voyages that wait, the one that leaves soonest first; those that have left, or of which that is not known, come last.
pub(crate) async fn waiting_first(tx: &mut Tx) -> Result<Vec<Stored>, StorageError> {
    let now = tx.stamp();
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, agency, key, designator, day, departs, leaves_at, from_port, to_port, state, travellers, revision, assessed,
         changed_at, assessed_at FROM screening_voyages WHERE revision > assessed
         ORDER BY CASE WHEN leaves_at >= $1 THEN 0 ELSE 1 END, leaves_at, changed_at, id LIMIT 50",
        now
    )?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// How many voyages of an agency wait to be read.
pub(crate) async fn waiting(tx: &mut Tx, agency: Uuid) -> Result<i64, StorageError> {
    let (count,): (i64,) = storage::fetch_one!(
        tx,
        "SELECT COUNT(*) FROM screening_voyages WHERE agency = $1 AND revision > assessed",
        agency
    )?;
    Ok(count)
}

/// Writes what all inputs together say of a voyage.
pub(crate) async fn describe(
    tx: &mut Tx,
    id: Uuid,
    leaving: &Leaving,
    state: VoyageState,
    travellers: i64,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE screening_voyages SET day = $2, departs = $3, leaves_at = $4, from_port = $5, to_port = $6, state = $7,
         travellers = $8 WHERE id = $1",
        id,
        leaving.day.map(Day),
        leaving.departs.as_deref(),
        leaving.leaves_at,
        leaving.from.as_ref().map(Port::code),
        leaving.to.as_ref().map(Port::code),
        state.code(),
        travellers
    )?;
    Ok(())
}

/// Marks a voyage as assessed as far as a revision; what came since still waits.
pub(crate) async fn assessed(tx: &mut Tx, id: Uuid, revision: i64) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE screening_voyages SET assessed = $2, assessed_at = $3 WHERE id = $1",
        id,
        revision,
        now
    )?;
    Ok(())
}

/// Lets the voyages that leave between two moments wait to be assessed again.
pub(crate) async fn renew(tx: &mut Tx, (from, until): (Stamp, Stamp)) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE screening_voyages SET revision = revision + 1 WHERE leaves_at >= $1 AND leaves_at < $2 AND revision = assessed",
        from,
        until
    )?;
    Ok(())
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Stored>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, agency, key, designator, day, departs, leaves_at, from_port, to_port, state, travellers, revision, assessed,
         changed_at, assessed_at FROM screening_voyages WHERE id = $1",
        id
    )?;
    row.map(Stored::try_from).transpose()
}

/// The voyages of an input.
pub(crate) async fn of_input(tx: &mut Tx, input: Uuid) -> Result<Vec<Stored>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT v.id, v.agency, v.key, v.designator, v.day, v.departs, v.leaves_at, v.from_port, v.to_port, v.state, v.travellers,
         v.revision, v.assessed, v.changed_at, v.assessed_at FROM screening_voyage_inputs i
         JOIN screening_voyages v ON v.id = i.voyage WHERE i.input = $1 ORDER BY v.leaves_at, v.id LIMIT 100",
        input
    )?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// The voyages of an agency between two moments, the one that leaves soonest first; those without a time are among them as long
/// as something was received about them since the first moment.
pub(crate) async fn leaving(
    tx: &mut Tx,
    agency: Uuid,
    (from, until): (Stamp, Stamp),
) -> Result<Vec<Stored>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, agency, key, designator, day, departs, leaves_at, from_port, to_port, state, travellers, revision, assessed,
         changed_at, assessed_at FROM screening_voyages
         WHERE agency = $1 AND ((leaves_at >= $2 AND leaves_at < $3) OR (leaves_at IS NULL AND changed_at >= $2))
         ORDER BY CASE WHEN leaves_at IS NULL THEN 1 ELSE 0 END, leaves_at, designator, id LIMIT 500",
        agency,
        from,
        until
    )?;
    rows.into_iter().map(Stored::try_from).collect()
}
