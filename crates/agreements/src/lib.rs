//! Memoranda and cooperation agreements (*nota kesepahaman*, *perjanjian kerja sama*): how they are drafted and signed, and
//! the sharing of data that they open and, when they end, close.
//!
//! ```
//! use agreements::model::{Act, Life, Standing, Term};
//!
//! let term = Term { begins: "2026-02-01".parse()?, ends: "2026-12-31".parse()?, zone: "Asia/Jakarta".into() };
//! let signed = Life::draft()
//!     .after(Act::Fix(term.span()?), "2026-01-20T02:00:00Z".parse()?)?
//!     .after(Act::Complete, "2026-01-21T02:00:00Z".parse()?)?;
//! // 24:00 in Jakarta is 17:00 in UTC: nobody has to do anything.
//! assert_eq!(signed.standing("2026-12-31T16:59:59.999Z".parse()?), Standing::InForce);
//! assert_eq!(signed.standing("2026-12-31T17:00:00Z".parse()?), Standing::Expired);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod api;
pub mod model;
pub mod pages;
pub mod service;
mod store;

pub use api::routes as api_routes;
use storage::{Migrations, migration};

/// The tables of this crate.
pub const MIGRATIONS: Migrations = &[
    migration!("20261122160000_agreement"),
    migration!("20261122223000_paper"),
];
