//! The travellers of the day in a small index; a table of any length is streamed past it.

use super::compare::compare;
use super::{Answer, Candidate};
use crate::registry::Particulars;
use domain::PartialDate;
use rustc_hash::FxHashMap;

/// From this probability on two records are taken for one person.
const LINK_FROM: f64 = 0.9;

/// From this probability on they may be one person.
const POSSIBLE_FROM: f64 = 0.3;

/// Which travellers a row has to be compared with.
pub struct Identities<R> {
    travellers: Vec<Particulars>,
    by_document: FxHashMap<String, Vec<usize>>,
    by_birth_date: FxHashMap<PartialDate, Vec<usize>>,
    by_nik: FxHashMap<domain::Nik, Vec<usize>>,
    candidates: Vec<Vec<Candidate<R>>>,
}

impl<R: Clone> Identities<R> {
    /// An index of travellers, by their position.
    pub fn new(travellers: Vec<Particulars>) -> Self {
        let mut index = Self {
            by_document: FxHashMap::default(),
            by_birth_date: FxHashMap::default(),
            by_nik: FxHashMap::default(),
            candidates: travellers.iter().map(|_| Vec::new()).collect(),
            travellers,
        };
        for (at, traveller) in index.travellers.iter().enumerate() {
            if let Some(number) = &traveller.document {
                index
                    .by_document
                    .entry(number.clone())
                    .or_default()
                    .push(at);
            }
            for date in &traveller.birth_dates {
                index.by_birth_date.entry(*date).or_default().push(at);
            }
            if let Some(nik) = traveller.nik {
                index.by_nik.entry(nik).or_default().push(at);
            }
        }
        index
    }

    /// Compares a row with the travellers who share a key with it; `record` is made only if one may be this person.
    pub fn offer(&mut self, who: &Particulars, record: impl FnOnce() -> R) {
        let by_document = who
            .document
            .as_ref()
            .and_then(|key| self.by_document.get(key));
        let by_nik = who.nik.as_ref().and_then(|key| self.by_nik.get(key));
        let by_birth = who
            .birth_dates
            .iter()
            .filter_map(|key| self.by_birth_date.get(key));
        let mut near: Vec<usize> = by_document
            .into_iter()
            .chain(by_nik)
            .chain(by_birth)
            .flatten()
            .copied()
            .collect();
        near.sort_unstable();
        near.dedup();
        let mut found = Vec::new();
        for at in near {
            if let Some(traveller) = self.travellers.get(at) {
                let (probability, evidence) = compare(traveller, who);
                if probability >= POSSIBLE_FROM {
                    found.push((at, probability, evidence));
                }
            }
        }
        if found.is_empty() {
            return;
        }
        let record = record();
        for (at, probability, evidence) in found {
            if let Some(candidates) = self.candidates.get_mut(at) {
                candidates.push(Candidate {
                    record: record.clone(),
                    probability,
                    evidence,
                });
            }
        }
    }

    /// The candidates of each traveller, the most probable first, and the answer. `same` tells whether two records are one person's.
    pub fn finish(self, same: impl Fn(&R, &R) -> bool) -> Vec<(Answer, Vec<Candidate<R>>)> {
        self.candidates
            .into_iter()
            .map(|mut candidates| {
                candidates.sort_by(|a, b| b.probability.total_cmp(&a.probability));
                let answer = match candidates.first() {
                    None => Answer::None,
                    Some(best) if best.probability < LINK_FROM => Answer::Possible,
                    Some(best) => {
                        let rivals = candidates.iter().any(|other| {
                            other.probability >= LINK_FROM && !same(&best.record, &other.record)
                        });
                        if rivals {
                            Answer::Possible
                        } else {
                            Answer::Link
                        }
                    }
                };
                if answer == Answer::Link {
                    candidates = of_one_person(candidates, &same);
                }
                (answer, candidates)
            })
            .collect()
    }
}

/// The records of the person whom the first one is about.
fn of_one_person<R>(
    candidates: Vec<Candidate<R>>,
    same: impl Fn(&R, &R) -> bool,
) -> Vec<Candidate<R>> {
    let mut candidates = candidates.into_iter();
    let Some(best) = candidates.next() else {
        return Vec::new();
    };
    let others: Vec<_> = candidates
        .filter(|other| same(&best.record, &other.record))
        .collect();
    std::iter::once(best).chain(others).collect()
}
