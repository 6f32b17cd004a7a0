//! How well were two tables linked? Pairs against the truth: precision, recall and F1, as decided and at every threshold.
//!
//! Pairs of the truth that were never proposed count as missed, whether a comparison or the blocking lost them.
//!
//! ```
//! use linkage::evaluate::{Pairs, Truth, evaluate};
//!
//! let pairs = "left_id,right_id,weight\nR1,C1,12.5\nR2,C1,3.0\nR3,C2,1.5\n";
//! let truth = "left_id,right_id\nR1,C1\nR4,C4\n";
//! let (pairs, _) = Pairs::read(pairs.as_bytes()).unwrap();
//! let (truth, _) = Truth::read(truth.as_bytes()).unwrap();
//! let report = evaluate(&pairs, &truth);
//! assert_eq!((report.all_rows.pair.found, report.all_rows.pair.hits, report.all_rows.pair.wanted), (3, 1, 2));
//! assert_eq!(report.best.unwrap().weight, 12.5);
//! ```

mod read;
mod score;

pub use read::{EvaluateError, Pairs, Truth};
pub use score::Score;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::collections::BTreeMap;

/// What comes of comparing pairs with the truth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Every row of the pairs.
    pub all_rows: Scores,
    /// The rows whose decision is `link`; absent where the file has no column `decision`.
    pub linked: Option<Scores>,
    /// The weight at which the F1 of the pairs is highest; absent where the file has neither weight nor probability.
    pub best: Option<Best>,
    /// The same for the best left row of each right row.
    pub best_top1: Option<BestTop1>,
    /// Recall by class of noise: absent where the truth has no column `noise`. A pair with several classes counts in each.
    pub by_noise: Option<BTreeMap<String, NoiseRecall>>,
}

/// How a set of rows does.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Scores {
    /// Every pair for itself.
    pub pair: Score,
    /// Only the best left row of each right row, the first in the file among equals; every right row that is in the truth is wanted once.
    pub top1: Score,
}

/// A threshold and how the pairs from there on do.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Best {
    /// Rows with this weight or more (probability, where the file has no weight).
    pub weight: f64,
    /// How they do.
    #[serde(flatten)]
    pub scores: Scores,
}

/// A threshold on the best left row of each right row.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BestTop1 {
    /// Rows with this weight or more.
    pub weight: f64,
    /// How they do.
    pub top1: Score,
}

/// How many pairs of a class of noise were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct NoiseRecall {
    /// Pairs of the truth.
    pub wanted: u64,
    /// Found among all rows.
    pub in_all_rows: u64,
    /// Found among the rows whose decision is `link`; 0 where there is no such column.
    pub linked: u64,
    /// Found at the best threshold; 0 where there is none.
    pub at_best: u64,
}

/// Compares pairs with the truth.
pub fn evaluate(pairs: &Pairs, truth: &Truth) -> Report {
    let truth = Known::new(pairs, truth);
    let everything: Vec<usize> = (0..pairs.rows.len()).collect();
    let linked = pairs
        .has_decision
        .then(|| pairs.rows_where(|row| row.linked));
    let best_weight = pairs
        .has_weight
        .then(|| truth.best_weight(pairs, &everything, truth.pairs_wanted))
        .flatten();
    let at_best = best_weight.map(|weight| pairs.rows_where(|row| row.weight >= weight));
    let tops = top_rows(pairs, &everything);
    let best_top1 = pairs
        .has_weight
        .then(|| truth.best_weight(pairs, &tops, truth.rights_wanted))
        .flatten()
        .map(|weight| {
            let kept: Vec<usize> = tops
                .iter()
                .copied()
                .filter(|at| pairs.rows.get(*at).is_some_and(|row| row.weight >= weight))
                .collect();
            BestTop1 {
                weight,
                top1: truth.score(&kept, truth.rights_wanted),
            }
        });
    let by_noise = truth.has_noise.then(|| {
        truth.by_noise(
            &everything,
            linked.as_deref().unwrap_or_default(),
            at_best.as_deref().unwrap_or_default(),
        )
    });
    Report {
        all_rows: truth.scores(pairs, &everything),
        linked: linked.map(|rows| truth.scores(pairs, &rows)),
        best: best_weight.zip(at_best).map(|(weight, rows)| Best {
            weight,
            scores: truth.scores(pairs, &rows),
        }),
        best_top1,
        by_noise,
    }
}

/// The best row of each right row.
fn top_rows(pairs: &Pairs, rows: &[usize]) -> Vec<usize> {
    let mut best: FxHashMap<u32, (usize, f64)> = FxHashMap::default();
    for at in rows {
        let Some(row) = pairs.rows.get(*at) else {
            continue;
        };
        let top = best.entry(row.right).or_insert((*at, row.weight));
        if row.weight > top.1 {
            *top = (*at, row.weight);
        }
    }
    let mut tops: Vec<usize> = best.into_values().map(|(at, _)| at).collect();
    tops.sort_unstable();
    tops
}

/// The truth in terms of the rows of one file of pairs.
struct Known<'a> {
    /// For each row of the pairs, which pair of the truth it is.
    true_pair: Vec<Option<u32>>,
    pairs_wanted: u64,
    rights_wanted: u64,
    has_noise: bool,
    noise: &'a [String],
}

impl<'a> Known<'a> {
    fn new(pairs: &Pairs, truth: &'a Truth) -> Self {
        let mut numbers: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        for ((left, right), number) in truth.pairs.iter().zip(0u32..) {
            if let (Some(left), Some(right)) = (pairs.left.get(left), pairs.right.get(right)) {
                numbers.insert((*left, *right), number);
            }
        }
        let rights: FxHashSet<&str> = truth
            .pairs
            .iter()
            .map(|(_, right)| right.as_str())
            .collect();
        Self {
            true_pair: pairs
                .rows
                .iter()
                .map(|row| numbers.get(&(row.left, row.right)).copied())
                .collect(),
            pairs_wanted: truth.pairs.len() as u64,
            rights_wanted: rights.len() as u64,
            has_noise: truth.has_noise,
            noise: &truth.noise,
        }
    }

    fn is_true(&self, row: usize) -> bool {
        self.true_pair.get(row).copied().flatten().is_some()
    }

    fn score(&self, rows: &[usize], wanted: u64) -> Score {
        Score {
            found: rows.len() as u64,
            hits: rows.iter().filter(|row| self.is_true(**row)).count() as u64,
            wanted,
        }
    }

    fn scores(&self, pairs: &Pairs, rows: &[usize]) -> Scores {
        Scores {
            pair: self.score(rows, self.pairs_wanted),
            top1: self.score(&top_rows(pairs, rows), self.rights_wanted),
        }
    }

    /// The weight from which on the rows have the highest F1; rows of equal weight stand or fall together.
    fn best_weight(&self, pairs: &Pairs, rows: &[usize], wanted: u64) -> Option<f64> {
        let mut ranked: Vec<(f64, bool)> = rows
            .iter()
            .filter_map(|at| Some((pairs.rows.get(*at)?.weight, self.is_true(*at))))
            .collect();
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut score = Score {
            found: 0,
            hits: 0,
            wanted,
        };
        let mut best: Option<(f64, f64)> = None;
        let mut ranked = ranked.into_iter().peekable();
        while let Some((weight, is_true)) = ranked.next() {
            score.found += 1;
            score.hits += u64::from(is_true);
            let tied = ranked.peek().is_some_and(|next| next.0 == weight);
            if !tied && best.is_none_or(|(f1, _)| score.f1() > f1) {
                best = Some((score.f1(), weight));
            }
        }
        best.map(|(_, weight)| weight)
    }

    fn by_noise(
        &self,
        all: &[usize],
        linked: &[usize],
        best: &[usize],
    ) -> BTreeMap<String, NoiseRecall> {
        let found = |rows: &[usize]| -> FxHashSet<u32> {
            rows.iter()
                .filter_map(|row| self.true_pair.get(*row).copied().flatten())
                .collect()
        };
        let (all, linked, best) = (found(all), found(linked), found(best));
        let mut classes: BTreeMap<String, NoiseRecall> = BTreeMap::new();
        for (noise, number) in self.noise.iter().zip(0u32..) {
            for class in noise
                .split('+')
                .map(str::trim)
                .filter(|class| !class.is_empty())
            {
                let recall = classes.entry(class.to_owned()).or_default();
                recall.wanted += 1;
                recall.in_all_rows += u64::from(all.contains(&number));
                recall.linked += u64::from(linked.contains(&number));
                recall.at_best += u64::from(best.contains(&number));
            }
        }
        classes
    }
}

#[cfg(test)]
mod tests;
