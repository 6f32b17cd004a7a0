//! Somebody who works on cases, with permits for what they may do.

use crate::{CASE, Case, Entry, Hand, Level, store::case::Sight};
use access::{AccessError, Action, Ask, Context, Permit, Principal, Refused};
use journal::Actor;
use uuid::Uuid;

/// Somebody who works on cases.
#[derive(Debug, Clone)]
pub struct Officer {
    open: Option<Permit>,
    read: Option<Permit>,
    manage: Option<Permit>,
    sealed: bool,
    agency: Uuid,
    hand: Hand,
}

impl Officer {
    /// The officer behind an account.
    ///
    /// # Errors
    /// If none of the actions on cases is among its own, or it belongs to no agency.
    pub fn of(context: &Context, principal: &Principal) -> Result<Self, Refused> {
        let permit = |action| {
            let ask = Ask::own(principal, action, &CASE, "casework");
            principal.permit_on(&context.policies, ask).ok()
        };
        let refused = Refused(Action::ReadCases);
        let officer = Self {
            open: permit(Action::OpenCases),
            read: permit(Action::ReadCases),
            manage: permit(Action::ManageCases),
            sealed: permit(Action::SealedCases).is_some(),
            agency: principal.agency().ok_or(refused)?,
            hand: match principal.actor() {
                Actor::User(id) | Actor::Client(id) => Hand {
                    id,
                    name: principal.name().to_owned(),
                },
                _ => return Err(refused),
            },
        };
        let any = officer.open.is_some() || officer.read.is_some() || officer.manage.is_some();
        any.then_some(officer).ok_or(refused)
    }

    /// The account.
    pub fn hand(&self) -> &Hand {
        &self.hand
    }

    /// The agency for which they work.
    pub fn agency(&self) -> Uuid {
        self.agency
    }

    /// Whether they may see cases.
    pub fn may_read(&self) -> bool {
        self.read.is_some()
    }

    /// Whether they may change cases.
    pub fn may_manage(&self) -> bool {
        self.manage.is_some()
    }

    /// Whether they may open cases.
    pub fn may_open(&self) -> bool {
        self.open.is_some()
    }

    /// The permit to open cases.
    ///
    /// # Errors
    /// If they may not.
    pub fn opening(&self) -> Result<&Permit, AccessError> {
        Ok(self.open.as_ref().ok_or(Refused(Action::OpenCases))?)
    }

    /// The permit to see cases.
    ///
    /// # Errors
    /// If they may not.
    pub fn reading(&self) -> Result<&Permit, AccessError> {
        Ok(self.read.as_ref().ok_or(Refused(Action::ReadCases))?)
    }

    /// The permit to change cases.
    ///
    /// # Errors
    /// If they may not.
    pub fn managing(&self) -> Result<&Permit, AccessError> {
        Ok(self.manage.as_ref().ok_or(Refused(Action::ManageCases))?)
    }

    /// Whether they may see and seal cases whose existence is secret.
    pub fn may_seal(&self) -> bool {
        self.sealed && self.may_manage()
    }

    /// Whether they may read what was written about a case.
    pub(crate) fn may_see(&self, case: &Case, entry: &Entry) -> bool {
        let handles = case
            .handler
            .as_ref()
            .is_some_and(|hand| hand.id == self.hand.id);
        entry.level != Level::Restricted || self.sealed || handles || entry.by.id == self.hand.id
    }

    /// Which cases exist for them.
    pub(crate) fn sight(&self) -> Sight {
        Sight {
            agency: self.agency,
            sealed: self.sealed,
            by: self.hand.id,
        }
    }
}
