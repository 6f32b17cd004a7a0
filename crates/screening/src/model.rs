//! The departing traveller, pure: who may this be, does the placement found fit this trip, what do the rules say, and why. Lists
//! (`pandu screen`) and the desk are screened by the same code.

mod assessment;
mod compose;
mod decision;
mod explain;
mod form;
mod identify;
pub mod interception;
pub mod interview;
mod judge;
mod kept;
mod presented;
pub mod quality;
mod queue;
mod received;
pub mod referral;
mod registry;
pub mod report;
mod reports;
pub mod review;
pub mod ruleset;
mod screening;
mod shown;
mod sources;
mod voyage;
pub mod watch;

pub use assessment::{Assessment, GroupInWords, Identity, Match, Reason, Seen, Subject};
pub use compose::Trip;
pub(crate) use compose::{Person, name, person};
pub use decision::{Decision, Outcome};
pub(crate) use form::number;
pub use identify::{Answer, Evidence};
pub(crate) use identify::{Candidate, Finder, decide, version};
pub(crate) use judge::{Answers, judge};
pub use kept::{Checked, Earlier, Kept, Registry, replay};
pub use presented::Presented;
pub use queue::{QueueLine, QueueVoyage, Standing};
pub(crate) use queue::{Said, sort};
pub(crate) use received::MOST_NOTICES;
pub use received::{Input, Notice, Way};
pub(crate) use registry::Particulars;
pub(crate) use reports::Reported;
pub use screening::{Ground, Named, Screener, Screening, ScreeningError};
pub(crate) use shown::{placement_of, who_of};
pub(crate) use sources::Registered;
pub use voyage::{Leaving, Presence, VoyageState};
pub(crate) use voyage::{Passage, Push, VoyageKey, fold, split};

/// The candidates of a traveller that are shown; the rest is counted.
pub const MOST_CANDIDATES: usize = 5;
