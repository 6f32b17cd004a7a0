//! All persons in memory, so that a badly spelled name finds them: one shelf an agency, for an agency finds its own only.
//!
//! Built from the database when the server starts, changed directly after each commit of this process, and by the journal's
//! feed after those of others. Until it is ready a search goes by numbers only, and says so.

mod follow;
mod matching;
mod words;

pub(crate) use follow::refresh;
pub use follow::run;
pub(crate) use matching::{Known, Step};

use crate::Record;
use jiff::civil::Date;
use linkage::{
    explain::Waterfall,
    index::{Builder, Index, Search},
    record,
};
use matching::Matching;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};
use uuid::Uuid;
use words::Words;

/// The persons of all agencies. Clones share them.
#[derive(Clone, Default)]
pub struct Directory {
    shelves: Arc<RwLock<Shelves>>,
}

#[derive(Default)]
struct Shelves {
    by_agency: HashMap<Uuid, Shelf>,
    ready: bool,
}

/// The persons of one agency.
struct Shelf {
    index: Index,
    words: Words,
    added: usize,
}

/// Somebody whom a question may mean.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// The record.
    pub(crate) id: Uuid,
    /// Bits for one person.
    pub(crate) weight: f32,
    /// How probable it is, from 0 to 1, other candidates left aside.
    pub(crate) probability: f64,
    /// What each comparison says.
    pub(crate) steps: Vec<Step>,
}

/// What the index knows about a question.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Answer {
    /// The best candidates, the best first.
    pub(crate) candidates: Vec<Candidate>,
    /// Records that share a word of the name and were not weighed: they must be read first.
    pub(crate) unweighed: Vec<Uuid>,
    /// So many records share the name that not all of them were looked at.
    pub(crate) too_many: bool,
}

/// Candidates of one question.
const MOST: usize = 20;
/// A delta that is larger than this, and than a quarter of the shelf, makes a new shelf worth while.
const MOST_ADDED: usize = 50_000;

impl Directory {
    /// Whether all persons can be found already.
    pub fn is_ready(&self) -> bool {
        self.read().ready
    }

    /// Who of an agency may be meant?
    pub(crate) fn find(&self, agency: Uuid, asked: &Known, today: Date) -> Answer {
        let shelves = self.read();
        let Some(shelf) = shelves.by_agency.get(&agency) else {
            return Answer::default();
        };
        let matching = Matching::get();
        let probe = matching.encode(asked, record::Side::Right, today);
        let probe = record::Record::new(&probe);
        let mut search = Search::default();
        let found = shelf.index.find(probe, MOST, &mut search).to_vec();
        let before = shelf.index.before_looking();
        let candidates: Vec<Candidate> = found
            .iter()
            .filter_map(|candidate| {
                let steps = shelf.index.explain(candidate, probe);
                Some(Candidate {
                    id: Uuid::parse_str(shelf.index.id(candidate)).ok()?,
                    weight: candidate.weight,
                    probability: probability(before + candidate.weight),
                    steps: steps.into_iter().map(Step::from).collect(),
                })
            })
            .collect();
        let capped = search.capped().next().is_some();
        let known: HashSet<Uuid> = candidates.iter().map(|candidate| candidate.id).collect();
        let (mut unweighed, more) = shelf.words.sharing(matching.names(probe), asked.year());
        unweighed.retain(|id| !known.contains(id));
        Answer {
            candidates,
            unweighed,
            too_many: more || capped,
        }
    }

    /// Weighs records against a question, the best first.
    pub(crate) fn weigh(
        &self,
        agency: Uuid,
        asked: &Known,
        records: &[Record],
        today: Date,
    ) -> Vec<Candidate> {
        let shelves = self.read();
        let Some(shelf) = shelves.by_agency.get(&agency) else {
            return Vec::new();
        };
        let matching = Matching::get();
        let probe = matching.encode(asked, record::Side::Right, today);
        let mut candidates: Vec<Candidate> = records
            .iter()
            .map(|stored| {
                let left = matching.encode(&Known::of(stored), record::Side::Left, today);
                let waterfall = Waterfall::of(
                    &matching.schema,
                    shelf.index.model(),
                    shelf.index.frequencies(),
                    shelf.index.len(),
                    record::Record::new(&left),
                    record::Record::new(&probe),
                );
                Candidate {
                    id: stored.person.id,
                    weight: waterfall.weight,
                    probability: probability(waterfall.before_looking + waterfall.weight),
                    steps: waterfall.steps.into_iter().map(Step::from).collect(),
                }
            })
            .collect();
        candidates.sort_by(|one, other| other.weight.total_cmp(&one.weight));
        candidates
    }

    /// Takes in records as they are now.
    pub(crate) fn put(&self, records: &[Record], today: Date) {
        let matching = Matching::get();
        let mut shelves = self.write();
        for stored in records {
            let known = Known::of(stored);
            let words = matching.encode(&known, record::Side::Left, today);
            let agency = stored.person.controller;
            let shelf = shelves
                .by_agency
                .entry(agency)
                .or_insert_with(|| Shelf::of(matching.builder(), Words::default()));
            let id = stored.person.id;
            let name = id.simple().to_string();
            shelf.index.remove(&name);
            shelf.index.add(&name, &words);
            let names = matching.names(record::Record::new(&words));
            shelf.words.add(id, names, known.year());
            shelf.added += 1;
        }
    }

    fn replace(&self, built: HashMap<Uuid, Shelf>) {
        let mut shelves = self.write();
        shelves.by_agency = built;
        shelves.ready = true;
    }

    /// Whether so much was added that the shelves should be built anew.
    fn is_worn(&self) -> bool {
        let shelves = self.read();
        let mut all = shelves.by_agency.values();
        all.any(|shelf| {
            let settled = shelf.index.len() / 4;
            shelf.added > MOST_ADDED.max(usize::try_from(settled).unwrap_or(usize::MAX))
        })
    }

    // A panic while the lock was held leaves an index that is whole: it is changed by single calls.
    fn read(&self) -> RwLockReadGuard<'_, Shelves> {
        self.shelves.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Shelves> {
        self.shelves.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    fn of(builder: Builder, words: Words) -> Self {
        Self {
            index: builder.build(),
            words,
            added: 0,
        }
    }
}

impl std::fmt::Debug for Directory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Directory(ready: {})", self.is_ready())
    }
}

/// The probability from the logarithm of the odds.
fn probability(bits: f32) -> f64 {
    let odds = f64::from(bits).exp2();
    odds / (1.0 + odds)
}
