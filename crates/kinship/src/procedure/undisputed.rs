//! Pairs beyond dispute, accepted first.
#![expect(
    clippy::indexing_slicing,
    reason = "victims and missing persons are numbered by the disaster"
)]

use super::{Conclusion, Finding, Run, judge::plain};
use crate::LikelihoodError;

impl Run<'_> {
    /// Accepts pairs whose ratio is large and beyond dispute, adds them to what their families show, and compares again
    /// until no such pair is left; then drops impossible pairs. Says whether anything changed.
    pub(super) fn accept_undisputed(&mut self) -> Result<bool, LikelihoodError> {
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
}
