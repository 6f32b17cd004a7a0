//! Rows that are kept: identifier, line and record, and the fields where the caller wants them.

use crate::record::Record;
use std::fmt::Write;

/// Stands between fields that are kept; no text file contains it.
const BETWEEN: char = '\u{1F}';

/// Kept rows of one table, each known by its place.
#[derive(Debug, Default)]
pub struct Rows {
    words: Vec<u64>,
    word_ends: Vec<u32>,
    text: String,
    text_ends: Vec<u64>,
    lines: Vec<u32>,
    keep_fields: bool,
}

/// One kept row.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    text: &'a str,
    line: u32,
}

impl<'a> Row<'a> {
    /// The identifier, as written.
    pub fn id(self) -> &'a str {
        self.text.split(BETWEEN).next().unwrap_or_default()
    }

    /// A field by the position of its column; empty unless fields were to be kept.
    pub fn field(self, column: usize) -> &'a str {
        self.text.split(BETWEEN).nth(column + 1).unwrap_or_default()
    }

    /// The line of the file on which the row begins, counted from 1.
    pub fn line(self) -> u32 {
        self.line
    }
}

impl Rows {
    pub(crate) fn new(keep_fields: bool) -> Self {
        Self {
            keep_fields,
            ..Self::default()
        }
    }

    /// Keeps a row, whose words `encode` appends, and gives its place.
    pub(crate) fn push(
        &mut self,
        id: Option<usize>,
        row: tabular::Record<'_>,
        encode: impl FnOnce(&mut Vec<u64>),
    ) -> u32 {
        let at = self.len();
        encode(&mut self.words);
        self.word_ends.push(self.words.len() as u32);
        match id {
            Some(column) => self.text.push_str(row.field(column)),
            // Writing to a string cannot fail.
            None => _ = write!(self.text, "{}", row.line()),
        }
        if self.keep_fields {
            for field in 0..row.len() {
                self.text.push(BETWEEN);
                self.text.push_str(row.field(field));
            }
        }
        self.text_ends.push(self.text.len() as u64);
        self.lines.push(row.line() as u32);
        at
    }

    /// Keeps a row of others and gives its place.
    pub(crate) fn push_from(&mut self, others: &Self, at: u32) -> u32 {
        let place = self.len();
        self.words.extend_from_slice(others.record(at).words());
        self.word_ends.push(self.words.len() as u32);
        self.text.push_str(others.row(at).text);
        self.text_ends.push(self.text.len() as u64);
        self.lines.push(others.line(at));
        place
    }

    /// Forgets all rows.
    pub(crate) fn clear(&mut self) {
        self.words.clear();
        self.word_ends.clear();
        self.text.clear();
        self.text_ends.clear();
        self.lines.clear();
    }

    /// Adds the rows of another part of the table; the place of its first row is returned.
    pub(crate) fn append(&mut self, other: Self) -> u32 {
        let (at, words, text) = (self.len(), self.words.len() as u32, self.text.len() as u64);
        self.words.extend_from_slice(&other.words);
        self.word_ends
            .extend(other.word_ends.iter().map(|end| end + words));
        self.text.push_str(&other.text);
        self.text_ends
            .extend(other.text_ends.iter().map(|end| end + text));
        self.lines.extend_from_slice(&other.lines);
        at
    }

    /// How many rows are kept.
    pub fn len(&self) -> u32 {
        self.lines.len() as u32
    }

    /// Whether no row is kept.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// A kept row.
    pub fn row(&self, at: u32) -> Row<'_> {
        let at = at as usize;
        let end = |at: usize| self.text_ends.get(at).copied().unwrap_or(0) as usize;
        let start = at.checked_sub(1).map_or(0, end);
        Row {
            text: self.text.get(start..end(at)).unwrap_or_default(),
            line: self.lines.get(at).copied().unwrap_or(0),
        }
    }

    /// The line of a kept row.
    pub(crate) fn line(&self, at: u32) -> u32 {
        self.lines.get(at as usize).copied().unwrap_or(0)
    }

    /// The record of a kept row.
    pub fn record(&self, at: u32) -> Record<'_> {
        let at = at as usize;
        let end = |at: usize| self.word_ends.get(at).copied().unwrap_or(0) as usize;
        let start = at.checked_sub(1).map_or(0, end);
        Record::new(self.words.get(start..end(at)).unwrap_or_default())
    }

    /// The same rows in another order.
    pub(crate) fn sorted_by_key<K: Ord>(self, key: impl Fn(&Self, u32) -> K) -> Self {
        let mut order: Vec<u32> = (0..self.len()).collect();
        order.sort_by_cached_key(|at| key(&self, *at));
        let mut sorted = Self::new(self.keep_fields);
        sorted.words.reserve_exact(self.words.len());
        sorted.text.reserve_exact(self.text.len());
        for at in order {
            sorted.push_from(&self, at);
        }
        sorted
    }
}
