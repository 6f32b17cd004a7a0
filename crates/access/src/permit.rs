//! The evidence that somebody was asked.

use crate::{Action, Actions};
use journal::Actor;
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
    purpose: &'static str,
    /// What the actor may do; nobody can give more than they have.
    holds: Option<Actions>,
}

impl Principal {
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
            purpose,
            holds: Some(self.actions.clone()),
        })
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
}

impl Permit {
    /// For work of the program itself: jobs, the first start, repairs at the command line. Logged.
    pub fn system(purpose: &'static str) -> Self {
        tracing::info!(purpose, "the program acts on its own permit");
        Self {
            actor: Actor::System,
            action: None,
            purpose,
            holds: None,
        }
    }

    /// Who acts, for the journal.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// What for, for the journal.
    pub fn purpose(&self) -> &'static str {
        self.purpose
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
