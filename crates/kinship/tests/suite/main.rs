//! The likelihoods against closed forms, published numbers, brute force and each other.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that fails should stop"
)]

mod brute;
mod closed_forms;
mod familias;
mod inputs;
mod joint;
mod laws;
mod lists;
mod support;
