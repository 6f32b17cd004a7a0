//! Who may see which records of persons: the question, the answer, and why.

mod agreement;
mod decide;
mod question;

use crate::{Action, Principal};
#[cfg(feature = "testing")]
pub(crate) use agreement::{LIMITS, SCHEMA};
pub use agreement::{PolicyError, Terms};
pub use decide::Policies;
use domain::record::{Field, RecordKind, Shown, Transform};
use std::borrow::Cow;
use storage::Stamp;
use uuid::Uuid;

/// What somebody wants to do with records of persons.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What.
    pub action: Action,
    /// With which kind of record.
    pub kind: &'static RecordKind,
    /// The agency that answers for the records.
    pub agency: Option<Uuid>,
    /// Whether the record is sealed. What is shown of a sealed record is what its masks leave.
    pub sealed: bool,
    /// What for, as the journal and the receipt will say.
    pub purpose: Cow<'static, str>,
}

/// Which records a permit opens, how much of them, and on which basis.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The kind of record.
    pub kind: &'static RecordKind,
    /// The agency whose records these are; a source reads no others.
    pub agency: Uuid,
    /// Whether sealed records are among them.
    pub sealed: bool,
    /// Only this record, if there is one: the glass was broken for it alone.
    pub record: Option<Uuid>,
    /// Which fields, and how each is shown.
    pub fields: Vec<(&'static Field, Transform)>,
    /// The agency of whoever asks.
    pub asks: Uuid,
    /// Why it is allowed.
    pub basis: Basis,
    /// SHA-256 of the policies that allowed it.
    pub policy: [u8; 32],
}

/// Why somebody may see a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// The record is one of the own agency.
    OwnAgency,
    /// An agreement in force says so.
    Agreement {
        /// The agreement.
        id: Uuid,
        /// How people call it, with the clause: `PKS 12/2026, pasal 4`.
        name: String,
        /// When it ends.
        until: Stamp,
    },
    /// Somebody broke the glass, said why, and another will review it.
    BrokenGlass {
        /// Which time.
        id: Uuid,
        /// When it ends.
        until: Stamp,
    },
}

/// What is shown of a record, field by field in the order of the permit.
pub type Row = Vec<(&'static Field, Shown)>;

impl Ask {
    /// An action on records of the own agency that are not sealed.
    pub fn own(
        principal: &Principal,
        action: Action,
        kind: &'static RecordKind,
        purpose: &'static str,
    ) -> Self {
        Self {
            action,
            kind,
            agency: principal.agency(),
            sealed: false,
            purpose: Cow::Borrowed(purpose),
        }
    }
}

impl Basis {
    /// The word in receipts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OwnAgency => "own-agency",
            Self::Agreement { .. } => "agreement",
            Self::BrokenGlass { .. } => "broken-glass",
        }
    }

    /// The agreement, or the time when the glass was broken.
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Self::OwnAgency => None,
            Self::Agreement { id, .. } | Self::BrokenGlass { id, .. } => Some(*id),
        }
    }
}
