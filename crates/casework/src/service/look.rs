//! Looking at cases.

use super::{officer::Officer, reached};
use crate::{
    Case, CasePerson, Held, Status,
    store::{self, case::ROWS},
};
use access::{AccessError, Context, service::receipts};
use jiff::civil::Date;
use storage::{Tx, snapshot};
use uuid::Uuid;

/// Which cases are wanted; nothing that names anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Open ones by the day on which somebody must look at them.
    Open {
        /// Only those that stand here.
        status: Option<Status>,
        /// Only those on which whoever asks works.
        mine: bool,
        /// Behind this one, by its day and identifier.
        behind: Option<(Date, Uuid)>,
    },
    /// Those that have ended, the latest first.
    Ended {
        /// Before this one.
        before: Option<Uuid>,
    },
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The cases.
    pub cases: Vec<Case>,
    /// Whether there are more.
    pub more: bool,
}

/// The cases of the agency that exist for an officer.
///
/// # Errors
/// If they may not see cases; if the database failed.
pub async fn list(
    context: &Context,
    officer: &Officer,
    wanted: Wanted,
) -> Result<Page, AccessError> {
    officer.reading()?;
    let sight = officer.sight();
    let mut cases = snapshot!(context.db, |tx| match wanted {
        Wanted::Open {
            status,
            mine,
            behind,
        } => store::case::open(tx, sight, status, mine, behind).await,
        Wanted::Ended { before } => store::case::ended(tx, sight, before).await,
    })?;
    let more = cases.len() > ROWS;
    cases.truncate(ROWS);
    Ok(Page { cases, more })
}

/// Cases at which nobody has looked yet: danger first, then whoever waits longest.
///
/// # Errors
/// If they may not see cases; if the database failed.
pub async fn unread(context: &Context, officer: &Officer) -> Result<Page, AccessError> {
    officer.reading()?;
    let sight = officer.sight();
    let mut cases = snapshot!(context.db, |tx| store::case::unread(tx, sight).await)?;
    let more = cases.len() > ROWS;
    cases.truncate(ROWS);
    Ok(Page { cases, more })
}

/// One case with the people in it. Whom it shows stands in a receipt before it is shown.
///
/// # Errors
/// If the officer may not see cases; [`AccessError::NotFound`] also for one that is sealed for them.
pub async fn get(context: &Context, officer: &Officer, id: Uuid) -> Result<Held, AccessError> {
    let permit = officer.reading()?;
    let held: Result<Held, AccessError> =
        snapshot!(context.db, |tx| held_in(tx, officer, id).await);
    let held = held?;
    let subjects: Vec<Uuid> = held.people.iter().map(CasePerson::subject).collect();
    receipts::leave(context, permit, &subjects).await?;
    Ok(held)
}

/// A case with all that belongs to it, as far as an officer may see it.
pub(super) async fn held_in(tx: &mut Tx, officer: &Officer, id: Uuid) -> Result<Held, AccessError> {
    let case = reached(tx, officer, id).await?;
    let mut people = store::person::of_case(tx, id).await?;
    people.sort_by_key(|person| (person.struck.is_some(), person.role));
    let mut intakes = Vec::new();
    for intake in store::intake::of_case(tx, id).await? {
        let said = store::intake::said(tx, intake.id).await?;
        intakes.push((intake, said));
    }
    let dossiers = store::dossier::of_case(tx, id).await?;
    let entries = store::entry::of_case(tx, id).await?;
    Ok(Held {
        people,
        contact: store::intake::contact(tx, id).await?,
        intakes,
        entries: entries
            .into_iter()
            .filter(|entry| officer.may_see(&case, entry))
            .collect(),
        joined: store::case::joined(tx, id).await?,
        referrals: store::referral::of_case(tx, id).await?,
        steps: store::outcome::of_case(tx, id).await?,
        dossiers: dossiers
            .into_iter()
            .map(|dossier| (dossier.id, dossier.letter, dossier.made_at))
            .collect(),
        case,
    })
}
