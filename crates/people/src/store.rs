//! The tables of persons.

pub(crate) mod belongings;
pub(crate) mod bulk;
pub(crate) mod duplicate;
pub(crate) mod number;
pub(crate) mod person;
pub(crate) mod search;

/// The bytes of a number from its end to its beginning, so that an index finds what ends in a certain way.
pub(crate) fn reversed(number: &str) -> Vec<u8> {
    number.bytes().rev().collect()
}

/// A number out of its bytes.
pub(crate) fn number_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}
