//! Slips that travellers took along.

use crate::model::{Outcome, review::Slip};
use storage::{Day, Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    assessment: Uuid,
    decision: Uuid,
    agency: Uuid,
    number: String,
    outcome: String,
    ground: String,
    words: String,
    issued_at: Stamp,
    ask_by: Day,
}

impl TryFrom<Row> for Slip {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id,
            assessment: row.assessment,
            decision: row.decision,
            agency: row.agency,
            number: row.number,
            outcome: Outcome::from_code(&row.outcome)
                .ok_or_else(|| StorageError::Form("column outcome".to_owned()))?,
            ground: row.ground,
            words: row.words,
            issued_at: row.issued_at,
            ask_by: row.ask_by.0,
        })
    }
}

/// Writes a slip with what is kept of its code; codes of older slips of the same trip open nothing any more.
pub(crate) async fn insert(tx: &mut Tx, slip: &Slip, code: &[u8]) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE screening_slips SET code = NULL WHERE assessment = $1",
        slip.assessment
    )?;
    execute!(
        tx,
        "INSERT INTO screening_slips (id, assessment, decision, agency, number, code, ground, words, issued_at, ask_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        slip.id,
        slip.assessment,
        slip.decision,
        slip.agency,
        slip.number.as_str(),
        code,
        slip.ground.as_str(),
        slip.words.as_str(),
        slip.issued_at,
        Day(slip.ask_by)
    )?;
    Ok(())
}

/// The slip with a code.
pub(crate) async fn by_code(tx: &mut Tx, code: &[u8]) -> Result<Option<Slip>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT s.id, s.assessment, s.decision, s.agency, s.number, d.outcome, s.ground, s.words, s.issued_at, s.ask_by
         FROM screening_slips s JOIN screening_decisions d ON d.id = s.decision WHERE s.code = $1",
        code
    )?;
    row.map(Slip::try_from).transpose()
}

/// The slips of an assessment, the first one first.
pub(crate) async fn of(tx: &mut Tx, assessment: Uuid) -> Result<Vec<Slip>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT s.id, s.assessment, s.decision, s.agency, s.number, d.outcome, s.ground, s.words, s.issued_at, s.ask_by
         FROM screening_slips s JOIN screening_decisions d ON d.id = s.decision WHERE s.assessment = $1 ORDER BY s.id",
        assessment
    )?;
    rows.into_iter().map(Slip::try_from).collect()
}
