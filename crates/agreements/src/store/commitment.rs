//! Commitments.

use super::unknown;
use crate::model::{Commitment, Progress};
use storage::{Stamp, StorageError, Tx, execute, fetch_all};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    agreement: Uuid,
    clause: String,
    title: String,
    owner: Uuid,
    due_on: String,
    state: String,
    evidence: String,
    done_at: Option<Stamp>,
}

fn commitments(rows: Vec<Row>) -> Result<Vec<Commitment>, StorageError> {
    rows.into_iter()
        .map(|row| {
            Ok(Commitment {
                id: row.id,
                agreement: row.agreement,
                clause: row.clause,
                title: row.title,
                owner: row.owner,
                due_on: row.due_on.parse().map_err(|_| unknown("due_on"))?,
                progress: Progress::from_code(&row.state).ok_or_else(|| unknown("state"))?,
                evidence: row.evidence,
                done_at: row.done_at,
            })
        })
        .collect()
}

/// The commitments under an agreement, by their last day.
pub(crate) async fn of_agreement(
    tx: &mut Tx,
    agreement: Uuid,
) -> Result<Vec<Commitment>, StorageError> {
    commitments(fetch_all!(
        tx,
        "SELECT id, agreement, clause, title, owner, due_on, state, evidence, done_at FROM agreement_commitment
         WHERE agreement = $1 ORDER BY due_on, id",
        agreement
    )?)
}

/// The duties of an agency that are not done, by their last day.
pub(crate) async fn open_of(tx: &mut Tx, owner: Uuid) -> Result<Vec<Commitment>, StorageError> {
    commitments(fetch_all!(
        tx,
        "SELECT id, agreement, clause, title, owner, due_on, state, evidence, done_at FROM agreement_commitment
         WHERE owner = $1 AND state <> 'done' ORDER BY due_on, id LIMIT 500",
        owner
    )?)
}

/// Keeps a new commitment.
pub(crate) async fn insert(
    tx: &mut Tx,
    commitment: &Commitment,
    by: Uuid,
) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "INSERT INTO agreement_commitment (id, agreement, clause, title, owner, due_on, state, evidence, proposed_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9)",
        commitment.id,
        commitment.agreement,
        commitment.clause.as_str(),
        commitment.title.as_str(),
        commitment.owner,
        commitment.due_on.to_string(),
        commitment.progress.code(),
        by,
        now
    )?;
    Ok(())
}

/// Writes how far a commitment has come.
pub(crate) async fn update(tx: &mut Tx, commitment: &Commitment) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE agreement_commitment SET state = $1, evidence = $2, done_at = $3 WHERE id = $4",
        commitment.progress.code(),
        commitment.evidence.as_str(),
        commitment.done_at,
        commitment.id
    )?;
    Ok(())
}
