//! Agencies and their units, and the people and machines that act for them.
//!
//! An agency is what signs an agreement; a unit is where somebody works.
//!
//! ```
//! use organisations::{AgencyForm, AgencyKind};
//!
//! let form = AgencyForm {
//!     name: "Balai Pelayanan Pelindungan Pekerja Migran Indonesia Kepulauan Riau".into(),
//!     short_name: "BP3MI Kepri".into(),
//!     kind: AgencyKind::Protection,
//! };
//! assert!(form.checked().is_ok());
//! ```

mod api;
mod model;
pub mod pages;
pub mod service;
mod store;

pub use api::routes as api_routes;
pub use model::{Agency, AgencyForm, AgencyKind, Unit, UnitForm, UnitKind};
use storage::{Migrations, migration};

/// The tables of this crate.
pub const MIGRATIONS: Migrations = &[migration!("20261122103000_organisation")];
