//! Companies, employers and posts on both engines.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

mod companies;
mod employers;

use access::{AccessError, Permit};
use domain::Country;
use storage::Migrations;

const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
];

fn permit() -> Permit {
    Permit::system("test")
}

fn country(code: &str) -> Country {
    Country::from_alpha3(code).unwrap()
}

/// The field and message of a fault.
fn fault<T: std::fmt::Debug>(result: Result<T, AccessError>) -> (&'static str, &'static str) {
    match result {
        Err(AccessError::Invalid(fault)) => (fault.field, fault.message),
        other => panic!("expected a fault, found {other:?}"),
    }
}
