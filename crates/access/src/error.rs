//! What can go wrong, in a form that a page or an answer to a machine can be made of.

use crate::Refused;
use journal::JournalError;
use storage::{Stamp, StorageError};

/// What is wrong with one field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The field's name in the form.
    pub field: &'static str,
    /// What is wrong, as a message of the languages: `too-short`.
    pub message: &'static str,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The journal failed.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The account may not do this.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Name or password are wrong, or the account is disabled: which of them is not said.
    #[error("name or password are wrong")]
    WrongCredentials,
    /// The code of the second factor is wrong or was used already.
    #[error("the code is wrong or was used already")]
    WrongCode,
    /// Too many failures.
    #[error("locked after too many failures, until {0}")]
    Locked(Stamp),
    /// Nobody is signed in, or the session has ended.
    #[error("the session has ended")]
    NoSession,
    /// The key of a machine is unknown, expired or revoked.
    #[error("the key is unknown, expired or revoked")]
    WrongKey,
    /// There is no such record.
    #[error("there is no such record")]
    NotFound,
    /// A form has faults.
    #[error("field `{}`: {}", .0.field, .0.message)]
    Invalid(Fault),
    /// The state of the record does not allow it, or others have changed it; which, as a message of the languages.
    #[error("the state of the record does not allow it: {0}")]
    Conflict(&'static str),
    /// The last user who can manage users must stay.
    #[error("nobody would be left who can manage users")]
    LastAdministrator,
    /// The receipt could not be written: nothing may be shown.
    #[error("the receipt could not be written")]
    NoReceipt,
    /// The key file of this crate cannot be used.
    #[error("key `access.key`: {0}")]
    Key(String),
}

impl AccessError {
    /// A fault of one field.
    pub fn invalid(field: &'static str, message: &'static str) -> Self {
        Self::Invalid(Fault { field, message })
    }

    /// Makes a fault of the field out of a value that exists already.
    pub fn taken(field: &'static str) -> impl FnOnce(StorageError) -> Self {
        move |error| match error {
            StorageError::NotUnique(_) => Self::invalid(field, "taken"),
            other => other.into(),
        }
    }
}
