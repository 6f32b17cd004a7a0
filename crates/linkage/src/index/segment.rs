//! Rows that stay: records in the order of their birth dates, so that those of one day, or one year, lie side by side.

use super::buckets::Buckets;
use crate::{
    frequency::Frequencies,
    keys::{Everything, Family, Key, Role, Words, day_key, keys},
    name_sketch::NameSketch,
    postings::Capped,
    record::{Day, Layout, Record, mix},
    schema::Kind,
};
use std::collections::BTreeMap;

/// Rows as they arrive: records and identifiers.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) words: Vec<u64>,
    // Row `r` is `words[starts[r]..starts[r + 1]]`; the last start is the end.
    pub(super) starts: Vec<u32>,
    pub(super) ids: String,
    pub(super) id_starts: Vec<u32>,
}

impl Rows {
    pub(super) fn new() -> Self {
        Self {
            starts: vec![0],
            id_starts: vec![0],
            ..Self::default()
        }
    }

    pub(super) fn push(&mut self, id: &str, words: &[u64]) -> u32 {
        let row = self.len();
        self.words.extend_from_slice(words);
        self.starts.push(self.words.len() as u32);
        self.ids.push_str(id);
        self.id_starts.push(self.ids.len() as u32);
        row
    }

    pub(super) fn len(&self) -> u32 {
        self.starts.len().saturating_sub(1) as u32
    }

    pub(super) fn record(&self, row: u32) -> Record<'_> {
        let at = |row: u32| self.starts.get(row as usize).copied().unwrap_or(0) as usize;
        Record::new(self.words.get(at(row)..at(row + 1)).unwrap_or_default())
    }

    /// A word of each cache line of a record.
    pub(super) fn lines(&self, row: u32) -> impl Iterator<Item = u64> {
        self.record(row).words().iter().step_by(8).copied()
    }

    pub(super) fn id(&self, row: u32) -> &str {
        let at = |row: u32| self.id_starts.get(row as usize).copied().unwrap_or(0) as usize;
        self.ids.get(at(row)..at(row + 1)).unwrap_or_default()
    }

    pub(super) fn bytes(&self) -> usize {
        8 * self.words.len() + self.ids.len() + 4 * (self.starts.len() + self.id_starts.len())
    }
}

/// Rows and what finds them.
#[derive(Debug, Default)]
pub(super) struct Segment {
    pub(super) rows: Rows,
    // One for each row.
    pub(super) sketches: Vec<NameSketch>,
    // The first row of each day that occurs, in order; the last stands for the end.
    pub(super) days: Vec<(u32, u32)>,
    // Two words of a name; the note is month and day, 0 if the date is not whole.
    pub(super) pairs: Buckets,
    // Everything else; the note is the place of the family in `Family::ALL`.
    pub(super) others: Buckets,
    /// Some row has a date with two readings.
    pub(super) doubled: bool,
    pub(super) capped: Vec<Capped>,
}

/// The key of an identifier in `others`; its note is none of a family.
pub(super) fn id_key(id: &str) -> u64 {
    mix(crate::record::hash(id.as_bytes()) ^ 0x1D)
}
pub(super) const ID_NOTE: u32 = 511;

impl Segment {
    /// Sorts rows and files their keys.
    pub(super) fn build(layout: &Layout, frequencies: &Frequencies, rows: Rows) -> Self {
        let rows = sorted(layout, rows);
        let count = rows.len();
        let sketches = (0..count).map(|row| NameSketch::of(layout, frequencies, rows.record(row)));
        let sketches = sketches.collect();
        let mut days: Vec<(u32, u32)> = Vec::new();
        let mut doubled = false;
        for row in 0..count {
            let (first, second) = readings(layout, rows.record(row));
            doubled |= !second.is_unknown();
            if days.last().is_none_or(|(day, _)| *day != first.packed()) {
                days.push((first.packed(), row));
            }
        }
        days.push((u32::MAX, count));
        let pairs = Buckets::build(count, |row, emit| pairs(layout, rows.record(row), emit));
        let mut others = Buckets::build(count, |row, emit| {
            emit(id_key(rows.id(row)), ID_NOTE);
            others(layout, rows.record(row), emit);
        });
        let mut capped: BTreeMap<Family, Capped> = BTreeMap::new();
        let mut report = |family: Family, rows: u32| {
            let entry = capped.entry(family).or_insert(Capped {
                family,
                keys: 0,
                entries: 0,
            });
            entry.keys += 1;
            entry.entries += u64::from(rows);
        };
        let family = |note: u32| Family::ALL.get(note as usize).copied();
        others.drop_above(
            |note| family(note).map_or(u32::MAX, Family::limit),
            |note, rows| {
                if let Some(family) = family(note) {
                    report(family, rows);
                }
            },
        );
        for pair in days.windows(2) {
            if let [(_, start), (_, end)] = *pair
                && end - start > Family::Date.limit()
            {
                report(Family::Date, end - start);
            }
        }
        Self {
            rows,
            sketches,
            days,
            pairs,
            others,
            doubled,
            capped: capped.into_values().collect(),
        }
    }

    /// The rows of the days from `from` up to before `to`.
    pub(super) fn between(&self, from: u32, to: u32) -> std::ops::Range<u32> {
        let at = |packed: u32| {
            let at = self.days.partition_point(|(day, _)| *day < packed);
            self.days.get(at).map_or(0, |(_, row)| *row)
        };
        at(from)..at(to)
    }

    /// Memory beside the records, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.pairs.bytes()
            + self.others.bytes()
            + size_of::<NameSketch>() * self.sketches.len()
            + 8 * self.days.len()
    }
}

/// A key as a hash.
pub(super) fn hashed(key: Key) -> (Family, u64) {
    match key {
        Key::Day(day) => (Family::Date, day_key(usize::from(u8::MAX), day)),
        Key::Hash(family, hash) => (family, hash),
    }
}

/// Both readings of the first date of a record.
pub(super) fn readings(layout: &Layout, record: Record<'_>) -> (Day, Day) {
    let date = layout.cells().iter().find(|(kind, _)| *kind == Kind::Date);
    let dates = date.map(|(_, at)| record.dates(*at)).unwrap_or_default();
    (dates.first, dates.second)
}

/// The words of the first name of a record that take part in keys.
pub(super) fn words(layout: &Layout, record: Record<'_>) -> Option<Words> {
    let name = layout.cells().iter().find(|(kind, _)| *kind == Kind::Name);
    name.map(|(_, at)| Words::of(record.name(*at), &Everything))
}

fn sorted(layout: &Layout, rows: Rows) -> Rows {
    let key = |row: u32| {
        let record = rows.record(row);
        let day = readings(layout, record).0.packed();
        let mut word = 0;
        if let Some(words) = words(layout, record) {
            word = words.each().next().unwrap_or(0);
        }
        (u64::from(day) << 32 | u64::from(word), row)
    };
    let mut order: Vec<(u64, u32)> = (0..rows.len()).map(key).collect();
    order.sort_unstable();
    let mut sorted = Rows::new();
    sorted.words.reserve_exact(rows.words.len());
    sorted.starts.reserve_exact(rows.starts.len());
    sorted.ids.reserve_exact(rows.ids.len());
    sorted.id_starts.reserve_exact(rows.id_starts.len());
    for (_, row) in order {
        sorted.push(rows.id(row), rows.record(row).words());
    }
    sorted
}

/// Gives the pairs of words of a stored row, each with month and day.
fn pairs(layout: &Layout, record: Record<'_>, emit: &mut dyn FnMut(u64, u32)) {
    let day = readings(layout, record).0;
    let note = if day.is_whole() {
        day.month_and_day()
    } else {
        0
    };
    if let Some(words) = words(layout, record) {
        words.pairs(|pair| emit(pair, note));
    }
}

/// Gives the other keys of a stored row. Dates and pairs of words are told by the order of the rows and by `pairs`, but for
/// what those cannot tell: the second reading of a date, and rows without a whole date.
fn others(layout: &Layout, record: Record<'_>, emit: &mut dyn FnMut(u64, u32)) {
    let (first, second) = readings(layout, record);
    let mut seen = [0u64; 64];
    let mut count = 0;
    keys(layout, record, Role::Stored, &Everything, |key| {
        let told = match key {
            Key::Day(_) | Key::Hash(Family::NameAndYear | Family::NameAndDay, _) => {
                second.is_unknown()
            }
            Key::Hash(Family::Name, _) => first.is_whole(),
            Key::Hash(..) => false,
        };
        let (family, key) = hashed(key);
        if told || seen.iter().take(count).any(|other| *other == key) {
            return;
        }
        if let Some(slot) = seen.get_mut(count) {
            *slot = key;
            count += 1;
        }
        emit(key, family as u32);
    });
}
