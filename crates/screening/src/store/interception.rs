//! Groups met away from a gate.

use crate::model::interception::{Group, Interception, Told};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_optional, insert_all};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    met_at: Stamp,
    place: String,
    vessel: String,
    note: String,
    people: String,
    officer_name: String,
    reported_at: Stamp,
}

impl TryFrom<Row> for Interception {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id,
            met_at: row.met_at,
            place: row.place,
            vessel: row.vessel,
            note: row.note,
            people: serde_json::from_str(&row.people)
                .map_err(|_| StorageError::Form("column people".to_owned()))?,
            officer_name: row.officer_name,
            reported_at: row.reported_at,
        })
    }
}

/// The group with a key, and since when somebody assesses it.
pub(crate) async fn by_key(
    tx: &mut Tx,
    agency: Uuid,
    key: &str,
) -> Result<Option<(Uuid, Stamp)>, StorageError> {
    fetch_optional!(
        tx,
        "SELECT id, taken_at FROM screening_interceptions WHERE agency = $1 AND key = $2",
        agency,
        key
    )
}

/// Writes a group; false where another request wrote the same one first.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: Uuid,
    agency: Uuid,
    (officer, officer_name): (Option<Uuid>, &str),
    group: &Group,
) -> Result<bool, StorageError> {
    let people: Vec<&Told> = group.people.iter().map(|(told, _)| told).collect();
    let people =
        serde_json::to_string(&people).map_err(|error| StorageError::Form(error.to_string()))?;
    let now = tx.stamp();
    let written = execute!(
        tx,
        "INSERT INTO screening_interceptions (id, agency, key, met_at, place, vessel, note, people, officer, officer_name, reported_at,
         taken_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) ON CONFLICT (agency, key) DO NOTHING",
        id,
        agency,
        group.key.as_str(),
        group.met_at,
        group.place.as_str(),
        group.vessel.as_str(),
        group.note.as_str(),
        people,
        officer,
        officer_name,
        now
    )?;
    Ok(written == 1)
}

/// Says that somebody assesses a group now.
pub(crate) async fn take(tx: &mut Tx, id: Uuid) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE screening_interceptions SET taken_at = $2 WHERE id = $1",
        id,
        now
    )?;
    Ok(())
}

/// Ties a group to the assessments of its people, in their order.
pub(crate) async fn tie(tx: &mut Tx, id: Uuid, assessments: &[Uuid]) -> Result<(), StorageError> {
    let rows: Vec<(i64, Uuid)> = (0..).zip(assessments.iter().copied()).collect();
    insert_all!(
        tx,
        "screening_intercepted (interception, place, assessment)",
        rows,
        |(place, assessment)| id,
        *place,
        *assessment
    )
}

/// The assessments of a group's people, in their order.
pub(crate) async fn tied(tx: &mut Tx, id: Uuid) -> Result<Vec<Uuid>, StorageError> {
    let rows: Vec<(Uuid,)> = fetch_all!(
        tx,
        "SELECT assessment FROM screening_intercepted WHERE interception = $1 ORDER BY place",
        id
    )?;
    Ok(rows.into_iter().map(|(assessment,)| assessment).collect())
}

/// A group of an agency.
pub(crate) async fn get(
    tx: &mut Tx,
    agency: Uuid,
    id: Uuid,
) -> Result<Option<Interception>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, met_at, place, vessel, note, people, officer_name, reported_at FROM screening_interceptions
         WHERE agency = $1 AND id = $2",
        agency,
        id
    )?;
    row.map(Interception::try_from).transpose()
}

/// The groups of an agency, the latest first.
pub(crate) async fn latest(tx: &mut Tx, agency: Uuid) -> Result<Vec<Interception>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, met_at, place, vessel, note, people, officer_name, reported_at FROM screening_interceptions
         WHERE agency = $1 ORDER BY met_at DESC, id DESC LIMIT 100",
        agency
    )?;
    rows.into_iter().map(Interception::try_from).collect()
}
