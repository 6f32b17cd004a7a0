//! Versions of the rules: from draft to trial, approval by a second person, effective date, retirement.

use crate::model::watch::Hand;
use domain::Diagnostic;
use jiff::civil::Date;
use risk::{RuleFile, RuleSet};
use serde::{Deserialize, Serialize};
use storage::Stamp;
use uuid::Uuid;

domain::coded! {
    /// What people last decided about a version.
    #[derive(Serialize, Deserialize)]
    pub enum RuleStage {
        /// Being written.
        Draft = "draft",
        /// Waits for a second person.
        Submitted = "submitted",
        /// Approved: in force from its day until a later one takes its place.
        Approved = "approved",
        /// Refused.
        Refused = "refused",
        /// Taken out of force.
        Retired = "retired",
    }
}

/// A version of the rules.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleVersion {
    /// Identifier.
    pub id: Uuid,
    /// Counted from 1: the set that came with the program.
    pub number: i64,
    /// The version that it was drafted from.
    pub based_on: Option<Uuid>,
    /// What was decided.
    pub stage: RuleStage,
    /// The rules as TOML.
    pub text: String,
    /// Changes of the draft so far.
    pub revision: i64,
    /// What it is to achieve, in the words of its author.
    pub note: String,
    /// The first day on which it is in force.
    pub effective_from: Option<Date>,
    /// Who wrote it; nobody for the set that came with the program.
    pub author: Option<Hand>,
    /// When it was last changed.
    pub changed_at: Stamp,
    /// Who decided.
    pub approver: Option<Hand>,
    /// When.
    pub decided_at: Option<Stamp>,
    /// What was said with it.
    pub answer: Option<String>,
    /// The revision that was tried last.
    pub tried_revision: Option<i64>,
    /// When it was tried.
    pub tried_at: Option<Stamp>,
}

impl RuleVersion {
    /// The rules, and what is wrong with some of them: a rule that this program cannot read is left out alone.
    pub fn set(&self) -> (Option<RuleSet>, Vec<Diagnostic>) {
        let name = self.file_name();
        RuleSet::compile(&[RuleFile {
            name: &name,
            text: &self.text,
        }])
    }

    /// What its file is called.
    pub fn file_name(&self) -> String {
        format!("rules-{}.toml", self.number)
    }

    /// Whether its present words were tried.
    pub fn is_tried(&self) -> bool {
        self.tried_revision == Some(self.revision)
    }

    /// The version in force on a day: of those approved, the one that took effect last.
    pub fn in_force(versions: &[Self], day: Date) -> Option<&Self> {
        versions
            .iter()
            .filter(|version| version.stage == RuleStage::Approved)
            .filter(|version| version.effective_from.is_some_and(|from| from <= day))
            .max_by_key(|version| (version.effective_from, version.number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_one_that_took_effect_last_is_in_force() {
        let version = |number, stage, day| RuleVersion {
            id: Uuid::from_u128(number as u128),
            number,
            based_on: None,
            stage,
            text: String::new(),
            revision: 1,
            note: String::new(),
            effective_from: Some(date(2026, 11, day)),
            author: None,
            changed_at: Stamp::from_micros(0),
            approver: None,
            decided_at: None,
            answer: None,
            tried_revision: None,
            tried_at: None,
        };
        let versions = [
            version(1, RuleStage::Approved, 1),
            version(2, RuleStage::Approved, 10),
            version(3, RuleStage::Retired, 12),
            version(4, RuleStage::Submitted, 13),
        ];
        let number = |day| RuleVersion::in_force(&versions, date(2026, 11, day)).map(|v| v.number);
        assert_eq!(number(9), Some(1));
        assert_eq!(number(10), Some(2));
        assert_eq!(number(20), Some(2));
        assert_eq!(RuleVersion::in_force(&versions, date(2026, 10, 1)), None);
    }
}
