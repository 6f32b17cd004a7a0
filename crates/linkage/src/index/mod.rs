//! The online index: who of tens of millions may this traveller be? Ranked, with probability and evidence, in microseconds.
//!
//! Records, keys, comparison and weights are those of [`crate::batch`]: a pair has the same weight to the bit. Rows lie in
//! the order of their birth dates, so that all of a day lie side by side and need no list; two words of a name have one list
//! by row, in which a year is a range; numbers, places and rare words have keys. Rows added later lie in a second, small
//! part until [`Index::merge`]; removed rows are passed over at once.
//!
//! Looked at are the rows that share a key with the traveller (see [`crate::keys`]); of rows that share only the date, as in
//! batch, those of which some word sounds, begins or ends like one of the traveller's. Other than in batch, two words of a name
//! count together with the day of the year only while at most [`MOST_BY_DAY`] rows have these words, and together with the year
//! only on days alike while more than [`MOST_BY_YEAR`] do. What was passed over because too many rows share it is told by
//! [`Search::capped`].
//!
//! ```
//! use domain::Language;
//! use jiff::civil::date;
//! use linkage::{
//!     decide::Decision,
//!     index::{Builder, Index, Search},
//!     model::Model,
//!     record::{Encoder, Record, Side},
//!     schema::Schema,
//! };
//! use tabular::Header;
//!
//! // What both sides are told by: the left one is the register, the right one whoever is looked up.
//! let header = Header::new(["name", "birth_date", "passport_no"].map(str::to_owned).to_vec());
//! let schema = Schema::of(&header, &header, &[])?;
//! let today = date(2026, 11, 22);
//! let encoded = |side, row: [&str; 3]| {
//!     let mut words = Vec::new();
//!     Encoder::new(&schema, side, today).encode(|column| row[column], &mut words);
//!     words
//! };
//!
//! let mut builder = Builder::new(&schema, &Model::built_in(&schema))?;
//! builder.add("R1", &encoded(Side::Left, ["Sitti Aminah", "1990-03-12", "B1234567"]));
//! builder.add("R2", &encoded(Side::Left, ["Budi Santoso", "1990-03-12", "C7654321"]));
//! let mut index = builder.build();
//! index.add("R3", &encoded(Side::Left, ["Suharto", "1975-08-01", ""]));
//! index.remove("R2");
//!
//! // One for each thread that asks.
//! let mut search = Search::default();
//! let words = encoded(Side::Right, ["SITI AMINAH BINTI AHMAD", "1990-03-12", "B1234567"]);
//! let traveller = Record::new(&words);
//! let best = index.find(traveller, 20, &mut search)[0];
//! assert_eq!((index.id(&best), best.decision), ("R1", Decision::Link));
//! let reasons = index.explain(&best, traveller);
//! assert_eq!(reasons[1].in_language(Language::En), "the same date");
//!
//! let mut file = Vec::new();
//! index.write(&mut file)?;
//! assert_eq!(Index::open(file.as_slice(), &schema)?.len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod buckets;
mod delta;
mod explain;
mod find;
mod frames;
mod segment;
mod snapshot;
#[cfg(test)]
mod tests;

pub use explain::Step;
pub use find::{Candidate, MOST_BY_DAY, MOST_BY_YEAR, Search};
pub use snapshot::SnapshotError;

use crate::{
    frequency::Frequencies,
    model::{Model, ModelError},
    postings::Capped,
    record::{Layout, Record},
    schema::Schema,
    score::Weights,
};
use delta::Delta;
use segment::{Rows, Segment};

/// Collects rows for an [`Index`].
pub struct Builder {
    model: Model,
    layout: Layout,
    rows: Rows,
}

impl Builder {
    /// A builder for rows of the left side of a schema.
    ///
    /// # Errors
    /// [`ModelError::Comparison`] where the model does not know a comparison.
    pub fn new(schema: &Schema, model: &Model) -> Result<Self, ModelError> {
        Ok(Self {
            model: model.arranged(schema)?,
            layout: Layout::of(schema),
            rows: Rows::new(),
        })
    }

    /// Adds a row: its identifier and its record, the words of one [`crate::record::Encoder::encode`].
    pub fn add(&mut self, id: &str, record: &[u64]) {
        self.rows.push(id, record);
    }

    /// Sorts, files and counts.
    pub fn build(self) -> Index {
        Index::of(self.model, self.layout, self.rows)
    }
}

/// Rows in memory, ready to be asked.
#[derive(Debug)]
pub struct Index {
    model: Model,
    layout: Layout,
    weights: Weights,
    frequencies: Frequencies,
    segment: Segment,
    // One bit for each row of the segment.
    removed: Vec<u64>,
    removed_count: u32,
    delta: Delta,
}

/// How much memory an index takes, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Records and identifiers.
    pub records: usize,
    /// What finds them and how frequent their values are.
    pub index: usize,
}

impl Index {
    fn of(model: Model, layout: Layout, rows: Rows) -> Self {
        let count = rows.len();
        let frequencies = Frequencies::of_table(&layout, count, |row| rows.record(row));
        let segment = Segment::build(&layout, &frequencies, rows);
        Self {
            weights: Weights::new(&model),
            removed: vec![0; (count as usize).div_ceil(64)],
            removed_count: 0,
            delta: Delta::default(),
            model,
            layout,
            frequencies,
            segment,
        }
    }

    /// How many rows can be found.
    pub fn len(&self) -> u64 {
        u64::from(self.segment.rows.len()) - u64::from(self.removed_count) + self.delta.len()
    }

    /// How many rows were added or removed since the index was built. They cost a little more than others until
    /// [`Index::merge`].
    pub fn changes(&self) -> u64 {
        u64::from(self.removed_count) + self.delta.ever()
    }

    /// Whether no row can be found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The model that weighs.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// How rare words and values are among the rows that were there when the index was built.
    pub fn frequencies(&self) -> &Frequencies {
        &self.frequencies
    }

    /// Keys that too many rows share, as counted when the index was built.
    pub fn capped(&self) -> &[Capped] {
        &self.segment.capped
    }

    /// Adds a row, which is found from now on. Frequencies stay as they are until [`Index::merge`].
    pub fn add(&mut self, id: &str, record: &[u64]) {
        self.delta.add(&self.layout, &self.frequencies, id, record);
    }

    /// Removes all rows with an identifier and says how many there were.
    pub fn remove(&mut self, id: &str) -> u32 {
        let mut count = 0;
        for entry in self.segment.others.run(segment::id_key(id)) {
            let row = buckets::row(*entry);
            let own = buckets::note(*entry) == segment::ID_NOTE && self.segment.rows.id(row) == id;
            if let Some(bits) = self.removed.get_mut(row as usize / 64).filter(|_| own) {
                let bit = 1 << (row % 64);
                count += u32::from(*bits & bit == 0);
                *bits |= bit;
            }
        }
        self.removed_count += count;
        count + self.delta.remove(id)
    }

    /// An index of the same rows with nothing added or removed apart, and frequencies counted anew.
    #[must_use]
    pub fn merge(self) -> Self {
        let mut rows = Rows::new();
        for row in (0..self.segment.rows.len()).filter(|row| !self.is_removed(*row)) {
            rows.push(
                self.segment.rows.id(row),
                self.segment.rows.record(row).words(),
            );
        }
        for (id, record) in self.delta.rows() {
            rows.push(id, record.words());
        }
        Self::of(self.model, self.layout, rows)
    }

    /// The record of a candidate.
    pub fn record(&self, candidate: &Candidate) -> Record<'_> {
        match candidate.place {
            find::Place::Segment(row) => self.segment.rows.record(row),
            find::Place::Delta(row) => self.delta.record(row),
        }
    }

    /// The identifier of a candidate.
    pub fn id(&self, candidate: &Candidate) -> &str {
        match candidate.place {
            find::Place::Segment(row) => self.segment.rows.id(row),
            find::Place::Delta(row) => self.delta.id(row),
        }
    }

    /// Memory in use.
    pub fn size(&self) -> Size {
        Size {
            records: self.segment.rows.bytes(),
            index: self.segment.bytes() + self.frequencies.bytes() + 8 * self.removed.len(),
        }
    }

    fn is_removed(&self, row: u32) -> bool {
        let bits = self.removed.get(row as usize / 64).copied().unwrap_or(0);
        bits >> (row % 64) & 1 != 0
    }
}
