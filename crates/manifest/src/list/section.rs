//! The columns of a list from one header to the next.

use super::{NAMES, dates::DateOrder};
use domain::{Column, Sex};
use jiff::civil::Date;
use std::borrow::Cow;
use tabular::{
    Header,
    sheet::{Cell, Row},
};

/// What holds for the rows below one header.
#[derive(Debug)]
pub(super) struct Section {
    header: Header,
    /// How the dates of birth are written; those of expiry are read alike.
    pub date_order: DateOrder,
    /// `P` stands for *pria* here, because women are `W` and nobody is `L`.
    p_is_male: bool,
}

impl Section {
    /// A section of a header and the rows below it, which together show how dates and sexes are written.
    pub fn new(header: Header, rows: &[Row], reference: Date) -> Self {
        let mut section = Self {
            header,
            date_order: DateOrder::default(),
            p_is_male: false,
        };
        let births = rows
            .iter()
            .flat_map(|row| section.cells(row, Column::BirthDate).map(|(_, cell)| cell));
        section.date_order = DateOrder::of(births, reference);
        let stated = |letter: &str| {
            rows.iter().any(|row| {
                let mut cells = section.cells(row, Column::Sex);
                cells.any(|(_, cell)| cell.text().eq_ignore_ascii_case(letter))
            })
        };
        section.p_is_male = stated("P") && stated("W") && !stated("L") && !stated("F");
        section
    }

    /// Whether another header has the same columns, as on the next page.
    pub fn has_columns_of(&self, other: &Header) -> bool {
        self.header.columns() == other.columns()
    }

    /// The cells of a row that hold such a thing and are not empty, each with the header above it.
    pub fn cells<'a>(
        &'a self,
        row: &'a Row,
        column: Column,
    ) -> impl Iterator<Item = (&'a str, &'a Cell)> {
        self.header
            .columns()
            .iter()
            .zip(self.header.names())
            .enumerate()
            .filter(move |(_, (known, _))| **known == Some(column))
            .map(|(at, (_, name))| (name.as_str(), row.cell(at)))
            .filter(|(_, cell)| !cell.is_empty())
    }

    /// The first of them as text; empty if there is none.
    pub fn text<'a>(&'a self, row: &'a Row, column: Column) -> Cow<'a, str> {
        let first = self.cells(row, column).next();
        first.map_or(Cow::Borrowed(""), |(_, cell)| cell.text())
    }

    /// What stands in the columns of the name.
    pub fn name_text<'a>(&'a self, row: &'a Row) -> Cow<'a, str> {
        NAMES
            .iter()
            .map(|column| self.text(row, *column))
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    }

    /// Whether the name was merged with the cell above: the row goes on about the same person.
    pub fn continues_name(&self, row: &Row) -> bool {
        row.continued.iter().any(|at| {
            let column = self.header.columns().get(*at).copied().flatten();
            column.is_some_and(|column| NAMES.contains(&column))
        })
    }

    /// The cells below headers that are not known, with those headers.
    pub fn unknown<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (&'a str, &'a Cell)> {
        let width = row.cells.len().max(self.header.names().len());
        (0..width)
            .filter(|at| self.header.columns().get(*at).is_none_or(Option::is_none))
            .map(|at| {
                let name = self.header.names().get(at);
                (name.map_or("", String::as_str), row.cell(at))
            })
            .filter(|(_, cell)| !cell.is_empty())
    }

    /// The sex that a cell states.
    pub fn sex(&self, text: &str) -> Option<Sex> {
        if self.p_is_male && text.eq_ignore_ascii_case("P") {
            return Some(Sex::Male);
        }
        Sex::read(text)
    }
}
