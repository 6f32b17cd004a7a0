//! The use cases: each asks for the permit it needs, changes, and writes down what happened, in one transaction.

pub mod agencies;
pub mod companies;
pub mod employers;
pub mod posts;

// Agencies are what most of the house means by an organisation.
pub use agencies::{agencies, change, create, create_unit, get};
