//! Counting the words, names and values of a table.

use super::{DAYS, Vocabulary, YEARS, day_slot, name_key, value_of, year_slot};
use crate::{
    record::{Dates, Layout, Name, Record, mix},
    schema::Kind,
};

/// How often each entry of a [`Vocabulary`] occurs in a table. Adding up counts of parts of a table gives those of the whole.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    pub(super) rows: u64,
    pub(super) own: Vec<u32>,
    pub(super) parent: Vec<u32>,
    pub(super) parents_known: u64,
    pub(super) names: Vec<u32>,
    pub(super) lengths: [u64; 16],
    pub(super) values: Vec<Vec<u32>>,
    pub(super) known: Vec<u64>,
    pub(super) years: Vec<u64>,
    pub(super) days: Vec<u64>,
    // What is looked up while counting.
    pub(super) sought: Vec<u64>,
}

impl Counts {
    /// Nothing counted yet.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let comparisons = vocabulary.values.len();
        Self {
            own: vec![0; vocabulary.words.len()],
            parent: vec![0; vocabulary.words.len()],
            names: vec![0; vocabulary.names.len()],
            values: vocabulary
                .values
                .iter()
                .map(|map| vec![0; map.len()])
                .collect(),
            known: vec![0; comparisons],
            years: vec![0; comparisons * YEARS],
            days: vec![0; comparisons * DAYS],
            ..Self::default()
        }
    }

    /// Rows counted.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Counts records.
    pub fn add<'a>(
        &mut self,
        vocabulary: &Vocabulary,
        layout: &Layout,
        records: impl Iterator<Item = Record<'a>> + Clone,
    ) {
        for &(_, at) in layout.cells().iter().filter(|cell| cell.0 == Kind::Name) {
            for name in records.clone().map(|record| record.name(at)) {
                for word in name.own() {
                    self.add_word(vocabulary.word(word.key()), 1, 0);
                }
                for word in name.parent() {
                    self.add_word(vocabulary.word(word.key()), 0, 1);
                }
            }
        }
        self.add_all_but_words(vocabulary, layout, records);
    }

    /// Counts a word of the vocabulary that was met so often in own names and in those of parents.
    pub(crate) fn add_word(&mut self, id: Option<u32>, own: u32, parent: u32) {
        let Some(id) = id else {
            return;
        };
        if let Some(count) = self.own.get_mut(id as usize) {
            *count += own;
        }
        if let Some(count) = self.parent.get_mut(id as usize) {
            *count += parent;
        }
    }

    /// Counts what records have beside the words of their names. Each comparison by itself and each step for all records
    /// before the next: so the memory of one is on its way while the others are looked at.
    pub(crate) fn add_all_but_words<'a>(
        &mut self,
        vocabulary: &Vocabulary,
        layout: &Layout,
        records: impl Iterator<Item = Record<'a>> + Clone,
    ) {
        self.rows += records.clone().count() as u64;
        for (index, &(kind, at)) in layout.cells().iter().enumerate() {
            let records = records.clone();
            let known = match kind {
                Kind::Name => self.add_names(vocabulary, index, records.map(|r| r.name(at))),
                Kind::Code | Kind::Place | Kind::Text => {
                    let values = records.map(|record| value_of(kind, record, at));
                    self.add_values(vocabulary, index, values)
                }
                Kind::Date => self.add_dates(index, records.map(|record| record.dates(at))),
                Kind::Sex => records.filter(|record| record.cell(at) != 0).count() as u64,
            };
            if let Some(count) = self.known.get_mut(index) {
                *count += known;
            }
        }
    }

    fn add_names<'a>(
        &mut self,
        vocabulary: &Vocabulary,
        index: usize,
        names: impl Iterator<Item = Name<'a>>,
    ) -> u64 {
        self.sought.clear();
        for name in names {
            self.parents_known += u64::from(name.has_parent());
            if let Some(count) = self.lengths.get_mut(name.len()) {
                *count += 1;
            }
            if !name.is_empty() {
                self.sought.push(name_key(index, name.hash()));
            }
        }
        let known = self.sought.len() as u64;
        let some = &vocabulary.some_names;
        self.sought.retain(|key| some.may_have(mix(*key)));
        for key in &self.sought {
            bump(&mut self.names, vocabulary.names.get(key));
        }
        known
    }

    fn add_values(
        &mut self,
        vocabulary: &Vocabulary,
        index: usize,
        values: impl Iterator<Item = u64>,
    ) -> u64 {
        self.sought.clear();
        self.sought.extend(values.filter(|value| *value != 0));
        let known = self.sought.len() as u64;
        if let (Some(some), Some(all), Some(counts)) = (
            vocabulary.some_values.get(index),
            vocabulary.values.get(index),
            self.values.get_mut(index),
        ) {
            self.sought.retain(|value| some.may_have(mix(*value)));
            for value in &self.sought {
                bump(counts, all.get(value));
            }
        }
        known
    }

    fn add_dates(&mut self, index: usize, dates: impl Iterator<Item = Dates>) -> u64 {
        let mut known = 0;
        for dates in dates {
            for day in dates.readings() {
                if let Some(count) = self.years.get_mut(year_slot(index, day)) {
                    *count += 1;
                }
                if let Some(count) = self.days.get_mut(day_slot(index, day)) {
                    *count += 1;
                }
            }
            known += u64::from(!dates.first.is_unknown());
        }
        known
    }

    /// Adds the counts of another part of the same table.
    pub fn append(&mut self, other: &Self) {
        fn sum<T: std::ops::AddAssign + Copy>(into: &mut [T], from: &[T]) {
            for (a, b) in into.iter_mut().zip(from) {
                *a += *b;
            }
        }
        self.rows += other.rows;
        self.parents_known += other.parents_known;
        sum(&mut self.own, &other.own);
        sum(&mut self.parent, &other.parent);
        sum(&mut self.names, &other.names);
        sum(&mut self.lengths, &other.lengths);
        sum(&mut self.known, &other.known);
        sum(&mut self.years, &other.years);
        sum(&mut self.days, &other.days);
        for (a, b) in self.values.iter_mut().zip(&other.values) {
            sum(a, b);
        }
    }
}

fn bump(counts: &mut [u32], id: Option<&u32>) {
    if let Some(count) = id.and_then(|id| counts.get_mut(*id as usize)) {
        *count += 1;
    }
}
