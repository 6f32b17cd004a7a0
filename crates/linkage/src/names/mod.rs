//! What is known of Indonesian names, and the reading of a written one.
//!
//! [`NameKnowledge`] is a data file with sources (`data/names.toml`) and the reader over it: a written name becomes a
//! [`NameForm`], its own words in order, each with the spelling it belongs to and the key of how it sounds.
//! [`crate::compare::compare_names`] sets two names word against word.

mod data;
mod fold;
mod form;
mod knowledge;
mod read;
mod rewrite;
#[cfg(test)]
mod tests;

pub use data::NamesError;
pub use form::{MAX_WORDS, NameForm, Removed, Role, Word};
pub use knowledge::NameKnowledge;
pub(crate) use read::looks_cut;
