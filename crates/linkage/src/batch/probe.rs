//! The large table streams past the index: each row is compared with the stored rows that share a key with it.

use super::{
    index::{Found, Index, Sought},
    lexicon::{Lexicon, Whose, WordFacts},
    rows::Rows,
    sketch::Sketch,
};
use crate::{
    frequency::Counts,
    name_sketch::NameSketch,
    record::{Encoder, Layout, Side},
    schema::Kind,
    score::{Bound, NameBound, Weights, score_candidate},
};

/// What is the same for all threads.
pub(crate) struct Probing<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) index: &'a Index,
    /// Built-in beliefs: enough, with the frequencies of the index, to see which pairs can still matter.
    pub(crate) weights: &'a Weights,
    /// Tells the pairs that cannot reach the floor before their names are compared.
    pub(crate) bound: Bound<'a>,
    /// Pairs below this weight cannot matter whatever is learned.
    pub(crate) floor: f32,
    /// Which table is streamed.
    pub(crate) streamed: Side,
    /// The tables are so small that every pair is compared.
    pub(crate) every_pair: bool,
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

/// Rows are looked up so many at a time: the memory of one is on its way while the others are looked at.
const BATCH: u32 = 64;

/// One thread.
pub(crate) struct Prober {
    encoder: Encoder,
    batch: Rows,
    lexicon: Lexicon,
    // Of the words of all first names of the batch; where those of each row end; the sketch of each name.
    words: Vec<WordFacts>,
    word_ends: Vec<usize>,
    names: Vec<NameSketch>,
    bound: NameBound,
    sought: Sought,
    found: Vec<Found>,
    // The last row that was compared with each stored row: each is compared once, however many keys it shares.
    seen: Vec<u32>,
    rows: u32,
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
            batch: Rows::new(probing.keep_fields),
            lexicon: Lexicon::default(),
            words: Vec::new(),
            word_ends: Vec::new(),
            names: Vec::new(),
            bound: NameBound::default(),
            sought: Sought::default(),
            found: Vec::new(),
            seen: vec![0; probing.index.rows.len() as usize],
            rows: 0,
            counts: Counts::new(&probing.index.vocabulary),
            sketch: Sketch::default(),
            kept: Rows::new(probing.keep_fields),
            pairs: Vec::new(),
            ids: Vec::new(),
            compared: 0,
        }
    }

    /// Takes one row.
    pub(crate) fn row(&mut self, probing: &Probing<'_>, row: tabular::Record<'_>) {
        let Self { encoder, batch, .. } = self;
        batch.push(probing.id, row, |words| {
            encoder.encode(|column| row.field(column), words);
        });
        if batch.len() == BATCH {
            self.flush(probing);
        }
    }

    /// Compares the rows taken with all that share a key with them.
    pub(crate) fn flush(&mut self, probing: &Probing<'_>) {
        self.count(probing);
        self.look_up_words(probing);
        self.find(probing);
        self.compare(probing);
        self.rows += self.batch.len();
        self.batch.clear();
    }

    /// Compares the last rows and ends counting.
    pub(crate) fn end(&mut self, probing: &Probing<'_>) {
        self.flush(probing);
        self.lexicon.settle(&mut self.counts);
    }

    fn count(&mut self, probing: &Probing<'_>) {
        let vocabulary = &probing.index.vocabulary;
        let records = (0..self.batch.len()).map(|at| self.batch.record(at));
        self.counts
            .add_all_but_words(vocabulary, probing.layout, records.clone());
        records.for_each(|record| self.sketch.add(record));
        for at in 0..self.batch.len() {
            if probing.id.is_some() {
                let id = self.batch.row(at).id();
                self.ids.push(crate::record::hash(id.as_bytes()));
            }
        }
    }

    /// Counts the words of all names; what is known of those of the first is kept for later.
    fn look_up_words(&mut self, probing: &Probing<'_>) {
        let Self {
            batch,
            counts,
            lexicon,
            words,
            word_ends,
            names,
            ..
        } = self;
        words.clear();
        word_ends.clear();
        names.clear();
        let mut look_up = |word, whose| lexicon.look_up(probing.index, counts, word, whose);
        for at in 0..batch.len() {
            let record = batch.record(at);
            let cells = probing.layout.cells().iter();
            let cells = cells.filter(|cell| cell.0 == Kind::Name);
            let mut first = true;
            let start = words.len();
            for name in cells.map(|cell| record.name(cell.1)) {
                let own = name.own().map(|word| (word, Whose::Own));
                for (word, whose) in own.chain(name.parent().map(|word| (word, Whose::Parent))) {
                    let facts = look_up(word, whose);
                    if first {
                        words.push(facts);
                    }
                }
                if first {
                    let own = words.get(start..start + name.len()).unwrap_or_default();
                    let own = own.iter().map(|word| (word.sketch, word.frequent));
                    names.push(NameSketch::of_words(own));
                }
                first = false;
            }
            if first {
                names.push(NameSketch::of_words(std::iter::empty()));
            }
            word_ends.push(words.len());
        }
    }

    /// Finds each stored row that shares a key with one of the batch once.
    fn find(&mut self, probing: &Probing<'_>) {
        let Self {
            batch,
            names,
            sought,
            found,
            seen,
            rows,
            ..
        } = self;
        if probing.every_pair {
            probing.index.all(batch, sought);
        } else {
            probing.index.find(probing.layout, batch, names, sought);
        }
        found.clear();
        sought.drain(|(at, stored)| {
            let stamp = *rows + at + 1;
            if let Some(last) = seen.get_mut(stored as usize)
                && *last != stamp
            {
                *last = stamp;
                found.push((at, stored));
            }
        });
        let stored = &probing.index.rows;
        if probing.same_table {
            found.retain(|(at, other)| stored.line(*other) < batch.line(*at));
        }
        probing.index.touch(found);
        self.compared += self.found.len() as u64;
    }

    /// Compares what was found and keeps the pairs that can matter.
    fn compare(&mut self, probing: &Probing<'_>) {
        let Probing { layout, index, .. } = probing;
        for pairs in self.found.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(at, _)) = pairs.first() else {
                continue;
            };
            let record = self.batch.record(at);
            let at_word = |at: u32| self.word_ends.get(at as usize).copied().unwrap_or(0);
            let words = at.checked_sub(1).map_or(0, at_word)..at_word(at);
            let words = self.words.get(words).unwrap_or_default();
            if let Some(name) = probing.bound.name(record) {
                self.bound.begin(name);
                let all = name.own().chain(name.parent());
                for (at, (word, facts)) in all.zip(words).enumerate() {
                    if at < name.len() {
                        self.bound
                            .own(word, facts.sketch, facts.frequent, facts.own);
                    } else {
                        self.bound
                            .parent(word, facts.sketch, facts.frequent, facts.parent);
                    }
                }
            }
            let mut place = None;
            for &(_, stored) in pairs {
                let other = index.rows.record(stored);
                let (left, right) = match probing.streamed {
                    Side::Left => (record, other),
                    Side::Right => (other, record),
                };
                let other = (other, index.name(stored));
                let pair = (left, right);
                let bound = &probing.bound;
                if !bound.may_reach(probing.floor, &mut self.bound, other, pair) {
                    continue;
                }
                let Some(scored) = score_candidate(layout, &index.frequencies, left, right) else {
                    continue;
                };
                if probing.weights.weight(scored, layout.cells().len()) >= probing.floor {
                    let keep = || self.kept.push_from(&self.batch, at);
                    let streamed = *place.get_or_insert_with(keep);
                    self.pairs.push(Pair { streamed, stored });
                }
            }
        }
    }
}
