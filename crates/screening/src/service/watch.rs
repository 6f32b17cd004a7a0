//! Lists of persons: proposed by one, decided by another, confirmed in time or lapsed. An agency sees its own lists only.

mod decide;
mod import;
mod look;
mod propose;
mod time;

pub use decide::decide;
pub use import::{ImportLine, ImportOutcome, ImportReport, import};
pub use look::{Listed, Looked, export, find, get, list};
pub use propose::propose;
pub use time::{WATCH, watch};

use crate::model::watch::{Hand, List};
use access::{AccessError, Ask, Context, Permit, Principal, Refused};
use jiff::civil::Date;
use journal::Actor;
use std::marker::PhantomData;
use uuid::Uuid;

/// Somebody who works on one list, with permits for what they may do with it.
#[derive(Debug, Clone)]
pub struct Keeper<L> {
    keep: Option<Permit>,
    approve: Option<Permit>,
    agency: Uuid,
    hand: Hand,
    list: PhantomData<L>,
}

impl<L: List> Keeper<L> {
    /// The keeper behind an account.
    ///
    /// # Errors
    /// If neither keeping nor approving is among its actions, or it belongs to no agency.
    pub fn of(context: &Context, principal: &Principal) -> Result<Self, Refused> {
        let permit = |action| {
            let ask = Ask::own(principal, action, L::record(), "lists of persons");
            principal.permit_on(&context.policies, ask).ok()
        };
        let (keep, approve) = (permit(L::KEEP), permit(L::APPROVE));
        let refused = Refused(L::KEEP);
        if keep.is_none() && approve.is_none() {
            return Err(refused);
        }
        let (Actor::User(id) | Actor::Client(id)) = principal.actor() else {
            return Err(refused);
        };
        Ok(Self {
            keep,
            approve,
            agency: principal.agency().ok_or(refused)?,
            hand: Hand {
                id,
                name: principal.name().to_owned(),
            },
            list: PhantomData,
        })
    }

    /// Whether they may propose.
    pub fn may_propose(&self) -> bool {
        self.keep.is_some()
    }

    /// Whether they may decide about what others proposed.
    pub fn may_decide(&self) -> bool {
        self.approve.is_some()
    }

    /// The account.
    pub fn id(&self) -> Uuid {
        self.hand.id
    }

    /// The permit to see the list.
    pub fn seeing(&self) -> Result<&Permit, AccessError> {
        let permit = self.keep.as_ref().or(self.approve.as_ref());
        Ok(permit.ok_or(Refused(L::KEEP))?)
    }

    fn proposing(&self) -> Result<&Permit, AccessError> {
        Ok(self.keep.as_ref().ok_or(Refused(L::KEEP))?)
    }

    fn deciding(&self) -> Result<&Permit, AccessError> {
        Ok(self.approve.as_ref().ok_or(Refused(L::APPROVE))?)
    }
}

fn today(context: &Context) -> Date {
    domain::day_in_jakarta(context.db.ambient().now())
}

/// `watched_person.approve`
fn event<L: List>(act: &str) -> String {
    format!("{}.{act}", L::record().code)
}
