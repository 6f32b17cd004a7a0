//! What is written down when something happens.

use crate::{
    Changes, JournalError, Keys,
    changes::Change,
    commitment::{Bound, Side},
};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use std::sync::Arc;
use storage::{Stamp, Tx, execute, insert_all};
use uuid::Uuid;

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "lowercase")]
pub enum Actor {
    /// A person who signed in.
    User(Uuid),
    /// A machine with a key.
    Client(Uuid),
    /// A person without an account, who looks at their own records.
    Person(Uuid),
    /// The program itself: a job, a start.
    System,
    /// Nobody who is known: a failed sign-in.
    Stranger,
}

impl Actor {
    /// What kind of actor it is, as tables say it, and which.
    pub fn columns(self) -> (&'static str, Option<Uuid>) {
        match self {
            Self::User(id) => ("user", Some(id)),
            Self::Client(id) => ("client", Some(id)),
            Self::Person(id) => ("person", Some(id)),
            Self::System => ("system", None),
            Self::Stranger => ("stranger", None),
        }
    }
}

/// What it was done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Record<'a> {
    /// The kind of record: `user`, `unit`, `case`.
    pub kind: &'a str,
    /// Its identifier.
    pub id: Uuid,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Who did it.
    pub actor: Actor,
    /// What for, as the permit says.
    pub purpose: &'a str,
    /// What was done: `unit.change`.
    pub action: &'a str,
    /// What it was done to.
    pub record: Record<'a>,
    /// Which fields changed.
    pub changes: Changes,
}

/// Writes entries. Clones share the keys.
#[derive(Debug, Clone)]
pub struct Journal {
    keys: Arc<Keys>,
}

/// A field in a leaf: its name, and commitments to its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LeafField {
    pub(crate) name: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// An entry as the database holds it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct EntryRow {
    pub(crate) id: Uuid,
    pub(crate) at: Stamp,
    pub(crate) actor_kind: String,
    pub(crate) actor_id: Option<Uuid>,
    pub(crate) purpose: String,
    pub(crate) action: String,
    pub(crate) record_kind: String,
    pub(crate) record_id: Uuid,
    pub(crate) fields: Json<Vec<LeafField>>,
}

impl EntryRow {
    /// The bytes of the leaf: JSON with its members in this order, without spaces.
    pub(crate) fn leaf(&self) -> Result<Vec<u8>, JournalError> {
        #[derive(Serialize)]
        struct Leaf<'a> {
            v: u8,
            id: Uuid,
            at: i64,
            actor: &'a str,
            actor_id: Option<Uuid>,
            purpose: &'a str,
            action: &'a str,
            record: &'a str,
            record_id: Uuid,
            fields: &'a [LeafField],
        }
        serde_json::to_vec(&Leaf {
            v: 1,
            id: self.id,
            at: self.at.micros(),
            actor: &self.actor_kind,
            actor_id: self.actor_id,
            purpose: &self.purpose,
            action: &self.action,
            record: &self.record_kind,
            record_id: self.record_id,
            fields: &self.fields.0,
        })
        .map_err(|error| JournalError::Tree(error.to_string()))
    }

    pub(crate) fn actor(&self) -> Actor {
        match (self.actor_kind.as_str(), self.actor_id) {
            ("user", Some(id)) => Actor::User(id),
            ("client", Some(id)) => Actor::Client(id),
            ("person", Some(id)) => Actor::Person(id),
            ("stranger", _) => Actor::Stranger,
            _ => Actor::System,
        }
    }
}

impl Journal {
    /// A journal with these keys.
    pub fn new(keys: Keys) -> Self {
        Self {
            keys: Arc::new(keys),
        }
    }

    /// Its keys.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Writes an entry in the transaction that changes the state, and gives its identifier. It has no place yet.
    ///
    /// # Errors
    /// If the database failed; then the change must not happen either.
    pub async fn record(&self, tx: &mut Tx, entry: Entry<'_>) -> Result<Uuid, JournalError> {
        let id = tx.id();
        let row = self.prepare(tx, id, entry);
        write(tx, std::slice::from_ref(&row)).await?;
        Ok(id)
    }

    /// Writes many entries with few statements, for work that changes thousands of records at once.
    ///
    /// # Errors
    /// As [`Journal::record`].
    pub async fn record_all(
        &self,
        tx: &mut Tx,
        entries: impl IntoIterator<Item = Entry<'_>>,
    ) -> Result<(), JournalError> {
        let rows: Vec<Prepared<'_>> = entries
            .into_iter()
            .map(|entry| self.prepare(tx, tx.id(), entry))
            .collect();
        write(tx, &rows).await
    }

    fn prepare<'a>(&self, tx: &Tx, id: Uuid, entry: Entry<'a>) -> Prepared<'a> {
        let mut fields = Vec::with_capacity(entry.changes.0.len());
        let mut values = Vec::with_capacity(entry.changes.0.len());
        for (name, change) in entry.changes.0 {
            let nonce: [u8; 16] = tx.ambient().bytes();
            let bound = Bound {
                entry: id,
                field: &name,
                nonce: &nonce,
            };
            let commit = |side, value: &Option<String>| {
                let key = &self.keys.commitment;
                value.as_ref().map(|value| bound.commit(key, side, value))
            };
            fields.push(LeafField {
                before: commit(Side::Before, &change.before),
                after: commit(Side::After, &change.after),
                name: name.clone(),
            });
            values.push((id, name, nonce, change));
        }
        let (actor_kind, actor_id) = entry.actor.columns();
        Prepared {
            id,
            actor_kind,
            actor_id,
            purpose: entry.purpose,
            action: entry.action,
            record: entry.record,
            fields,
            values,
        }
    }

    /// Erases all old and new values of a record's fields, and says so. What happened stays, and stays proved.
    ///
    /// # Errors
    /// If the database failed.
    pub async fn erase(
        &self,
        tx: &mut Tx,
        actor: Actor,
        purpose: &str,
        record: Record<'_>,
    ) -> Result<u64, JournalError> {
        let erased = execute!(
            tx,
            "DELETE FROM journal_value WHERE entry IN (
                 SELECT id FROM journal_entry WHERE record_kind = $1 AND record_id = $2
             )",
            record.kind,
            record.id
        )?;
        let action = "journal.erase";
        let changes = Changes::default();
        let entry = Entry {
            actor,
            purpose,
            action,
            record,
            changes,
        };
        self.record(tx, entry).await?;
        Ok(erased)
    }
}

/// An entry ready to be written.
struct Prepared<'a> {
    id: Uuid,
    actor_kind: &'static str,
    actor_id: Option<Uuid>,
    purpose: &'a str,
    action: &'a str,
    record: Record<'a>,
    fields: Vec<LeafField>,
    values: Vec<(Uuid, String, [u8; 16], Change)>,
}

async fn write(tx: &mut Tx, rows: &[Prepared<'_>]) -> Result<(), JournalError> {
    let at = tx.stamp();
    insert_all!(
        tx,
        "journal_entry (id, at, actor_kind, actor_id, purpose, action, record_kind, record_id, fields)",
        rows,
        |row| row.id,
        at,
        row.actor_kind,
        row.actor_id,
        row.purpose,
        row.action,
        row.record.kind,
        row.record.id,
        Json(&row.fields)
    )?;
    let values: Vec<&(Uuid, String, [u8; 16], Change)> =
        rows.iter().flat_map(|row| &row.values).collect();
    insert_all!(
        tx,
        "journal_value (entry, field, nonce, before_value, after_value)",
        values,
        |(entry, field, nonce, change)| *entry,
        field.as_str(),
        &nonce[..],
        change.before.as_deref(),
        change.after.as_deref()
    )?;
    insert_all!(tx, "journal_pending (entry)", rows, |row| row.id)?;
    Ok(())
}
