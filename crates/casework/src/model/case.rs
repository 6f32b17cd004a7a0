//! A case as an agency keeps it.

use super::{
    CasePerson, Category, Channel, Danger, Entry, Intake, Kind, LegalStep, Message, Phase,
    Referral, SafeContact, Status,
};
use domain::Country;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody with an account, with the name at that time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Hand {
    /// The account.
    pub id: Uuid,
    /// The name.
    pub name: String,
}

/// What is to be done next, and by when. An open case always has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Next {
    /// The day by which somebody must have looked at it.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// What then, in an officer's words; empty if nothing was written.
    pub step: String,
}

/// The record elsewhere from which a case came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reference {
    /// The kind of record: `screening`.
    pub kind: String,
    /// Which.
    pub id: Uuid,
}

/// A case, without what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Identifier.
    pub id: Uuid,
    /// By which people call it: `K-2026-000012`.
    pub number: String,
    /// The agency that answers for it.
    pub agency: Uuid,
    /// By which way it came.
    pub channel: Channel,
    /// What it is.
    pub kind: Kind,
    /// When in the journey.
    pub phase: Phase,
    /// Where; nothing where it is not known.
    pub country: Option<Country>,
    /// As what it is counted.
    pub category: Category,
    /// Whether somebody is in danger.
    pub danger: Danger,
    /// Where it stands.
    pub status: Status,
    /// What happened, in a few sentences.
    pub summary: String,
    /// What is to be done next; nothing only when it is closed.
    pub next: Option<Next>,
    /// Who works on it.
    pub handler: Option<Hand>,
    /// Whether its existence is told only to those who may see sealed cases, and to whoever works on it.
    pub sealed: bool,
    /// When it was opened.
    pub opened_at: Stamp,
    /// When it was solved or closed.
    pub closed_at: Option<Stamp>,
    /// How often it was changed.
    pub version: i64,
    /// From which record it came.
    pub refers_to: Option<Reference>,
    /// The case that tells of the same, and in which it is worked on.
    pub joined_into: Option<Uuid>,
}

/// A case with what belongs to it, as far as whoever looks may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The case.
    pub case: Case,
    /// The people, by role and in the order in which they were written; those struck out last.
    pub people: Vec<CasePerson>,
    /// How whoever told can be reached without danger.
    pub contact: Option<SafeContact>,
    /// What came in, with what was said since.
    pub intakes: Vec<(Intake, Vec<Message>)>,
    /// What officers wrote down, the first one first.
    pub entries: Vec<Entry>,
    /// Cases that tell of the same and were joined into this one, by identifier and number.
    pub joined: Vec<(Uuid, String)>,
    /// To whom it was handed on, the first time first.
    pub referrals: Vec<Referral>,
    /// What the law made of it, by the days.
    pub steps: Vec<LegalStep>,
    /// Dossiers that were made, the first one first: identifier, number of the letter, moment.
    pub dossiers: Vec<(Uuid, String, Stamp)>,
}

/// `K-2026-000012`.
pub(crate) fn number(year: i16, place: i64) -> String {
    format!("K-{year:04}-{place:06}")
}
