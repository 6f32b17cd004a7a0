//! Offers against the rules, companies against the register.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

mod companies;
mod offers;
