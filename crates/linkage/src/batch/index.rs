//! The table that fits a cache: read whole, keyed, ready to be probed by every row of the other one.

use super::rows::Rows;
use crate::{
    batch::sketch::Sketch,
    frequency::{Counts, Frequencies, Vocabulary},
    keys::{Role, keys},
    postings::{Capped, Postings},
    record::Layout,
};

/// The indexed table.
pub(crate) struct Index {
    pub(crate) rows: Rows,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) counts: Counts,
    pub(crate) postings: Postings,
    pub(crate) capped: Vec<Capped>,
    pub(crate) sketch: Sketch,
}

impl Index {
    /// Keys all rows.
    pub(crate) fn build(layout: &Layout, rows: Rows) -> Self {
        let mut vocabulary = Vocabulary::new(layout);
        for at in 0..rows.len() {
            vocabulary.add(layout, rows.record(at));
        }
        let mut counts = Counts::new(&vocabulary);
        let mut sketch = Sketch::default();
        let mut all = Vec::with_capacity(rows.len() as usize * 16);
        for at in 0..rows.len() {
            let record = rows.record(at);
            counts.add(&vocabulary, layout, record);
            sketch.add(record);
            keys(
                layout,
                record,
                Role::Stored,
                |_| true,
                |family, key| {
                    all.push((key, at, family));
                },
            );
        }
        let (postings, capped) = Postings::build(all);
        Self {
            rows,
            vocabulary,
            counts,
            postings,
            capped,
            sketch,
        }
    }

    /// The frequencies as this table alone shows them.
    pub(crate) fn frequencies(&self, layout: &Layout) -> Frequencies {
        Frequencies::new(&self.vocabulary, &self.counts, layout)
    }
}
