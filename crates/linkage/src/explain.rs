//! The evidence of one pair, step by step: from what is believed before looking to the weight of the pair.

use crate::{
    compare::{LevelWords, compare, levels},
    decide::{before_looking, persons},
    frequency::Frequencies,
    model::Model,
    record::{Layout, Record},
    schema::Schema,
    score::{Weights, rarity_of},
};
use domain::{Language, Wording};

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
    /// The odds of any single row before looking, in bits ([`before_looking`]).
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
            before_looking: before_looking(model.share, left_rows) as f32,
            weight: steps.iter().map(|step| step.bits).sum(),
            steps,
        }
    }

    /// The probability that the pair is one person, other candidates left aside.
    pub fn probability(&self) -> f64 {
        let odds = f64::from(self.before_looking + self.weight).exp2();
        odds / (1.0 + odds)
    }
}

/// How many the one sought was among, before looking, in a table of so many rows: as many as is reckoned with.
pub fn one_of(rows: u64) -> Wording {
    let persons = persons(rows);
    if persons == rows {
        return Wording::new(
            format!("satu dari {rows} catatan"),
            format!("one of {rows} records"),
        );
    }
    Wording::new(
        format!("satu dari {persons} orang, sebab {rows} catatan tidak memuat semua yang mungkin"),
        format!(
            "one of {persons} persons, for {rows} records do not hold everybody who may be meant"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_at_first_is_what_is_reckoned_with() {
        assert_eq!(one_of(4000).en, "one of 4000 records");
        for (rows, persons) in [(0, 25), (5, 25), (25, 25), (4000, 4000)] {
            let words = one_of(rows);
            assert!(
                words.id.starts_with(&format!("satu dari {persons} ")),
                "{words:?}"
            );
            let odds = before_looking(0.5, rows).exp2();
            assert!((odds * persons as f64 - 1.0).abs() < 1e-9, "{rows}: {odds}");
        }
    }
}
