//! Reading pairs and truth.

use domain::{Diagnostic, Level, Place};
use rustc_hash::{FxHashMap, FxHashSet};
use std::io::{self, Read};
use tabular::{Chunk, Header, Notices, Record, Table, TableError};

/// Why pairs or truth cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// The table could not be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A column is missing.
    #[error("expected a column `{expected}`, found {found}")]
    Column {
        /// The column that is missing.
        expected: &'static str,
        /// The headers that are there.
        found: String,
    },
}

impl From<io::Error> for EvaluateError {
    fn from(error: io::Error) -> Self {
        Self::Table(error.into())
    }
}

/// One proposed pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) weight: f64,
    pub(super) linked: bool,
}

/// Proposed pairs: the columns `left_id` and `right_id`, and where present `weight`, `probability` and `decision`.
#[derive(Debug, Default)]
pub struct Pairs {
    pub(super) rows: Vec<Row>,
    pub(super) left: FxHashMap<String, u32>,
    pub(super) right: FxHashMap<String, u32>,
    pub(super) has_weight: bool,
    pub(super) has_decision: bool,
}

/// The true pairs: the columns `left_id` and `right_id`, and where present `noise`, classes joined by `+`.
#[derive(Debug, Default)]
pub struct Truth {
    pub(super) pairs: Vec<(String, String)>,
    /// The noise of each pair; empty where there is no such column.
    pub(super) noise: Vec<String>,
    pub(super) has_noise: bool,
}

fn required(header: &Header, expected: &'static str) -> Result<usize, EvaluateError> {
    header.named(expected).ok_or_else(|| EvaluateError::Column {
        expected,
        found: header
            .names()
            .iter()
            .map(|name| format!("`{}`", name.trim()))
            .collect::<Vec<_>>()
            .join(", "),
    })
}

/// Hands over every record; what is odd goes to the notices.
fn each_record<R: Read>(
    table: &mut Table<R>,
    mut take: impl FnMut(&Record<'_>, &mut Notices),
) -> io::Result<()> {
    let mut chunk = Chunk::default();
    let mut odd = Notices::default();
    while table.next_chunk(&mut chunk)? {
        let mut records = chunk.records();
        while let Some(record) = records.next() {
            take(&record, &mut odd);
        }
        table.notices_mut().append(records.into_notices());
    }
    table.notices_mut().append(odd);
    Ok(())
}

fn notice(
    level: Level,
    code: &'static str,
    record: &Record<'_>,
    field: &str,
    message: &'static str,
) -> Diagnostic {
    Diagnostic::new(level, code, message).at(Place {
        line: Some(record.line()),
        field: Some(field.to_owned()),
        ..Place::default()
    })
}

/// The two ids of a record, both of which it must have.
fn ids<'a>(
    record: &Record<'a>,
    left: usize,
    right: usize,
    odd: &mut Notices,
) -> Option<(&'a str, &'a str)> {
    for (at, field) in [(left, "left_id"), (right, "right_id")] {
        if record.field(at).is_empty() {
            odd.push(notice(
                Level::Error,
                "no-id",
                record,
                field,
                "the id is empty; the row is left out",
            ));
            return None;
        }
    }
    Some((record.field(left), record.field(right)))
}

fn number(ids: &mut FxHashMap<String, u32>, id: &str) -> u32 {
    if let Some(known) = ids.get(id) {
        return *known;
    }
    let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    ids.insert(id.to_owned(), next);
    next
}

impl Pairs {
    /// Reads `pairs.csv`. A pair that stands there twice counts once, with its higher weight.
    ///
    /// # Errors
    /// [`EvaluateError`]
    pub fn read(source: impl Read) -> Result<(Self, Notices), EvaluateError> {
        let mut table = Table::open(source)?;
        let left = required(table.header(), "left_id")?;
        let right = required(table.header(), "right_id")?;
        let named = |name| table.header().named(name).map(|at| (at, name));
        let weight = named("weight").or_else(|| named("probability"));
        let decision = table.header().named("decision");
        let mut pairs = Self {
            has_weight: weight.is_some(),
            has_decision: decision.is_some(),
            ..Self::default()
        };
        let mut places: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        each_record(&mut table, |record, odd| {
            let Some((left, right)) = ids(record, left, right, odd) else {
                return;
            };
            let row = Row {
                left: number(&mut pairs.left, left),
                right: number(&mut pairs.right, right),
                weight: weight.map_or(0.0, |(at, field)| ranked(record, at, field, odd)),
                linked: decision.is_some_and(|at| record.field(at).eq_ignore_ascii_case("link")),
            };
            match places
                .get(&(row.left, row.right))
                .and_then(|at| pairs.rows.get_mut(*at))
            {
                Some(first) => {
                    odd.push(notice(
                        Level::Warning,
                        "pair-twice",
                        record,
                        "left_id",
                        "the pair stands here before; it counts once",
                    ));
                    first.weight = first.weight.max(row.weight);
                    first.linked |= row.linked;
                }
                None => {
                    places.insert((row.left, row.right), pairs.rows.len());
                    pairs.rows.push(row);
                }
            }
        })?;
        Ok((pairs, table.into_notices()))
    }

    /// The numbers of the rows that fulfil a condition.
    pub(super) fn rows_where(&self, holds: impl Fn(&Row) -> bool) -> Vec<usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| holds(row))
            .map(|(at, _)| at)
            .collect()
    }

    /// How many pairs were proposed.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no pair was proposed.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The weight of a record; one that cannot be read ranks last.
fn ranked(record: &Record<'_>, at: usize, field: &str, odd: &mut Notices) -> f64 {
    match record.field(at).parse::<f64>() {
        Ok(weight) if !weight.is_nan() => weight,
        _ => {
            odd.push(notice(
                Level::Error,
                "no-number",
                record,
                field,
                "expected a number; the row ranks last",
            ));
            f64::NEG_INFINITY
        }
    }
}

impl Truth {
    /// Reads `truth.csv`.
    ///
    /// # Errors
    /// [`EvaluateError`]
    pub fn read(source: impl Read) -> Result<(Self, Notices), EvaluateError> {
        let mut table = Table::open(source)?;
        let left = required(table.header(), "left_id")?;
        let right = required(table.header(), "right_id")?;
        let noise = table.header().named("noise");
        let mut truth = Self {
            has_noise: noise.is_some(),
            ..Self::default()
        };
        let mut seen: FxHashSet<(String, String)> = FxHashSet::default();
        each_record(&mut table, |record, odd| {
            let Some((left, right)) = ids(record, left, right, odd) else {
                return;
            };
            let pair = (left.to_owned(), right.to_owned());
            if seen.insert(pair.clone()) {
                truth.pairs.push(pair);
                if let Some(at) = noise {
                    truth.noise.push(record.field(at).to_owned());
                }
            }
        })?;
        Ok((truth, table.into_notices()))
    }

    /// How many pairs are true.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether no pair is true.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}
