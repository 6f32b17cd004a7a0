//! One table indexed, the other streamed past it: the pairs that can matter, and what was counted on the way.

use super::{
    LinkError, Options, Rows, Summary,
    index::Index,
    open::Opened,
    probe::{Pair, Prober, Probing},
    scan::scan,
    sketch::Sketch,
};
use crate::{
    decide::prior,
    frequency::{Counts, Frequencies},
    model::Model,
    record::{Encoder, Layout, Side, hash},
    schema::Schema,
    score::{Bound, Weights},
};
use domain::{Diagnostic, Level};
use std::io::Read;
use tabular::{Notices, Table, TableError};

/// Pairs that fall short of even odds by so many bits can still matter: learning moves weights by less.
const SLACK: f32 = 8.0;

/// Which table is streamed past the indexed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Streamed {
    /// The left one.
    Left,
    /// The right one.
    Right,
    /// The indexed one again, to find who stands in it twice.
    Itself,
}

impl Streamed {
    fn side(self) -> Side {
        match self {
            Self::Left | Self::Itself => Side::Left,
            Self::Right => Side::Right,
        }
    }
}

/// Both tables read, and the pairs that can matter.
pub(crate) struct Joint {
    pub(crate) layout: Layout,
    pub(crate) streamed: Side,
    pub(crate) stored_rows: Rows,
    pub(crate) streamed_rows: Rows,
    pub(crate) stored_count: u64,
    pub(crate) streamed_count: u64,
    pub(crate) stored_sketch: Sketch,
    pub(crate) streamed_sketch: Sketch,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) frequencies: Frequencies,
    pub(crate) summary: Summary,
    pub(crate) stored_notices: Notices,
    pub(crate) streamed_notices: Notices,
    pub(crate) threads: usize,
}

/// Indexes one table and streams the other past it.
pub(crate) fn join<S: Read + Send, B: Read + Send>(
    schema: &Schema,
    built_in: &Model,
    stored: Opened<S>,
    streamed: Opened<B>,
    how: Streamed,
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Joint, LinkError> {
    let layout = Layout::of(schema);
    let streamed_side = how.side();
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
    let weights = Weights::new(built_in);
    let every_pair = streamed.bytes.is_some()
        && stored_count as f64 * streamed_guess < options.every_pair_below as f64;
    let probing = Probing {
        every_pair,
        layout: &layout,
        bound: Bound::new(&layout, &index.frequencies, &weights),
        weights: &weights,
        floor: -(prior(1.0, left_guess as u64).log2() as f32) - SLACK,
        streamed: streamed_side,
        same_table: how == Streamed::Itself,
        id: streamed.id,
        keep_fields: options.keep_fields,
        index: &index,
    };
    let (mut workers, mut streamed_notices) = scan(
        streamed.table,
        columns(&encoder(streamed_side), streamed.id, options),
        options.threads,
        || Prober::new(&probing, encoder(streamed_side)),
        |prober: &mut Prober, row| prober.row(&probing, row),
        progress,
    )
    .map_err(reading(streamed.side))?;

    workers.iter_mut().for_each(|prober| prober.end(&probing));
    let mut counts = Counts::new(&index.vocabulary);
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
        capped: if every_pair { Vec::new() } else { index.capped },
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
    let make = || (encoder(), Rows::new(options.keep_fields));
    let work = |(encoder, rows): &mut (Encoder, Rows), row: tabular::Record<'_>| {
        rows.push(id, row, |words| {
            encoder.encode(|column| row.field(column), words);
        });
    };
    let columns = columns(&encoder(), id, options);
    let (workers, notices) = scan(table, columns, options.threads, make, work, &|_| {})?;
    let mut all = Rows::new(options.keep_fields);
    for (_, rows) in workers {
        all.append(rows);
    }
    Ok((all, notices))
}

/// How many columns of a table matter, from the first.
fn columns(encoder: &Encoder, id: Option<usize>, options: &Options) -> usize {
    if options.keep_fields {
        return usize::MAX;
    }
    encoder.columns().max(id.map_or(0, |id| id + 1))
}

fn report_repeated(rows: &Rows, id: Option<usize>, notices: &mut Notices) {
    if id.is_some() {
        let ids = (0..rows.len()).map(|at| hash(rows.row(at).id().as_bytes()));
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
