//! Beliefs learned without labels.
//!
//! `u` comes from pairs taken at random. `m` comes from expectation and maximisation over all candidate pairs at once: a
//! pair of one person that shares no key at all has no weight to speak of, so the candidates stand for all pairs. The
//! candidates of one right row compete: at most one of them, or none, is the person (Dempster, Laird and Rubin 1977 for
//! the rounds; the constraint is ours).

use crate::{
    compare::{NameLevel, Pattern},
    decide::prior,
    in_parts::in_parts,
    model::{Belief, Model},
    record::Record,
    schema::{Kind, MOST},
    score::Weights,
};
use std::collections::BTreeMap;

/// A candidate as training sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    /// The place of its right row; candidates of one row stand together.
    pub(crate) right: u32,
    /// Its levels.
    pub(crate) pattern: Pattern,
    /// What the rarity of shared values adds.
    pub(crate) rarity: f32,
}

/// Built-in beliefs count as so many pairs.
const PAIRS_BEFORE: f64 = 100.0;
/// The built-in share counts as so many right rows.
const ROWS_BEFORE: f64 = 20.0;
/// Built-in chances of agreement count as so many random pairs.
const RANDOM_BEFORE: f64 = 2000.0;
/// More rounds are not made; a model that needs them is reported as not converged.
const MOST_ROUNDS: u32 = 60;
/// A round that changes no belief by more ends the training.
const STILL: f64 = 1e-4;

/// Learns the chance of each level among pairs of two persons from the pairs of two samples. `two_persons` gives the levels of
/// a pair, or nothing where it looks like one person.
pub(crate) fn learn_u(
    model: &mut Model,
    left: &[Box<[u64]>],
    right: &[Box<[u64]>],
    threads: usize,
    two_persons: impl Fn(Record<'_>, Record<'_>) -> Option<Pattern> + Sync,
) {
    // Names have fashions: who shares a word of the name is of like age. What a date says is asked where the name agrees.
    let kinds = || {
        model
            .comparisons
            .iter()
            .map(|belief| belief.kind)
            .enumerate()
    };
    let name = kinds()
        .find(|(_, kind)| *kind == Kind::Name)
        .map(|(at, _)| at);
    let dates: Vec<usize> = kinds()
        .filter(|(_, kind)| *kind == Kind::Date)
        .map(|(at, _)| at)
        .collect();
    let count = |left: &[Box<[u64]>]| {
        let mut counts = [[0u64; 32]; MOST];
        for (a, b) in left.iter().flat_map(|a| right.iter().map(move |b| (a, b))) {
            let Some(pattern) = two_persons(Record::new(a), Record::new(b)) else {
                continue;
            };
            let alike = name.is_none_or(|at| pattern.level(at) > NameLevel::Different as u8);
            for (at, counts) in counts.iter_mut().enumerate() {
                if !alike && dates.contains(&at) {
                    continue;
                }
                if let Some(count) = counts.get_mut(usize::from(pattern.level(at))) {
                    *count += 1;
                }
            }
        }
        counts
    };
    let parts = in_parts(left, threads, count);
    for (index, belief) in model.comparisons.iter_mut().enumerate() {
        let mut counts = [0u64; 32];
        for part in parts.iter().filter_map(|part| part.get(index)) {
            counts.iter_mut().zip(part).for_each(|(sum, n)| *sum += n);
        }
        let total = counts.iter().skip(1).sum::<u64>() as f64;
        for (level, count) in belief.levels.iter_mut().zip(counts.iter().skip(1)) {
            if let Some(u) = &mut level.u {
                *u = (*count as f64 + RANDOM_BEFORE * *u) / (total + RANDOM_BEFORE);
            }
        }
    }
}

/// Learns the share of each level among pairs of one person, and the share of right rows that have one.
pub(crate) fn learn_m(
    model: &mut Model,
    candidates: &[Candidate],
    left_rows: u64,
    right_rows: u64,
) {
    let built_in = model.clone();
    let mut patterns: BTreeMap<Pattern, u32> = BTreeMap::new();
    for candidate in candidates {
        let next = patterns.len() as u32;
        patterns.entry(candidate.pattern).or_insert(next);
    }
    let mut of_candidate = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        of_candidate.push(patterns.get(&candidate.pattern).copied().unwrap_or(0));
    }
    let mut by_place = vec![Pattern::default(); patterns.len()];
    for (pattern, place) in patterns {
        if let Some(slot) = by_place.get_mut(place as usize) {
            *slot = pattern;
        }
    }
    let comparisons = model.comparisons.len();
    model.training.left_rows = left_rows;
    model.training.right_rows = right_rows;
    model.training.pairs = candidates.len() as u64;
    for round in 1..=MOST_ROUNDS {
        let weights = Weights::new(model);
        let by_pattern: Vec<f32> = by_place
            .iter()
            .map(|p| weights.of_pattern(*p, comparisons))
            .collect();
        let mut expected = vec![0.0f64; by_place.len()];
        let prior = prior(model.share, left_rows);
        let mut matched = 0.0;
        let mut chances = Vec::new();
        let mut at = 0;
        for group in candidates.chunk_by(|a, b| a.right == b.right) {
            let places = of_candidate.get(at..at + group.len()).unwrap_or_default();
            at += group.len();
            chances.clear();
            let weight = |(c, place): (&Candidate, &u32)| {
                let weight = by_pattern.get(*place as usize).copied().unwrap_or(0.0) + c.rarity;
                prior * f64::from(weight).exp2()
            };
            chances.extend(group.iter().zip(places).map(weight));
            let all = 1.0 - model.share + chances.iter().sum::<f64>();
            for (chance, place) in chances.iter().zip(places) {
                if let Some(sum) = expected.get_mut(*place as usize) {
                    *sum += chance / all;
                }
                matched += chance / all;
            }
        }
        let before = ROWS_BEFORE * built_in.share;
        let share = (matched + before) / (right_rows as f64 + ROWS_BEFORE);
        let mut change = (share - model.share).abs();
        model.share = share;
        for (index, (belief, before)) in model
            .comparisons
            .iter_mut()
            .zip(&built_in.comparisons)
            .enumerate()
        {
            let mut observed = [0.0f64; 32];
            for (pattern, expected) in by_place.iter().zip(&expected) {
                if let Some(sum) = observed.get_mut(usize::from(pattern.level(index))) {
                    *sum += expected;
                }
            }
            change = change.max(maximise(belief, before, &observed));
        }
        model.training.rounds = round;
        model.training.converged = change < STILL;
        if model.training.converged {
            break;
        }
    }
}

/// The share of each level, drawn towards the built-in belief; returns the largest change.
fn maximise(belief: &mut Belief, before: &Belief, observed: &[f64; 32]) -> f64 {
    let total: f64 = observed.iter().skip(1).sum();
    let mut change = 0.0f64;
    let levels = belief
        .levels
        .iter_mut()
        .zip(&before.levels)
        .zip(observed.iter().skip(1));
    for ((level, before), observed) in levels {
        let m = (observed + PAIRS_BEFORE * before.m) / (total + PAIRS_BEFORE);
        change = change.max((m - level.m).abs());
        level.m = m;
        level.observed = *observed;
    }
    change
}

/// Levels that were not seen in any pair that is probably of one person: the built-in belief stands.
pub fn unobserved(model: &Model) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for belief in &model.comparisons {
        for level in belief.levels.iter().filter(|level| level.observed < 1.0) {
            found.push((belief.name.clone(), level.level.clone()));
        }
    }
    found
}
