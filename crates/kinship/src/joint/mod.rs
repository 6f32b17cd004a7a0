//! Who is who, all victims and all families together.

mod components;
mod posterior;
mod prune;
mod sampler;
mod states;
mod table;

pub use posterior::{Component, Posterior, PosteriorOptions, open_list_prior};
pub use states::{Cut, FamilyState, Search, States};
pub use table::{Assignment, JointTable, count_assignments};

/// A missing person and the victim taken for that person, by index.
pub type Match = (usize, usize);
