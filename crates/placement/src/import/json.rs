//! JSON: an object a row, one on each line or all in one array.

use super::{InputError, Reading, Row, input::Pieces, layout::left_out};
use domain::{Column, Diagnostic, Level, Place};
use serde_json::{Map, Value};
use std::{
    collections::HashMap,
    io::{BufRead, Read},
};
use tabular::Notices;

/// No row is longer; what is longer is no row.
const LONGEST_LINE: u64 = 1 << 20;

struct Reader<'a> {
    reading: &'a Reading<'a>,
    pieces: Pieces<'a>,
    columns: HashMap<String, Option<Column>>,
    notices: Notices,
}

/// A name of a member may be made up by a hostile sender: no more than these are remembered.
const MOST_COLUMNS: usize = 1000;

pub(super) fn lines<'a>(
    mut source: impl BufRead,
    reading: &'a Reading<'a>,
    each: &'a mut dyn FnMut(Vec<Row>) -> bool,
) -> Result<Vec<Diagnostic>, InputError> {
    let mut reader = Reader::new(reading, each);
    let mut bytes = Vec::new();
    let mut line = 0;
    loop {
        bytes.clear();
        let count = source
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut bytes)?;
        if count == 0 {
            break;
        }
        line += 1;
        if count as u64 == LONGEST_LINE && !bytes.ends_with(b"\n") {
            pass_over(&mut source)?;
            bytes.truncate(1);
        }
        let text = bytes
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&bytes)
            .trim_ascii();
        if text.is_empty() {
            continue;
        }
        if !reader.take(line, serde_json::from_slice(text).ok()) {
            break;
        }
    }
    Ok(reader.finish())
}

/// Reads to the end of a line that is too long to be kept.
fn pass_over(source: &mut impl BufRead) -> Result<(), InputError> {
    loop {
        let buffer = source.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(buffer.len(), |end| end + 1);
        source.consume(length);
        if end.is_some() || length == 0 {
            return Ok(());
        }
    }
}

pub(super) fn array<'a>(
    bytes: &[u8],
    reading: &'a Reading<'a>,
    each: &'a mut dyn FnMut(Vec<Row>) -> bool,
) -> Result<Vec<Diagnostic>, InputError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let rows: Vec<Value> = serde_json::from_slice(bytes).map_err(|_| InputError::Unknown)?;
    let mut reader = Reader::new(reading, each);
    for (at, row) in rows.into_iter().enumerate() {
        let row = match row {
            Value::Object(members) => Some(members),
            _ => None,
        };
        // In an array the line of a row is its number.
        if !reader.take(at as u64 + 1, row) {
            break;
        }
    }
    Ok(reader.finish())
}

impl<'a> Reader<'a> {
    fn new(reading: &'a Reading<'a>, each: &'a mut dyn FnMut(Vec<Row>) -> bool) -> Self {
        Self {
            reading,
            pieces: Pieces::new(reading, each),
            columns: HashMap::new(),
            notices: Notices::default(),
        }
    }

    /// Takes one row, if it is one; false when nobody wants more.
    fn take(&mut self, line: u64, members: Option<Map<String, Value>>) -> bool {
        let Some(members) = members else {
            let message = "expected a JSON object, the line is left out";
            let place = Place {
                line: Some(line),
                ..Place::default()
            };
            self.notices
                .push(Diagnostic::new(Level::Error, "unreadable-line", message).at(place));
            return true;
        };
        if self.pieces.passes() {
            return true;
        }
        let mut cells = Vec::with_capacity(members.len());
        for (name, value) in members {
            let text = match value {
                Value::Null => continue,
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                Value::Bool(flag) => (if flag { "ya" } else { "tidak" }).to_owned(),
                Value::Array(_) | Value::Object(_) => {
                    let message = "expected a text or a number, the field is left out";
                    let place = Place {
                        line: Some(line),
                        ..Place::default()
                    };
                    self.notices
                        .push(Diagnostic::new(Level::Warning, "nested-value", message).at(place));
                    continue;
                }
            };
            if let Some(column) = self.column(name, line) {
                cells.push((column, text));
            }
        }
        let Reading {
            mapping,
            companies,
            today,
            ..
        } = *self.reading;
        let cells = cells.iter().map(|(column, text)| (*column, text.as_str()));
        self.pieces
            .push(Row::read(line, cells, mapping, companies, today))
    }

    fn column(&mut self, name: String, line: u64) -> Option<Column> {
        if let Some(column) = self.columns.get(&name) {
            return *column;
        }
        let column = self.reading.mapping.column(&name);
        if self.columns.len() < MOST_COLUMNS {
            if column.is_none() {
                self.notices.push(left_out(&name, Some(line)));
            }
            self.columns.insert(name, column);
        }
        column
    }

    fn finish(self) -> Vec<Diagnostic> {
        self.pieces.finish();
        self.notices.into_diagnostics()
    }
}
