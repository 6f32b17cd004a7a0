//! How often words, names, dates and values occur: agreement on what is rare says more.

mod counts;
mod stored;
mod whole;

pub use counts::Counts;

use crate::{
    filter::Filter,
    record::{Day, Layout, Record, Token, mix},
    schema::Kind,
};
use rustc_hash::FxHashMap;

/// The words, names and values that are worth counting: those of the indexed table, because a pair can only share these.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: FxHashMap<u32, u32>,
    names: FxHashMap<u64, u32>,
    values: Vec<FxHashMap<u64, u32>>,
    // Most names and values of the other table are none of ours.
    some_words: Filter,
    some_names: Filter,
    some_values: Vec<Filter>,
}

/// Years that are counted one by one.
const FIRST_YEAR: u32 = 1880;
const YEARS: usize = 256;
const DAYS: usize = 512;

/// A word says too little to count if one name in so many (two to this power) has it: `SITI`, `MUHAMMAD`.
const FREQUENT: f32 = 6.0;

/// A table without a row would make every word as frequent as one in so many: what is assumed before counting.
const WORDS_BEFORE: f64 = 2000.0;
/// A table too small to show it is taken to have a word that the knowledge of names calls common in one name of so many,
/// and one that it knows in one of so many.
const COMMON: f64 = 25.0;
const KNOWN: f64 = 500.0;
const PLACES_BEFORE: f64 = 50.0;
const TEXTS_BEFORE: f64 = 1000.0;
const CODES_BEFORE: f64 = 50_000.0;

impl Vocabulary {
    /// An empty vocabulary for a layout.
    pub fn new(layout: &Layout) -> Self {
        Self {
            values: layout
                .cells()
                .iter()
                .map(|_| FxHashMap::default())
                .collect(),
            ..Self::default()
        }
    }

    /// Adds what one record has.
    pub fn add(&mut self, layout: &Layout, record: Record<'_>) {
        fn number<K: std::hash::Hash + Eq>(map: &mut FxHashMap<K, u32>, key: K) {
            let next = map.len() as u32;
            map.entry(key).or_insert(next);
        }
        for (index, &(kind, at)) in layout.cells().iter().enumerate() {
            match kind {
                Kind::Name => {
                    let name = record.name(at);
                    for word in name.own().chain(name.parent()) {
                        number(&mut self.words, word.key());
                    }
                    if !name.is_empty() {
                        number(&mut self.names, name_key(index, name.hash()));
                    }
                }
                Kind::Code | Kind::Place | Kind::Text => {
                    let value = value_of(kind, record, at);
                    if let Some(values) = self.values.get_mut(index).filter(|_| value != 0) {
                        number(values, value);
                    }
                }
                Kind::Date | Kind::Sex => {}
            }
        }
    }

    /// Ends the adding: from now on look-ups are fast.
    #[must_use]
    pub fn closed(mut self) -> Self {
        self.some_words = Filter::of(self.words.keys().map(|key| mix((*key).into())));
        self.some_names = filter_of(&self.names);
        self.some_values = self.values.iter().map(filter_of).collect();
        self
    }

    /// The number of a word.
    pub(crate) fn word(&self, key: u32) -> Option<u32> {
        self.words.get(&key).copied()
    }

    /// Whether any record has a word of this sound; may say yes wrongly.
    pub fn has_word(&self, key: u32) -> bool {
        self.some_words.may_have(mix(key.into()))
    }
}

/// How much it says, in bits, that two records share a word, a name, a date or a value: minus the binary logarithm of the
/// chance that a row taken at random has it.
#[derive(Debug, Default)]
pub struct Frequencies {
    rows: f64,
    own: FxHashMap<u32, f32>,
    parent: FxHashMap<u32, f32>,
    names: FxHashMap<u64, u32>,
    // What a word says at most that the knowledge of names calls common, and one that it knows.
    common: f32,
    known: f32,
    // The words of `own` that are frequent; seldom another.
    frequent: Filter,
    lengths: [f32; 16],
    values: Vec<FxHashMap<u64, f32>>,
    unseen: Vec<f32>,
    years: Vec<f32>,
    days: Vec<f32>,
}

impl Frequencies {
    /// Turns counts into bits.
    pub fn new(vocabulary: &Vocabulary, counts: &Counts, layout: &Layout) -> Self {
        let rows = counts.rows as f64;
        let words = |counted: &[u32], rows: f64| {
            let bits = |id: u32| {
                let count = counted.get(id as usize).copied().unwrap_or(0);
                bits(f64::from(count.max(1)) / (rows + WORDS_BEFORE))
            };
            vocabulary
                .words
                .iter()
                .map(|(key, id)| (*key, bits(*id)))
                .collect()
        };
        let names = vocabulary.names.iter().map(|(key, id)| {
            let count = counts.names.get(*id as usize).copied().unwrap_or(0);
            (*key, count)
        });
        let mut values = Vec::new();
        let mut unseen = Vec::new();
        for (index, (&(kind, _), map)) in layout.cells().iter().zip(&vocabulary.values).enumerate()
        {
            let known = counts.known.get(index).copied().unwrap_or(0) as f64;
            let chance = |count: u32| {
                let others = f64::from(count.saturating_sub(1));
                match kind {
                    Kind::Code => (others + 0.05) / (known + CODES_BEFORE),
                    Kind::Text => (others + 0.5) / (known + TEXTS_BEFORE),
                    _ => (others + 1.0) / (known + PLACES_BEFORE),
                }
            };
            let counted = counts.values.get(index);
            let count = |id: &u32| {
                counted
                    .and_then(|c| c.get(*id as usize))
                    .copied()
                    .unwrap_or(0)
            };
            values.push(
                map.iter()
                    .map(|(value, id)| (*value, bits(chance(count(id)))))
                    .collect(),
            );
            unseen.push(bits(chance(1)));
        }
        let smoothed = |counted: &[u64], size: usize, before: f64| -> Vec<f32> {
            let each = |part: &[u64]| {
                let total = part.iter().sum::<u64>() as f64;
                let bits = |count: &u64| bits((*count as f64 + 0.5) / (total + before));
                part.iter().map(bits).collect::<Vec<f32>>()
            };
            counted.chunks(size).flat_map(each).collect()
        };
        let lengths = counts
            .lengths
            .map(|count| bits((count as f64 + 1.0) / (rows + 8.0)));
        let own = words(&counts.own, rows);
        let (common, known) = at_most(rows);
        Self {
            rows,
            common,
            known,
            frequent: frequent(&own),
            own,
            parent: words(&counts.parent, counts.parents_known as f64),
            names: names.collect(),
            lengths,
            values,
            unseen,
            years: smoothed(&counts.years, YEARS, 40.0),
            days: smoothed(&counts.days, DAYS, 180.0),
        }
    }

    /// A word of a name.
    pub fn word(&self, word: Token) -> f32 {
        let unseen = || bits(1.0 / (self.rows + WORDS_BEFORE));
        let counted = self.own.get(&word.key()).copied().unwrap_or_else(unseen);
        counted.min(self.at_most(word))
    }

    /// Whether a word is so frequent that it says little.
    pub fn is_frequent(&self, word: Token) -> bool {
        self.frequent.may_have(mix(word.key().into())) && self.word(word) < FREQUENT
    }

    /// A word of a parent's name.
    pub fn parent_word(&self, word: Token) -> f32 {
        let unseen = || bits(1.0 / (self.rows + WORDS_BEFORE));
        let counted = self.parent.get(&word.key()).copied();
        counted.unwrap_or_else(unseen).min(self.at_most(word))
    }

    fn at_most(&self, word: Token) -> f32 {
        if word.is_common() {
            self.common
        } else if word.is_known() {
            self.known
        } else {
            f32::MAX
        }
    }

    /// A whole name of so many words whose words alone say `by_words`: how often it was counted, drawn towards what its
    /// words let expect, because words of a name are not independent.
    pub fn name(&self, comparison: usize, hash: u32, length: usize, by_words: f32) -> f32 {
        let length = self.lengths.get(length).copied().unwrap_or(0.0);
        let expected = (-f64::from(by_words + length)).exp2();
        let count = self
            .names
            .get(&name_key(comparison, hash))
            .copied()
            .unwrap_or(1);
        let others = f64::from(count.saturating_sub(1));
        bits((others + 0.5) / (self.rows + 0.5 / expected))
    }

    /// A value of a code, place or text comparison.
    pub fn value(&self, comparison: usize, kind: Kind, record: Record<'_>, at: usize) -> f32 {
        let value = value_of(kind, record, at);
        let unseen = self.unseen.get(comparison).copied().unwrap_or(0.0);
        let values = self.values.get(comparison);
        values
            .and_then(|map| map.get(&value))
            .copied()
            .unwrap_or(unseen)
    }

    /// The year of a date.
    pub fn year(&self, comparison: usize, day: Day) -> f32 {
        self.years
            .get(year_slot(comparison, day))
            .copied()
            .unwrap_or(0.0)
    }

    /// The month and day of a date.
    pub fn month_and_day(&self, comparison: usize, day: Day) -> f32 {
        self.days
            .get(day_slot(comparison, day))
            .copied()
            .unwrap_or(0.0)
    }
}

/// What common and known words say at most, in bits, by a table of so many rows.
fn at_most(rows: f64) -> (f32, f32) {
    let one_in = |many: f64| bits(WORDS_BEFORE / many / (rows + WORDS_BEFORE));
    (one_in(COMMON), one_in(KNOWN))
}

fn frequent(own: &FxHashMap<u32, f32>) -> Filter {
    let words = own.iter().filter(|(_, bits)| **bits < FREQUENT);
    let words: Vec<u64> = words.map(|(key, _)| mix((*key).into())).collect();
    Filter::of(words.into_iter())
}

fn filter_of(map: &FxHashMap<u64, u32>) -> Filter {
    Filter::of(map.keys().map(|key| mix(*key)))
}

fn bits(chance: f64) -> f32 {
    -chance.log2() as f32
}

fn name_key(comparison: usize, hash: u32) -> u64 {
    (comparison as u64) << 32 | u64::from(hash)
}

fn year_slot(comparison: usize, day: Day) -> usize {
    let year = day.year().saturating_sub(FIRST_YEAR) as usize;
    comparison * YEARS + year.min(YEARS - 1)
}

fn day_slot(comparison: usize, day: Day) -> usize {
    comparison * DAYS + day.month_and_day() as usize
}

/// What identifies a value: codes that look alike are one value.
fn value_of(kind: Kind, record: Record<'_>, at: usize) -> u64 {
    match kind {
        Kind::Code => {
            let code = record.code(at);
            if code.is_unknown() {
                0
            } else {
                code.without_confusions().hash().max(1)
            }
        }
        _ => record.phrase(at).hash(),
    }
}
