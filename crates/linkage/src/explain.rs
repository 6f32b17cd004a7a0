//! The evidence of one pair, step by step: from what is believed before looking to the weight of the pair.

use crate::{
    compare::{LevelWords, compare, levels},
    decide::prior,
    frequency::Frequencies,
    model::Model,
    record::{Layout, Record},
    schema::Schema,
    score::{Weights, rarity_of},
};
use domain::Language;

/// One step: what one comparison says.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The name of the comparison.
    pub comparison: String,
    /// The level in words.
    pub words: LevelWords,
    /// Bits for (above zero) or against one person.
    pub bits: f32,
}

/// The evidence of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Waterfall {
    /// Bits against any single row before looking: the share of right rows that have one, over the number of left rows.
    pub before_looking: f32,
    /// What each comparison says, in the order of the schema.
    pub steps: Vec<Step>,
    /// The sum of the steps: the weight of the pair.
    pub weight: f32,
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

impl Waterfall {
    /// Compares two records and takes the weight apart. `left_rows`: how many rows could have been the one.
    pub fn of(
        schema: &Schema,
        model: &Model,
        frequencies: &Frequencies,
        left_rows: u64,
        left: Record<'_>,
        right: Record<'_>,
    ) -> Self {
        let layout = Layout::of(schema);
        let weights = Weights::new(model);
        let pattern = compare(&layout, left, right, |_, _| {});
        let comparisons = schema.comparisons.iter().enumerate();
        let steps: Vec<Step> = comparisons
            .filter_map(|(at, comparison)| {
                let level = pattern.level(at);
                Some(Step {
                    comparison: comparison.name.clone(),
                    words: *levels(comparison.kind).get(usize::from(level))?,
                    bits: weights.of(at, level) + rarity_of(&layout, frequencies, at, left, right),
                })
            })
            .collect();
        Self {
            before_looking: prior(model.share, left_rows).log2() as f32,
            weight: steps.iter().map(|step| step.bits).sum(),
            steps,
        }
    }

    /// The probability that the pair is one person, other candidates left aside.
    pub fn probability(&self, share: f64) -> f64 {
        let odds = f64::from(self.before_looking + self.weight).exp2() / (1.0 - share).max(1e-9);
        odds / (1.0 + odds)
    }
}
