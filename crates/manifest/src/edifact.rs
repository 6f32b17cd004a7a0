//! UN/EDIFACT, divided leniently: any service characters, lost terminators, wrong counts, missing envelopes.

mod context;
pub(crate) mod date_time;
mod envelope;
mod memo;
mod reader;
mod scan;
mod segment;
mod separators;
pub(crate) mod tag;
mod text;

pub(crate) use context::Context;
pub use reader::Reader;
pub(crate) use segment::{Component, Element, Segment};
pub(crate) use separators::find_beginning;
