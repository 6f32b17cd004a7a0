//! The legal way, step by step, and where its documents come from.

use super::{Basis, shipped};
use domain::Wording;
use jiff::civil::Date;
use placement::DocumentKind;
use serde::Deserialize;
use std::sync::LazyLock;

/// The steps and the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    /// The steps in their order.
    pub steps: Vec<Step>,
    /// The documents.
    pub documents: Vec<DocumentNote>,
}

/// A step of the legal way.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What to do.
    pub title: Wording,
    /// How.
    pub text: Wording,
    /// Where, with whom.
    pub who: Wording,
    /// Source and date.
    pub basis: Basis,
}

/// Where a document comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentNote {
    /// Which document.
    pub kind: DocumentKind,
    /// Where it comes from and what to look at.
    pub text: Wording,
    /// Source and date.
    pub basis: Basis,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Steps {
    step: Vec<Step>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Documents {
    document: Vec<DocumentNote>,
}

static GUIDE: LazyLock<Guide> = LazyLock::new(|| Guide {
    steps: shipped::<Steps>(include_str!("../../data/steps.toml")).step,
    documents: shipped::<Documents>(include_str!("../../data/documents.toml")).document,
});

/// The steps and the documents.
pub fn guide() -> &'static Guide {
    &GUIDE
}

impl Guide {
    /// The steps that hold on a day.
    pub fn steps(&self, day: Date) -> impl Iterator<Item = &Step> {
        self.steps
            .iter()
            .filter(move |step| step.basis.in_force(day))
    }

    /// What is said about a document.
    pub fn document(&self, kind: DocumentKind) -> Option<&DocumentNote> {
        self.documents.iter().find(|document| document.kind == kind)
    }
}
