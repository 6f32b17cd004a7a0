//! Persons as an agency keeps them: particulars, identifiers over time, contacts, family, probable duplicates.
//!
//! What was written about a person is read at one place, [`Draft::read`], for forms, for the programming interface and for
//! imports alike:
//!
//! ```
//! use people::Draft;
//!
//! let draft = Draft {
//!     name: "SITI  AMINAH".into(),
//!     birth_date: "12 Maret 1990".into(),
//!     nik: "3507135203900002".into(),
//!     ..Draft::default()
//! };
//! let (entry, faults) = draft.read(jiff::civil::date(2026, 11, 22));
//! assert!(faults.is_empty());
//! assert_eq!(entry.particulars.birth_date, "1990-03-12".parse().ok());
//! ```

mod api;
pub mod directory;
mod model;
pub mod pages;
pub mod service;
mod source;
mod store;

pub use api::routes as api_routes;
pub use directory::Directory;
pub use model::{
    Contact, ContactKind, Draft, Duplicate, DuplicateState, Entry, Identifier, IdentifierForm,
    IdentifierKind, NewIdentifier, Notice, PERSON, Particulars, Person, Record, Relation, Relative,
    notices, telephone,
};
pub use source::source;
use storage::{Migrations, migration};

/// The tables of this crate.
pub const MIGRATIONS: Migrations = &[
    migration!("20261122104000_person"),
    migration!("20261122104500_person_duplicate"),
];
