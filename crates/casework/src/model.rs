//! Cases, pure: what they are, who stands in them in which role, where they stand and what leads on.

mod case;
mod change;
mod entry;
mod intake;
mod opening;
mod person;
mod status;
mod terms;
pub mod victim;

pub(crate) use case::number;
pub use case::{Case, Hand, Held, Next, Reference};
pub use change::{CaseForm, Change};
pub use entry::{Entry, EntryForm, EntryKind, Level};
pub(crate) use intake::Report;
pub use intake::{About, Intake, Message, ReportForm, SafeContact, Way};
pub use opening::{Opening, OpeningForm, PersonForm};
pub use person::{CasePerson, Role, Who, WhoForm};
pub use status::Status;
pub use terms::{Category, Channel, Danger, Kind, Phase};
