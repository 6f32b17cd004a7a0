//! The tables of casework: one function a question.

pub(crate) mod case;
pub(crate) mod entry;
pub(crate) mod intake;
pub(crate) mod person;
pub(crate) mod victim;
