//! Every assignment of victims to missing persons, with its likelihood.
#![expect(
    clippy::indexing_slicing,
    reason = "victims and missing persons are numbered by the disaster"
)]

use super::{Match, States};
use crate::disaster::Disaster;
use domain::Sex;
use std::cmp::Ordering;

/// One way in which all victims may be assigned.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// By victim: the missing person, or nobody of those reported.
    pub persons: Vec<Option<usize>>,
    /// Natural logarithm of the likelihood of everything seen; minus infinity if impossible.
    pub log_likelihood: f64,
}

/// All assignments, the most likely first.
#[derive(Debug, Clone)]
pub struct JointTable {
    /// The rows.
    pub rows: Vec<Assignment>,
}

/// How many assignments there are, as far as sex allows them. A `f64`, since there may be very many.
pub fn count_assignments(disaster: &Disaster, ignore_sex: bool) -> f64 {
    count_injections(disaster, disaster.missing.iter().map(|m| m.sex), ignore_sex)
}

/// The same for missing persons of these sexes. Where somebody's sex is unknown the number is an upper bound.
pub(super) fn count_injections(
    disaster: &Disaster,
    missing: impl Iterator<Item = Sex>,
    ignore_sex: bool,
) -> f64 {
    let missing: Vec<Sex> = missing.collect();
    let known = |sex: Sex| sex != Sex::Unspecified;
    let all_known =
        disaster.victims.iter().all(|v| known(v.sex)) && missing.iter().all(|sex| known(*sex));
    if ignore_sex || !all_known {
        return ways(disaster.victims.len(), missing.len());
    }
    let of = |sex: Sex| {
        let victims = disaster.victims.iter().filter(|v| v.sex == sex).count();
        ways(victims, missing.iter().filter(|s| **s == sex).count())
    };
    of(Sex::Male) * of(Sex::Female)
}

/// The number of ways to match some of `a` with some of `b`: the sum over k of C(a, k) C(b, k) k!.
fn ways(a: usize, b: usize) -> f64 {
    let mut term = 1.0;
    let mut total = 1.0;
    for k in 0..a.min(b) {
        term *= (a - k) as f64 * (b - k) as f64 / (k + 1) as f64;
        total += term;
    }
    total
}

impl JointTable {
    /// Lists all assignments. `alone` is the log-likelihood if nobody is identified.
    pub fn new(disaster: &Disaster, states: &States, alone: f64) -> Self {
        let victims = disaster.victims.len();
        let mut listing = Listing {
            states,
            rows: Vec::new(),
            persons: vec![None; victims],
        };
        listing.extend(0, alone);
        let mut rows = listing.rows;
        rows.sort_by(|a, b| {
            b.log_likelihood
                .total_cmp(&a.log_likelihood)
                .then_with(|| order(&a.persons, &b.persons))
        });
        Self { rows }
    }

    /// The probability of each row, all assignments being equally probable beforehand.
    pub fn posterior(&self) -> Vec<f64> {
        let best = self.rows.first().map_or(0.0, |row| row.log_likelihood);
        let weights: Vec<f64> = self
            .rows
            .iter()
            .map(|row| (row.log_likelihood - best).exp())
            .collect();
        let total: f64 = weights.iter().sum();
        weights.into_iter().map(|w| w / total).collect()
    }

    /// Generalised likelihood ratio: the best assignment with the pair against the best without it. `None` if one of
    /// both does not exist.
    pub fn generalised_ratio(&self, (missing, victim): Match) -> Option<f64> {
        let has = |row: &&Assignment| row.persons[victim] == Some(missing);
        let with = self.rows.iter().find(has)?.log_likelihood;
        let without = self.rows.iter().find(|row| !has(row))?.log_likelihood;
        Some(with - without)
    }
}

/// Rows of equal likelihood stand in the order of the missing persons, those without one last.
fn order(a: &[Option<usize>], b: &[Option<usize>]) -> Ordering {
    let key = |p: &Option<usize>| p.unwrap_or(usize::MAX);
    a.iter().map(key).cmp(b.iter().map(key))
}

struct Listing<'a> {
    states: &'a States,
    rows: Vec<Assignment>,
    persons: Vec<Option<usize>>,
}

impl Listing<'_> {
    fn extend(&mut self, family: usize, log_likelihood: f64) {
        let states = self.states;
        let Some(options) = states.families.get(family) else {
            self.rows.push(Assignment {
                persons: self.persons.clone(),
                log_likelihood,
            });
            return;
        };
        for state in options {
            if state
                .matches
                .iter()
                .any(|&(_, v)| self.persons[v].is_some())
            {
                continue;
            }
            for &(m, v) in &state.matches {
                self.persons[v] = Some(m);
            }
            self.extend(family + 1, log_likelihood + state.log_ratio);
            for &(_, v) in &state.matches {
                self.persons[v] = None;
            }
        }
    }
}
