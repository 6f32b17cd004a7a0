//! What the law made of cases.

use crate::model::{LegalStep, Step};
use storage::{Day, Stamp, StorageError, Tx, execute, fetch_all};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    step: String,
    on_day: Day,
    person: Option<Uuid>,
    number: String,
    words: String,
    amount: Option<i64>,
    at: Stamp,
    by_name: String,
}

pub(crate) async fn insert(
    tx: &mut Tx,
    case: Uuid,
    agency: Uuid,
    step: &LegalStep,
) -> Result<(), StorageError> {
    let id = tx.id();
    execute!(
        tx,
        "INSERT INTO casework_outcomes (id, case_id, agency, step, on_day, person, number, words, amount, at, by_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        case,
        agency,
        step.step.code(),
        Day(step.on),
        step.person,
        step.number.as_str(),
        step.words.as_str(),
        step.amount,
        step.at,
        step.by.as_str()
    )?;
    Ok(())
}

/// The steps of a case, by their days.
pub(crate) async fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<LegalStep>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT step, on_day, person, number, words, amount, at, by_name FROM casework_outcomes WHERE case_id = $1 ORDER BY on_day, id",
        case
    )?;
    rows.into_iter()
        .map(|row| {
            let step = Step::from_code(&row.step);
            Ok(LegalStep {
                step: step.ok_or_else(|| StorageError::Form("column step".to_owned()))?,
                on: row.on_day.0,
                person: row.person,
                number: row.number,
                words: row.words,
                amount: row.amount,
                at: row.at,
                by: row.by_name,
            })
        })
        .collect()
}

/// What happened of a step in the cases of an agency between two days, both included: the step, its case, its day, about whom, how much.
pub(crate) async fn between(
    tx: &mut Tx,
    agency: Uuid,
    from: Day,
    to: Day,
) -> Result<Vec<(String, Uuid, Day, Option<Uuid>, Option<i64>)>, StorageError> {
    fetch_all!(
        tx,
        "SELECT o.step, o.case_id, o.on_day, o.person, o.amount FROM casework_outcomes o JOIN casework_cases c ON c.id = o.case_id
         WHERE (o.agency = $1 OR c.agency = $1) AND o.on_day >= $2 AND o.on_day <= $3",
        agency,
        from,
        to
    )
}
