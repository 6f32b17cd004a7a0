//! Who may see which records of persons: the question, the answer, and who decides.

use crate::{Action, Principal, Refused};
use domain::record::{Field, RecordKind, Transform};
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
    /// Whether the record is sealed.
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
    /// Which fields, and how each is shown, in the order of the kind.
    pub fields: Vec<(&'static Field, Transform)>,
    /// Why it is allowed.
    pub basis: Basis,
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
        /// SHA-256 of the policy that allowed it.
        policy: [u8; 32],
        /// When it ends.
        until: Stamp,
    },
    /// Somebody broke the glass, said why, and another will review it.
    BreakGlass {
        /// Which time.
        id: Uuid,
        /// When it ends.
        until: Stamp,
    },
}

/// Decides. Clones share the policies.
#[derive(Debug, Clone)]
pub struct Policies;

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

impl Policies {
    /// The policies that come with the program: what roles allow within one's own agency.
    pub fn shipped() -> Self {
        Self
    }

    pub(crate) fn decide(&self, principal: &Principal, ask: &Ask) -> Result<Scope, Refused> {
        let own = principal.agency().filter(|own| ask.agency == Some(*own));
        match own {
            Some(agency) if principal.may(ask.action) && !ask.sealed => Ok(Scope {
                kind: ask.kind,
                agency,
                sealed: false,
                fields: ask
                    .kind
                    .fields
                    .iter()
                    .map(|field| (field, Transform::Full))
                    .collect(),
                basis: Basis::OwnAgency,
            }),
            _ => Err(Refused(ask.action)),
        }
    }
}
