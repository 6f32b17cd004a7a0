//! What is kept about victims.

pub(crate) mod consent;
pub(crate) mod identification;
pub(crate) mod service;
pub(crate) mod shelter;
