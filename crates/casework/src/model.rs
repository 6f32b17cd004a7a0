//! Cases, pure: what they are, who stands in them in which role, where they stand and what leads on.

mod case;
mod change;
mod dossier;
mod entry;
mod intake;
mod opening;
mod outcome;
mod person;
mod referral;
mod status;
mod terms;
pub mod victim;

pub(crate) use case::number;
pub use case::{Case, Hand, Held, Next, Reference};
pub use change::{CaseForm, Change};
pub(crate) use dossier::lines_of;
pub use dossier::{Difference, Dossier, Line, Section};
pub use entry::{Entry, EntryForm, EntryKind, Level};
pub(crate) use intake::Report;
pub use intake::{About, Intake, Message, ReportForm, SafeContact, Way};
pub use opening::{Opening, OpeningForm, PersonForm};
pub use outcome::{LegalStep, Step, StepForm};
pub use person::{CasePerson, Role, Who, WhoForm};
pub use referral::{Referral, ReferralBasis, ReferralForm, ReferralKind, ReferralState};
pub use status::Status;
pub use terms::{Category, Channel, Danger, Kind, Phase};
