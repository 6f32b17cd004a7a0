//! The tables of casework: one function a question.

pub(crate) mod case;
pub(crate) mod dossier;
pub(crate) mod entry;
pub(crate) mod figures;
pub(crate) mod intake;
pub(crate) mod outcome;
pub(crate) mod person;
pub(crate) mod referral;
pub(crate) mod victim;
