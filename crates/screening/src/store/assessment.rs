//! Assessments: written once, read one by one and page by page.

use crate::model::{Kept, Outcome};
use domain::Port;
use std::collections::HashMap;
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_in, fetch_optional, insert_all};
use uuid::Uuid;

/// An assessment as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) id: Uuid,
    pub(crate) agency: Uuid,
    pub(crate) at: Stamp,
    pub(crate) port: Option<Port>,
    pub(crate) voyage: Option<Uuid>,
    pub(crate) nik: Option<String>,
    pub(crate) kept: Kept,
    pub(crate) outcome: Option<Outcome>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    agency: Uuid,
    at: Stamp,
    port: Option<String>,
    voyage: Option<Uuid>,
    nik: Option<String>,
    kept: String,
    outcome: Option<String>,
}

impl TryFrom<Row> for Stored {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let kept = serde_json::from_str(&row.kept)
            .map_err(|_| StorageError::Form("column kept".to_owned()))?;
        let outcome = row.outcome.map(|code| {
            Outcome::from_code(&code).ok_or_else(|| StorageError::Form("column outcome".to_owned()))
        });
        Ok(Self {
            id: row.id,
            agency: row.agency,
            at: row.at,
            port: row.port.as_deref().and_then(Port::read),
            voyage: row.voyage,
            nik: row.nik,
            kept,
            outcome: outcome.transpose()?,
        })
    }
}

/// The birth dates in one column, and back.
pub(crate) fn birth_dates(readings: &[domain::PartialDate]) -> String {
    let readings: Vec<String> = readings.iter().map(ToString::to_string).collect();
    readings.join(" ")
}

/// Writes new assessments.
pub(crate) async fn insert(tx: &mut Tx, assessments: &[Stored]) -> Result<(), StorageError> {
    let mut texts = Vec::with_capacity(assessments.len());
    for stored in assessments {
        let kept = serde_json::to_string(&stored.kept)
            .map_err(|error| StorageError::Form(error.to_string()))?;
        texts.push((stored, kept));
    }
    insert_all!(
        tx,
        "screening_assessments (id, agency, at, port, voyage, name, birth_dates, sex, document, nik, status, action, score, rules, model, kept)",
        texts,
        |(stored, kept)| stored.id,
        stored.agency,
        stored.at,
        stored.port.as_ref().map(Port::code),
        stored.voyage,
        stored.kept.assessment.traveller.name.as_str(),
        birth_dates(&stored.kept.assessment.traveller.birth_dates),
        stored
            .kept
            .assessment
            .traveller
            .sex
            .map(|sex| sex.letter().to_string()),
        stored.kept.assessment.traveller.document.as_deref(),
        stored.nik.as_deref(),
        stored.kept.assessment.status.code(),
        stored.kept.assessment.action.code(),
        i64::from(stored.kept.assessment.score),
        stored.kept.assessment.rules.as_str(),
        stored.kept.assessment.model.as_str(),
        kept.as_str()
    )
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Stored>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, agency, at, port, voyage, nik, kept, outcome FROM screening_assessments WHERE id = $1",
        id
    )?;
    row.map(Stored::try_from).transpose()
}

/// The latest assessments of an agency, at a port or at all, the latest first.
pub(crate) async fn latest(
    tx: &mut Tx,
    agency: Uuid,
    port: Option<&Port>,
    limit: i64,
) -> Result<Vec<Stored>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, agency, at, port, voyage, nik, kept, outcome FROM screening_assessments
         WHERE agency = $1 AND voyage IS NULL AND ($2 IS NULL OR port = $2) ORDER BY at DESC, id DESC LIMIT $3",
        agency,
        port.map(Port::code),
        limit
    )?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// Writes what was decided last.
pub(crate) async fn decided(
    tx: &mut Tx,
    id: Uuid,
    outcome: Outcome,
    at: Stamp,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE screening_assessments SET outcome = $2, decided_at = $3 WHERE id = $1",
        id,
        outcome.code(),
        at
    )?;
    Ok(())
}

/// The names of travellers, by assessment.
pub(crate) async fn names(
    tx: &mut Tx,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, String>, StorageError> {
    let rows: Vec<(Uuid, String)> = fetch_in!(
        tx,
        "SELECT id, name FROM screening_assessments WHERE id IN";
        ids
    )?;
    Ok(rows.into_iter().collect())
}
