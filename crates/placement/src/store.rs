//! The tables of placements, their documents and their imports.

pub(crate) mod bulk;
pub(crate) mod import;
pub(crate) mod placement;
mod row;
pub(crate) mod upload;
pub(crate) mod worker;
