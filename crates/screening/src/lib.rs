//! The departing traveller: who may this be in the placement registry, does the placement found fit this trip, what do the
//! rules say, and why; and what an officer decides. A list is screened against tables; the [`Desk`] against an index in memory.
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

mod api;
mod desk;
pub mod index;
mod intake;
mod model;
pub mod pages;
mod record;
pub mod service;
mod store;

pub use api::routes as api_routes;
pub use desk::{Desk, Opening, RulesError, Sharing};
pub use intake::Intake;
pub use model::{
    Answer, Assessment, Checked, Decision, Earlier, Evidence, Ground, GroupInWords, Identity,
    Input, Kept, Leaving, MOST_CANDIDATES, Match, Named, Notice, Outcome, Presence, Presented,
    QueueLine, QueueVoyage, Reason, Registry, Screener, Screening, ScreeningError, Seen, Standing,
    Subject, Trip, VoyageState, Way, interception, interview, quality, referral, replay, report,
    review, ruleset, watch,
};
pub use record::SCREENING;
use storage::{Migrations, migration};

/// The tables of this crate.
pub const MIGRATIONS: Migrations = &[
    migration!("20261122190000_screening"),
    migration!("20261122193000_watchlist"),
    migration!("20261122194500_voyage"),
    migration!("20261122200000_ruleset"),
    migration!("20261122223500_handing_over"),
    migration!("20261122232000_interception"),
];
