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
mod nonidentifiable;

use crate::{LikelihoodError, PairOptions, Pairs, disaster::Disaster};
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

    /// Accepts pairs whose ratio is large and beyond dispute, adds them to what their families show, and compares again
    /// until no such pair is left; then drops impossible pairs. Says whether anything changed.
    fn accept_undisputed(&mut self) -> Result<bool, LikelihoodError> {
        let mut changed = false;
        for step in 1.. {
            if self.open_victims.is_empty() || self.open_missing.is_empty() {
                return Ok(changed);
            }
            let found = self.undisputed();
            if found.is_empty() {
                break;
            }
            changed = true;
            for &(v, m, ratio) in &found {
                let finding = |other| Finding {
                    others: vec![other],
                    ratio: Some(ratio),
                    generalised: None,
                    conclusion: Conclusion::Undisputed,
                    comment: format!("step {step}"),
                };
                self.note_victim(v, finding(m));
                self.note_missing(m, finding(v));
                self.open_victims.retain(|open| *open != v);
                self.open_missing.retain(|open| *open != m);
                self.identify(v, m);
            }
            let lonely: Vec<usize> = self
                .open_victims
                .iter()
                .copied()
                .filter(|v| !self.has_pairing(*v))
                .collect();
            for v in lonely {
                self.open_victims.retain(|open| *open != v);
                self.note_victim(v, plain(Conclusion::Excluded, "no compatible pairing"));
            }
            if self.open_victims.is_empty() || self.open_missing.is_empty() {
                return Ok(true);
            }
            self.compare()?;
        }
        for &v in &self.open_victims {
            for &m in &self.open_missing {
                if self.allowed[v][m] && self.ratios[v][m].is_some_and(|ratio| ratio <= 0.0) {
                    self.allowed[v][m] = false;
                    changed = true;
                }
            }
        }
        Ok(changed)
    }

    fn has_pairing(&self, victim: usize) -> bool {
        self.open_missing.iter().any(|m| self.allowed[victim][*m])
    }

    fn undisputed(&self) -> Vec<(usize, usize, f64)> {
        let threshold = self.thresholds.identify;
        let mut found = Vec::new();
        for &m in &self.open_missing {
            for &v in &self.open_victims {
                let Some(ratio) = self.ratios[v][m].filter(|r| *r >= threshold - 1.5e-8) else {
                    continue;
                };
                let others_of_victim = self
                    .open_missing
                    .iter()
                    .filter(|o| **o != m)
                    .map(|o| self.ratios[v][*o]);
                let others_of_missing = self
                    .open_victims
                    .iter()
                    .filter(|o| **o != v)
                    .map(|o| self.ratios[*o][m]);
                if others_of_victim
                    .chain(others_of_missing)
                    .flatten()
                    .all(|other| other <= ratio / threshold)
                {
                    found.push((v, m, ratio));
                }
            }
        }
        found
    }

    /// The victim's profile is the missing person's from now on.
    fn identify(&mut self, victim: usize, missing: usize) {
        let missing = &self.disaster.missing[missing];
        let profile = &self.disaster.victims[victim].genotypes;
        let row = &mut self.disaster.families[missing.family].genotypes[missing.person];
        for (seen, genotype) in row.iter_mut().zip(profile) {
            if genotype.is_observed() {
                *seen = *genotype;
            }
        }
    }

    /// Victims who are still open, against everybody.
    fn remaining_victims(&mut self) {
        for v in self.open_victims.clone() {
            let ratios: Vec<(usize, f64)> = self.ratios[v]
                .iter()
                .enumerate()
                .filter_map(|(m, r)| Some((m, (*r)?)))
                .collect();
            let names: Vec<String> = self.disaster.missing.iter().map(|m| m.id.clone()).collect();
            let at_least = self.thresholds.probable * (1.0 - f64::EPSILON);
            let finding = judge(&ratios, &names, |r| r >= at_least);
            self.note_victim(v, finding);
        }
    }

    /// Families of which one person is still missing.
    fn simple_families(&mut self) {
        for family in 0..self.disaster.families.len() {
            let open: Vec<usize> = self
                .open_missing
                .iter()
                .copied()
                .filter(|m| self.disaster.missing[*m].family == family)
                .collect();
            let [missing] = open.as_slice() else { continue };
            let ratios: Vec<(usize, f64)> = self
                .ratios
                .iter()
                .enumerate()
                .filter_map(|(v, row)| Some((v, row[*missing]?)))
                .collect();
            let names: Vec<String> = self.disaster.victims.iter().map(|v| v.id.clone()).collect();
            let threshold = self.thresholds.probable;
            let finding = judge(&ratios, &names, |r| r > threshold);
            self.note_missing(*missing, finding);
        }
    }
}

fn plain(conclusion: Conclusion, comment: impl Into<String>) -> Finding {
    Finding {
        others: Vec::new(),
        ratio: None,
        generalised: None,
        conclusion,
        comment: comment.into(),
    }
}

/// The best of some ratios, by the lower threshold.
fn judge(ratios: &[(usize, f64)], names: &[String], high: impl Fn(f64) -> bool) -> Finding {
    // The first of equal ones counts as the best, whatever rounding says.
    let larger = |a: f64, b: f64| a > b * (1.0 + 1e-9);
    let best = ratios
        .iter()
        .copied()
        .reduce(|best, next| if larger(next.1, best.1) { next } else { best });
    let Some((best, ratio)) = best else {
        return plain(Conclusion::NoMatch, "no compatible pairing");
    };
    let list = |pairs: &mut dyn Iterator<Item = &(usize, f64)>| {
        pairs
            .map(|(i, r)| format!("{} (LR {r:.2e})", names[*i]))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let count = ratios.iter().filter(|r| high(r.1)).count();
    let (conclusion, comment) = if count > 1 {
        let also = list(&mut ratios.iter().filter(|r| r.0 != best && high(r.1)));
        (Conclusion::Disputed, format!("also {also}"))
    } else if count == 1 {
        let second = ratios
            .iter()
            .filter(|r| r.0 != best)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let runner_up = second.map_or("none".to_owned(), |second| {
            list(&mut std::iter::once(second))
        });
        (Conclusion::Probable, format!("runner-up {runner_up}"))
    } else if ratio >= 1.0 - 1e-9 {
        (Conclusion::Inconclusive, format!("best {}", names[best]))
    } else {
        (Conclusion::NoMatch, String::new())
    };
    Finding {
        others: vec![best],
        ratio: Some(ratio),
        generalised: None,
        conclusion,
        comment,
    }
}
