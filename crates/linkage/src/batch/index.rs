//! The table that fits a cache: read whole, keyed, ready to be probed by every row of the other one.

use super::{days::Days, rows::Rows, sketch::Sketch};
use crate::{
    filter::Filter,
    frequency::{Counts, Frequencies, Vocabulary},
    keys::{Everything, Family, Key, Known, Role, day_key, keys, pairs},
    name_sketch::NameSketch,
    postings::{Capped, Postings},
    record::{Layout, Record},
    schema::Kind,
};

/// What a search needs on the way; kept from one to the next.
#[derive(Debug, Default)]
pub(crate) struct Sought {
    hashes: Vec<u64>,
    ranges: Vec<(u32, u32, u32)>,
}

/// The indexed table.
pub(crate) struct Index {
    pub(crate) rows: Rows,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) capped: Vec<Capped>,
    pub(crate) sketch: Sketch,
    /// As this table alone shows them.
    pub(crate) frequencies: Frequencies,
    pairs: Filter,
    has_undated: bool,
    has_two_readings: bool,
    days: Days,
    // What the names of rows of one day must have in common with a probe; in the order of the rows.
    names: Vec<NameSketch>,
    postings: Postings,
}

impl Index {
    /// Keys all rows.
    pub(crate) fn build(layout: &Layout, rows: Rows) -> Self {
        // Most candidates are found by their date: then they lie side by side in memory.
        let date = layout.cells().iter().find(|cell| cell.0 == Kind::Date);
        let first_day = |rows: &Rows, at| date.map(|cell| rows.record(at).dates(cell.1).first);
        let rows = rows.sorted_by_key(|rows, at| (first_day(rows, at), rows.line(at)));
        let mut vocabulary = Vocabulary::new(layout);
        for at in 0..rows.len() {
            vocabulary.add(layout, rows.record(at));
        }
        let vocabulary = vocabulary.closed();
        let mut counts = Counts::new(&vocabulary);
        let mut sketch = Sketch::default();
        let mut hashes = Vec::with_capacity(rows.len() as usize * 16);
        let mut has_two_readings = false;
        let mut name_pairs = Vec::with_capacity(rows.len() as usize * 3);
        for at in 0..rows.len() {
            let record = rows.record(at);
            counts.add(&vocabulary, layout, record);
            sketch.add(record);
            pairs(layout, record, |pair| name_pairs.push(pair));
            keys(layout, record, Role::Stored, &Everything, |key| match key {
                // The order of the rows tells the first day of each.
                Key::Day(day) if Some(day) == first_day(&rows, at) => {}
                Key::Day(day) => {
                    has_two_readings = true;
                    hashes.push((day_key(0, day), at, Family::Date));
                }
                Key::Hash(family, hash) => hashes.push((hash, at, family)),
            });
        }
        let first_days = (0..rows.len()).map(|at| first_day(&rows, at).unwrap_or_default());
        let has_undated = first_days.clone().any(|day| !day.is_whole());
        let (days, too_many) = Days::new(first_days);
        let frequencies = Frequencies::new(&vocabulary, &counts, layout);
        let names = (0..rows.len()).map(|at| NameSketch::of(layout, &frequencies, rows.record(at)));
        let names = names.collect();
        let (postings, mut capped) = Postings::build(hashes);
        capped.extend(too_many);
        Self {
            rows,
            vocabulary,
            capped,
            sketch,
            frequencies,
            pairs: Filter::of(name_pairs.into_iter()),
            has_undated,
            has_two_readings,
            days,
            names,
            postings,
        }
    }

    /// Adds the stored rows that share a key with a record to `found`, some of them perhaps twice or by chance.
    pub(crate) fn find(
        &self,
        layout: &Layout,
        record: Record<'_>,
        sought: &mut Sought,
        found: &mut Vec<u32>,
    ) {
        sought.hashes.clear();
        let name = NameSketch::of(layout, &self.frequencies, record);
        keys(layout, record, Role::Probe, self, |key| match key {
            Key::Day(day) => {
                let rows = self.days.rows(day);
                let range = rows.start as usize..rows.end as usize;
                let names = self.names.get(range).unwrap_or_default();
                let met = rows.zip(names).filter(|(_, other)| name.meets(**other));
                found.extend(met.map(|(row, _)| row));
                if self.has_two_readings {
                    sought.hashes.push(day_key(0, day));
                }
            }
            Key::Hash(_, hash) => sought.hashes.push(hash),
        });
        self.postings
            .find(&mut sought.hashes, &mut sought.ranges, found);
    }
}

impl Known for Index {
    fn has_word(&self, key: u32) -> bool {
        self.vocabulary.has_word(key)
    }

    fn has_pair(&self, hash: u64) -> bool {
        self.pairs.may_have(hash)
    }

    fn has_undated(&self) -> bool {
        self.has_undated
    }
}
