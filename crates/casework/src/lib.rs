//! From a complaint or a referral to an outcome that comes back: cases, and the people in them.
//!
//! However somebody told of it, it becomes an [`Opening`], and [`service::open_in`] makes a case of it:
//!
//! ```
//! use casework::{Channel, Danger, OpeningForm, PersonForm, Role, WhoForm};
//!
//! let form = OpeningForm {
//!     kind: "complaint".into(),
//!     phase: "during".into(),
//!     country: "Malaysia".into(),
//!     category: "unpaid".into(),
//!     summary: "Gaji tiga bulan tidak dibayar.".into(),
//!     people: vec![PersonForm { role: Role::Victim, who: WhoForm { name: "Siti Aminah".into(), ..WhoForm::default() } }],
//!     ..OpeningForm::default()
//! };
//! let opening = form.read(Channel::Counter, jiff::civil::date(2026, 11, 22)).unwrap();
//! assert_eq!(opening.danger, Danger::Unknown);
//! ```

mod api;
mod handover;
mod model;
pub mod pages;
mod reception;
mod record;
pub mod service;
mod store;

pub use api::routes as api_routes;
pub use handover::{Handover, Sharing};
pub use model::victim;
pub use model::{
    About, Case, CaseForm, CasePerson, Category, Change, Channel, Danger, Difference, Dossier,
    Entry, EntryForm, EntryKind, Hand, Held, Intake, Kind, LegalStep, Level, Line, Message, Next,
    Opening, OpeningForm, PersonForm, Phase, Reference, Referral, ReferralBasis, ReferralForm,
    ReferralKind, ReferralState, ReportForm, Role, SafeContact, Section, Status, Step, StepForm,
    Way, Who, WhoForm,
};
pub use reception::Reception;
pub use record::CASE;
pub use service::source;
use storage::{Migrations, migration};

/// The tables of this crate.
pub const MIGRATIONS: Migrations = &[
    migration!("20261122223000_case"),
    migration!("20261122231000_intake"),
    migration!("20261122233000_referral"),
    migration!("20261122234000_victim"),
];
