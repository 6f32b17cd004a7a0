//! The use cases: each asks for the permit it needs, changes, and writes down what happened, in one transaction.

pub mod agencies;
pub mod companies;
pub mod employers;
pub mod posts;

/// The agencies, for whoever names them.
pub use agencies::agencies;
