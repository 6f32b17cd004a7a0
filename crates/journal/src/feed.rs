//! What happened, in the one order that everybody sees, from wherever a reader left off.

use crate::{Actor, JournalError, entry::EntryRow, tree::unsigned};
use serde::{Deserialize, Serialize};
use storage::{Stamp, Tx, fetch_all};
use uuid::Uuid;

/// Where a reader is: the place of the next entry it wants. Kept by the reader, best in the transaction of its own effect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub u64);

/// Something that happened, at its place. Holds names of fields, never a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// Its place, counted from 0.
    pub place: u64,
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
    /// The kind of record it was done to.
    pub record_kind: String,
    /// That record's identifier.
    pub record_id: Uuid,
    /// Which fields changed.
    pub fields: Vec<String>,
}

#[derive(sqlx::FromRow)]
pub(crate) struct Placed {
    pub(crate) place: i64,
    #[sqlx(flatten)]
    pub(crate) entry: EntryRow,
}

/// Entries from a cursor on, and the cursor to go on with. Entries without a place do not show.
///
/// # Errors
/// If the database failed.
pub async fn feed(
    tx: &mut Tx,
    from: Cursor,
    limit: u32,
) -> Result<(Vec<Fact>, Cursor), JournalError> {
    let rows = placed(tx, from.0, limit).await?;
    let mut facts = Vec::with_capacity(rows.len());
    let mut next = from;
    for row in rows {
        next = Cursor(next.0 + 1);
        facts.push(Fact {
            place: unsigned(row.place)?,
            id: row.entry.id,
            at: row.entry.at,
            actor: row.entry.actor(),
            purpose: row.entry.purpose,
            action: row.entry.action,
            record_kind: row.entry.record_kind,
            record_id: row.entry.record_id,
            fields: row
                .entry
                .fields
                .0
                .into_iter()
                .map(|field| field.name)
                .collect(),
        });
    }
    Ok((facts, next))
}

pub(crate) async fn placed(
    tx: &mut Tx,
    from: u64,
    limit: u32,
) -> Result<Vec<Placed>, JournalError> {
    let from = crate::tree::number(from)?;
    Ok(fetch_all!(
        tx,
        "SELECT l.place, e.id, e.at, e.actor_kind, e.actor_id, e.purpose, e.action, e.record_kind, e.record_id, e.fields
         FROM journal_leaf l JOIN journal_entry e ON e.id = l.entry WHERE l.place >= $1 ORDER BY l.place LIMIT $2",
        from,
        i64::from(limit)
    )?)
}
