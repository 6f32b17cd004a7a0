//! The worker's journey: placements, their documents (UU 18/2017 art. 13), where they stand, and the import of the registry.
//!
//! A placement moves by steps, and no step leads where the law of its journey does not:
//!
//! ```
//! use domain::PlacementStatus;
//! use jiff::civil::date;
//! use placement::{Journey, Step};
//!
//! let day = date(2026, 11, 22);
//! let verified = Journey::BEGUN.take(Step::Verify, day).unwrap();
//! let departed = verified.take(Step::Depart, day).unwrap();
//! assert_eq!(departed.status, PlacementStatus::Departed);
//! assert!(departed.take(Step::Cancel, day).is_err());
//! ```

mod api;
pub mod import;
mod model;
pub mod pages;
mod record;
pub mod report;
pub mod service;
mod store;
mod uploads;

pub use api::routes as api_routes;
pub use model::{
    Counts, Details, Document, DocumentKind, DocumentState, Held, Import, ImportState, Journey,
    Lack, Lacking, Order, Outcome, Placement, ReportLine, Requirement, Step, Wanted, lacks,
    required,
};
pub use record::PLACEMENT;
pub use service::{source, timeline};
use storage::{Migrations, migration};
pub use uploads::Uploads;

/// The tables of this crate.
pub const MIGRATIONS: Migrations = &[
    migration!("20261122105000_placement"),
    migration!("20261122220000_upload"),
    migration!("20261122221500_contract_end"),
];
