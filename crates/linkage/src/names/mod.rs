//! What is known of Indonesian names, and two names compared in words.
//!
//! [`NameKnowledge`] is a data file with sources (`data/names.toml`) and the reader over it: a written name becomes a
//! [`NameForm`], its own words in order, each with the spelling it belongs to and the key of how it sounds.
//! [`align`] sets two forms word against word, [`compare`] says in one level what came of it.

mod agreement;
mod align;
mod data;
mod fold;
mod form;
mod knowledge;
mod read;
mod rewrite;
mod slip;
#[cfg(test)]
mod tests;

pub use agreement::{NameAgreement, NameLevel, compare, compare_words};
pub use align::{Alignment, Pairing, WordLevel, align, compare_word, is_initial_of, joins_to};
pub use data::NamesError;
pub use form::{MAX_WORDS, NameForm, Removed, Role, Word};
pub use knowledge::NameKnowledge;
pub(crate) use read::looks_cut;
