//! A list as somebody sends it: a table of any usual kind into entries, row by row.

use super::{DraftForm, ListKind};
use crate::model::registry::kind_of;
use domain::Column;
use std::io::Cursor;
use tabular::sheet::{Heading, Row, Sheet, WorkbookError, sheet_of_text, sheets_of_workbook};

/// A table of entries.
#[derive(Debug, Clone, PartialEq)]
pub struct ListTable {
    /// Its rows in order.
    pub rows: Vec<ListRow>,
    /// Headers that name nothing that is known; these columns were left out.
    pub left_out: Vec<String>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// What stands in it.
    pub form: DraftForm,
    /// The list that the row names, where it names one; `Err` for a word that is none.
    pub kind: Result<Option<ListKind>, ()>,
}

/// Why a table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableProblem {
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

/// Reads a table by its content.
///
/// # Errors
/// [`TableProblem`] where no row of it can be used.
pub fn read(bytes: &[u8]) -> Result<ListTable, TableProblem> {
    let sheets = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        sheets_of_workbook(bytes)?
    } else {
        vec![sheet_of_text(Cursor::new(bytes)).map_err(|_| TableProblem::Unreadable)?]
    };
    sheets
        .iter()
        .find_map(of_sheet)
        .ok_or(TableProblem::NoHeader)
}

fn of_sheet(sheet: &Sheet) -> Option<ListTable> {
    let rows = &sheet.rows;
    let (at, heading) =
        (0..rows.len().min(TITLES)).find_map(|at| Some((at, Heading::at(rows.get(at..)?)?)))?;
    let header = heading.header;
    let names = header.names().iter().zip(header.columns());
    Some(ListTable {
        left_out: names
            .filter(|(name, column)| column.is_none() && !name.trim().is_empty())
            .map(|(name, _)| name.chars().take(60).collect())
            .collect(),
        rows: rows
            .iter()
            .skip(at + heading.rows)
            .map(|row| {
                let text = |column: Column| {
                    header
                        .position(column)
                        .map(|at| row.cell(at).text().trim().to_owned())
                        .filter(|text| !matches!(text.as_str(), "-" | "--" | "?"))
                        .unwrap_or_default()
                };
                of_row(row, text)
            })
            .collect(),
    })
}

fn of_row(row: &Row, text: impl Fn(Column) -> String) -> ListRow {
    let first = |columns: &[Column]| {
        let mut found = columns.iter().map(|column| text(*column));
        found.find(|text| !text.is_empty()).unwrap_or_default()
    };
    let parts = format!("{} {}", text(Column::GivenName), text(Column::Surname));
    let name = match text(Column::Name) {
        name if name.is_empty() => parts.trim().to_owned(),
        name => name,
    };
    let kind = match text(Column::Kind) {
        word if word.is_empty() => Ok(None),
        word => kind_of(&word).map(Some).ok_or(()),
    };
    ListRow {
        line: row.line,
        form: DraftForm {
            name,
            birth_date: text(Column::BirthDate),
            sex: text(Column::Sex),
            passport_no: first(&[Column::PassportNumber, Column::DocumentNumber]),
            nik: text(Column::Nik),
            reason: text(Column::Reason),
            source: text(Column::Source),
            legal_basis: text(Column::LegalBasis),
            until: text(Column::Until),
            key: text(Column::Id),
        },
        kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_a_title_and_columns_of_both_languages() {
        let table = read(
            b"DAFTAR PENGAWASAN\nID;Nama;Tgl Lahir;No. Paspor;Alasan;Sumber;Dasar hukum;Jenis;Catatan\n\
              7;BUDI SANTOSO;12-03-1980;B1234567;perekrut;LP/12;UU 21/2007;pengawasan;x\n8;SITI;-;;;;;lain;\n",
        )
        .unwrap();
        assert_eq!(table.left_out, ["Catatan"]);
        let [first, second] = &table.rows[..] else {
            panic!("{table:?}")
        };
        assert_eq!((first.line, first.kind), (3, Ok(Some(ListKind::Accuse))));
        assert_eq!(first.form.legal_basis, "UU 21/2007");
        assert_eq!(first.form.key, "7");
        assert_eq!(second.kind, Err(()));
        assert_eq!(second.form.birth_date, "");
        assert_eq!(read(b"\xff\xfe\0\0"), Err(TableProblem::NoHeader));
        assert_eq!(read(b"1;2;3\n"), Err(TableProblem::NoHeader));
    }
}
