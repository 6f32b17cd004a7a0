//! From the pairs of two tables to the answer for each right row.

use super::{Linkage, Match, Options, Rows, Summary, join::Joint, probe::Pair};
use crate::{
    compare::share_a_number,
    decide::{Decision, compete},
    in_parts::in_parts,
    model::Model,
    record::{Record, Side},
    schema::Schema,
    score::{Scored, Weights, score},
    train::{Candidate, learn_m, learn_u},
};
use tabular::Header;

impl Joint {
    pub(crate) fn left_and_right(&self) -> (&Rows, &Rows) {
        match self.streamed {
            Side::Left => (&self.streamed_rows, &self.stored_rows),
            Side::Right => (&self.stored_rows, &self.streamed_rows),
        }
    }

    /// The places of a pair in the left and in the right table.
    pub(crate) fn places(&self, pair: &Pair) -> (u32, u32) {
        match self.streamed {
            Side::Left => (pair.streamed, pair.stored),
            Side::Right => (pair.stored, pair.streamed),
        }
    }

    /// Learns, and lets the candidates of each right row compete.
    pub(crate) fn decide(
        mut self,
        schema: Schema,
        headers: (Header, Header),
        built_in: Model,
        options: &Options,
    ) -> Linkage {
        let (left_count, right_count) = match self.streamed {
            Side::Left => (self.streamed_count, self.stored_count),
            Side::Right => (self.stored_count, self.streamed_count),
        };
        // By row, in the order of the files, whoever found the pair.
        let mut pairs = std::mem::take(&mut self.pairs);
        {
            let (left, right) = self.left_and_right();
            pairs.sort_unstable_by_key(|pair| {
                let (l, r) = self.places(pair);
                (right.line(r), left.line(l))
            });
        }
        let scored = self.score_again(&pairs);
        let candidates: Vec<Candidate> = pairs
            .iter()
            .zip(&scored)
            .map(|(pair, scored)| Candidate {
                right: self.places(pair).1,
                pattern: scored.pattern,
                rarity: scored.rarity,
            })
            .collect();
        let model = match options.model {
            Some(_) => built_in,
            None => self.learn(built_in, &candidates, left_count, right_count),
        };
        let matches = self.matches(&pairs, &candidates, &model, left_count, options.threshold);
        let (left_notices, right_notices) = match self.streamed {
            Side::Left => (self.streamed_notices, self.stored_notices),
            Side::Right => (self.stored_notices, self.streamed_notices),
        };
        let (left, right) = match self.streamed {
            Side::Left => (self.streamed_rows, self.stored_rows),
            Side::Right => (self.stored_rows, self.streamed_rows),
        };
        Linkage {
            schema,
            left_header: headers.0,
            right_header: headers.1,
            left,
            right,
            summary: Summary {
                left_rows: left_count,
                right_rows: right_count,
                linked: matches.1,
                several: matches.2,
                ..self.summary
            },
            matches: matches.0,
            model,
            frequencies: self.frequencies,
            left_notices: left_notices.into_diagnostics(),
            right_notices: right_notices.into_diagnostics(),
        }
    }

    /// Learns from the samples of both tables and from the candidates.
    pub(crate) fn learn(
        &mut self,
        mut model: Model,
        candidates: &[Candidate],
        left_count: u64,
        right_count: u64,
    ) -> Model {
        let weights = Weights::new(&model);
        let streamed = std::mem::take(&mut self.streamed_sketch).into_rows();
        let stored = std::mem::take(&mut self.stored_sketch).into_rows();
        let (left, right) = match self.streamed {
            Side::Left => (&streamed, &stored),
            Side::Right => (&stored, &streamed),
        };
        let certain = (left_count.max(2) as f32).log2();
        let two_persons = |a: Record<'_>, b: Record<'_>| {
            let scored = score(&self.layout, &self.frequencies, a, b);
            let weight = weights.weight(scored, self.layout.cells().len());
            (weight <= certain).then_some(scored.pattern)
        };
        learn_u(&mut model, left, right, self.threads, two_persons);
        learn_m(&mut model, candidates, left_count, right_count);
        model
    }

    /// Scores the pairs anew, now that the frequencies of the larger table are known.
    pub(crate) fn score_again(&self, pairs: &[Pair]) -> Vec<Scored> {
        let (left, right) = self.left_and_right();
        let one = |pairs: &[Pair]| -> Vec<Scored> {
            let score = |pair| {
                let (l, r) = self.places(pair);
                score(
                    &self.layout,
                    &self.frequencies,
                    left.record(l),
                    right.record(r),
                )
            };
            pairs.iter().map(score).collect()
        };
        in_parts(pairs, self.threads, one).concat()
    }

    /// The pairs at or above the threshold, and how many right rows are linked and have several possible.
    fn matches(
        &self,
        pairs: &[Pair],
        candidates: &[Candidate],
        model: &Model,
        left_count: u64,
        threshold: f64,
    ) -> (Vec<Match>, u64, u64) {
        let weights = Weights::new(model);
        let comparisons = self.layout.cells().len();
        let (left, _) = self.left_and_right();
        let (mut matches, mut linked, mut several) = (Vec::new(), 0, 0);
        let mut at = 0;
        for group in candidates.chunk_by(|a, b| a.right == b.right) {
            let pairs = pairs.get(at..at + group.len()).unwrap_or_default();
            at += group.len();
            let of = |c: &Candidate| weights.of_pattern(c.pattern, comparisons) + c.rarity;
            let by_candidate: Vec<f32> = group.iter().map(of).collect();
            let places: Vec<u32> = pairs.iter().map(|pair| self.places(pair).0).collect();
            let persons = self.persons(left, &places, &by_candidate, left_count);
            let chances = compete(&by_candidate, &persons, model.share, left_count);
            let first = matches.len();
            for ((pair, candidate), (probability, weight)) in pairs
                .iter()
                .zip(group)
                .zip(chances.iter().zip(&by_candidate))
            {
                if *probability >= threshold {
                    let (l, r) = self.places(pair);
                    matches.push(Match {
                        left: l,
                        right: r,
                        pattern: candidate.pattern,
                        weight: *weight,
                        probability: *probability,
                        decision: Decision::of(*probability),
                    });
                }
            }
            if let Some(found) = matches.get_mut(first..) {
                found.sort_by(|a, b| b.probability.total_cmp(&a.probability));
            }
            let best = chances.iter().copied().fold(0.0, f64::max);
            if Decision::of(best) == Decision::Link {
                linked += 1;
            } else if chances.iter().sum::<f64>() >= 0.5 {
                several += 1;
            }
        }
        (matches, linked, several)
    }

    /// Which candidates are one person who stands in the left table more than once: they have a number in common. The
    /// place of the first of them stands for all.
    fn persons(&self, left: &Rows, places: &[u32], by_candidate: &[f32], rows: u64) -> Vec<usize> {
        let mut persons: Vec<usize> = (0..places.len()).collect();
        // The others do not matter, whoever they are.
        let matters = (rows.max(2) as f32).log2() - 6.0;
        let candidates = || {
            let all = places.iter().zip(by_candidate).enumerate();
            all.filter(|(_, (_, weight))| **weight > matters)
        };
        for (i, (a, _)) in candidates() {
            for (j, (b, _)) in candidates().take_while(|(j, _)| *j < i) {
                let (one, other) = (person(&persons, i), person(&persons, j));
                if one != other && share_a_number(&self.layout, left.record(*a), left.record(*b)) {
                    for person in persons.iter_mut().filter(|p| **p == one || **p == other) {
                        *person = one.min(other);
                    }
                }
            }
        }
        persons
    }
}

fn person(persons: &[usize], candidate: usize) -> usize {
    persons.get(candidate).copied().unwrap_or(candidate)
}
