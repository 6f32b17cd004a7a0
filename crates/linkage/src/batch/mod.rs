//! Two tables linked: the smaller one indexed, the larger one streamed past it by all threads.
//!
//! Every pair that shares a key ([`crate::keys`]) is compared; pairs that can still matter whatever is learned are kept.
//! Then beliefs are learned from them, frequencies are those of the larger table, and the candidates of each right row
//! compete. Nothing depends on the order of rows or on the number of threads.

mod days;
mod index;
mod probe;
mod rows;
mod scan;
mod sketch;

pub use rows::{Row, Rows};

use crate::{
    compare::Pattern,
    decide::{Decision, compete},
    frequency::Frequencies,
    model::{Model, ModelError},
    postings::Capped,
    record::{Encoder, Layout, Record, Side},
    schema::{Schema, SchemaError, Wish},
    score::{Scored, Weights, score},
    train::{Candidate, learn_m, learn_u},
};
use domain::{Diagnostic, Level};
use index::Index;
use jiff::civil::Date;
use probe::{Pair, Prober, Probing};
use scan::scan;
use sketch::Sketch;
use std::io::Read;
use tabular::{Header, Notices, Table, TableError};

/// A table to link.
pub struct Source<R> {
    /// Its text.
    pub read: R,
    /// Its length in bytes where it is known: the shorter table is indexed.
    pub bytes: Option<u64>,
    /// The header of the column that identifies a row; found if not given.
    pub id: Option<String>,
}

/// How to link.
#[derive(Debug, Clone)]
pub struct Options {
    /// Columns to compare beside or instead of the usual ones.
    pub wishes: Vec<Wish>,
    /// Pairs below this probability are not reported.
    pub threshold: f64,
    /// Beliefs to use; learned from the tables if not given.
    pub model: Option<Model>,
    /// Settles the century of birth years of two digits.
    pub reference: Date,
    /// How many threads read.
    pub threads: usize,
    /// Keep the fields of rows that stand in a pair.
    pub keep_fields: bool,
}

/// A pair with its answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Place among [`Linkage::left`].
    pub left: u32,
    /// Place among [`Linkage::right`].
    pub right: u32,
    /// The levels.
    pub pattern: Pattern,
    /// Bits for (above zero) or against one person.
    pub weight: f32,
    /// The probability of one person, others and nobody being considered.
    pub probability: f64,
    /// The answer.
    pub decision: Decision,
}

/// What came of linking two tables.
pub struct Linkage {
    /// The comparisons.
    pub schema: Schema,
    /// The header of the left table.
    pub left_header: Header,
    /// The header of the right table.
    pub right_header: Header,
    /// Rows of the left table that stand in a pair, at least.
    pub left: Rows,
    /// Rows of the right table that stand in a pair, at least.
    pub right: Rows,
    /// Pairs by right row, the best first.
    pub matches: Vec<Match>,
    /// The beliefs that decided.
    pub model: Model,
    /// How rare words and values are.
    pub frequencies: Frequencies,
    /// What was counted.
    pub summary: Summary,
    /// What was odd about the left table.
    pub left_notices: Vec<Diagnostic>,
    /// What was odd about the right table.
    pub right_notices: Vec<Diagnostic>,
}

/// What was counted while linking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows of the left table.
    pub left_rows: u64,
    /// Rows of the right table.
    pub right_rows: u64,
    /// Pairs that share a key and were compared.
    pub compared: u64,
    /// Pairs that were kept until the end.
    pub kept: u64,
    /// Keys that too many rows share.
    pub capped: Vec<Capped>,
    /// Right rows of which somebody is the same person with the probability of a link.
    pub linked: u64,
    /// Right rows for which several are possible and none is certain.
    pub several: u64,
}

/// Why two tables cannot be linked.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// A table cannot be read.
    #[error("{side} table: {source}")]
    Table {
        /// `left` or `right`.
        side: &'static str,
        /// Why.
        source: TableError,
    },
    /// The column with the identifier is missing.
    #[error("{side} table: no column `{column}` to identify a row; its columns are {columns}")]
    NoId {
        /// `left` or `right`.
        side: &'static str,
        /// The header that was asked for.
        column: String,
        /// What the table has.
        columns: String,
    },
    /// The columns do not fit.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// The model does not fit.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// Pairs that fall short of even odds by so many bits can still matter: learning moves weights by less.
const SLACK: f32 = 8.0;

/// Links two tables. `progress` is told how many bytes of the larger table are done.
///
/// # Errors
/// [`LinkError`]
pub fn link<L: Read + Send, R: Read + Send>(
    left: Source<L>,
    right: Source<R>,
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Linkage, LinkError> {
    let index_left = match (left.bytes, right.bytes) {
        (Some(l), Some(r)) => l < r,
        _ => false,
    };
    let left = Opened::new(left, "left")?;
    let right = Opened::new(right, "right")?;
    let headers = (left.table.header().clone(), right.table.header().clone());
    let schema = Schema::of(&headers.0, &headers.1, &options.wishes)?;
    let built_in = match &options.model {
        Some(model) => model.arranged(&schema)?,
        None => Model::built_in(&schema),
    };
    let joint = if index_left {
        join(
            &schema,
            &built_in,
            left,
            right,
            Side::Right,
            options,
            progress,
        )?
    } else {
        join(
            &schema,
            &built_in,
            right,
            left,
            Side::Left,
            options,
            progress,
        )?
    };
    Ok(joint.decide(schema, headers, built_in, options))
}

/// A table whose header was read.
struct Opened<R> {
    table: Table<R>,
    id: Option<usize>,
    bytes: Option<u64>,
    side: &'static str,
}

impl<R: Read> Opened<R> {
    fn new(source: Source<R>, side: &'static str) -> Result<Self, LinkError> {
        let mut table =
            Table::open(source.read).map_err(|source| LinkError::Table { side, source })?;
        let id = match &source.id {
            Some(column) => {
                let found = table.header().named(column);
                Some(found.ok_or_else(|| LinkError::NoId {
                    side,
                    column: column.clone(),
                    columns: table.header().quoted(),
                })?)
            }
            None => table.header().id(),
        };
        if id.is_none() {
            let message = "no column identifies a row (`id`, or a name that ends in `_id`): the line number is used";
            table
                .notices_mut()
                .push(Diagnostic::new(Level::Warning, "no-id", message));
        }
        Ok(Self {
            table,
            id,
            bytes: source.bytes,
            side,
        })
    }
}

/// Both tables read, and the pairs that can matter.
struct Joint {
    layout: Layout,
    streamed: Side,
    stored_rows: Rows,
    streamed_rows: Rows,
    stored_count: u64,
    streamed_count: u64,
    stored_sketch: Sketch,
    streamed_sketch: Sketch,
    pairs: Vec<Pair>,
    frequencies: Frequencies,
    summary: Summary,
    stored_notices: Notices,
    streamed_notices: Notices,
    threads: usize,
}

fn join<S: Read + Send, B: Read + Send>(
    schema: &Schema,
    built_in: &Model,
    stored: Opened<S>,
    streamed: Opened<B>,
    streamed_side: Side,
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Joint, LinkError> {
    let layout = Layout::of(schema);
    let stored_side = match streamed_side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
    };
    let reading = |side| {
        move |error| LinkError::Table {
            side,
            source: TableError::Read(error),
        }
    };
    let encoder = |side| Encoder::new(schema, side, options.reference);

    let (rows, mut stored_notices) =
        read_whole(stored.table, stored.id, options, || encoder(stored_side))
            .map_err(reading(stored.side))?;
    let index = Index::build(&layout, rows);
    report_repeated(&index.rows, stored.id, &mut stored_notices);

    let stored_count = u64::from(index.rows.len());
    // Rows are about as long in both tables: good enough to tell what can matter.
    let streamed_guess = match (stored.bytes, streamed.bytes) {
        (Some(s), Some(b)) => b as f64 / s.max(1) as f64 * stored_count as f64,
        _ => stored_count as f64,
    };
    let left_guess = match streamed_side {
        Side::Left => streamed_guess,
        Side::Right => stored_count as f64,
    };
    let probing = Probing {
        layout: &layout,
        weights: Weights::new(built_in),
        frequencies: index.frequencies(&layout),
        floor: left_guess.max(1.0).log2() as f32 - SLACK,
        streamed: streamed_side,
        id: streamed.id,
        keep_fields: options.keep_fields,
        index: &index,
    };
    let (workers, mut streamed_notices) = scan(
        streamed.table,
        options.threads,
        || Prober::new(&probing, encoder(streamed_side)),
        |prober: &mut Prober, row| prober.row(&probing, row),
        progress,
    )
    .map_err(reading(streamed.side))?;

    let mut counts = crate::frequency::Counts::new(&index.vocabulary);
    let mut streamed_sketch = Sketch::default();
    let mut streamed_rows = Rows::new(options.keep_fields);
    let mut pairs = Vec::new();
    let mut ids = Vec::new();
    let mut compared = 0;
    for worker in workers {
        counts.append(&worker.counts);
        streamed_sketch.append(worker.sketch);
        let first = streamed_rows.append(worker.kept);
        let moved = worker.pairs.iter().map(|pair| Pair {
            streamed: pair.streamed + first,
            ..*pair
        });
        pairs.extend(moved);
        ids.extend(worker.ids);
        compared += worker.compared;
    }
    report_repeated_hashes(ids, &mut streamed_notices);
    let frequencies = Frequencies::new(&index.vocabulary, &counts, &layout);
    let summary = Summary {
        compared,
        kept: pairs.len() as u64,
        capped: index.capped,
        ..Summary::default()
    };
    Ok(Joint {
        streamed: streamed_side,
        stored_rows: index.rows,
        streamed_rows,
        stored_count,
        streamed_count: counts.rows(),
        stored_sketch: index.sketch,
        streamed_sketch,
        pairs,
        frequencies,
        summary,
        stored_notices,
        streamed_notices,
        threads: options.threads.max(1),
        layout,
    })
}

/// Reads a table whole.
fn read_whole<R: Read + Send>(
    table: Table<R>,
    id: Option<usize>,
    options: &Options,
    encoder: impl Fn() -> Encoder + Sync,
) -> std::io::Result<(Rows, Notices)> {
    let make = || (encoder(), Vec::new(), Rows::new(options.keep_fields));
    let work = |(encoder, words, rows): &mut (Encoder, Vec<u64>, Rows),
                row: tabular::Record<'_>| {
        words.clear();
        encoder.encode(|column| row.field(column), words);
        match id {
            Some(column) => rows.push(row.field(column), words, row),
            None => rows.push(&row.line().to_string(), words, row),
        };
    };
    let (workers, notices) = scan(table, options.threads, make, work, &|_| {})?;
    let mut all = Rows::new(options.keep_fields);
    for (_, _, rows) in workers {
        all.append(rows);
    }
    Ok((all, notices))
}

fn report_repeated(rows: &Rows, id: Option<usize>, notices: &mut Notices) {
    if id.is_some() {
        let ids = (0..rows.len()).map(|at| crate::record::hash(rows.row(at).id().as_bytes()));
        report_repeated_hashes(ids.collect(), notices);
    }
}

fn report_repeated_hashes(mut ids: Vec<u64>, notices: &mut Notices) {
    ids.sort_unstable();
    let repeated = ids
        .chunk_by(|a, b| a == b)
        .filter(|group| group.len() > 1)
        .count();
    if repeated > 0 {
        let message = format!("{repeated} identifiers occur more than once; each row was used");
        notices.push(Diagnostic::new(Level::Warning, "repeated-id", message));
    }
}

impl Joint {
    fn left_and_right(&self) -> (&Rows, &Rows) {
        match self.streamed {
            Side::Left => (&self.streamed_rows, &self.stored_rows),
            Side::Right => (&self.stored_rows, &self.streamed_rows),
        }
    }

    /// The places of a pair in the left and in the right table.
    fn places(&self, pair: &Pair) -> (u32, u32) {
        match self.streamed {
            Side::Left => (pair.streamed, pair.stored),
            Side::Right => (pair.stored, pair.streamed),
        }
    }

    fn decide(
        mut self,
        schema: Schema,
        headers: (Header, Header),
        built_in: Model,
        options: &Options,
    ) -> Linkage {
        let (left_count, right_count) = match self.streamed {
            Side::Left => (self.streamed_count, self.stored_count),
            Side::Right => (self.stored_count, self.streamed_count),
        };
        // By row, in the order of the files, whoever found the pair.
        let mut pairs = std::mem::take(&mut self.pairs);
        {
            let (left, right) = self.left_and_right();
            pairs.sort_unstable_by_key(|pair| {
                let (l, r) = self.places(pair);
                (right.line(r), left.line(l))
            });
        }
        let scored = self.score_again(&pairs);
        let candidates: Vec<Candidate> = pairs
            .iter()
            .zip(&scored)
            .map(|(pair, scored)| Candidate {
                right: self.places(pair).1,
                pattern: scored.pattern,
                rarity: scored.rarity,
            })
            .collect();
        let mut model = built_in;
        if options.model.is_none() {
            let weights = Weights::new(&model);
            let sketches = (
                std::mem::take(&mut self.streamed_sketch).into_rows(),
                std::mem::take(&mut self.stored_sketch).into_rows(),
            );
            let (left, right) = match self.streamed {
                Side::Left => (&sketches.0, &sketches.1),
                Side::Right => (&sketches.1, &sketches.0),
            };
            let certain = (left_count.max(2) as f32).log2();
            let looks_like_one = |a: Record<'_>, b: Record<'_>| {
                let scored = score(&self.layout, &self.frequencies, a, b);
                weights.weight(scored, self.layout.cells().len()) > certain
            };
            learn_u(&mut model, &self.layout, left, right, looks_like_one);
            learn_m(&mut model, &candidates, left_count, right_count);
        }
        let matches = self.matches(&pairs, &candidates, &model, left_count, options.threshold);
        let (left_notices, right_notices) = match self.streamed {
            Side::Left => (self.streamed_notices, self.stored_notices),
            Side::Right => (self.stored_notices, self.streamed_notices),
        };
        let (left, right) = match self.streamed {
            Side::Left => (self.streamed_rows, self.stored_rows),
            Side::Right => (self.stored_rows, self.streamed_rows),
        };
        Linkage {
            schema,
            left_header: headers.0,
            right_header: headers.1,
            left,
            right,
            summary: Summary {
                left_rows: left_count,
                right_rows: right_count,
                linked: matches.1,
                several: matches.2,
                ..self.summary
            },
            matches: matches.0,
            model,
            frequencies: self.frequencies,
            left_notices: left_notices.into_diagnostics(),
            right_notices: right_notices.into_diagnostics(),
        }
    }

    /// Scores the pairs anew, now that the frequencies of the larger table are known.
    fn score_again(&self, pairs: &[Pair]) -> Vec<Scored> {
        let (left, right) = self.left_and_right();
        let one = |pairs: &[Pair]| -> Vec<Scored> {
            let score = |pair| {
                let (l, r) = self.places(pair);
                score(
                    &self.layout,
                    &self.frequencies,
                    left.record(l),
                    right.record(r),
                )
            };
            pairs.iter().map(score).collect()
        };
        let size = pairs.len().div_ceil(self.threads).max(1);
        std::thread::scope(|scope| {
            let parts: Vec<_> = pairs
                .chunks(size)
                .map(|part| scope.spawn(|| one(part)))
                .collect();
            let joined = parts.into_iter().map(|part| {
                part.join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            joined.flatten().collect()
        })
    }

    /// The pairs at or above the threshold, and how many right rows are linked and have several possible.
    fn matches(
        &self,
        pairs: &[Pair],
        candidates: &[Candidate],
        model: &Model,
        left_count: u64,
        threshold: f64,
    ) -> (Vec<Match>, u64, u64) {
        let weights = Weights::new(model);
        let comparisons = self.layout.cells().len();
        let (left, _) = self.left_and_right();
        let (mut matches, mut linked, mut several) = (Vec::new(), 0, 0);
        let mut at = 0;
        for group in candidates.chunk_by(|a, b| a.right == b.right) {
            let pairs = pairs.get(at..at + group.len()).unwrap_or_default();
            at += group.len();
            let of = |c: &Candidate| weights.of_pattern(c.pattern, comparisons) + c.rarity;
            let by_candidate: Vec<f32> = group.iter().map(of).collect();
            let places: Vec<u32> = pairs.iter().map(|pair| self.places(pair).0).collect();
            let persons = self.persons(&weights, left, &places, &by_candidate, left_count);
            let chances = compete(&by_candidate, &persons, model.share, left_count);
            let first = matches.len();
            for ((pair, candidate), (probability, weight)) in pairs
                .iter()
                .zip(group)
                .zip(chances.iter().zip(&by_candidate))
            {
                if *probability >= threshold {
                    let (l, r) = self.places(pair);
                    matches.push(Match {
                        left: l,
                        right: r,
                        pattern: candidate.pattern,
                        weight: *weight,
                        probability: *probability,
                        decision: Decision::of(*probability),
                    });
                }
            }
            if let Some(found) = matches.get_mut(first..) {
                found.sort_by(|a, b| b.probability.total_cmp(&a.probability));
            }
            let best = chances.iter().copied().fold(0.0, f64::max);
            if Decision::of(best) == Decision::Link {
                linked += 1;
            } else if chances.iter().sum::<f64>() >= 0.5 {
                several += 1;
            }
        }
        (matches, linked, several)
    }

    /// Which candidates are one person who stands in the left table more than once: they have a number in common, or, where
    /// no number can be compared, everything else.
    fn persons(
        &self,
        weights: &Weights,
        left: &Rows,
        places: &[u32],
        by_candidate: &[f32],
        rows: u64,
    ) -> Vec<usize> {
        let mut persons: Vec<usize> = (0..places.len()).collect();
        let certain = (rows.max(2) as f32).log2();
        let strong = |weight: f32| weight > certain - 6.0;
        for (i, (a, wa)) in places.iter().zip(by_candidate).enumerate() {
            for (j, (b, wb)) in places.iter().zip(by_candidate).enumerate().take(i) {
                if strong(*wa)
                    && strong(*wb)
                    && self.one_person(weights, left.record(*a), left.record(*b), certain)
                {
                    let person = persons.get(j).copied().unwrap_or(j);
                    if let Some(slot) = persons.get_mut(i) {
                        *slot = person;
                    }
                    break;
                }
            }
        }
        persons
    }

    fn one_person(&self, weights: &Weights, a: Record<'_>, b: Record<'_>, certain: f32) -> bool {
        use crate::{compare::CodeLevel, schema::Kind};
        let scored = score(&self.layout, &self.frequencies, a, b);
        let mut codes = self
            .layout
            .cells()
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.0 == Kind::Code)
            .map(|(index, _)| scored.pattern.level(index));
        let equal = CodeLevel::Equal as u8;
        if codes.clone().any(|level| level == equal) {
            return true;
        }
        let unknown = codes.all(|level| level == CodeLevel::Missing as u8);
        // Few stand twice in a register: one in a hundred, so seven bits more than for one pair among all.
        unknown && weights.weight(scored, self.layout.cells().len()) > certain + 7.0
    }
}
