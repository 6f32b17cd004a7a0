//! What came out of one input.

use super::{Message, Traveller};
use domain::{Diagnostic, Level};
use serde::Serialize;

/// The kind of an input, told by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// UN/EDIFACT PAXLST, advance passenger information.
    Paxlst,
    /// IATA PNRGOV, passenger name records.
    Pnrgov,
    /// A table of delimited text.
    Csv,
    /// A spreadsheet.
    Xlsx,
}

/// The travellers of one input, with everything odd about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// What the input was told to be; a file may hold messages of both kinds.
    pub format: Option<Format>,
    /// Messages read; a table counts as one.
    pub messages: u32,
    /// What each message says of itself, in the order of the source; a table has none.
    pub heads: Vec<Message>,
    /// Passenger name records read.
    pub pnrs: u32,
    /// Everybody, in the order of the source.
    pub travellers: Vec<Traveller>,
    /// What was odd about the input as a whole; what concerns one traveller stands with them.
    pub diagnostics: Vec<Diagnostic>,
}

impl Format {
    /// The word used in tables and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Paxlst => "paxlst",
            Self::Pnrgov => "pnrgov",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The one with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Paxlst, Self::Pnrgov, Self::Csv, Self::Xlsx]
            .into_iter()
            .find(|format| format.word() == word)
    }
}

impl Manifest {
    /// Everything odd, about the input and about each traveller.
    pub fn all_diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let of_travellers = self.travellers.iter().flat_map(|t| &t.diagnostics);
        self.diagnostics.iter().chain(of_travellers)
    }

    /// How many diagnostics there are of a level.
    pub fn count(&self, level: Level) -> usize {
        self.all_diagnostics().filter(|d| d.level == level).count()
    }
}

/// Why nothing at all could be read from an input. The caller adds the name of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Neither a passenger message nor a table.
    #[error("{0}")]
    Unknown(String),
    /// It could not be read to its end.
    #[error("cannot be read: {0}")]
    Unreadable(String),
}
