//! A placement as the journal compares it.

use super::{Details, Document, DocumentKind, Journey, Placement};
use journal::Changes;
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Flat, so that each field of a placement and each of its documents is a field of the journal.
#[derive(Serialize)]
struct Recorded<'a> {
    person: Uuid,
    #[serde(flatten)]
    details: &'a Details,
    #[serde(flatten)]
    journey: &'a Journey,
    #[serde(flatten)]
    documents: BTreeMap<&'static str, &'a Document>,
}

impl Placement {
    fn recorded(&self) -> Recorded<'_> {
        Recorded {
            person: self.person,
            details: &self.details,
            journey: &self.journey,
            documents: self
                .documents
                .iter()
                .map(|document| (field(document.kind), document))
                .collect(),
        }
    }

    /// What changed since `before`; everything if there was nothing.
    pub(crate) fn changes(&self, before: Option<&Self>) -> Changes {
        let before = before.map(Self::recorded);
        Changes::between(before.as_ref(), Some(&self.recorded()))
    }

    /// The whole state as one field: for imports, that make thousands of records whose fields stand in the record itself.
    pub(crate) fn whole(&self, import: Uuid) -> Changes {
        Changes::default()
            .set("import", None::<Uuid>, Some(import))
            .set("record", None::<Uuid>, Some(self.recorded()))
    }
}

fn field(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::MaritalStatus => "document_marital_status",
        DocumentKind::FamilyPermission => "document_family_permission",
        DocumentKind::Competence => "document_competence",
        DocumentKind::Health => "document_health",
        DocumentKind::Passport => "document_passport",
        DocumentKind::Visa => "document_visa",
        DocumentKind::PlacementAgreement => "document_placement_agreement",
        DocumentKind::WorkAgreement => "document_work_agreement",
    }
}
