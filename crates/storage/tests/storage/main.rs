//! Every function of this crate on both engines.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

mod backup;
mod files;
mod jobs;
mod migrate;
mod transactions;
