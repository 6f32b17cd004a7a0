//! The tables of this crate: one function a question.

pub(crate) mod client;
pub(crate) mod glass;
pub(crate) mod own;
pub(crate) mod receipt;
pub(crate) mod role;
pub(crate) mod session;
pub(crate) mod user;
