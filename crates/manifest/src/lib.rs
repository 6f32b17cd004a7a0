//! Passports and passenger lists of every kind, read into [`Traveller`]s on a [`Voyage`], with a [`domain::Diagnostic`] for
//! whatever was odd about the input.
//!
//! Lenient by design: what can be read is read, what is not understood is kept, what was odd is reported with its place.
//! Pure: bytes and the reference date come from the caller.

pub mod cusres;
mod document_code;
mod edifact;
mod flight;
mod input;
mod list;
mod model;
pub mod mrz;
mod names;
mod paxlst;
mod pnrgov;
mod utf16;

pub use compact_str::CompactString;
pub use edifact::Reader;
pub use input::{detect, read, read_from};
pub use model::{
    Address, Bags, Contact, ContactKind, Format, Interchange, Leg, Manifest, Message, Mode, Moment,
    Name, Origin, Party, Payment, Purpose, Reference, Role, Traveller, Unusable, Vessel, Voyage,
};
