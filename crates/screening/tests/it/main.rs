//! A day of departures, screened, and every form of its report.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails says so by a panic"
)]

mod day;
mod desk;
mod handing_over;
mod inputs;
mod interception;
mod lists;
mod quality;
mod report;
mod rules;
mod statuses;
mod watch;
mod world;
