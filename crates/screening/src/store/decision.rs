//! What officers decided.

use crate::model::{Decision, Outcome};
use storage::{Stamp, StorageError, Tx, execute, fetch_all};
use uuid::Uuid;

type Row = (Uuid, String, Option<String>, Stamp, Option<Uuid>);

pub(crate) async fn insert(
    tx: &mut Tx,
    assessment: Uuid,
    decision: &Decision,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO screening_decisions (id, assessment, outcome, reason, at, decided_by) VALUES ($1, $2, $3, $4, $5, $6)",
        decision.id,
        assessment,
        decision.outcome.code(),
        decision.reason.as_deref(),
        decision.at,
        decision.by
    )?;
    Ok(())
}

/// The decisions about an assessment, the first one first.
pub(crate) async fn of(tx: &mut Tx, assessment: Uuid) -> Result<Vec<Decision>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, outcome, reason, at, decided_by FROM screening_decisions WHERE assessment = $1 ORDER BY id",
        assessment
    )?;
    rows.into_iter()
        .map(|(id, outcome, reason, at, by)| {
            let outcome = Outcome::from_code(&outcome)
                .ok_or_else(|| StorageError::Form("column outcome".to_owned()))?;
            Ok(Decision {
                id,
                outcome,
                reason,
                at,
                by,
            })
        })
        .collect()
}
