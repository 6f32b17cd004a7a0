//! Reviews of decisions.

use crate::model::review::{Answered, AskedBy, Review, Verdict};
use storage::{Day, Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    decision: Uuid,
    assessment: Uuid,
    agency: Uuid,
    asked_by: String,
    words: String,
    contact: Option<String>,
    asked_at: Stamp,
    due_on: Day,
    decider: Option<Uuid>,
    verdict: Option<String>,
    reason: Option<String>,
    reviewer_name: Option<String>,
    decided_at: Option<Stamp>,
}

impl TryFrom<Row> for Review {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let form = |column: &str| StorageError::Form(format!("column {column}"));
        let verdict = row
            .verdict
            .map(|code| Verdict::from_code(&code).ok_or_else(|| form("verdict")));
        let answer = verdict.transpose()?.zip(row.decided_at);
        Ok(Self {
            id: row.id,
            decision: row.decision,
            assessment: row.assessment,
            agency: row.agency,
            asked_by: AskedBy::from_code(&row.asked_by).ok_or_else(|| form("asked_by"))?,
            words: row.words,
            contact: row.contact,
            asked_at: row.asked_at,
            due_on: row.due_on.0,
            decider: row.decider,
            answer: answer.map(|(verdict, at)| Answered {
                verdict,
                reason: row.reason.unwrap_or_default(),
                reviewer: row.reviewer_name.unwrap_or_default(),
                at,
            }),
        })
    }
}

pub(crate) async fn insert(tx: &mut Tx, new: &Review) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO screening_reviews (id, decision, assessment, agency, asked_by, words, contact, asked_at, due_on, decider)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        new.id,
        new.decision,
        new.assessment,
        new.agency,
        new.asked_by.code(),
        new.words.as_str(),
        new.contact.as_deref(),
        new.asked_at,
        Day(new.due_on),
        new.decider
    )?;
    Ok(())
}

/// Writes what came of a review.
pub(crate) async fn answer(
    tx: &mut Tx,
    id: Uuid,
    reviewer: Option<Uuid>,
    answer: &Answered,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE screening_reviews SET verdict = $2, reason = $3, reviewer = $4, reviewer_name = $5, decided_at = $6 WHERE id = $1",
        id,
        answer.verdict.code(),
        answer.reason.as_str(),
        reviewer,
        answer.reviewer.as_str(),
        answer.at
    )?;
    Ok(())
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Review>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, decision, assessment, agency, asked_by, words, contact, asked_at, due_on, decider, verdict, reason, reviewer_name,
         decided_at FROM screening_reviews WHERE id = $1",
        id
    )?;
    row.map(Review::try_from).transpose()
}

/// The review of a decision.
pub(crate) async fn of_decision(
    tx: &mut Tx,
    decision: Uuid,
) -> Result<Option<Review>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, decision, assessment, agency, asked_by, words, contact, asked_at, due_on, decider, verdict, reason, reviewer_name,
         decided_at FROM screening_reviews WHERE decision = $1",
        decision
    )?;
    row.map(Review::try_from).transpose()
}

/// The reviews of an assessment's decisions, the first one first.
pub(crate) async fn of(tx: &mut Tx, assessment: Uuid) -> Result<Vec<Review>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, decision, assessment, agency, asked_by, words, contact, asked_at, due_on, decider, verdict, reason, reviewer_name,
         decided_at FROM screening_reviews WHERE assessment = $1 ORDER BY id",
        assessment
    )?;
    rows.into_iter().map(Review::try_from).collect()
}

/// The reviews of an agency: those that wait first, by the day on which they are due, then the others, the latest first.
pub(crate) async fn list(tx: &mut Tx, agency: Uuid) -> Result<Vec<Review>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, decision, assessment, agency, asked_by, words, contact, asked_at, due_on, decider, verdict, reason, reviewer_name,
         decided_at FROM screening_reviews WHERE agency = $1
         ORDER BY CASE WHEN decided_at IS NULL THEN 0 ELSE 1 END, CASE WHEN decided_at IS NULL THEN due_on END, decided_at DESC, id
         LIMIT 200",
        agency
    )?;
    rows.into_iter().map(Review::try_from).collect()
}
