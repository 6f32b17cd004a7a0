//! For each family, every way in which victims may be its missing persons, with the likelihood ratio.
#![expect(
    clippy::indexing_slicing,
    reason = "victims, missing persons and loci are numbered by the disaster"
)]

use super::{Match, table::count_injections};
use crate::{
    Allele, Engine, Genotype, LikelihoodError, PairOptions,
    direct::direct_match,
    disaster::{Disaster, Family},
    pairs::{Alone, asked_alleles},
    substructure::log_ratio_in_subpopulation,
    sweep::Sweep,
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
    pub cut: Vec<usize>,
}

/// How thoroughly the states of a family are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// All of them, impossible ones too.
    Complete,
    /// Where a family has many, branches `e^45` times less likely than the best of their size are not followed.
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
        let asked: Vec<Vec<Allele>> = (0..disaster.loci.len())
            .map(|l| asked_alleles(disaster, l))
            .collect();
        let mut states = Self {
            families: Vec::new(),
            cut: Vec::new(),
        };
        for (f, family) in disaster.families.iter().enumerate() {
            let missing = disaster.missing_of(f);
            let candidates = |m: &usize| {
                let allowed = |v: &usize| options.ignore_sex || disaster.candidate(*v, *m);
                (0..disaster.victims.len())
                    .filter(allowed)
                    .collect::<Vec<usize>>()
            };
            let candidates: Vec<Vec<usize>> = missing.iter().map(candidates).collect();
            let reduced = missing.iter().map(|m| disaster.missing[*m].sex);
            let count = count_injections(disaster, reduced, options.ignore_sex);
            let cut = search == Search::Probable && count > MANY_STATES;
            if cut {
                states.cut.push(f);
            }
            let mut walk = Walk {
                disaster,
                family,
                alone,
                options,
                asked: &asked,
                missing: &missing,
                candidates: &candidates,
                cut: cut.then_some(CUT),
                engine: Engine::new(&family.pedigree),
                sweep: Sweep::default(),
                useful: (0..disaster.loci.len())
                    .map(|l| alone.possible(f, l))
                    .collect(),
                persons: (0..disaster.loci.len())
                    .map(|l| {
                        (0..family.pedigree.members().len())
                            .map(|p| family.genotype(p, l))
                            .collect()
                    })
                    .collect(),
                used: vec![false; disaster.victims.len()],
                matches: Vec::new(),
                found: Vec::new(),
                best: vec![f64::NEG_INFINITY; missing.len() + 1],
            };
            let base: f64 = alone.family(f);
            walk.extend(0, base, 0.0)?;
            let mut found = walk.found;
            // Nobody identified comes first.
            found.sort_by_key(|state| !state.matches.is_empty());
            states.families.push(found);
        }
        Ok(states)
    }

    /// The same states for a population with substructure. States `e^35` times less likely than the best of their family
    /// keep their ratio: the long computation would not make them matter.
    pub fn with_theta(&self, disaster: &Disaster, theta: f64) -> Result<Self, LikelihoodError> {
        let mut changed = self.clone();
        for family in &mut changed.families {
            let best = family
                .iter()
                .map(|s| s.log_ratio)
                .fold(f64::NEG_INFINITY, f64::max);
            for state in family.iter_mut().filter(|s| s.log_ratio > best - 35.0) {
                state.log_ratio = log_ratio_in_subpopulation(disaster, &state.matches, theta)?;
            }
        }
        Ok(changed)
    }

    /// Number of states of all families together.
    pub fn count(&self) -> usize {
        self.families.iter().map(Vec::len).sum()
    }
}

struct Walk<'a> {
    disaster: &'a Disaster,
    family: &'a Family,
    alone: &'a Alone,
    options: &'a PairOptions,
    asked: &'a [Vec<Allele>],
    missing: &'a [usize],
    candidates: &'a [Vec<usize>],
    cut: Option<f64>,
    engine: Engine<'a>,
    sweep: Sweep,
    /// Loci at which the family by itself is possible.
    useful: Vec<bool>,
    /// By locus and person: what is seen, with the victims that were put in place.
    persons: Vec<Vec<Genotype>>,
    used: Vec<bool>,
    matches: Vec<Match>,
    found: Vec<FamilyState>,
    /// By number of matches: the best ratio so far.
    best: Vec<f64>,
}

impl Walk<'_> {
    /// Decides about the missing person at `depth` and all after. `base` is the family's log-likelihood alone, `ratio`
    /// the logarithm for the matches so far.
    fn extend(&mut self, depth: usize, base: f64, ratio: f64) -> Result<(), LikelihoodError> {
        let Some(&missing) = self.missing.get(depth) else {
            self.found.push(FamilyState {
                matches: self.matches.clone(),
                log_ratio: ratio,
            });
            return Ok(());
        };
        self.extend(depth + 1, base, ratio)?;
        let person = self.disaster.missing[missing].person;
        let ratios = if ratio == f64::NEG_INFINITY {
            // Whoever else joins does not make it possible.
            vec![f64::NEG_INFINITY; self.candidates[depth].len()]
        } else {
            self.ratios(depth, person, base)?
        };
        let candidates = self.candidates;
        for (&victim, ratio) in candidates[depth].iter().zip(ratios) {
            if self.used[victim] {
                continue;
            }
            let size = self.matches.len() + 1;
            self.best[size] = self.best[size].max(ratio);
            if self.cut.is_some_and(|cut| ratio < self.best[size] - cut) {
                continue;
            }
            self.matches.push((missing, victim));
            self.used[victim] = true;
            let genotypes = &self.disaster.victims[victim].genotypes;
            for (row, genotype) in self.persons.iter_mut().zip(genotypes) {
                row[person] = *genotype;
            }
            self.extend(depth + 1, base, ratio)?;
            for (l, row) in self.persons.iter_mut().enumerate() {
                row[person] = self.family.genotype(person, l);
            }
            self.used[victim] = false;
            self.matches.pop();
        }
        Ok(())
    }

    /// For each candidate of the missing person at `depth`: the ratio together with the matches so far.
    fn ratios(
        &mut self,
        depth: usize,
        person: usize,
        base: f64,
    ) -> Result<Vec<f64>, LikelihoodError> {
        let candidates = &self.candidates[depth];
        let mut sums = vec![-base; candidates.len()];
        for (l, locus) in self
            .disaster
            .loci
            .iter()
            .enumerate()
            .filter(|(l, _)| self.useful[*l])
        {
            let row = &self.persons[l];
            let others = |p: usize| {
                if p == person {
                    Genotype::Missing
                } else {
                    row[p]
                }
            };
            let scale =
                self.engine
                    .sweep(locus, &others, person, &self.asked[l], &mut self.sweep)?;
            let own = self.family.genotype(person, l);
            for (&v, sum) in candidates.iter().zip(&mut sums) {
                let victim = &self.disaster.victims[v];
                let genotype = victim.genotype(l);
                // A victim without a profile at this locus leaves the missing person's own sample in place.
                let shown = if genotype.is_observed() {
                    genotype
                } else {
                    own
                };
                *sum += self.sweep.likelihood(locus, shown).ln() + scale;
                if genotype.is_observed() {
                    *sum -= self.alone.victims[v][l];
                    if own.is_observed() {
                        let single = victim.single(locus);
                        let error = self.options.typing_error;
                        *sum += direct_match(locus, genotype, own, single, 0.0, error).ln();
                        *sum += locus.random_match(own, single, 0.0).ln();
                    }
                }
            }
        }
        // The matches so far took their victims' own probabilities out of the numerator.
        for &(m, v) in &self.matches {
            let taken = self.disaster.missing[m].person;
            for (l, locus) in self
                .disaster
                .loci
                .iter()
                .enumerate()
                .filter(|(l, _)| self.useful[*l])
            {
                let victim = &self.disaster.victims[v];
                let (genotype, own) = (victim.genotype(l), self.family.genotype(taken, l));
                let mut extra = 0.0;
                if genotype.is_observed() {
                    extra -= self.alone.victims[v][l];
                    if own.is_observed() {
                        let single = victim.single(locus);
                        let error = self.options.typing_error;
                        extra += direct_match(locus, genotype, own, single, 0.0, error).ln();
                        extra += locus.random_match(own, single, 0.0).ln();
                    }
                }
                sums.iter_mut().for_each(|sum| *sum += extra);
            }
        }
        Ok(sums)
    }
}
