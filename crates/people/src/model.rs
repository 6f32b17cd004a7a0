//! What is known about a person, how it is read, and what of it contradicts itself.

mod contact;
mod draft;
mod duplicate;
mod identifier;
mod kind;
mod notice;
mod person;
mod record;
mod recorded;
mod relative;

pub use contact::{Contact, ContactKind, telephone};
pub use draft::{Draft, Entry, IdentifierForm, NewIdentifier};
pub use duplicate::{Duplicate, DuplicateState};
pub use identifier::{Identifier, IdentifierKind};
pub use kind::PERSON;
pub use notice::{Notice, notices};
pub use person::{Particulars, Person};
pub use record::Record;
pub(crate) use record::Source;
pub(crate) use recorded::Recorded;
pub use relative::{Relation, Relative};
