//! The large table streams past the index: each row is compared with the stored rows that share a key with it.

use super::{
    index::{Index, Sought},
    rows::Rows,
    sketch::Sketch,
};
use crate::{
    frequency::Counts,
    record::{Encoder, Layout, Record, Side},
    score::{Weights, score_candidate},
};

/// What is the same for all threads.
pub(crate) struct Probing<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) index: &'a Index,
    /// Built-in beliefs: enough, with the frequencies of the index, to see which pairs can still matter.
    pub(crate) weights: Weights,
    /// Pairs below this weight cannot matter whatever is learned.
    pub(crate) floor: f32,
    /// Which table is streamed.
    pub(crate) streamed: Side,
    /// The indexed table is streamed itself: a row is compared with the rows before it only.
    pub(crate) same_table: bool,
    /// The column with the identifier of a streamed row.
    pub(crate) id: Option<usize>,
    pub(crate) keep_fields: bool,
}

/// A pair that can still matter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    /// Place of the streamed row among the kept ones.
    pub(crate) streamed: u32,
    /// Place of the stored row.
    pub(crate) stored: u32,
}

/// One thread.
pub(crate) struct Prober {
    encoder: Encoder,
    words: Vec<u64>,
    id: String,
    // The last row that was compared with each stored row: each is compared once, however many keys it shares.
    seen: Vec<u32>,
    row: u32,
    sought: Sought,
    found: Vec<u32>,
    pub(crate) counts: Counts,
    pub(crate) sketch: Sketch,
    pub(crate) kept: Rows,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) ids: Vec<u64>,
    pub(crate) compared: u64,
}

impl Prober {
    pub(crate) fn new(probing: &Probing<'_>, encoder: Encoder) -> Self {
        Self {
            encoder,
            words: Vec::new(),
            id: String::new(),
            seen: vec![0; probing.index.rows.len() as usize],
            row: 0,
            sought: Sought::default(),
            found: Vec::new(),
            counts: Counts::new(&probing.index.vocabulary),
            sketch: Sketch::default(),
            kept: Rows::new(probing.keep_fields),
            pairs: Vec::new(),
            ids: Vec::new(),
            compared: 0,
        }
    }

    /// Compares one row with all that share a key with it.
    pub(crate) fn row(&mut self, probing: &Probing<'_>, row: tabular::Record<'_>) {
        let Self {
            words,
            seen,
            pairs,
            kept,
            compared,
            sought,
            found,
            ..
        } = self;
        words.clear();
        self.encoder.encode(|column| row.field(column), words);
        let record = Record::new(words);
        let Probing {
            layout,
            index,
            weights,
            ..
        } = probing;
        self.counts.add(&index.vocabulary, layout, record);
        self.sketch.add(record);
        match probing.id {
            Some(column) => {
                let id = row.field(column);
                self.ids.push(crate::record::hash(id.as_bytes()));
                self.id.clear();
                self.id.push_str(id);
            }
            None => self.id = row.line().to_string(),
        }
        self.row += 1;
        let stamp = self.row;
        let mut place = None;
        found.clear();
        index.find(layout, record, sought, found);
        found.retain(|stored| match seen.get_mut(*stored as usize) {
            Some(last) if *last != stamp => {
                *last = stamp;
                true
            }
            _ => false,
        });
        if probing.same_table {
            found.retain(|stored| index.rows.line(*stored) < row.line() as u32);
        }
        index.rows.touch(found);
        *compared += found.len() as u64;
        for &stored in found.iter() {
            let other = index.rows.record(stored);
            let (left, right) = match probing.streamed {
                Side::Left => (record, other),
                Side::Right => (other, record),
            };
            let Some(scored) = score_candidate(layout, &index.frequencies, left, right) else {
                continue;
            };
            if weights.weight(scored, layout.cells().len()) >= probing.floor {
                let streamed =
                    *place.get_or_insert_with(|| kept.push(&self.id, record.words(), row));
                pairs.push(Pair { streamed, stored });
            }
        }
    }
}
