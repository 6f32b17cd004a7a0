//! Agreements on both engines: drafted, signed, in force, over; and who sees nothing of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

mod drafting;
mod exchange;
mod life;
mod papers;
mod proof;
mod signing;
#[cfg(feature = "prover")]
mod solver;
mod world;
