//! From what a source says about a traveller to the facts that rules ask for.

mod companion;
mod facts;
mod person;
mod trip;

pub(crate) use companion::companion;
pub(crate) use facts::{Known, facts};
pub(crate) use person::{Person, name, person};
pub use trip::Trip;
