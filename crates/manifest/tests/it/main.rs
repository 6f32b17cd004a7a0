//! Messages of our own, written after the public guides: what is read from them, and laws that hold for any others.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

mod corpus;
mod cusres;
mod golden;
mod laws;
mod messages;
