//! What every reader fills: travellers on a voyage.

mod manifest;
mod message;
mod moment;
mod traveller;
mod voyage;

pub use manifest::{Format, Manifest, Unusable};
pub use message::{Interchange, Message, Purpose};
pub use moment::Moment;
pub use traveller::{
    Address, Bags, Contact, ContactKind, Name, Origin, Payment, Reference, Role, Traveller,
};
pub use voyage::{Leg, Mode, Party, Vessel, Voyage};
