//! What happened to one record, with the values where they were not erased.

use crate::{Actor, JournalError, Record, entry::EntryRow};
use storage::{Stamp, Tx, fetch_all};
use uuid::Uuid;

/// Something that happened to a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// The entry's identifier.
    pub id: Uuid,
    /// When.
    pub at: Stamp,
    /// Who.
    pub actor: Actor,
    /// What for.
    pub purpose: String,
    /// What was done.
    pub action: String,
    /// Which fields changed.
    pub fields: Vec<(String, Value)>,
}

/// A field's value before and after, as JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// From what to what; nothing where there was none.
    Known {
        /// Before.
        before: Option<String>,
        /// After.
        after: Option<String>,
    },
    /// It was erased.
    Erased,
}

#[derive(sqlx::FromRow)]
struct ValueRow {
    entry: Uuid,
    field: String,
    before_value: Option<String>,
    after_value: Option<String>,
}

/// What happened to a record, latest first, whether or not it has a place already.
///
/// The values are as confidential as the record itself: callers ask `access` first.
///
/// # Errors
/// If the database failed.
pub async fn history(tx: &mut Tx, record: Record<'_>) -> Result<Vec<Happening>, JournalError> {
    let rows: Vec<EntryRow> = fetch_all!(
        tx,
        "SELECT id, at, actor_kind, actor_id, purpose, action, record_kind, record_id, fields
         FROM journal_entry WHERE record_kind = $1 AND record_id = $2 ORDER BY at DESC, id DESC LIMIT 500",
        record.kind,
        record.id
    )?;
    let values: Vec<ValueRow> = fetch_all!(
        tx,
        "SELECT v.entry, v.field, v.before_value, v.after_value
         FROM journal_value v JOIN journal_entry e ON e.id = v.entry WHERE e.record_kind = $1 AND e.record_id = $2",
        record.kind,
        record.id
    )?;
    let value = |entry: Uuid, field: &str| {
        let found = values
            .iter()
            .find(|value| value.entry == entry && value.field == field);
        match found {
            Some(value) => Value::Known {
                before: value.before_value.clone(),
                after: value.after_value.clone(),
            },
            None => Value::Erased,
        }
    };
    Ok(rows
        .into_iter()
        .map(|row| Happening {
            id: row.id,
            at: row.at,
            actor: row.actor(),
            purpose: row.purpose,
            action: row.action,
            fields: row
                .fields
                .0
                .into_iter()
                .map(|field| {
                    let value = value(row.id, &field.name);
                    (field.name, value)
                })
                .collect(),
        })
        .collect())
}
