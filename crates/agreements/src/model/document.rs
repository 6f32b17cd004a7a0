//! The words of an agreement: what is drafted, fixed and signed.

use super::{Schedule, Term};
use domain::Wording;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An umbrella, or what is done under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Nota kesepahaman: what the parties intend. It opens no data.
    Mou,
    /// Perjanjian kerja sama: what they do, and which data it opens.
    Pks,
}

impl Kind {
    /// Both, in the order of the forms.
    pub const ALL: [Self; 2] = [Self::Pks, Self::Mou];

    /// The word in tables, forms and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mou => "mou",
            Self::Pks => "pks",
        }
    }

    /// The kind with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The whole of an agreement at one version. Its canonical JSON is what parties sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The agreement's identifier.
    pub agreement: Uuid,
    /// Umbrella or not.
    pub kind: Kind,
    /// The agreement above it.
    pub parent: Option<Uuid>,
    /// The agreement whose place it takes (*adendum*).
    pub supersedes: Option<Uuid>,
    /// What it is about: `tentang ..`.
    pub title: Wording,
    /// From when to when.
    pub term: Term,
    /// How many days before the end a party must say that it leaves early.
    pub notice_days: u16,
    /// Who agrees, in the order of the document.
    pub parties: Vec<Party>,
    /// What they agree on.
    pub clauses: Vec<Clause>,
    /// Which data it opens, to whom and how much of them.
    pub schedules: Vec<Schedule>,
}

/// One side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The agency.
    pub agency: Uuid,
    /// Its official name when the words were fixed.
    pub name: String,
    /// The number under which it files the agreement: `PKS.1/02.01/KS.01/II/2026`.
    pub number: String,
    /// Who signs for it.
    pub signatory: String,
    /// In which office.
    pub position: String,
}

/// One clause (*pasal*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// What other parts call it; stays when clauses are moved.
    pub key: String,
    /// Its heading.
    pub heading: Wording,
    /// Its text. The Indonesian words prevail (UU 24/2009 article 31).
    pub text: Wording,
}

impl Document {
    /// Whether this agency is a party.
    pub fn party(&self, agency: Uuid) -> Option<&Party> {
        self.parties.iter().find(|party| party.agency == agency)
    }

    /// The clause with this key, and its number from 1.
    pub fn clause(&self, key: &str) -> Option<(usize, &Clause)> {
        let place = self.clauses.iter().position(|clause| clause.key == key)?;
        Some((place + 1, self.clauses.get(place)?))
    }

    /// The schedule with this key.
    pub fn schedule(&self, key: &str) -> Option<&Schedule> {
        self.schedules.iter().find(|schedule| schedule.key == key)
    }
}
