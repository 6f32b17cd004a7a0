//! For each family, every way in which victims may be its missing persons, with the likelihood ratio.
#![expect(
    clippy::indexing_slicing,
    reason = "victims, missing persons and loci are numbered by the disaster"
)]

use super::{Match, prune::log_sum, table::count_injections};
use crate::{
    LikelihoodError, PairOptions,
    disaster::Disaster,
    pairs::Alone,
    placing::{Placing, Shown},
};

/// Some victims are some of a family's missing persons.
#[derive(Debug, Clone, PartialEq)]
pub struct FamilyState {
    /// Missing persons with the victims taken for them, in the order of the missing persons.
    pub matches: Vec<Match>,
    /// Natural logarithm of the likelihood ratio against nobody being identified; minus infinity if impossible.
    pub log_ratio: f64,
}

/// All states of all families.
#[derive(Debug, Clone)]
pub struct States {
    /// By family; the first state of each is that nobody is identified.
    pub families: Vec<Vec<FamilyState>>,
    /// Families of which improbable branches were not followed.
    pub cut: Vec<Cut>,
}

/// What was not followed in a family.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// Index of the family.
    pub family: usize,
    /// Natural logarithm of the sum of the ratios of what was left out, as it was estimated.
    pub log_sum: f64,
}

/// How thoroughly the states of a family are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// All of them, impossible ones too.
    Complete,
    /// Where a family has many, branches of which all states together are estimated to be `e^45` times less likely than
    /// the best state are not followed. The estimate takes each match still to come to be worth as much as it was in the
    /// best of all combinations in which it was met.
    Probable,
}

/// From this many states of a family on, improbable branches are left out.
const MANY_STATES: f64 = 5_000.0;
const CUT: f64 = 45.0;

impl States {
    /// Computes them. One run over a missing person's alleles serves all victims at once.
    pub fn new(
        disaster: &Disaster,
        alone: &Alone,
        options: &PairOptions,
        search: Search,
    ) -> Result<Self, LikelihoodError> {
        let shown = Shown::all(disaster);
        let mut states = Self {
            families: Vec::new(),
            cut: Vec::new(),
        };
        for family in 0..disaster.families.len() {
            let missing = disaster.missing_of(family);
            let candidates = |m: &usize| {
                let allowed = |v: &usize| options.ignore_sex || disaster.candidate(*v, *m);
                (0..disaster.victims.len())
                    .filter(allowed)
                    .collect::<Vec<usize>>()
            };
            let sexes = missing.iter().map(|m| disaster.missing[*m].sex);
            let count = count_injections(disaster, sexes, options.ignore_sex);
            let mut walk = Walk {
                loci: disaster.loci.len(),
                candidates: missing.iter().map(candidates).collect(),
                worth: vec![vec![f64::NEG_INFINITY; disaster.victims.len()]; missing.len()],
                missing,
                cutting: search == Search::Probable && count > MANY_STATES,
                placing: Placing::new(disaster, family, alone, options, &shown),
                used: vec![false; disaster.victims.len()],
                found: Vec::new(),
                best: 0.0,
                lost: Vec::new(),
            };
            if walk.cutting {
                walk.look_ahead()?;
            }
            walk.extend(0, 0.0)?;
            let mut found = walk.found;
            // Nobody identified comes first.
            found.sort_by_key(|state| !state.matches.is_empty());
            states.families.push(found);
            if !walk.lost.is_empty() {
                let log_sum = log_sum(walk.lost.iter().copied());
                states.cut.push(Cut { family, log_sum });
            }
        }
        Ok(states)
    }

    /// Number of states of all families together.
    pub fn count(&self) -> usize {
        self.families.iter().map(Vec::len).sum()
    }
}

struct Walk<'a> {
    loci: usize,
    missing: Vec<usize>,
    /// By missing person of the family: victims whom sex allows.
    candidates: Vec<Vec<usize>>,
    cutting: bool,
    placing: Placing<'a>,
    used: Vec<bool>,
    found: Vec<FamilyState>,
    /// The largest logarithm of a ratio so far.
    best: f64,
    /// By missing person of the family and victim: logarithm of the largest factor that this match was worth so far.
    worth: Vec<Vec<f64>>,
    /// Logarithms of what was left out with each branch.
    lost: Vec<f64>,
}

impl Walk<'_> {
    /// Identifies greedily, to learn what matches are worth together with others before anything is left out.
    fn look_ahead(&mut self) -> Result<(), LikelihoodError> {
        let mut ratio = 0.0;
        let mut open: Vec<usize> = (0..self.missing.len()).collect();
        let mut placed = Vec::new();
        while !open.is_empty() {
            let mut best: Option<(f64, usize, usize)> = None;
            for &depth in &open {
                let ratios = self.ratios(depth, ratio)?;
                for (i, &victim) in self.candidates[depth].iter().enumerate() {
                    let better = best.is_none_or(|best| ratios[i] > best.0);
                    if !self.used[victim] && ratios[i] > ratio && better {
                        best = Some((ratios[i], depth, victim));
                    }
                }
            }
            let Some((better, depth, victim)) = best else {
                break;
            };
            ratio = better;
            self.best = self.best.max(ratio);
            self.place(depth, victim);
            placed.push(victim);
            open.retain(|other| *other != depth);
        }
        for victim in placed.into_iter().rev() {
            self.take_back(victim);
        }
        Ok(())
    }

    /// Decides about the missing person at `depth` and all after; `ratio` is the logarithm for the matches so far.
    fn extend(&mut self, depth: usize, ratio: f64) -> Result<(), LikelihoodError> {
        if depth == self.missing.len() {
            self.found.push(FamilyState {
                matches: self.placing.placed().to_vec(),
                log_ratio: ratio,
            });
            return Ok(());
        }
        if self.leave(depth + 1, ratio) {
            self.lost.push(ratio + self.to_come(depth + 1));
        } else {
            self.extend(depth + 1, ratio)?;
        }
        let ratios = if ratio == f64::NEG_INFINITY {
            // Whoever else joins does not make it possible.
            vec![ratio; self.candidates[depth].len()]
        } else {
            self.ratios(depth, ratio)?
        };
        for (i, ratio) in ratios.into_iter().enumerate() {
            let victim = self.candidates[depth][i];
            if self.used[victim] {
                continue;
            }
            self.best = self.best.max(ratio);
            self.place(depth, victim);
            if self.leave(depth + 1, ratio) {
                if ratio > f64::NEG_INFINITY {
                    self.lost.push(ratio + self.to_come(depth + 1));
                }
            } else {
                self.extend(depth + 1, ratio)?;
            }
            self.take_back(victim);
        }
        Ok(())
    }

    /// Whether all states with the matches so far, and any of the persons from `depth` on, are too improbable.
    fn leave(&self, depth: usize, ratio: f64) -> bool {
        self.cutting && ratio + self.to_come(depth) < self.best - CUT
    }

    /// Logarithm of the factor by which all that may be decided from `depth` on can raise the sum of ratios, as far as
    /// matches are worth what they were so far.
    fn to_come(&self, depth: usize) -> f64 {
        let of = |worth: &Vec<f64>| {
            let open = worth.iter().zip(&self.used).filter(|(_, used)| !**used);
            log_sum(std::iter::once(0.0).chain(open.map(|(worth, _)| *worth)))
        };
        self.worth[depth..].iter().map(of).sum()
    }

    fn place(&mut self, depth: usize, victim: usize) {
        self.placing.place(self.missing[depth], victim);
        self.used[victim] = true;
    }

    fn take_back(&mut self, victim: usize) {
        self.placing.take_back();
        self.used[victim] = false;
    }

    /// For each candidate of the missing person at `depth`: the ratio together with the matches so far, which is `before`.
    fn ratios(&mut self, depth: usize, before: f64) -> Result<Vec<f64>, LikelihoodError> {
        let candidates = &self.candidates[depth];
        let mut sums = vec![0.0; candidates.len()];
        for l in 0..self.loci {
            let ratios = self
                .placing
                .log_ratios(l, self.missing[depth], candidates)?;
            for (sum, ratio) in sums.iter_mut().zip(ratios) {
                *sum += ratio;
            }
        }
        for (&victim, ratio) in candidates.iter().zip(&sums) {
            let worth = &mut self.worth[depth][victim];
            *worth = worth.max(ratio - before);
        }
        Ok(sums)
    }
}
