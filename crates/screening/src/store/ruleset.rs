//! Versions of the rules, and the past travellers that they are tried on.

use crate::model::{
    Kept, Outcome,
    ruleset::{RuleStage, RuleVersion},
    watch::Hand,
};
use jiff::civil::Date;
use storage::{Day, Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, number, based_on, stage, rules, revision, note, effective_from, author, author_name, changed_at, approver, approver_name, \
         decided_at, answer, tried_revision, tried_at"
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    number: i64,
    based_on: Option<Uuid>,
    stage: String,
    rules: String,
    revision: i64,
    note: String,
    effective_from: Option<Day>,
    author: Option<Uuid>,
    author_name: String,
    changed_at: Stamp,
    approver: Option<Uuid>,
    approver_name: Option<String>,
    decided_at: Option<Stamp>,
    answer: Option<String>,
    tried_revision: Option<i64>,
    tried_at: Option<Stamp>,
}

impl TryFrom<Row> for RuleVersion {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let name = row.author_name;
        Ok(Self {
            id: row.id,
            number: row.number,
            based_on: row.based_on,
            stage: RuleStage::from_code(&row.stage)
                .ok_or_else(|| StorageError::Form("column stage".to_owned()))?,
            text: row.rules,
            revision: row.revision,
            note: row.note,
            effective_from: row.effective_from.map(|Day(date)| date),
            author: row.author.map(|id| Hand { id, name }),
            changed_at: row.changed_at,
            approver: row
                .approver
                .zip(row.approver_name)
                .map(|(id, name)| Hand { id, name }),
            decided_at: row.decided_at,
            answer: row.answer,
            tried_revision: row.tried_revision,
            tried_at: row.tried_at,
        })
    }
}

/// All versions, the newest first.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<RuleVersion>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        concat!(
            "SELECT ",
            columns!(),
            " FROM screening_rule_versions ORDER BY number DESC"
        )
    )?;
    rows.into_iter().map(RuleVersion::try_from).collect()
}

/// The version in force on a day.
pub(crate) async fn in_force(tx: &mut Tx, day: Date) -> Result<Option<RuleVersion>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        concat!(
            "SELECT ",
            columns!(),
            " FROM screening_rule_versions WHERE stage = 'approved' AND effective_from <= $1
              ORDER BY effective_from DESC, number DESC LIMIT 1"
        ),
        Day(day)
    )?;
    row.map(RuleVersion::try_from).transpose()
}

/// One version.
pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<RuleVersion>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        concat!(
            "SELECT ",
            columns!(),
            " FROM screening_rule_versions WHERE id = $1"
        ),
        id
    )?;
    row.map(RuleVersion::try_from).transpose()
}

/// Writes a new version.
pub(crate) async fn insert(tx: &mut Tx, new: &RuleVersion) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO screening_rule_versions (id, number, based_on, stage, rules, revision, note, effective_from, author, author_name, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        new.id,
        new.number,
        new.based_on,
        new.stage.code(),
        new.text.as_str(),
        new.revision,
        new.note.as_str(),
        new.effective_from.map(Day),
        new.author.as_ref().map(|hand| hand.id),
        new.author.as_ref().map_or("", |hand| hand.name.as_str()),
        new.changed_at
    )?;
    Ok(())
}

/// Writes other rules into a draft at a revision; false if it stands at another by now.
pub(crate) async fn write(
    tx: &mut Tx,
    id: Uuid,
    revision: i64,
    text: &str,
    by: &Hand,
) -> Result<bool, StorageError> {
    let now = tx.stamp();
    let changed = execute!(
        tx,
        "UPDATE screening_rule_versions SET rules = $3, revision = revision + 1, author = $4, author_name = $5, changed_at = $6
         WHERE id = $1 AND revision = $2 AND stage = 'draft'",
        id,
        revision,
        text,
        by.id,
        by.name.as_str(),
        now
    )?;
    Ok(changed == 1)
}

/// Writes where a version stands.
pub(crate) async fn stand(
    tx: &mut Tx,
    id: Uuid,
    stage: RuleStage,
    effective_from: Option<Date>,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE screening_rule_versions SET stage = $2, effective_from = $3 WHERE id = $1",
        id,
        stage.code(),
        effective_from.map(Day)
    )?;
    Ok(())
}

/// Writes who decided, and what was said.
pub(crate) async fn decided(
    tx: &mut Tx,
    id: Uuid,
    by: &Hand,
    answer: &str,
) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE screening_rule_versions SET approver = $2, approver_name = $3, decided_at = $4, answer = $5 WHERE id = $1",
        id,
        by.id,
        by.name.as_str(),
        now,
        answer
    )?;
    Ok(())
}

/// Keeps what a trial of a revision found.
pub(crate) async fn tried(
    tx: &mut Tx,
    id: Uuid,
    revision: i64,
    trial: &str,
) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE screening_rule_versions SET tried_revision = $2, tried_at = $3, trial = $4 WHERE id = $1",
        id,
        revision,
        now,
        trial
    )?;
    Ok(())
}

/// What the last trial of a version found, as JSON.
pub(crate) async fn trial(tx: &mut Tx, id: Uuid) -> Result<Option<String>, StorageError> {
    let row: Option<(Option<String>,)> = fetch_optional!(
        tx,
        "SELECT trial FROM screening_rule_versions WHERE id = $1",
        id
    )?;
    Ok(row.and_then(|(trial,)| trial))
}

/// A past traveller.
pub(crate) struct Past {
    pub(crate) id: Uuid,
    pub(crate) at: Stamp,
    pub(crate) port: Option<String>,
    pub(crate) nik: Option<String>,
    pub(crate) kept: Kept,
    pub(crate) outcome: Option<Outcome>,
}

/// Past travellers of an agency after one, in the order of identifiers.
pub(crate) async fn past_after(
    tx: &mut Tx,
    agency: Uuid,
    id: Uuid,
    limit: i64,
) -> Result<Vec<Past>, StorageError> {
    type Found = (
        Uuid,
        Stamp,
        Option<String>,
        Option<String>,
        String,
        Option<String>,
    );
    let rows: Vec<Found> = fetch_all!(
        tx,
        "SELECT id, at, port, nik, kept, outcome FROM screening_assessments WHERE agency = $1 AND id > $2 ORDER BY id LIMIT $3",
        agency,
        id,
        limit
    )?;
    rows.into_iter()
        .map(|(id, at, port, nik, kept, outcome)| {
            Ok(Past {
                id,
                at,
                port,
                nik,
                kept: serde_json::from_str(&kept)
                    .map_err(|_| StorageError::Form("column kept".to_owned()))?,
                outcome: outcome.as_deref().and_then(Outcome::from_code),
            })
        })
        .collect()
}
