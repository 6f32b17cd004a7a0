//! The tables of casework: one function a question.

pub(crate) mod case;
pub(crate) mod person;
