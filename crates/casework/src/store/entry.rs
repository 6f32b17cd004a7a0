//! What officers wrote down.

use crate::model::{Entry, EntryKind, Hand, Level};
use storage::{Stamp, StorageError, Tx, execute, fetch_all};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    level: String,
    happened: Option<String>,
    person: Option<Uuid>,
    words: String,
    at: Stamp,
    by_id: Uuid,
    by_name: String,
}

pub(crate) async fn insert(tx: &mut Tx, case: Uuid, entry: &Entry) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO casework_entries (id, case_id, kind, level, happened, person, words, at, by_id, by_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        entry.id,
        case,
        entry.kind.code(),
        entry.level.code(),
        entry.happened.map(|date| date.to_string()),
        entry.person,
        entry.words.as_str(),
        entry.at,
        entry.by.id,
        entry.by.name.as_str()
    )?;
    Ok(())
}

/// What was written about a case, the first one first.
pub(crate) async fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<Entry>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, kind, level, happened, person, words, at, by_id, by_name FROM casework_entries WHERE case_id = $1 ORDER BY id",
        case
    )?;
    rows.into_iter()
        .map(|row| {
            let odd = |column: &str| StorageError::Form(format!("column {column}"));
            let happened = row
                .happened
                .map(|date| date.parse().map_err(|_| odd("happened")));
            Ok(Entry {
                id: row.id,
                kind: EntryKind::from_code(&row.kind).ok_or_else(|| odd("kind"))?,
                level: Level::from_code(&row.level).ok_or_else(|| odd("level"))?,
                happened: happened.transpose()?,
                person: row.person,
                words: row.words,
                at: row.at,
                by: Hand {
                    id: row.by_id,
                    name: row.by_name,
                },
            })
        })
        .collect()
}
