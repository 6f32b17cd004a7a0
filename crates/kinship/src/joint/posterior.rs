//! The probability of each identification, over all assignments together.
#![expect(
    clippy::indexing_slicing,
    reason = "victims and missing persons are numbered by the disaster"
)]

use super::{
    Match, States,
    components::{self, connected},
    prune::{Choice, prune},
    sampler,
};
use crate::disaster::Disaster;

/// What is assumed beside the likelihoods.
pub struct PosteriorOptions<'a> {
    /// Logarithm of the prior odds of each identification; 0 makes all assignments equally probable.
    pub log_prior: f64,
    /// Logarithm of the likelihood ratio of evidence other than DNA, by missing person and victim.
    pub other_evidence: &'a dyn Fn(Match) -> f64,
    /// States of which all assignments together are less probable than this are left out.
    pub tolerance: f64,
    /// Most entries in the list of the best assignments of each component.
    pub keep_best: usize,
    /// Seed for sampling, where a component is too large for exact sums.
    pub seed: u64,
    /// Sample even where an exact sum is possible.
    pub always_sample: bool,
}

impl Default for PosteriorOptions<'_> {
    fn default() -> Self {
        Self {
            log_prior: 0.0,
            other_evidence: &|_| 0.0,
            tolerance: 1e-12,
            keep_best: 10,
            seed: 1,
            always_sample: false,
        }
    }
}

/// Prior odds of an identification when bodies may have been reported by nobody: `present` is the probability that a
/// reported person is among the bodies, `unreported` the expected number of bodies that nobody reported.
///
/// If each reported person is among the bodies independently and the number of others is Poisson, an assignment with k
/// matches has a prior proportional to (present / ((1 - present) unreported))^k.
pub fn open_list_prior(present: f64, unreported: f64) -> f64 {
    (present / ((1.0 - present) * unreported)).ln()
}

/// Families that compete for the same victims, after all that cannot matter was left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Component {
    /// Indices of the families.
    pub families: Vec<usize>,
    /// Indices of the victims whom any of them may take.
    pub victims: Vec<usize>,
    /// The best assignments with their probability, the best first.
    pub best: Vec<(Vec<Match>, f64)>,
    /// Standard error of the probabilities if they were sampled.
    pub sampled: Option<f64>,
}

/// Probabilities over all assignments.
#[derive(Debug, Clone)]
pub struct Posterior {
    missing: usize,
    /// By victim and missing person.
    pairs: Vec<f64>,
    /// By victim and missing person: best assignment with the pair against the best without.
    generalised: Vec<Option<f64>>,
    /// Parts that are independent of each other.
    pub components: Vec<Component>,
    /// At most this probability belongs to assignments that were left out. For families in [`States::cut`] it rests on the
    /// estimate named there.
    pub neglected: f64,
}

impl Posterior {
    /// Computes it.
    pub fn new(disaster: &Disaster, states: &States, options: &PosteriorOptions) -> Self {
        let (victims, missing) = (disaster.victims.len(), disaster.missing.len());
        let weigh = |(i, state): (usize, &super::FamilyState)| {
            let other: f64 = state
                .matches
                .iter()
                .map(|pair| (options.other_evidence)(*pair) + options.log_prior)
                .sum();
            Choice {
                state: i,
                victims: state.matches.iter().map(|m| m.1).collect(),
                weight: state.log_ratio + other,
            }
        };
        let all: Vec<Vec<Choice>> = states
            .families
            .iter()
            .map(|family| family.iter().enumerate().map(weigh).collect())
            .collect();
        let absent: Vec<(usize, f64)> = states
            .cut
            .iter()
            .map(|cut| {
                (
                    cut.family,
                    cut.log_sum + most_extra(disaster, cut.family, options),
                )
            })
            .collect();
        let mut tolerance = options.tolerance;
        // Where exact sums are too long, leaving out a little more may make them short.
        loop {
            let mut families = all.clone();
            let neglected = prune(&mut families, victims, &absent, tolerance);
            let mut posterior = Self {
                missing,
                pairs: vec![0.0; victims * missing],
                generalised: vec![None; victims * missing],
                components: Vec::new(),
                neglected,
            };
            let last = options.always_sample || tolerance >= 1e-9;
            let mut solve = |members| posterior.solve(states, &families, members, options, last);
            if connected(&families, victims).into_iter().all(&mut solve) {
                return posterior;
            }
            tolerance *= 100.0;
        }
    }

    /// Solves one component; says no if exact sums are too long and `last` does not allow sampling.
    fn solve(
        &mut self,
        states: &States,
        families: &[Vec<Choice>],
        members: Vec<usize>,
        options: &PosteriorOptions,
        last: bool,
    ) -> bool {
        let lists: Vec<&[Choice]> = members.iter().map(|f| families[*f].as_slice()).collect();
        let matches = |i: usize, c: usize| &states.families[members[i]][lists[i][c].state].matches;
        let together = |picked: &[usize]| {
            let mut all: Vec<Match> = picked
                .iter()
                .enumerate()
                .flat_map(|(i, c)| matches(i, *c).iter().copied())
                .collect();
            all.sort_unstable();
            all
        };
        let exact = if options.always_sample {
            None
        } else {
            components::solve(&lists, options.keep_best)
        };
        let (choices, best, sampled) = match exact {
            Some(exact) => {
                for (i, best_with) in exact.best_with.iter().enumerate() {
                    let matches: Vec<&[Match]> = (0..best_with.len())
                        .map(|c| matches(i, c).as_slice())
                        .collect();
                    self.generalise(&matches, best_with);
                }
                let named = |(picked, p): &(Vec<usize>, f64)| (together(picked), *p);
                let best = exact.best.iter().map(named).collect();
                (exact.choices, best, None)
            }
            None if !last => return false,
            None => {
                let sampled = sample(&lists, options);
                // Weights of the best are exact, so that their ratios are; the scale comes from how often they were met.
                let met: f64 = sampled.best.iter().map(|b| b.2).sum();
                let top = sampled.best.first().map_or(0.0, |b| b.1);
                let sum: f64 = sampled.best.iter().map(|b| (b.1 - top).exp()).sum();
                let rescaled =
                    |b: &(Vec<usize>, f64, f64)| (together(&b.0), (b.1 - top).exp() / sum * met);
                let best = sampled.best.iter().map(rescaled).collect();
                (sampled.choices, best, Some(sampled.standard_error))
            }
        };
        let mut victims: Vec<usize> = lists
            .iter()
            .flat_map(|l| l.iter())
            .flat_map(|c| c.victims.iter().copied())
            .collect();
        victims.sort_unstable();
        victims.dedup();
        for (i, row) in choices.iter().enumerate() {
            for (c, p) in row.iter().enumerate() {
                for &(m, v) in matches(i, c) {
                    self.pairs[v * self.missing + m] += p;
                }
            }
        }
        self.components.push(Component {
            families: members,
            victims,
            best,
            sampled,
        });
        true
    }

    /// Notes for each pair of a family the best assignment with it against the best without.
    fn generalise(&mut self, matches: &[&[Match]], best_with: &[f64]) {
        for pair @ &(m, v) in matches.iter().flat_map(|list| list.iter()) {
            let best = |with: bool| {
                let fits = |(list, _): &(&&[Match], &f64)| list.contains(pair) == with;
                let values = matches
                    .iter()
                    .zip(best_with)
                    .filter(fits)
                    .map(|(_, value)| *value);
                values.fold(f64::NEG_INFINITY, f64::max)
            };
            self.generalised[v * self.missing + m] = Some(best(true) - best(false));
        }
    }

    /// The probability that the victim is the missing person.
    pub fn pair(&self, victim: usize, missing: usize) -> f64 {
        self.pairs[victim * self.missing + missing]
    }

    /// Natural logarithm of the generalised likelihood ratio (times prior odds and other evidence, if any): the best
    /// assignment with the pair against the best without. `None` if the pair was left out as too improbable, or if the
    /// part to which it belongs was sampled; infinite if no assignment without it is likely enough to have been followed.
    pub fn generalised(&self, victim: usize, missing: usize) -> Option<f64> {
        self.generalised[victim * self.missing + missing]
    }

    /// The probability that the victim is nobody of those reported.
    pub fn unreported(&self, victim: usize) -> f64 {
        let row = &self.pairs[victim * self.missing..(victim + 1) * self.missing];
        (1.0 - row.iter().sum::<f64>()).max(0.0)
    }

    /// The most probable assignment: by victim, and its probability.
    pub fn best(&self, victims: usize) -> (Vec<Option<usize>>, f64) {
        let mut persons = vec![None; victims];
        let mut probability = 1.0;
        for component in &self.components {
            let Some((matches, p)) = component.best.first() else {
                continue;
            };
            probability *= p;
            for &(m, v) in matches {
                persons[v] = Some(m);
            }
        }
        (persons, probability)
    }

    /// The largest standard error, if any part was sampled.
    pub fn sampling_error(&self) -> Option<f64> {
        self.components
            .iter()
            .filter_map(|c| c.sampled)
            .fold(None, |a, b| Some(a.map_or(b, |a: f64| a.max(b))))
    }
}

/// The most that prior and other evidence can add to a state of a family.
fn most_extra(disaster: &Disaster, family: usize, options: &PosteriorOptions) -> f64 {
    let of = |m: usize| {
        let victims = 0..disaster.victims.len();
        let extra = victims.map(|v| (options.other_evidence)((m, v)) + options.log_prior);
        extra.fold(0.0, f64::max)
    };
    disaster.missing_of(family).into_iter().map(of).sum()
}

/// Spends about the same time on small and large components.
fn sample(lists: &[&[Choice]], options: &PosteriorOptions) -> sampler::Sampled {
    let choices: usize = lists.iter().map(|list| list.len()).sum();
    let mean = choices as f64 / lists.len() as f64;
    let sweeps = (2e8 / (lists.len() as f64 * mean * mean)).clamp(500.0, 20_000.0);
    sampler::sample(lists, options.seed, sweeps as usize, options.keep_best)
}
