//! The tables of persons.

pub(crate) mod belongings;
pub(crate) mod bulk;
pub(crate) mod number;
pub(crate) mod person;

/// The text from its end to its beginning, so that an index finds what ends in a certain way.
pub(crate) fn reversed(text: &str) -> String {
    text.chars().rev().collect()
}
