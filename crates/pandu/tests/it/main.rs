//! The program from outside: real commands on real files, what they print and how they end.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

mod agreement;
mod crash;
mod disk;
mod flush;
mod kinship;
mod manifest;
mod mrz;
mod program;
mod running;
mod screen;
mod server;
mod synth;
mod usage;
