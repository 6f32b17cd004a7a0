//! Receipts: who saw whose records, and why. Written before the answer leaves, many in one commit.

mod group;

use crate::{Permit, Scope, Secrets};
pub use group::Receipts;
use journal::Actor;
use serde::Serialize;
use storage::Stamp;
use uuid::Uuid;

/// A receipt as it is written.
#[derive(Debug, Clone)]
pub(crate) struct NewReceipt {
    pub(crate) id: Uuid,
    pub(crate) at: Stamp,
    pub(crate) actor: Actor,
    pub(crate) scope: Scope,
    pub(crate) action: &'static str,
    pub(crate) purpose: String,
    /// Sorted, each once.
    pub(crate) persons: Vec<Uuid>,
    pub(crate) commitment: [u8; 32],
}

/// A receipt as it is read, for one of its persons or for all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Receipt {
    /// Identifier.
    pub id: Uuid,
    /// When.
    pub at: Stamp,
    /// `user` or `client`.
    pub actor_kind: String,
    /// Which account or machine.
    pub actor_id: Option<Uuid>,
    /// The agency of whoever saw the records.
    pub asks: Uuid,
    /// The agency that answers for them.
    pub answers: Uuid,
    /// What was done, as the code of an action.
    pub action: String,
    /// Which kind of record.
    pub kind: String,
    /// What for.
    pub purpose: String,
    /// `own-agency`, `agreement` or `broken-glass`.
    pub basis: String,
    /// The agreement, or the time when the glass was broken.
    pub basis_id: Option<Uuid>,
    /// Which fields, and how each was shown: `name.full born.year_only`.
    pub fields: String,
    /// How many persons it is about.
    pub subjects: i64,
}

impl NewReceipt {
    /// A receipt for what a permit showed of these persons; none for the program's own work.
    pub(crate) fn of(
        permit: &Permit,
        secrets: &Secrets,
        (id, at): (Uuid, Stamp),
        persons: &[Uuid],
    ) -> Option<Self> {
        let scope = permit.scope()?.clone();
        let mut persons = persons.to_vec();
        persons.sort_unstable();
        persons.dedup();
        let commitment = commitment(secrets, id, &persons);
        Some(Self {
            id,
            at,
            actor: permit.actor(),
            action: permit.action_code(),
            purpose: permit.purpose().to_owned(),
            scope,
            persons,
            commitment,
        })
    }

    pub(crate) fn fields(&self) -> String {
        let fields = &self.scope.fields;
        let fields: Vec<String> = fields
            .iter()
            .map(|(field, transform)| format!("{}.{}", field.code, transform.code()))
            .collect();
        fields.join(" ")
    }
}

/// Binds a receipt to whom it is about: the same persons under another receipt give another value.
pub(crate) fn commitment(secrets: &Secrets, receipt: Uuid, sorted: &[Uuid]) -> [u8; 32] {
    let mut bytes = Vec::with_capacity(16 * (sorted.len() + 1));
    bytes.extend_from_slice(receipt.as_bytes());
    for person in sorted {
        bytes.extend_from_slice(person.as_bytes());
    }
    secrets.derive("persons of a receipt", &bytes)
}
