//! Whole tables of proposals, with what became of each row. The same table sent again changes nothing.

use super::{Keeper, event, propose::entry, today};
use crate::{
    model::watch::{Entry, List, ListTable},
    store::watch as store,
};
use access::{AccessError, Context, Fault};
use journal::{Changes, Entry as Noted, Record};
use serde::Serialize;
use std::collections::HashMap;
use storage::{snapshot, transaction};

/// Rows in one transaction.
const PIECE: usize = 500;

/// What became of a table.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ImportReport {
    /// Every row, in order.
    pub lines: Vec<ImportLine>,
    /// Headers that name nothing that is known; these columns were left out.
    pub left_out: Vec<String>,
}

/// What became of one row. It repeats nothing that stands in the row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportLine {
    /// Line of the file, from 1.
    pub line: u64,
    /// What became of it.
    pub outcome: ImportOutcome,
    /// What was wrong: the field, and a message of the languages.
    pub faults: Vec<(&'static str, &'static str)>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// It is proposed now.
    Proposed,
    /// It is on the list already, in the same words.
    Known,
    /// It was left out.
    Refused,
}

impl ImportReport {
    /// How many rows came to an outcome.
    pub fn count(&self, outcome: ImportOutcome) -> usize {
        let lines = self.lines.iter();
        lines.filter(|line| line.outcome == outcome).count()
    }
}

/// Proposes every row that can be read; with `rehearsal` it only says what would become of each.
///
/// # Errors
/// If the permit is for something else, or the database failed. What was proposed before stays.
pub async fn import<L: List>(
    context: &Context,
    keeper: &Keeper<L>,
    table: &ListTable,
    rehearsal: bool,
) -> Result<ImportReport, AccessError> {
    let permit = keeper.proposing()?;
    let today = today(context);
    let mut report = ImportReport {
        left_out: table.left_out.clone(),
        ..ImportReport::default()
    };
    // Keys of rows of this table: the same row twice is one entry.
    let mut seen = HashMap::new();
    for rows in table.rows.chunks(PIECE) {
        let mut lines = Vec::with_capacity(rows.len());
        let mut drafts = Vec::new();
        for row in rows {
            let mut faults = match row.kind {
                Ok(Some(kind)) if kind != L::KIND => vec![fault("kind", "list-other-kind")],
                Err(()) => vec![fault("kind", "list-unknown-kind")],
                Ok(_) => Vec::new(),
            };
            match row.form.read(today) {
                Ok(draft) if faults.is_empty() => match seen.insert(draft.key.clone(), row.line) {
                    None => drafts.push((lines.len(), draft)),
                    Some(_) => faults.push(fault("id", "list-row-twice")),
                },
                Ok(_) => {}
                Err(more) => faults.extend(more),
            }
            lines.push(ImportLine {
                line: row.line,
                outcome: if faults.is_empty() {
                    ImportOutcome::Proposed
                } else {
                    ImportOutcome::Refused
                },
                faults: faults.iter().map(|f| (f.field, f.message)).collect(),
            });
        }
        let keys: Vec<String> = drafts.iter().map(|(_, draft)| draft.key.clone()).collect();
        let taken: Result<Vec<Entry<L>>, AccessError> = if rehearsal {
            snapshot!(context.db, |tx| {
                Ok(store::alive(tx, keeper.agency, &keys).await?)
            })
        } else {
            transaction!(context.db, |tx| {
                let known: Vec<Entry<L>> = store::alive(tx, keeper.agency, &keys).await?;
                let new: Vec<Entry<L>> = drafts
                    .iter()
                    .filter(|(_, draft)| !known.iter().any(|entry| entry.key == draft.key))
                    .map(|(_, draft)| entry(tx, keeper, draft.clone()))
                    .collect();
                store::insert(tx, &new).await?;
                let action = event::<L>("propose");
                let noted = new.iter().map(|entry| Noted {
                    actor: permit.actor(),
                    purpose: permit.purpose(),
                    action: &action,
                    record: Record {
                        kind: L::record().code,
                        id: entry.id,
                    },
                    changes: Changes::between(None, Some(&entry.cause)),
                });
                context.journal.record_all(tx, noted).await?;
                Ok(known)
            })
        };
        let known = taken?;
        for (at, draft) in &drafts {
            let Some(line) = lines.get_mut(*at) else {
                continue;
            };
            let Some(entry) = known.iter().find(|entry| entry.key == draft.key) else {
                continue;
            };
            let same = entry.who == draft.who
                && entry.cause == draft.cause
                && entry.life.until == draft.until;
            if same {
                line.outcome = ImportOutcome::Known;
            } else {
                // An entry in force is not changed by a file: that would pass the second pair of eyes by.
                line.outcome = ImportOutcome::Refused;
                line.faults.push(("id", "list-known-otherwise"));
            }
        }
        report.lines.extend(lines);
    }
    Ok(report)
}

fn fault(field: &'static str, message: &'static str) -> Fault {
    Fault { field, message }
}
