//! The departing traveller: who may this be in the placement registry, does the placement found fit this trip, what do the
//! rules say, and why. Pure composition of the ground crates; files are opened by the caller.
//!
//! ```
//! use screening::{Named, Screener};
//! use jiff::civil::date;
//!
//! let (rules, _) = risk::RuleSet::shipped();
//! let screener = Screener { rules: &rules.unwrap(), day: date(2026, 11, 22), model: None, threads: 1 };
//! let registry = "id,name,birth_date,passport_no,destination\n1,SITI AMINAH,1990-03-12,X1234567,TWN\n";
//! let screening = screener
//!     .screen(
//!         vec![Named { name: "list.csv".into(), source: manifest::Manifest::default() }],
//!         Named { name: "registry.csv".into(), source: registry.as_bytes() },
//!         None::<Named<&[u8]>>,
//!     )
//!     .unwrap();
//! assert_eq!(screening.ground.registry, ("registry.csv".to_owned(), 1));
//! ```

mod assessment;
mod compose;
mod explain;
mod form;
mod identify;
mod registry;
pub mod report;
mod reports;
mod screening;
mod sources;

pub use assessment::{Assessment, GroupInWords, Identity, Match, Reason, Seen, Subject};
pub use compose::Trip;
pub use identify::{Answer, Evidence};
pub use screening::{Ground, Named, Screener, Screening, ScreeningError};

/// The candidates of a traveller that are shown; the rest is counted.
pub const MOST_CANDIDATES: usize = 5;
