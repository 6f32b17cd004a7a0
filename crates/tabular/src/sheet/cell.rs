//! What a cell holds.

use compact_str::CompactString;
use jiff::civil::{Date, DateTime};
use std::borrow::Cow;

/// The day before the first of the calendar of spreadsheets, such that 1 March 1900 is day 61.
const SERIAL_EPOCH: Date = jiff::civil::date(1899, 12, 30);

/// What one cell holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text without blanks around it; never empty.
    Text(CompactString),
    /// A number that a spreadsheet keeps as such, with fifteen significant digits.
    Number(f64),
    /// A day, perhaps with a time of day, that a spreadsheet keeps as such.
    Date(DateTime),
}

impl Cell {
    /// A cell of text; blanks alone are nothing.
    pub fn of_text(text: &str) -> Self {
        match text.trim() {
            "" => Self::Empty,
            text => Self::Text(text.into()),
        }
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// The content as text: whole numbers without a point, dates as `YYYY-MM-DD`.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            // Beyond this a whole number of 64 bits is not exact.
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e18 => {
                Cow::Owned(format!("{number:.0}"))
            }
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Date(at) if at.time() == jiff::civil::Time::midnight() => {
                Cow::Owned(at.date().to_string())
            }
            Self::Date(at) => {
                Cow::Owned(format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute()))
            }
        }
    }

    /// The day that a bare number means in a spreadsheet whose calendar begins in 1900; `None` if none between 1901 and 2099.
    pub fn serial_date(number: f64) -> Option<Date> {
        if !(367.0..73_051.0).contains(&number) {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
        let days = number.floor() as i64;
        SERIAL_EPOCH.checked_add(jiff::Span::new().days(days)).ok()
    }
}

/// One row that is not blank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Line of the text or row of the sheet, counted from 1.
    pub line: u64,
    /// The cells from the first column on; a merged cell repeats in every place that it covers.
    pub cells: Vec<Cell>,
    /// The columns whose cell was merged with one in a row above.
    pub continued: Vec<usize>,
}

impl Row {
    /// A cell; empty beyond the last.
    pub fn cell(&self, at: usize) -> &Cell {
        self.cells.get(at).unwrap_or(&Cell::Empty)
    }

    /// The different texts of the row in order, each once where it repeats in adjoining cells.
    pub fn texts(&self) -> Vec<Cow<'_, str>> {
        let mut texts: Vec<Cow<'_, str>> = Vec::new();
        for cell in self.cells.iter().filter(|cell| !cell.is_empty()) {
            let text = cell.text();
            if texts.last() != Some(&text) {
                texts.push(text);
            }
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn as_text() {
        for (cell, expected) in [
            (Cell::Number(12_345_678.0), "12345678"),
            (Cell::Number(3_507_135_203_900_002.0), "3507135203900002"),
            (Cell::Number(1.5), "1.5"),
            (Cell::Number(1e300), &*1e300.to_string()),
            (Cell::Date(date(1990, 3, 12).at(0, 0, 0, 0)), "1990-03-12"),
            (
                Cell::Date(date(2026, 11, 22).at(8, 30, 0, 0)),
                "2026-11-22 08:30",
            ),
            (Cell::of_text("  SITI "), "SITI"),
            (Cell::of_text(" "), ""),
        ] {
            assert_eq!(cell.text(), expected);
        }
    }

    #[test]
    fn serial_dates() {
        for (number, expected) in [
            (32_944.0, Some(date(1990, 3, 12))),
            (46_348.35, Some(date(2026, 11, 22))),
            (367.0, Some(date(1901, 1, 1))),
            (73_050.0, Some(date(2099, 12, 31))),
            (12.0, None),
            (19_900_312.0, None),
            (f64::NAN, None),
        ] {
            assert_eq!(Cell::serial_date(number), expected, "{number}");
        }
    }
}
