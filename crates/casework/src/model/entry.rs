//! What officers write down about a case: nothing of it is ever overwritten.

use super::Hand;
use access::{AccessError, lines};
use domain::{DateReading, Horizon, PartialDate, read_date};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// What is written down.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum EntryKind {
        /// Peristiwa: part of the chronology, with its day.
        Event = "event",
        /// Keterangan seseorang dalam kasus.
        Statement = "statement",
        /// Catatan petugas.
        Note = "note",
    }
}

domain::coded! {
    /// Who may read it.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Level {
        /// Whoever sees the case; may be passed on in a dossier.
        Shared = "shared",
        /// Whoever sees the case in the own agency; never passed on.
        Internal = "internal",
        /// The author, whoever works on the case, and whoever may see sealed cases.
        Restricted = "restricted",
    }
}

/// Something written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Identifier.
    pub id: Uuid,
    /// What.
    pub kind: EntryKind,
    /// Who may read it.
    pub level: Level,
    /// On which day it happened.
    pub happened: Option<PartialDate>,
    /// Whose statement it is: their part in the case.
    pub person: Option<Uuid>,
    /// What.
    pub words: String,
    /// When it was written.
    pub at: Stamp,
    /// Who wrote it.
    pub by: Hand,
}

/// Something to write down, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryForm {
    /// The kind, by code.
    pub kind: String,
    /// The level, by code; internal if nothing is said.
    pub level: String,
    /// The day; parts of it may be unknown.
    pub happened: String,
    /// Whose statement.
    pub person: Option<Uuid>,
    /// What.
    pub words: String,
}

impl EntryForm {
    /// Reads every field.
    ///
    /// # Errors
    /// The fault of the first field that has one: an event has a day, a statement somebody who made it.
    pub(crate) fn read(
        &self,
        id: Uuid,
        at: Stamp,
        today: Date,
        by: Hand,
    ) -> Result<Entry, AccessError> {
        let kind = EntryKind::from_code(&self.kind).unwrap_or(EntryKind::Note);
        let happened = match read_date(&self.happened, today, Horizon::Past) {
            DateReading::Empty => None,
            DateReading::One(date) => Some(date),
            _ => return Err(AccessError::invalid("happened", "birth-date-form")),
        };
        match kind {
            EntryKind::Event if happened.is_none() => {
                return Err(AccessError::invalid("happened", "required"));
            }
            EntryKind::Statement if self.person.is_none() => {
                return Err(AccessError::invalid("person", "required"));
            }
            _ => {}
        }
        Ok(Entry {
            id,
            kind,
            level: Level::from_code(&self.level).unwrap_or(Level::Internal),
            happened,
            person: self.person,
            words: lines("words", &self.words, 1)?,
            at,
            by,
        })
    }
}
