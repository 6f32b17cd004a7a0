//! The published procedure, step by step: exclusions, undisputed pairs, then families one by one (Vigeland and Egeland
//! 2021; implemented in the R package dvir).
//!
//! It answers the same question as the posterior over all assignments, with thresholds in place of probabilities. It is
//! offered so that results can be compared with published ones and because a board may have adopted its thresholds.
#![expect(
    clippy::indexing_slicing,
    reason = "victims and missing persons are numbered by the disaster"
)]

mod family;
mod judge;
mod nonidentifiable;
mod undisputed;

use crate::{LikelihoodError, PairOptions, Pairs, disaster::Disaster};
use judge::plain;
use nonidentifiable::nonidentifiable;

/// Thresholds of the procedure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// A ratio from here on identifies.
    pub identify: f64,
    /// A ratio from here on makes an identification probable.
    pub probable: f64,
    /// Pairs with more incompatible loci than this are excluded.
    pub incompatible: u32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            identify: 1e4,
            probable: 1e3,
            incompatible: 2,
        }
    }
}

/// What the procedure says about a missing person or a victim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    /// No relative who was typed is related to the missing person, not even through another missing person.
    Nonidentifiable,
    /// Incompatible with everybody.
    Excluded,
    /// The ratio is large and no other comes near.
    Undisputed,
    /// The best joint assignment with the pair is much better than the best without it.
    Match,
    /// The same, up to an exchange of persons whom DNA cannot tell apart.
    SymmetricMatch,
    /// Large ratios with several.
    Disputed,
    /// One ratio above the lower threshold.
    Probable,
    /// No ratio above the lower threshold.
    Inconclusive,
    /// All ratios below 1.
    NoMatch,
}

impl Conclusion {
    /// The word used in tables, as in dvir.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nonidentifiable => "Nonidentifiable",
            Self::Excluded => "Excluded",
            Self::Undisputed => "Undisputed",
            Self::Match => "Match (GLR)",
            Self::SymmetricMatch => "Symmetric match",
            Self::Disputed => "Disputed",
            Self::Probable => "Probable",
            Self::Inconclusive => "Inconclusive",
            Self::NoMatch => "No match",
        }
    }
}

/// A line of the result: about a missing person (with victims) or about a victim (with missing persons).
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Indices on the other side: the victims who may be this person, or the persons whom this victim may be.
    pub others: Vec<usize>,
    /// Likelihood ratio of the pair.
    pub ratio: Option<f64>,
    /// Generalised likelihood ratio within the family.
    pub generalised: Option<f64>,
    /// What is concluded.
    pub conclusion: Conclusion,
    /// Why, in a few words.
    pub comment: String,
}

/// The result of the procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// By missing person.
    pub missing: Vec<Option<Finding>>,
    /// By victim.
    pub victims: Vec<Option<Finding>>,
}

/// Runs the procedure.
pub fn solve(
    disaster: &Disaster,
    options: &PairOptions,
    thresholds: &Thresholds,
) -> Result<Solution, LikelihoodError> {
    let mut run = Run::new(disaster, options, thresholds);
    run.set_aside_nonidentifiable();
    for iteration in 1.. {
        run.compare()?;
        let changed = run.exclude();
        if !changed && iteration > 1 {
            break;
        }
        if !run.accept_undisputed()? {
            break;
        }
    }
    run.simple_families();
    run.complex_families()?;
    run.remaining_victims();
    Ok(run.solution)
}

struct Run<'a> {
    /// With the genotypes of victims who were identified on the way.
    disaster: Disaster,
    options: &'a PairOptions,
    thresholds: &'a Thresholds,
    open_victims: Vec<usize>,
    open_missing: Vec<usize>,
    /// By victim and missing person: the pair is still considered.
    allowed: Vec<Vec<bool>>,
    /// The last ratios, by victim and missing person; `None` for pairs that were not compared.
    ratios: Vec<Vec<Option<f64>>>,
    incompatible: Vec<Vec<Option<u32>>>,
    solution: Solution,
}

impl<'a> Run<'a> {
    fn new(disaster: &Disaster, options: &'a PairOptions, thresholds: &'a Thresholds) -> Self {
        let (v, m) = (disaster.victims.len(), disaster.missing.len());
        let candidate = |v: usize| {
            (0..m)
                .map(|m| options.ignore_sex || disaster.candidate(v, m))
                .collect()
        };
        Self {
            disaster: disaster.clone(),
            options,
            thresholds,
            open_victims: (0..v).collect(),
            open_missing: (0..m).collect(),
            allowed: (0..v).map(candidate).collect(),
            ratios: vec![vec![None; m]; v],
            incompatible: vec![vec![None; m]; v],
            solution: Solution {
                missing: vec![None; m],
                victims: vec![None; v],
            },
        }
    }

    fn note_missing(&mut self, missing: usize, finding: Finding) {
        self.solution.missing[missing].get_or_insert(finding);
    }

    fn note_victim(&mut self, victim: usize, finding: Finding) {
        self.solution.victims[victim].get_or_insert(finding);
    }

    fn set_aside_nonidentifiable(&mut self) {
        for family in 0..self.disaster.families.len() {
            for missing in nonidentifiable(&self.disaster, family) {
                self.open_missing.retain(|m| *m != missing);
                self.note_missing(
                    missing,
                    plain(Conclusion::Nonidentifiable, "unrelated to all references"),
                );
            }
        }
    }

    /// Ratios and incompatible loci of all pairs that are left.
    fn compare(&mut self) -> Result<(), LikelihoodError> {
        let reduced = Disaster {
            victims: self
                .open_victims
                .iter()
                .map(|v| self.disaster.victims[*v].clone())
                .collect(),
            missing: self
                .open_missing
                .iter()
                .map(|m| self.disaster.missing[*m].clone())
                .collect(),
            ..self.disaster.clone()
        };
        let pairs = Pairs::new(&reduced, self.options)?;
        self.ratios.iter_mut().flatten().for_each(|r| *r = None);
        self.incompatible
            .iter_mut()
            .flatten()
            .for_each(|r| *r = None);
        for (i, &v) in self.open_victims.iter().enumerate() {
            for (j, &m) in self.open_missing.iter().enumerate() {
                if self.allowed[v][m] {
                    self.ratios[v][m] = pairs.ratio(i, j);
                    self.incompatible[v][m] = pairs.incompatible(i, j);
                }
            }
        }
        Ok(())
    }

    /// Pairs with too many incompatible loci, and whoever has no other left. Says whether anything changed.
    fn exclude(&mut self) -> bool {
        let limit = self.thresholds.incompatible;
        let mut changed = false;
        let least = |counts: &mut dyn Iterator<Item = Option<u32>>| counts.flatten().min();
        let comment = |least: Option<u32>| match least {
            Some(count) => format!("at least {count} incompatible loci with everybody"),
            None => "no compatible pairing".to_owned(),
        };
        let mut gone_victims = Vec::new();
        let mut gone_missing = Vec::new();
        for &v in &self.open_victims {
            let best = least(&mut self.open_missing.iter().map(|m| self.incompatible[v][*m]));
            if best.is_none_or(|count| count > limit) {
                gone_victims.push((v, comment(best)));
            }
        }
        for &m in &self.open_missing {
            let best = least(&mut self.open_victims.iter().map(|v| self.incompatible[*v][m]));
            if best.is_none_or(|count| count > limit) {
                gone_missing.push((m, comment(best)));
            }
        }
        for (v, comment) in gone_victims {
            changed = true;
            self.open_victims.retain(|open| *open != v);
            self.note_victim(v, plain(Conclusion::Excluded, comment));
        }
        for (m, comment) in gone_missing {
            changed = true;
            self.open_missing.retain(|open| *open != m);
            self.note_missing(m, plain(Conclusion::Excluded, comment));
        }
        for &v in &self.open_victims {
            for &m in &self.open_missing {
                if self.allowed[v][m] && self.incompatible[v][m].is_none_or(|count| count > limit) {
                    self.allowed[v][m] = false;
                    self.ratios[v][m] = None;
                    changed = true;
                }
            }
        }
        changed
    }
}
