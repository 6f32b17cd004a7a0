//! Everybody whom a traveller may be, in memory: those with a placement, those on lists, those who travelled before; one
//! shelf for each of these and each agency, for each answers for itself and under other terms.
//!
//! Built from the database or from the snapshot of the last run, changed directly after each commit of this process, and by the
//! journal's feed after those of others.

mod feed;
mod follow;
mod snapshot;

pub(crate) use feed::Changes;
pub(crate) use follow::refresh;
pub use follow::{build_now, run};

use crate::model::{Candidate, Finder, Particulars};
use jiff::civil::Date;
use linkage::index::{Builder, Index, Search};
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};
use uuid::Uuid;

/// What somebody stands in the index for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// A person with a placement, by the identifier of the person.
    Registry,
    /// A traveller on whom an officer decided, by the identifier of the assessment.
    Earlier,
    /// Somebody to be protected, by the identifier of the entry.
    Protect,
    /// Somebody who may recruit or escort others, by the identifier of the entry.
    Accuse,
}

/// Somebody in the index.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    pub(crate) agency: Uuid,
    pub(crate) id: Uuid,
    /// Who it is; `None` for somebody who is no longer found.
    pub(crate) who: Option<Particulars>,
}

/// The index. Clones share it.
#[derive(Clone, Default)]
pub struct Lookup {
    shelves: Arc<RwLock<Shelves>>,
}

#[derive(Default)]
struct Shelves {
    by_place: HashMap<Place, Shelf>,
    ready: bool,
}

type Place = (Kind, Uuid);

struct Shelf {
    index: Index,
    /// Rows that were there when it was built.
    built: u64,
}

/// A shelf that has changed more than this, and than a quarter of it, is worth building anew.
const MOST_CHANGES: u64 = 50_000;

impl Lookup {
    /// Whether everybody can be found already.
    pub fn is_ready(&self) -> bool {
        self.read().ready
    }

    /// How many can be found.
    pub fn len(&self) -> u64 {
        let shelves = self.read();
        shelves.by_place.values().map(|s| s.index.len()).sum()
    }

    /// Whether nobody can be found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The agencies that have a shelf of a kind, in order, with the number of those on it.
    pub(crate) fn agencies(&self, kind: Kind) -> Vec<(Uuid, u64)> {
        let shelves = self.read();
        let of_kind = shelves.by_place.iter().filter(|((of, _), _)| *of == kind);
        let mut all: Vec<(Uuid, u64)> = of_kind
            .map(|((_, agency), shelf)| (*agency, shelf.index.len()))
            .filter(|(_, rows)| *rows > 0)
            .collect();
        all.sort_unstable();
        all
    }

    /// Whom of a shelf somebody may be, the most probable first.
    pub(crate) fn find(
        &self,
        kind: Kind,
        agency: Uuid,
        who: &Particulars,
        day: Date,
        search: &mut Search,
    ) -> Vec<Candidate<Uuid>> {
        let shelves = self.read();
        let Some(shelf) = shelves.by_place.get(&(kind, agency)) else {
            return Vec::new();
        };
        let found = Finder::get().find(&shelf.index, who, day, search);
        let known = found.into_iter().filter_map(|candidate| {
            Some(Candidate {
                record: Uuid::parse_str(&candidate.record).ok()?,
                probability: candidate.probability,
                evidence: candidate.evidence,
            })
        });
        known.collect()
    }

    /// Takes in entries as they are now.
    pub(crate) fn put(&self, entries: &[Entry], day: Date) {
        let finder = Finder::get();
        let mut encoder = finder.encoder(day);
        let mut words = Vec::new();
        let mut shelves = self.write();
        for entry in entries {
            let place = (entry.kind, entry.agency);
            let shelf = shelves
                .by_place
                .entry(place)
                .or_insert_with(|| Shelf::of(finder.builder()));
            let id = entry.id.simple().to_string();
            shelf.index.remove(&id);
            if let Some(who) = &entry.who {
                Finder::encode(&mut encoder, who, &mut words);
                shelf.index.add(&id, &words);
            }
        }
    }

    fn replace(&self, built: HashMap<Place, Shelf>) {
        let mut shelves = self.write();
        shelves.by_place = built;
        shelves.ready = true;
    }

    /// Whether so much has changed that the shelves should be built anew.
    fn is_worn(&self) -> bool {
        let shelves = self.read();
        let worn = |shelf: &Shelf| shelf.index.changes() > MOST_CHANGES.max(shelf.built / 4);
        shelves.by_place.values().any(worn)
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
    fn of(builder: Builder) -> Self {
        Self::from(builder.build())
    }
}

impl From<Index> for Shelf {
    fn from(index: Index) -> Self {
        Self {
            built: index.len(),
            index,
        }
    }
}

impl std::fmt::Debug for Lookup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lookup(ready: {})", self.is_ready())
    }
}
