//! What somebody may do: a small set, given by roles to people and by scopes to machines.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something that needs a permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Action {
    /// See agencies and their units.
    #[serde(rename = "agencies.read")]
    ReadAgencies,
    /// Add and change agencies and units.
    #[serde(rename = "agencies.manage")]
    ManageAgencies,
    /// Add users, change, disable and unlock them.
    #[serde(rename = "users.manage")]
    ManageUsers,
    /// Add and change roles.
    #[serde(rename = "roles.manage")]
    ManageRoles,
    /// Add machine clients, give and revoke their keys.
    #[serde(rename = "clients.manage")]
    ManageClients,
    /// Read the journal.
    #[serde(rename = "journal.read")]
    ReadJournal,
}

/// A set of actions.
pub type Actions = BTreeSet<Action>;

impl Action {
    /// All of them, in the order of the forms.
    pub const ALL: [Self; 6] = [
        Self::ReadAgencies,
        Self::ManageAgencies,
        Self::ManageUsers,
        Self::ManageRoles,
        Self::ManageClients,
        Self::ReadJournal,
    ];

    /// The code by which forms, keys and the journal name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::ReadAgencies => "agencies.read",
            Self::ManageAgencies => "agencies.manage",
            Self::ManageUsers => "users.manage",
            Self::ManageRoles => "roles.manage",
            Self::ManageClients => "clients.manage",
            Self::ReadJournal => "journal.read",
        }
    }

    /// The action with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == code)
    }
}
