//! The rules as they are shipped, the language they are written in, and the laws that every set must keep.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails says so by a panic"
)]

mod editing;
mod facts;
mod faults;
mod laws;
mod shipped;
mod status;
mod trial;
