//! The likelihoods against closed forms, published numbers, brute force and each other.

mod brute;
mod closed_forms;
mod inputs;
mod joint;
mod laws;
mod support;
