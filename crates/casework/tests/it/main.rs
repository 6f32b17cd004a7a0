//! Casework on both engines.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails says so by a panic"
)]

mod cases;
mod handing;
mod reports;
mod victims;
mod work;
mod world;
