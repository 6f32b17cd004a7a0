//! Families of which several persons are still missing: the joint table of the family.
#![expect(
    clippy::indexing_slicing,
    reason = "victims and missing persons are numbered by the disaster"
)]

use super::{Conclusion, Finding, Run, judge::plain};
use crate::{
    LikelihoodError,
    disaster::Disaster,
    joint::{JointTable, Search, States, count_assignments},
    pairs::Alone,
};

/// The joint table of one family with the open victims, by the numbers of the whole disaster.
struct Joint {
    victims: Vec<usize>,
    missing: Vec<usize>,
    /// Log-likelihood and, by position in `victims`, the missing person; the best first.
    rows: Vec<(f64, Vec<Option<usize>>)>,
    /// Rows far less likely than the best are not there.
    cut: bool,
}

/// Up to this many assignments every row is computed where the ratio of a match is not known without.
const MOST_COMPLETE: f64 = 100_000.0;

/// The same without those who were matched.
struct Left {
    victims: Vec<usize>,
    missing: Vec<usize>,
    rows: Vec<(f64, Vec<Option<usize>>)>,
    all_missing: Vec<usize>,
}

impl Run<'_> {
    pub(super) fn complex_families(&mut self) -> Result<(), LikelihoodError> {
        for family in 0..self.disaster.families.len() {
            let open: Vec<usize> = self
                .open_missing
                .iter()
                .copied()
                .filter(|m| self.disaster.missing[*m].family == family)
                .collect();
            if open.len() > 1 {
                let joint = self.joint(open)?;
                self.complex_family(joint);
            }
        }
        Ok(())
    }

    fn joint(&self, missing: Vec<usize>) -> Result<Joint, LikelihoodError> {
        let paired = |v: &usize| missing.iter().any(|m| self.allowed[*v][*m]);
        let victims: Vec<usize> = self.open_victims.iter().copied().filter(paired).collect();
        let reduced = Disaster {
            victims: victims
                .iter()
                .map(|v| self.disaster.victims[*v].clone())
                .collect(),
            missing: missing
                .iter()
                .map(|m| self.disaster.missing[*m].clone())
                .collect(),
            ..self.disaster.clone()
        };
        let joint = self.table(&reduced, (&victims, &missing), Search::Probable)?;
        let unknown = joint.cut && joint.rows.first().is_some_and(|best| joint.lacks(&best.1));
        if unknown && count_assignments(&reduced, self.options.ignore_sex) <= MOST_COMPLETE {
            return self.table(&reduced, (&victims, &missing), Search::Complete);
        }
        Ok(joint)
    }

    fn table(
        &self,
        reduced: &Disaster,
        (victims, missing): (&[usize], &[usize]),
        search: Search,
    ) -> Result<Joint, LikelihoodError> {
        let alone = Alone::new(reduced, self.options.theta)?;
        let mut states = States::new(reduced, &alone, self.options, search)?;
        for family in &mut states.families {
            family.retain(|state| {
                state
                    .matches
                    .iter()
                    .all(|&(m, v)| self.allowed[victims[v]][missing[m]])
            });
        }
        let table = JointTable::new(reduced, &states, alone.total());
        let row = |row: crate::Assignment| {
            (
                row.log_likelihood,
                row.persons
                    .into_iter()
                    .map(|p| p.map(|m| missing[m]))
                    .collect(),
            )
        };
        let rows = table.rows.into_iter().map(row).collect();
        Ok(Joint {
            victims: victims.to_vec(),
            missing: missing.to_vec(),
            rows,
            cut: !states.cut.is_empty(),
        })
    }

    fn complex_family(&mut self, joint: Joint) {
        let threshold = self.thresholds.identify;
        let mut matched: Vec<(usize, usize)> = Vec::new();
        let mut best: Vec<Option<f64>> = vec![None; joint.missing.len()];
        for (j, &m) in joint.missing.iter().enumerate() {
            for i in 0..joint.victims.len() {
                let Some(ratio) = joint.generalised(i, m) else {
                    continue;
                };
                best[j] = Some(best[j].map_or(ratio, |b| b.max(ratio)));
                if ratio >= threshold - 1.5e-8 {
                    matched.push((i, m));
                    let v = joint.victims[i];
                    let finding = |other| Finding {
                        others: vec![other],
                        ratio: self.ratios[v][m],
                        generalised: Some(ratio),
                        conclusion: Conclusion::Match,
                        comment: "joint".to_owned(),
                    };
                    let (of_missing, of_victim) = (finding(v), finding(m));
                    self.note_missing(m, of_missing);
                    self.note_victim(v, of_victim);
                }
            }
        }
        let left = joint.remove(&matched);
        self.symmetric(&left);
        for (j, &m) in left.all_missing.iter().enumerate() {
            if self.solution.missing[m].is_none() {
                let best_ratio = self.ratios.iter().filter_map(|row| row[m]).reduce(f64::max);
                let mut finding = plain(Conclusion::Inconclusive, "");
                finding.ratio = best_ratio;
                finding.generalised = best[j];
                self.note_missing(m, finding);
            }
        }
        let solved = |v: &usize| self.solution.victims[*v].is_some();
        let gone: Vec<usize> = self.open_victims.iter().copied().filter(solved).collect();
        self.open_victims.retain(|v| !gone.contains(v));
    }

    /// The two best rows differ only in which of two persons whom DNA cannot tell apart is which.
    fn symmetric(&mut self, joint: &Left) {
        if joint.victims.len() * joint.missing.len() <= 1 || joint.rows.len() < 3 {
            return;
        }
        let (first, second) = (&joint.rows[0].1, &joint.rows[1].1);
        let differ: Vec<usize> = (0..joint.victims.len())
            .filter(|i| first[*i] != second[*i])
            .collect();
        let known = |i: &usize| first[*i].zip(second[*i]);
        let Some(pairs) = differ.iter().map(known).collect::<Option<Vec<_>>>() else {
            return;
        };
        let mut persons: Vec<usize> = match pairs.as_slice() {
            [(a, b)] => vec![*a, *b],
            [(a, b), (c, d)] if a == d && b == c => vec![*a, *b],
            _ => return,
        };
        persons.sort_by_key(|m| joint.missing.iter().position(|other| other == m));
        let inside = |row: &[Option<usize>]| {
            differ
                .iter()
                .all(|i| row[*i].is_some_and(|m| persons.contains(&m)))
        };
        let Some(end) = joint.rows.iter().find(|row| !inside(&row.1)) else {
            return;
        };
        let generalised = (joint.rows[0].0 - end.0).exp();
        if generalised < self.thresholds.identify {
            return;
        }
        let victims: Vec<usize> = differ.iter().map(|i| joint.victims[*i]).collect();
        // One ratio is given where it is the same for both.
        let common = |ratios: Vec<Option<f64>>| match ratios.as_slice() {
            [Some(a)] => Some(*a),
            [Some(a), Some(b)] if (a - b).abs() < 1e-3 => Some(*a),
            _ => None,
        };
        let finding = |others: &[usize], ratio| Finding {
            others: others.to_vec(),
            ratio,
            generalised: Some(generalised),
            conclusion: Conclusion::SymmetricMatch,
            comment: self.exchangeable(&persons),
        };
        let of_missing: Vec<Finding> = persons
            .iter()
            .map(|m| {
                finding(
                    &victims,
                    common(victims.iter().map(|v| self.ratios[*v][*m]).collect()),
                )
            })
            .collect();
        let of_victims: Vec<Finding> = victims
            .iter()
            .map(|v| {
                finding(
                    &persons,
                    common(persons.iter().map(|m| self.ratios[*v][*m]).collect()),
                )
            })
            .collect();
        for (m, finding) in persons.iter().zip(of_missing) {
            self.note_missing(*m, finding);
        }
        for (v, finding) in victims.iter().zip(of_victims) {
            self.note_victim(*v, finding);
        }
    }

    fn exchangeable(&self, persons: &[usize]) -> String {
        let siblings = match persons {
            [a, b] => {
                let (a, b) = (&self.disaster.missing[*a], &self.disaster.missing[*b]);
                self.disaster.families[a.family]
                    .pedigree
                    .full_siblings(a.person, b.person)
            }
            _ => false,
        };
        if siblings {
            "full siblings".to_owned()
        } else {
            "equally related to the references".to_owned()
        }
    }
}

impl Joint {
    /// The best row in which the victim is the missing person against the best in which not.
    fn generalised(&self, victim: usize, missing: usize) -> Option<f64> {
        let has = |row: &&(f64, Vec<Option<usize>>)| row.1[victim] == Some(missing);
        let with = self.rows.iter().find(has)?.0;
        match self.rows.iter().find(|row| !has(row)) {
            Some(without) => Some((with - without.0).exp()),
            None => self.cut.then_some(f64::INFINITY),
        }
    }

    /// Whether a match of a row is in all others too.
    fn lacks(&self, row: &[Option<usize>]) -> bool {
        let matches = row.iter().enumerate().filter_map(|(i, m)| Some((i, (*m)?)));
        matches
            .into_iter()
            .any(|(i, m)| self.generalised(i, m) == Some(f64::INFINITY))
    }

    fn remove(self, matched: &[(usize, usize)]) -> Left {
        let keep: Vec<usize> = (0..self.victims.len())
            .filter(|i| matched.iter().all(|pair| pair.0 != *i))
            .collect();
        let missing = self
            .missing
            .iter()
            .copied()
            .filter(|m| matched.iter().all(|pair| pair.1 != *m))
            .collect();
        let row = |(value, persons): (f64, Vec<Option<usize>>)| {
            (value, keep.iter().map(|i| persons[*i]).collect())
        };
        Left {
            victims: keep.iter().map(|i| self.victims[*i]).collect(),
            missing,
            rows: self.rows.into_iter().map(row).collect(),
            all_missing: self.missing,
        }
    }
}
