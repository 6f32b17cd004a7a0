//! An assessment as it is kept: what was known, by which rules it was judged, and what came of it. Asked again, the same rules
//! say the same.

use crate::model::assessment::{Assessment, rounded};
use jiff::civil::Date;
use risk::{RuleSet, StoredFacts};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is kept of one assessment beside its versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The facts on which it rests.
    pub facts: StoredFacts,
    /// The day on which the rules were asked.
    pub day: Date,
    /// What was said.
    pub assessment: Assessment,
    /// What was checked, and what could not be.
    pub checked: Checked,
    /// Earlier decisions about somebody who may be the same, the most probable first.
    pub earlier: Vec<Earlier>,
}

/// What an assessment looked into.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// The registries that answered.
    pub registries: Vec<Registry>,
    /// The agencies whose registry is known of and could not be seen.
    pub unseen: Vec<Uuid>,
    /// Whether the lists that protect and accuse were looked into.
    pub watchlists: bool,
    /// The index was not complete yet, as in the first seconds of a server: somebody may not have been found.
    pub incomplete: bool,
    /// The zone of the document was read with doubts: check digits that do not agree, dates that are none.
    #[serde(default)]
    pub doubtful_document: bool,
}

/// A registry that answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Registry {
    /// The agency that keeps it.
    pub agency: Uuid,
    /// Persons in it.
    pub persons: u64,
    /// The agreement under which it answered, as people call it; none at home.
    pub agreement: Option<String>,
}

/// An earlier assessment of somebody who may be the same, on which an officer decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Earlier {
    /// The assessment.
    pub id: Uuid,
    /// How probable it is that it was the same person, from 0 to 1.
    #[serde(serialize_with = "rounded")]
    pub probability: f64,
}

/// Judges again what was kept, by the rules given; whatever does not come from the rules stays.
pub fn replay(kept: &Kept, rules: &RuleSet) -> Assessment {
    let facts = kept.facts.facts();
    let verdict = rules.assess(&facts, kept.day);
    let mut again = kept.assessment.clone().judged(&verdict);
    again.rules = rules.name();
    again
}
