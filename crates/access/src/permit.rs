//! The evidence that somebody was asked.

use crate::{Action, Actions, Ask, Policies, Scope, Terms, service::glass::Opened};
use domain::record::{Field, RecordKind, Transform};
use jiff::Timestamp;
use journal::Actor;
use std::{borrow::Cow, sync::Arc};
use uuid::Uuid;

/// Somebody who is known: a person who signed in, or a machine with a key.
#[derive(Debug, Clone)]
pub struct Principal {
    pub(crate) actor: Actor,
    pub(crate) name: String,
    pub(crate) agency: Option<Uuid>,
    pub(crate) actions: Actions,
    /// The session, when it is a person.
    pub(crate) session: Option<Session>,
}

/// What a person's session says about the way ahead.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) id: Uuid,
    pub(crate) csrf: String,
    pub(crate) must_change_password: bool,
    pub(crate) must_enrol: bool,
    pub(crate) second_factor: bool,
}

/// The answer to somebody who may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not among the actions of this account", .0.code())]
pub struct Refused(pub Action);

/// Who may do what, and what for. Only this crate makes permits.
#[derive(Debug, Clone)]
pub struct Permit {
    actor: Actor,
    action: Option<Action>,
    purpose: Cow<'static, str>,
    /// What the actor may do; nobody can give more than they have.
    holds: Option<Actions>,
    /// The records that it opens, when it is for personal data.
    scope: Option<Arc<Scope>>,
    /// The agency of whoever acts.
    agency: Option<Uuid>,
}

impl Principal {
    /// The program under the standing order of an agency: to assess those on the lists that were sent in, also at night and after a
    /// restart, when nobody asks. It may do this and nothing else; receipts and the journal name the program.
    pub fn standing(agency: Uuid) -> Self {
        Self {
            actor: Actor::System,
            name: "pandu".to_owned(),
            agency: Some(agency),
            actions: Actions::from([Action::Screen, Action::ReadPlacements, Action::ReadPeople]),
            session: None,
        }
    }

    /// Permission for one action, for a purpose that the journal will name.
    ///
    /// # Errors
    /// If the action is not among those of the account.
    pub fn permit(&self, action: Action, purpose: &'static str) -> Result<Permit, Refused> {
        if !self.may(action) {
            return Err(Refused(action));
        }
        Ok(Permit {
            actor: self.actor,
            action: Some(action),
            purpose: Cow::Borrowed(purpose),
            holds: Some(self.actions.clone()),
            ..self.bare()
        })
    }

    /// Permission to do something with records of persons: which, which of their fields, and on which basis.
    ///
    /// # Errors
    /// If the action is not among those of the account, or no policy allows it.
    pub fn permit_on(&self, policies: &Policies, ask: Ask) -> Result<Permit, Refused> {
        let scope = policies.decide(self, &ask, None)?;
        Ok(self.with(ask, scope))
    }

    /// Permission to see one record, sealed or of another agency, after breaking the glass.
    ///
    /// # Errors
    /// If the action is not among those of the account, or the glass was broken by somebody else or for another record.
    pub fn permit_behind_glass(
        &self,
        policies: &Policies,
        ask: Ask,
        glass: &Opened,
    ) -> Result<Permit, Refused> {
        let scope = policies.decide(self, &ask, Some(glass))?;
        Ok(self.with(ask, scope))
    }

    /// Permission to ask another agency under an agreement, for these fields as they will be shown. The caller reads the
    /// terms in the transaction that reads the data; `now` is the time of that transaction.
    ///
    /// # Errors
    /// If the account may not ask at all, or the agreement does not allow all of it, now.
    pub fn permit_under(
        &self,
        policies: &Policies,
        ask: Ask,
        fields: &[(&'static Field, Transform)],
        terms: &Terms<'_>,
        now: Timestamp,
    ) -> Result<Permit, Refused> {
        let scope = policies.decide_under(self, &ask, fields, terms, now)?;
        Ok(self.with(ask, scope))
    }

    fn with(&self, ask: Ask, scope: Scope) -> Permit {
        Permit {
            action: Some(ask.action),
            purpose: ask.purpose,
            holds: Some(self.actions.clone()),
            scope: Some(Arc::new(scope)),
            ..self.bare()
        }
    }

    fn bare(&self) -> Permit {
        Permit {
            actor: self.actor,
            action: None,
            purpose: Cow::Borrowed(""),
            holds: None,
            scope: None,
            agency: self.agency,
        }
    }

    /// Whether an action is among those of the account; for pages that show what can be done.
    pub fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }

    /// All it may do.
    pub fn actions(&self) -> &Actions {
        &self.actions
    }

    /// Who it is, for the journal.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The name to show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The agency to which it belongs.
    pub fn agency(&self) -> Option<Uuid> {
        self.agency
    }

    /// The token that each form of this session must carry.
    pub fn csrf(&self) -> Option<&str> {
        self.session.as_ref().map(|session| session.csrf.as_str())
    }

    /// Whether the password was set by somebody else and must be changed first.
    pub fn must_change_password(&self) -> bool {
        self.session
            .as_ref()
            .is_some_and(|session| session.must_change_password)
    }

    /// Whether a second factor must be set up first.
    pub fn must_enrol(&self) -> bool {
        self.session
            .as_ref()
            .is_some_and(|session| session.must_enrol)
    }

    /// Whether a second factor is set up, so that a code can be asked for.
    pub fn has_second_factor(&self) -> bool {
        self.session
            .as_ref()
            .is_some_and(|session| session.second_factor)
    }
}

impl Permit {
    /// For work of the program itself: jobs, the first start, repairs at the command line. Logged.
    pub fn system(purpose: &'static str) -> Self {
        tracing::info!(purpose, "the program acts on its own permit");
        Self {
            actor: Actor::System,
            action: None,
            purpose: Cow::Borrowed(purpose),
            holds: None,
            scope: None,
            agency: None,
        }
    }

    /// Who acts, for the journal.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The agency of whoever acts; none for the program itself and for accounts without one.
    pub fn agency(&self) -> Option<Uuid> {
        self.agency
    }

    /// What is done, as receipts say it.
    pub(crate) fn action_code(&self) -> &'static str {
        self.action.map_or("", Action::code)
    }

    /// What for, for the journal.
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// The records that it opens. A permit of the program itself opens all: `None`.
    ///
    /// # Errors
    /// If the permit is for another action, for another kind of record, or for none at all.
    pub fn opens(
        &self,
        action: Action,
        kind: &'static RecordKind,
    ) -> Result<Option<&Scope>, Refused> {
        self.covers(action)?;
        match (&self.scope, self.action) {
            (Some(scope), _) if scope.kind.code == kind.code => Ok(Some(scope)),
            (None, None) => Ok(None),
            _ => Err(Refused(action)),
        }
    }

    /// The scope of a permit that was given for records of persons.
    pub fn scope(&self) -> Option<&Scope> {
        self.scope.as_deref()
    }

    /// Whether the permit is for this action.
    ///
    /// # Errors
    /// If it is for another: a permit to read agencies changes no user.
    pub fn covers(&self, action: Action) -> Result<(), Refused> {
        match self.action {
            Some(granted) if granted != action => Err(Refused(action)),
            _ => Ok(()),
        }
    }

    /// Whether the actor may hand on these actions: nobody gives what they do not have.
    ///
    /// # Errors
    /// Names an action that the actor does not have.
    pub fn may_give(&self, actions: &Actions) -> Result<(), Refused> {
        let Some(holds) = &self.holds else {
            return Ok(());
        };
        match actions.difference(holds).next() {
            Some(action) => Err(Refused(*action)),
            None => Ok(()),
        }
    }
}
