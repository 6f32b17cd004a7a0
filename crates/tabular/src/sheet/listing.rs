//! A list of people as somebody sends it: the first sheet that has a heading, row by row.

use super::{Heading, Row, Sheet, WorkbookError, sheet_of_text, sheets_of_workbook};
use crate::Header;
use domain::Column;
use std::io::Cursor;

/// A list with its heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    header: Header,
    rows: Vec<Row>,
}

/// A row of a [`Listing`].
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    header: &'a Header,
    row: &'a Row,
}

/// Why a list cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListingError {
    /// No line that names columns.
    #[error(
        "expected a line with the names of the columns: a name, and a birth date, passport number or NIK"
    )]
    NoHeader,
    /// No table at all.
    #[error("expected CSV or a workbook (XLSX, ODS)")]
    Unreadable,
    /// A workbook that cannot be read.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
}

/// A header stands within so many rows.
const TITLES: usize = 20;

impl Listing {
    /// Reads a list by its content: CSV in any usual form, or a workbook.
    ///
    /// # Errors
    /// [`ListingError`] where no row of it can be used.
    pub fn read(bytes: &[u8]) -> Result<Self, ListingError> {
        let sheets = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            sheets_of_workbook(bytes)?
        } else {
            vec![sheet_of_text(Cursor::new(bytes)).map_err(|_| ListingError::Unreadable)?]
        };
        sheets
            .into_iter()
            .find_map(Self::of_sheet)
            .ok_or(ListingError::NoHeader)
    }

    fn of_sheet(sheet: Sheet) -> Option<Self> {
        let mut rows = sheet.rows;
        let (at, heading) =
            (0..rows.len().min(TITLES)).find_map(|at| Some((at, Heading::at(rows.get(at..)?)?)))?;
        rows.drain(..at + heading.rows);
        Some(Self {
            header: heading.header,
            rows,
        })
    }

    /// Its rows in order.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.rows.iter().map(|row| Entry {
            header: &self.header,
            row,
        })
    }

    /// Headers that name nothing that is known, cut at 60 characters.
    pub fn left_out(&self) -> Vec<String> {
        let names = self.header.names().iter().zip(self.header.columns());
        names
            .filter(|(name, column)| column.is_none() && !name.trim().is_empty())
            .map(|(name, _)| name.chars().take(60).collect())
            .collect()
    }
}

impl Entry<'_> {
    /// Line of the file, from 1.
    pub fn line(self) -> u64 {
        self.row.line
    }

    /// What stands in a column; empty where there is none, or only a stroke for nothing.
    pub fn text(self, column: Column) -> String {
        self.header
            .position(column)
            .map(|at| self.row.cell(at).text().trim().to_owned())
            .filter(|text| !matches!(text.as_str(), "-" | "--" | "?"))
            .unwrap_or_default()
    }

    /// The first of some columns in which something stands.
    pub fn first(self, columns: &[Column]) -> String {
        let mut found = columns.iter().map(|column| self.text(*column));
        found.find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The name, in one column or in two.
    pub fn name(self) -> String {
        match self.text(Column::Name) {
            name if name.is_empty() => {
                let parts = format!(
                    "{} {}",
                    self.text(Column::GivenName),
                    self.text(Column::Surname)
                );
                parts.trim().to_owned()
            }
            name => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_below_a_title() {
        let list = Listing::read(
            b"DAFTAR KORBAN\nNo;Nama depan;Nama belakang;No. Paspor;Baju\n1;SITI;AMINAH;-;merah\n\n2;;BUDI;B1;\n",
        )
        .unwrap();
        assert_eq!(list.left_out(), ["Baju"]);
        let seen: Vec<_> = list
            .entries()
            .map(|entry| {
                let number = entry.first(&[Column::Nik, Column::PassportNumber]);
                (entry.line(), entry.name(), number)
            })
            .collect();
        assert_eq!(
            seen,
            [
                (3, "SITI AMINAH".to_owned(), String::new()),
                (5, "BUDI".to_owned(), "B1".to_owned())
            ]
        );
        assert_eq!(Listing::read(b"\xff\xfe\0\0"), Err(ListingError::NoHeader));
        assert_eq!(Listing::read(b"1;2;3\n"), Err(ListingError::NoHeader));
        assert!(matches!(
            Listing::read(b"PK\x03\x04"),
            Err(ListingError::Workbook(_))
        ));
    }
}
