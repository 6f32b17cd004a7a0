//! Who may see and do what: users, roles, sessions, machine clients, and the permits that only this crate can make.
//!
//! A [`Permit`] is the evidence that somebody was asked. Functions on stored personal data take one, so that none can be
//! called without:
//!
//! ```
//! use access::{Action, Permit, Principal, Refused};
//!
//! fn may_manage(principal: &Principal) -> Result<Permit, Refused> {
//!     principal.permit(Action::ManageUsers, "users")
//! }
//! ```

mod action;
mod context;
mod error;
mod mask;
mod model;
mod password;
mod permit;
mod policy;
mod receipt;
mod secret;
pub mod service;
mod source;
mod store;
mod template;
#[cfg(feature = "testing")]
pub mod testing;
mod timeline;
mod totp;

pub use action::{Action, Actions};
pub use context::{Context, Settings};
pub use error::{AccessError, Fault};
pub use mask::TokenKey;
pub use model::{Client, Key, Role, SessionLine, User, UserForm, lines, one_line};
pub use password::Hashing;
pub use permit::{Permit, Principal, Refused};
pub use policy::{Ask, Basis, Policies, PolicyError, Row, Scope, Terms};
pub use receipt::{Receipt, Receipts};
pub use secret::{Secrets, in_letters, readable};
pub use source::{Found, Source, Sources, Subject, Values};
use storage::{Migrations, migration};
pub use template::{TEMPLATES, Template};
pub use timeline::{Timeline, Timelines, Told};
pub use totp::code_at;

/// The tables of this crate.
pub const MIGRATIONS: Migrations = &[
    migration!("20261122102000_access"),
    migration!("20261122162500_glass"),
    migration!("20261122164000_receipt"),
    migration!("20261122170000_own_view"),
];
