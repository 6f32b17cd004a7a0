//! Frequencies of one whole table at once. What occurs once weighs what is assumed of the unseen, so only what is repeated
//! is kept: the same bits as with a full vocabulary, in a tenth of the memory.

use super::{Counts, Frequencies, Vocabulary, name_key, value_of};
use crate::{
    record::{Layout, Record},
    schema::Kind,
};
use rustc_hash::FxHashMap;
use std::hash::Hash;

impl Frequencies {
    /// Counts a table. `row` gives the record of each row below `rows`.
    pub fn of_table<'a>(layout: &Layout, rows: u32, row: impl Fn(u32) -> Record<'a>) -> Self {
        let mut vocabulary = Vocabulary::new(layout);
        let all = || (0..rows).map(&row);
        for (index, &(kind, at)) in layout.cells().iter().enumerate() {
            match kind {
                Kind::Name => {
                    let words = all().flat_map(|record| {
                        let name = record.name(at);
                        name.own().chain(name.parent()).map(|word| word.key())
                    });
                    repeated(words, &mut vocabulary.words);
                    let names = all()
                        .map(|record| record.name(at))
                        .filter(|name| !name.is_empty())
                        .map(|name| name_key(index, name.hash()));
                    repeated(names, &mut vocabulary.names);
                }
                Kind::Code | Kind::Place | Kind::Text => {
                    let values = all()
                        .map(|record| value_of(kind, record, at))
                        .filter(|value| *value != 0);
                    if let Some(map) = vocabulary.values.get_mut(index) {
                        repeated(values, map);
                    }
                }
                Kind::Date | Kind::Sex => {}
            }
        }
        let vocabulary = vocabulary.closed();
        let mut counts = Counts::new(&vocabulary);
        counts.add(&vocabulary, layout, all());
        Self::new(&vocabulary, &counts, layout)
    }
}

/// Numbers the keys that occur more than once.
fn repeated<K: Ord + Hash + Copy>(keys: impl Iterator<Item = K>, numbers: &mut FxHashMap<K, u32>) {
    let mut keys: Vec<K> = keys.collect();
    keys.sort_unstable();
    for group in keys.chunk_by(|a, b| a == b) {
        if let [key, _, ..] = group {
            let next = numbers.len() as u32;
            numbers.entry(*key).or_insert(next);
        }
    }
    numbers.shrink_to_fit();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Encoder, Side};
    use crate::schema::{Schema, Wish};

    #[test]
    fn what_occurs_once_need_not_be_kept() {
        let header =
            tabular::Table::open("id,name,birth_date,passport_no,birth_place\n".as_bytes())
                .unwrap()
                .header()
                .clone();
        let wishes: [Wish; 0] = [];
        let schema = Schema::of(&header, &header, &wishes).unwrap();
        let layout = Layout::of(&schema);
        let mut encoder = Encoder::new(&schema, Side::Left, jiff::civil::date(2026, 11, 22));
        let rows: Vec<Vec<u64>> = [
            ["1", "SITI AMINAH", "1990-03-12", "A1", "SURABAYA"],
            ["2", "SITI AMINAH", "1991-03-12", "A1", "MALANG"],
            ["3", "BUDI SANTOSO", "1991-03-12", "A2", "MALANG"],
        ]
        .iter()
        .map(|row| {
            let mut words = Vec::new();
            encoder.encode(|column| row[column], &mut words);
            words
        })
        .collect();
        let record = |at: u32| Record::new(&rows[at as usize]);
        let lean = Frequencies::of_table(&layout, 3, record);
        let mut vocabulary = Vocabulary::new(&layout);
        (0..3).for_each(|at| vocabulary.add(&layout, record(at)));
        let vocabulary = vocabulary.closed();
        let mut counts = Counts::new(&vocabulary);
        counts.add(&vocabulary, &layout, (0..3).map(record));
        let full = Frequencies::new(&vocabulary, &counts, &layout);
        assert!(lean.names.len() < full.names.len());
        for a in 0..3 {
            for b in 0..3 {
                let score =
                    |frequencies| crate::score::score(&layout, frequencies, record(a), record(b));
                assert_eq!(score(&lean), score(&full), "{a} {b}");
            }
        }
    }
}
