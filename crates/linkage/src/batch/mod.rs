//! Two tables linked: the smaller one indexed, the larger one streamed past it by all threads.
//!
//! Every pair that shares a key ([`crate::keys`]) is compared; pairs that can still matter whatever is learned are kept.
//! Then beliefs are learned from them, frequencies are those of the larger table, and the candidates of each right row
//! compete. Nothing depends on the order of rows or on the number of threads.

mod answer;
mod days;
mod dedupe;
mod index;
mod join;
mod lexicon;
mod open;
mod probe;
mod rows;
mod scan;
mod sketch;
#[cfg(test)]
mod tests;

pub use dedupe::{Clusters, Person, dedupe};
pub use rows::{Row, Rows};

use crate::{
    compare::Pattern,
    decide::Decision,
    frequency::Frequencies,
    model::{Model, ModelError},
    postings::Capped,
    schema::{Schema, SchemaError, Wish},
};
use domain::Diagnostic;
use jiff::civil::Date;
use join::{Streamed, join};
use open::Opened;
use std::io::Read;
use tabular::{Header, TableError};

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
    /// Where the two tables have fewer pairs, every one is compared, whether it shares a key or not.
    pub every_pair_below: u64,
    /// How many threads read.
    pub threads: usize,
    /// Keep the fields of rows that stand in a pair.
    pub keep_fields: bool,
}

/// So many pairs are compared in the blink of an eye: a usual choice for [`Options::every_pair_below`].
pub const FEW_PAIRS: u64 = 1 << 20;

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
            Streamed::Right,
            options,
            progress,
        )?
    } else {
        join(
            &schema,
            &built_in,
            right,
            left,
            Streamed::Left,
            options,
            progress,
        )?
    };
    Ok(joint.decide(schema, headers, built_in, options))
}
