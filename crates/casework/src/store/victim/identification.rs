//! Talks with victims, each with what it added up to.

use crate::{
    Hand,
    model::victim::{Conclusion, Identification},
};
use risk::indicators::{Pattern, Subject};
use storage::{Stamp, StorageError, Tx, execute, fetch_all};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    subject: String,
    list: String,
    answers: String,
    elements: String,
    pattern: String,
    conclusion: String,
    reason: Option<String>,
    hand: Uuid,
    hand_name: String,
    at: Stamp,
}

impl TryFrom<Row> for Identification {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let odd = |column: &str| StorageError::Form(format!("column {column}"));
        Ok(Self {
            id: row.id,
            subject: Subject::from_code(&row.subject).ok_or_else(|| odd("subject"))?,
            list: row.list,
            answers: serde_json::from_str(&row.answers).map_err(|_| odd("answers"))?,
            elements: serde_json::from_str(&row.elements).map_err(|_| odd("elements"))?,
            pattern: Pattern::from_code(&row.pattern).ok_or_else(|| odd("pattern"))?,
            conclusion: Conclusion::from_code(&row.conclusion).ok_or_else(|| odd("conclusion"))?,
            reason: row.reason,
            by: Hand {
                id: row.hand,
                name: row.hand_name,
            },
            at: row.at,
        })
    }
}

pub(crate) async fn insert(
    tx: &mut Tx,
    person: Uuid,
    one: &Identification,
) -> Result<(), StorageError> {
    let json = |result: serde_json::Result<String>| {
        result.map_err(|error| StorageError::Form(error.to_string()))
    };
    execute!(
        tx,
        "INSERT INTO casework_identifications (id, person, subject, list, answers, elements, pattern, conclusion, reason, hand, hand_name, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        one.id,
        person,
        one.subject.code(),
        one.list.as_str(),
        json(serde_json::to_string(&one.answers))?,
        json(serde_json::to_string(&one.elements))?,
        one.pattern.code(),
        one.conclusion.code(),
        one.reason.as_deref(),
        one.by.id,
        one.by.name.as_str(),
        one.at
    )?;
    Ok(())
}

/// The talks with a victim, the latest first.
pub(crate) async fn of_person(
    tx: &mut Tx,
    person: Uuid,
) -> Result<Vec<Identification>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, subject, list, answers, elements, pattern, conclusion, reason, hand, hand_name, at
         FROM casework_identifications WHERE person = $1 ORDER BY id DESC",
        person
    )?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// What was last concluded of each person of a case.
pub(crate) async fn conclusions(
    tx: &mut Tx,
    case: Uuid,
) -> Result<Vec<(Uuid, Conclusion)>, StorageError> {
    let rows: Vec<(Uuid, String)> = fetch_all!(
        tx,
        "SELECT i.person, i.conclusion FROM casework_identifications i JOIN casework_persons p ON p.id = i.person
         WHERE p.case_id = $1
           AND NOT EXISTS (SELECT 1 FROM casework_identifications later WHERE later.person = i.person AND later.id > i.id)",
        case
    )?;
    rows.into_iter()
        .map(|(person, code)| {
            let conclusion = Conclusion::from_code(&code);
            Ok((
                person,
                conclusion.ok_or_else(|| StorageError::Form("column conclusion".to_owned()))?,
            ))
        })
        .collect()
}
