//! Agencies and their units, and the people and machines that act for them; placement companies with licence and recruitment
//! permits, employers and posts abroad.
//!
//! An agency is what signs an agreement; a unit is where somebody works; a company is what the ministry lets recruit.
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
pub use model::{
    Agency, AgencyForm, AgencyKind, Company, CompanyForm, Employer, EmployerForm, EmployerKind,
    LicenceState, Listing, Post, PostForm, PostKind, ROWS, Recruitment, RecruitmentForm,
    Registered, Standing, Unit, UnitForm, UnitKind, Verification, Wanted, folded,
};
use storage::{Migrations, migration};

/// The tables of this crate.
pub const MIGRATIONS: Migrations = &[
    migration!("20261122103000_organisation"),
    migration!("20261122103100_company"),
    migration!("20261122230500_company_changed"),
];
