//! Assessments of a span of time, as quality looks at them.

use crate::model::referral::Finding;
use domain::{Country, PartialDate, Wording};
use serde::Deserialize;
use std::collections::HashMap;
use storage::{Stamp, StorageError, Tx, fetch_all};
use uuid::Uuid;

/// Rows read at once.
pub(crate) const PIECE: i64 = 2_000;

/// An assessment, with of what was kept only what is counted.
#[derive(Debug)]
pub(crate) struct Past {
    pub(crate) id: Uuid,
    pub(crate) at: Stamp,
    pub(crate) port: Option<String>,
    pub(crate) at_counter: bool,
    pub(crate) sex: Option<String>,
    pub(crate) nik: Option<String>,
    pub(crate) action: String,
    pub(crate) outcome: Option<String>,
    pub(crate) decided_at: Option<Stamp>,
    pub(crate) said: Said,
}

/// The part of what was kept that is counted.
#[derive(Debug, Deserialize)]
pub(crate) struct Said {
    pub(crate) reasons: Vec<Reason>,
    pub(crate) traveller: Traveller,
    pub(crate) trip: Trip,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Reason {
    pub(crate) rule: String,
    pub(crate) effect: risk::Effect,
    pub(crate) title: Wording,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Traveller {
    pub(crate) age: Option<(i32, i32)>,
    pub(crate) birth_dates: Vec<PartialDate>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Trip {
    pub(crate) destination: Option<Country>,
}

#[derive(Deserialize)]
struct Kept {
    assessment: Said,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    at: Stamp,
    port: Option<String>,
    voyage: Option<Uuid>,
    sex: Option<String>,
    nik: Option<String>,
    action: String,
    outcome: Option<String>,
    decided_at: Option<Stamp>,
    kept: String,
}

/// Assessments of an agency before a moment and behind another, or at it behind an identifier.
pub(crate) async fn past(
    tx: &mut Tx,
    agency: Uuid,
    (from, behind): (Stamp, Uuid),
    until: Stamp,
) -> Result<Vec<Past>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, at, port, voyage, sex, nik, action, outcome, decided_at, kept FROM screening_assessments
         WHERE agency = $1 AND at >= $2 AND at < $3 AND (at > $2 OR id > $4) ORDER BY at, id LIMIT $5",
        agency,
        from,
        until,
        behind,
        PIECE
    )?;
    let past = rows.into_iter().map(|row| {
        let kept: Kept = serde_json::from_str(&row.kept)
            .map_err(|_| StorageError::Form("column kept".to_owned()))?;
        Ok(Past {
            id: row.id,
            at: row.at,
            port: row.port,
            at_counter: row.voyage.is_none(),
            sex: row.sex,
            nik: row.nik,
            action: row.action,
            outcome: row.outcome,
            decided_at: row.decided_at,
            said: kept.assessment,
        })
    });
    past.collect()
}

/// What became known of an agency's assessments of a span of time; the last word counts.
pub(crate) async fn findings(
    tx: &mut Tx,
    agency: Uuid,
    (from, until): (Stamp, Stamp),
) -> Result<HashMap<Uuid, Finding>, StorageError> {
    let rows: Vec<(Uuid, String)> = fetch_all!(
        tx,
        "SELECT f.assessment, f.finding FROM screening_findings f JOIN screening_assessments a ON a.id = f.assessment
         WHERE a.agency = $1 AND a.at >= $2 AND a.at < $3 ORDER BY f.at, f.id",
        agency,
        from,
        until
    )?;
    rows.into_iter()
        .map(|(assessment, code)| {
            Finding::from_code(&code)
                .map(|finding| (assessment, finding))
                .ok_or_else(|| StorageError::Form("column finding".to_owned()))
        })
        .collect()
}
