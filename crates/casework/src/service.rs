//! What is done with cases: each function asks for the permit it needs, reads or changes, and writes down what happened, in one
//! transaction. An agency sees its own cases; of those of others, and of sealed ones, it does not learn that they exist.

mod look;
mod officer;
mod open;
mod source;

pub use look::{Page, Wanted, get, list};
pub use officer::Officer;
pub use open::{open, open_in};
pub use source::source;

const KIND: &str = "case";
