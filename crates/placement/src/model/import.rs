//! Imports: how far one has come, and what became of each row.

use access::Fault;
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// What became of a row.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Outcome {
        /// It made a record.
        Accepted = "accepted",
        /// It changed a record.
        Changed = "changed",
        /// Its record says the same already.
        Unchanged = "unchanged",
        /// It was left out, for the reason beside it.
        Refused = "refused",
    }
}

domain::coded! {
    /// Where an import stands.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum ImportState {
        /// Begun; if the program ended, the same file again goes on where it stopped.
        Running = "running",
        /// All rows were taken.
        Done = "done",
        /// The file could not be read to its end; what was taken before stays.
        Failed = "failed",
    }
}

/// How many rows came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Counts {
    /// Rows that made a record.
    pub accepted: u64,
    /// Rows that changed a record.
    pub changed: u64,
    /// Rows whose record said the same already.
    pub unchanged: u64,
    /// Rows that were left out.
    pub refused: u64,
}

impl Counts {
    /// Counts one row.
    pub fn add(&mut self, outcome: Outcome) {
        let count = match outcome {
            Outcome::Accepted => &mut self.accepted,
            Outcome::Changed => &mut self.changed,
            Outcome::Unchanged => &mut self.unchanged,
            Outcome::Refused => &mut self.refused,
        };
        *count += 1;
    }
}

/// An import as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Import {
    /// Identifier.
    pub id: Uuid,
    /// The agency whose records these are.
    pub agency: Uuid,
    /// Where it stands.
    pub state: ImportState,
    /// Rows taken.
    pub taken: u64,
    /// Rows of the file, where they were counted before.
    pub total: Option<u64>,
    /// What became of them.
    pub counts: Counts,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub began_at: Stamp,
    /// Until when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Stamp>,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// The line of the file on which the row stands.
    pub line: u64,
    /// The row's key; empty if it has none.
    pub key: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The fields that could not be read, by our name, each with the key of a message: left out, or the reason of a refusal.
    pub faults: Vec<(String, String)>,
}

impl ReportLine {
    /// A line of a report.
    pub fn new(line: u64, key: &str, outcome: Outcome, faults: &[Fault]) -> Self {
        Self {
            line,
            key: key.to_owned(),
            outcome,
            faults: faults
                .iter()
                .map(|fault| (fault.field.to_owned(), fault.message.to_owned()))
                .collect(),
        }
    }

    /// As it is stored, with the end of its line. Keys hold no control characters: no tab is a part of one.
    pub(crate) fn store(&self, into: &mut String) {
        let faults: Vec<String> = self
            .faults
            .iter()
            .map(|(field, message)| format!("{field}:{message}"))
            .collect();
        let code = self.outcome.code();
        into.push_str(&format!(
            "{}\t{}\t{code}\t{}\n",
            self.line,
            self.key,
            faults.join(",")
        ));
    }

    /// Reads a stored line.
    pub(crate) fn stored(line: &str) -> Option<Self> {
        let mut parts = line.split('\t');
        let (number, key, outcome, faults) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let fault = |text: &str| {
            let (field, message) = text.split_once(':')?;
            Some((field.to_owned(), message.to_owned()))
        };
        Some(Self {
            line: number.parse().ok()?,
            key: key.to_owned(),
            outcome: Outcome::from_code(outcome)?,
            faults: faults.split(',').filter_map(fault).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops here has failed, and says where"
    )]

    use super::*;

    #[test]
    fn a_line_is_read_as_it_was_stored() {
        let faults = [
            Fault {
                field: "nik",
                message: "nik-form",
            },
            Fault {
                field: "visa_until",
                message: "date-two",
            },
        ];
        for line in [
            ReportLine::new(7, "R 1:2,3", Outcome::Accepted, &faults),
            ReportLine::new(8, "", Outcome::Refused, &faults[..1]),
            ReportLine::new(9, "x", Outcome::Unchanged, &[]),
        ] {
            let mut stored = String::new();
            line.store(&mut stored);
            assert_eq!(
                ReportLine::stored(stored.trim_end_matches('\n')).unwrap(),
                line
            );
        }
    }
}
