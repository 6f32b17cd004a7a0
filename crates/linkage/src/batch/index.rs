//! The table that fits a cache: read whole, keyed, ready to be probed by every row of the other one.

use super::{days::Days, rows::Rows, sketch::Sketch};
use crate::{
    filter::Filter,
    frequency::{Counts, Frequencies, Vocabulary},
    keys::{Everything, Family, Key, Known, Role, day_key, keys, pairs},
    postings::{Capped, Postings},
    record::Layout,
    schema::Kind,
};

/// The indexed table.
pub(crate) struct Index {
    pub(crate) rows: Rows,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) counts: Counts,
    pub(crate) capped: Vec<Capped>,
    pub(crate) sketch: Sketch,
    pairs: Filter,
    days: Days,
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
        let mut name_pairs = Vec::with_capacity(rows.len() as usize * 3);
        for at in 0..rows.len() {
            let record = rows.record(at);
            counts.add(&vocabulary, layout, record);
            sketch.add(record);
            pairs(layout, record, |pair| name_pairs.push(pair));
            keys(layout, record, Role::Stored, &Everything, |key| match key {
                // The order of the rows tells the first day of each.
                Key::Day(day) if Some(day) == first_day(&rows, at) => {}
                Key::Day(day) => hashes.push((day_key(0, day), at, Family::Date)),
                Key::Hash(family, hash) => hashes.push((hash, at, family)),
            });
        }
        let first_days = (0..rows.len()).map(|at| first_day(&rows, at).unwrap_or_default());
        let (days, too_many) = Days::new(first_days);
        let (postings, mut capped) = Postings::build(hashes);
        capped.extend(too_many);
        Self {
            rows,
            vocabulary,
            counts,
            capped,
            sketch,
            pairs: Filter::of(name_pairs.into_iter()),
            days,
            postings,
        }
    }

    /// The stored rows under a key, some of them perhaps by chance.
    pub(crate) fn get(&self, key: Key) -> impl Iterator<Item = u32> {
        let (days, hash) = match key {
            Key::Day(day) => (self.days.rows(day), day_key(0, day)),
            Key::Hash(_, hash) => (0..0, hash),
        };
        days.chain(self.postings.get(hash))
    }

    /// The frequencies as this table alone shows them.
    pub(crate) fn frequencies(&self, layout: &Layout) -> Frequencies {
        Frequencies::new(&self.vocabulary, &self.counts, layout)
    }
}

impl Known for Index {
    fn has_word(&self, key: u32) -> bool {
        self.vocabulary.has_word(key)
    }

    fn has_pair(&self, hash: u64) -> bool {
        self.pairs.may_have(hash)
    }
}
