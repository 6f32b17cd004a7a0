//! The evidence of a candidate, step by step, from what is believed before looking to the weight of the pair.

use super::{Candidate, Index};
use crate::{
    compare::{LevelWords, levels},
    decide::before_looking,
    record::Record,
    score::rarity_of,
};
use domain::Language;

/// One step of the evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The name of the comparison.
    pub comparison: String,
    /// The level in words.
    pub words: LevelWords,
    /// Bits for (above zero) or against one person.
    pub bits: f32,
}

impl Step {
    /// The level in the words of an officer.
    pub fn in_language(&self, language: Language) -> &'static str {
        match language {
            Language::Id => self.words.id,
            Language::En => self.words.en,
        }
    }
}

impl Index {
    /// The odds of any single row before looking, in bits: the share of travellers who have a row, over the number of rows, against
    /// those who have none.
    pub fn before_looking(&self) -> f32 {
        before_looking(self.model().share, self.len()) as f32
    }

    /// What each comparison says, in the order of the model. The bits add up to the weight of the candidate (but for
    /// rounding); with [`Index::before_looking`] they tell the odds against nobody, other candidates left aside.
    pub fn explain(&self, candidate: &Candidate, probe: Record<'_>) -> Vec<Step> {
        let stored = self.record(candidate);
        let beliefs = self.model().comparisons.iter().enumerate();
        let step = |(at, belief): (usize, &crate::model::Belief)| {
            let level = candidate.pattern.level(at);
            let words = levels(belief.kind).get(usize::from(level)).copied()?;
            let rarity = rarity_of(&self.layout, &self.frequencies, at, stored, probe);
            Some(Step {
                comparison: belief.name.clone(),
                words,
                bits: self.weights.of(at, level) + rarity,
            })
        };
        beliefs.filter_map(step).collect()
    }
}
