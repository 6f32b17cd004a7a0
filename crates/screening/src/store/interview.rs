//! Interviews at assessments.

use crate::model::interview::{Interview, Interviewed, Tongue};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    assessment: Uuid,
    questions: String,
    tongue: String,
    answers: String,
    note: String,
    revision: i64,
    officer: Option<Uuid>,
    officer_name: String,
    begun_at: Stamp,
    changed_at: Stamp,
    ended_at: Option<Stamp>,
}

impl TryFrom<Row> for Interviewed {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let form = |column: &str| StorageError::Form(format!("column {column}"));
        Ok(Self {
            id: row.id,
            assessment: row.assessment,
            questions: row.questions,
            interview: Interview {
                tongue: Tongue::from_code(&row.tongue).ok_or_else(|| form("tongue"))?,
                answers: serde_json::from_str(&row.answers).map_err(|_| form("answers"))?,
                note: row.note,
            },
            revision: row.revision,
            officer: row.officer,
            officer_name: row.officer_name,
            begun_at: row.begun_at,
            changed_at: row.changed_at,
            ended_at: row.ended_at,
        })
    }
}

fn answers(interview: &Interview) -> Result<String, StorageError> {
    serde_json::to_string(&interview.answers).map_err(|error| StorageError::Form(error.to_string()))
}

pub(crate) async fn insert(tx: &mut Tx, new: &Interviewed) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO screening_interviews (id, assessment, questions, tongue, answers, note, revision, officer, officer_name, begun_at,
         changed_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        new.id,
        new.assessment,
        new.questions.as_str(),
        new.interview.tongue.code(),
        answers(&new.interview)?,
        new.interview.note.as_str(),
        new.revision,
        new.officer,
        new.officer_name.as_str(),
        new.begun_at,
        new.changed_at,
        new.ended_at
    )?;
    Ok(())
}

/// Writes an interview that was changed.
pub(crate) async fn change(tx: &mut Tx, now: &Interviewed) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE screening_interviews SET tongue = $2, answers = $3, note = $4, revision = $5, changed_at = $6, ended_at = $7
         WHERE id = $1",
        now.id,
        now.interview.tongue.code(),
        answers(&now.interview)?,
        now.interview.note.as_str(),
        now.revision,
        now.changed_at,
        now.ended_at
    )?;
    Ok(())
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Interviewed>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, assessment, questions, tongue, answers, note, revision, officer, officer_name, begun_at, changed_at, ended_at
         FROM screening_interviews WHERE id = $1",
        id
    )?;
    row.map(Interviewed::try_from).transpose()
}

/// The interviews at an assessment, the first one first.
pub(crate) async fn of(tx: &mut Tx, assessment: Uuid) -> Result<Vec<Interviewed>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, assessment, questions, tongue, answers, note, revision, officer, officer_name, begun_at, changed_at, ended_at
         FROM screening_interviews WHERE assessment = $1 ORDER BY id",
        assessment
    )?;
    rows.into_iter().map(Interviewed::try_from).collect()
}
