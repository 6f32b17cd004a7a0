//! The table that fits a cache: read whole, keyed, ready to be probed by every row of the other one.

use super::{days::Days, rows::Rows, sketch::Sketch};
use crate::{
    filter::Filter,
    frequency::{Counts, Frequencies, Vocabulary},
    keys::{Everything, Family, Key, Known, Role, alone, day_key, keys, pairs},
    name_sketch::NameSketch,
    postings::{Capped, Postings, Range},
    record::{Day, Layout, mix},
    schema::Kind,
};

/// A row of a batch and a stored row.
pub(crate) type Found = (u32, u32);

/// What a search needs on the way and what it finds; kept from one to the next.
#[derive(Debug, Default)]
pub(crate) struct Sought {
    keys: Vec<(u64, u32)>,
    ranges: Vec<Range>,
    days: Vec<(u32, Day)>,
    rows: Vec<std::ops::Range<u32>>,
    // Both in the order of the batch.
    by_day: Vec<Found>,
    by_key: Vec<Found>,
}

impl Sought {
    /// What was found for one row after the other, some of it perhaps twice or by chance.
    pub(crate) fn drain(&mut self, mut each: impl FnMut(Found)) {
        let mut by_key = self.by_key.drain(..).peekable();
        for found in self.by_day.drain(..) {
            while let Some(before) = by_key.next_if(|key| key.0 < found.0) {
                each(before);
            }
            each(found);
        }
        by_key.for_each(each);
    }
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
    rare_words: Filter,
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
        let first_days = (0..rows.len()).map(|at| first_day(&rows, at).unwrap_or_default());
        let has_undated = first_days.clone().any(|day| !day.is_whole());
        let (days, too_many) = Days::new(first_days);
        let (keyed, counted) = std::thread::scope(|scope| {
            let keyed = scope.spawn(|| Keyed::new(layout, &rows, |at| first_day(&rows, at)));
            let counted = Counted::new(layout, &rows);
            let keyed = keyed
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (keyed, counted)
        });
        let (postings, mut capped) = keyed.postings;
        capped.extend(too_many);
        Self {
            rows,
            vocabulary: counted.vocabulary,
            capped,
            sketch: counted.sketch,
            frequencies: counted.frequencies,
            pairs: keyed.pairs,
            rare_words: keyed.rare_words,
            has_undated,
            has_two_readings: keyed.has_two_readings,
            days,
            names: counted.names,
            postings,
        }
    }

    /// Finds every stored row for each of a batch.
    pub(crate) fn all(&self, batch: &Rows, sought: &mut Sought) {
        for at in 0..batch.len() {
            let all = (0..self.rows.len()).map(|row| (at, row));
            sought.by_day.extend(all);
        }
    }

    /// Finds the stored rows that share a key with those of a batch, whose names have these sketches.
    pub(crate) fn find(
        &self,
        layout: &Layout,
        batch: &Rows,
        names: &[NameSketch],
        sought: &mut Sought,
    ) {
        sought.keys.clear();
        sought.days.clear();
        for at in 0..batch.len() {
            keys(
                layout,
                batch.record(at),
                Role::Probe,
                self,
                |key| match key {
                    Key::Day(day) => {
                        sought.days.push((at, day));
                        if self.has_two_readings {
                            sought.keys.push((day_key(0, day), at));
                        }
                    }
                    Key::Hash(_, hash) => sought.keys.push((hash, at)),
                },
            );
        }
        self.find_by_day(names, sought);
        self.postings
            .find(&mut sought.keys, &mut sought.ranges, &mut sought.by_key);
    }

    /// The rows of each day whose names have something in common with that of the batch. Goes through all days three times, so
    /// that the memory of one is on its way while the others are looked at.
    fn find_by_day(&self, names: &[NameSketch], sought: &mut Sought) {
        let Sought {
            days, rows, by_day, ..
        } = sought;
        rows.clear();
        rows.extend(days.iter().map(|(_, day)| self.days.rows(*day)));
        let first = rows.iter().map(|rows| self.name(rows.start).sounds);
        std::hint::black_box(first.fold(0, |all, word| all ^ word));
        for ((at, _), rows) in days.iter().zip(rows) {
            let name = names.get(*at as usize).copied().unwrap_or_default();
            let name = name.sought();
            let range = rows.start as usize..rows.end as usize;
            let names = self.names.get(range).unwrap_or_default();
            let met = rows.clone().zip(names);
            let met = met.filter(|(_, other)| name.meets(**other));
            by_day.extend(met.map(|(row, _)| (*at, row)));
        }
    }

    /// Reads something of each stored row, and so has the memory of all on its way before the first is compared.
    pub(crate) fn touch(&self, found: &[Found]) {
        let ends = |(_, stored): &Found| {
            let words = self.rows.record(*stored).words();
            let (first, last) = (words.first().copied(), words.last().copied());
            self.name(*stored).sounds ^ first.unwrap_or(0) ^ last.unwrap_or(0)
        };
        std::hint::black_box(found.iter().map(ends).fold(0, |all, word| all ^ word));
    }

    /// The sketch of a stored row's name.
    pub(crate) fn name(&self, row: u32) -> NameSketch {
        self.names.get(row as usize).copied().unwrap_or_default()
    }
}

impl Known for Index {
    fn has_word(&self, key: u32) -> bool {
        self.vocabulary.has_word(key)
    }

    fn has_pair(&self, hash: u64) -> bool {
        self.pairs.may_have(hash)
    }

    fn is_rare(&self, key: u32) -> bool {
        self.rare_words.may_have(mix(key.into()))
    }

    fn has_undated(&self) -> bool {
        self.has_undated
    }
}

/// What the keys of all rows come to.
struct Keyed {
    postings: (Postings, Vec<Capped>),
    pairs: Filter,
    rare_words: Filter,
    has_two_readings: bool,
}

impl Keyed {
    fn new(layout: &Layout, rows: &Rows, first_day: impl Fn(u32) -> Option<Day>) -> Self {
        let mut hashes = Vec::with_capacity(rows.len() as usize * 16);
        let mut has_two_readings = false;
        let mut name_pairs = Vec::with_capacity(rows.len() as usize * 3);
        for at in 0..rows.len() {
            let record = rows.record(at);
            pairs(layout, record, |pair| name_pairs.push(pair));
            keys(layout, record, Role::Stored, &Everything, |key| match key {
                // The order of the rows tells the first day of each.
                Key::Day(day) if Some(day) == first_day(at) => {}
                Key::Day(day) => {
                    has_two_readings = true;
                    hashes.push((day_key(0, day), at, Family::Date));
                }
                Key::Hash(family, hash) => hashes.push((hash, at, family)),
            });
        }
        name_pairs.sort_unstable();
        name_pairs.dedup();
        Self {
            postings: Postings::build(hashes),
            pairs: Filter::of(name_pairs.into_iter()),
            rare_words: rare_words(layout, rows),
            has_two_readings,
        }
    }
}

/// What all rows come to that is not a key.
struct Counted {
    vocabulary: Vocabulary,
    frequencies: Frequencies,
    sketch: Sketch,
    names: Vec<NameSketch>,
}

impl Counted {
    fn new(layout: &Layout, rows: &Rows) -> Self {
        let records = (0..rows.len()).map(|at| rows.record(at));
        let mut vocabulary = Vocabulary::new(layout);
        let mut sketch = Sketch::default();
        for record in records.clone() {
            vocabulary.add(layout, record);
            sketch.add(record);
        }
        let vocabulary = vocabulary.closed();
        let mut counts = Counts::new(&vocabulary);
        counts.add(&vocabulary, layout, records.clone());
        let frequencies = Frequencies::new(&vocabulary, &counts, layout);
        let names = records.map(|record| NameSketch::of(layout, &frequencies, record));
        Self {
            names: names.collect(),
            vocabulary,
            frequencies,
            sketch,
        }
    }
}

/// The words of which a stored name is found alone: no more names have them than the family allows.
fn rare_words(layout: &Layout, rows: &Rows) -> Filter {
    let mut words = Vec::new();
    for at in 0..rows.len() {
        alone(layout, rows.record(at), |word| words.push((word, at)));
    }
    words.sort_unstable();
    words.dedup();
    let few = |group: &&[(u32, u32)]| group.len() <= Family::RareWord.limit() as usize;
    let rare = words.chunk_by(|a, b| a.0 == b.0).filter(few);
    let rare: Vec<u64> = rare
        .filter_map(|group| group.first())
        .map(|(word, _)| mix((*word).into()))
        .collect();
    Filter::of(rare.into_iter())
}
