//! The whole server in process: journeys, every page in every language, strangers, the API, the tables.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

mod agreements;
mod api;
mod app;
mod desk;
mod door;
mod imports;
mod journey;
mod manifests;
mod pages;
mod people;
mod reports;
mod schema;
mod seen;
mod strangers;
mod surface;
