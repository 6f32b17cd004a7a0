//! Taking in many victims at once.

use super::super::{KIND, Officer, reached};
use crate::{
    CasePerson, Role,
    model::victim::{MassTable, same},
    store,
};
use access::{AccessError, Context, Fault, service::note};
use journal::Changes;
use storage::transaction;
use uuid::Uuid;

/// What became of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MassReport {
    /// Every row, in order.
    pub lines: Vec<MassLine>,
    /// Headers that name nothing that is known; these columns were left out.
    pub left_out: Vec<String>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MassLine {
    /// Line of the file, from 1.
    pub line: u64,
    /// What became of it.
    pub outcome: MassOutcome,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MassOutcome {
    /// The person stands in the case now.
    Taken,
    /// The person stood in it already.
    Known,
    /// What was wrong with the row.
    Refused(Fault),
}

impl MassReport {
    /// How many rows came to an outcome for which `is` holds.
    pub fn count(&self, is: impl Fn(MassOutcome) -> bool) -> usize {
        self.lines.iter().filter(|line| is(line.outcome)).count()
    }
}

/// Rows of one list at most.
const MOST: usize = 5_000;

/// Takes everybody on a list into a case as a victim. Whoever stands in it already is left as they are, so that a list sent twice, or
/// its longer successor, adds only who is new.
///
/// # Errors
/// A fault of `file` where there are too many rows; [`AccessError::NotFound`].
pub async fn take_in(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    table: &MassTable,
) -> Result<MassReport, AccessError> {
    let permit = officer.managing()?;
    if table.rows.len() > MOST {
        return Err(AccessError::invalid("file", "mass-too-many"));
    }
    transaction!(context.db, |tx| {
        reached(tx, officer, id).await?;
        let known = store::person::of_case(tx, id).await?;
        let mut known: Vec<_> = known
            .into_iter()
            .filter(|person| person.role == Role::Victim && person.struck.is_none())
            .map(|person| person.who)
            .collect();
        let mut lines = Vec::with_capacity(table.rows.len());
        let mut new = Vec::new();
        for row in &table.rows {
            let outcome = match &row.who {
                Err(fault) => MassOutcome::Refused(*fault),
                Ok(who) if known.iter().any(|other| same(who, other)) => MassOutcome::Known,
                Ok(who) => {
                    known.push(who.clone());
                    new.push(CasePerson {
                        id: tx.id(),
                        role: Role::Victim,
                        who: who.clone(),
                        added_at: tx.stamp(),
                        struck: None,
                    });
                    MassOutcome::Taken
                }
            };
            let line = row.line;
            lines.push(MassLine { line, outcome });
        }
        if !new.is_empty() {
            store::person::insert(tx, id, &new).await?;
            let changes = Changes::default().set("victims", None::<usize>, Some(new.len()));
            note(context, tx, permit, "case.people", KIND, id, changes).await?;
        }
        Ok(MassReport {
            lines,
            left_out: table.left_out.clone(),
        })
    })
}
