//! Users, roles, sessions, machine clients and their keys, as the rest of the program sees them.

use crate::{AccessError, Actions};
use serde::Serialize;
use storage::Stamp;
use uuid::Uuid;

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Identifier.
    pub id: Uuid,
    /// What the person types to sign in.
    pub login: String,
    /// The name that others see.
    pub name: String,
    /// The agency to which the person belongs.
    pub agency: Option<Uuid>,
    /// Whether a second factor is set up.
    pub second_factor: bool,
    /// Locked after too many failures until then.
    pub locked_until: Option<Stamp>,
    /// Disabled since.
    pub disabled_at: Option<Stamp>,
    /// The roles, by identifier.
    pub roles: Vec<Uuid>,
}

/// What an administrator writes about a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UserForm {
    /// What the person types to sign in; cannot be changed later.
    pub login: String,
    /// The name that others see.
    pub name: String,
    /// The agency.
    pub agency: Option<Uuid>,
    /// The roles.
    pub roles: Vec<Uuid>,
}

impl UserForm {
    /// Trims and checks what was written.
    pub(crate) fn checked(mut self) -> Result<Self, AccessError> {
        self.login = self.login.trim().to_lowercase();
        self.name = one_line("name", &self.name)?;
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_@".contains(c);
        if self.login.len() < 3 || self.login.len() > 64 || !self.login.chars().all(allowed) {
            return Err(AccessError::invalid("login", "login-form"));
        }
        self.roles.sort_unstable();
        self.roles.dedup();
        Ok(self)
    }
}

/// A line of text between 1 and 120 characters, with single spaces inside and none around it.
///
/// # Errors
/// A fault of the field: nothing in it, or too much.
pub fn one_line(field: &'static str, text: &str) -> Result<String, AccessError> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(AccessError::invalid(field, "required"));
    }
    if text.chars().count() > 120 || text.chars().any(char::is_control) {
        return Err(AccessError::invalid(field, "too-long"));
    }
    Ok(text)
}

/// Text of several lines with at least `shortest` and at most 2000 characters, without blanks around it.
///
/// # Errors
/// A fault of the field: nothing in it, not enough, or too much.
pub fn lines(field: &'static str, text: &str, shortest: usize) -> Result<String, AccessError> {
    let text = text.trim().replace("\r\n", "\n");
    let count = text.chars().count();
    let odd = |c: char| c.is_control() && c != '\n' && c != '\t';
    let fault = match count {
        0 => "required",
        _ if count < shortest => "too-short",
        _ if count > 2000 || text.chars().any(odd) => "too-long-text",
        _ => return Ok(text),
    };
    Err(AccessError::invalid(field, fault))
}

/// A set of actions with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Role {
    /// Identifier.
    #[serde(skip)]
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it allows.
    pub actions: Actions,
}

/// A session of one's own account.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionLine {
    /// Identifier.
    pub id: Uuid,
    /// Since when.
    pub started_at: Stamp,
    /// The last request.
    pub seen_at: Stamp,
}

/// A machine that may ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Client {
    /// Identifier.
    #[serde(skip)]
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The agency for which it asks.
    pub agency: Option<Uuid>,
    /// What its keys allow.
    pub actions: Actions,
    /// Disabled since.
    pub disabled_at: Option<Stamp>,
}

/// A key of a machine; the secret itself is shown once and never stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Key {
    /// Identifier.
    pub id: Uuid,
    /// Since when.
    pub created_at: Stamp,
    /// Until when.
    pub expires_at: Stamp,
    /// Revoked since.
    pub revoked_at: Option<Stamp>,
    /// Last used, to the hour.
    pub used_at: Option<Stamp>,
}
