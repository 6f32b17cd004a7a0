//! A sheet out of delimited text.

use super::{Cell, Row, Sheet};
use crate::Chunks;
use std::io::{self, Read};

/// Reads a whole text of any usual encoding and delimiter.
///
/// # Errors
/// What the source reports.
pub fn sheet_of_text(source: impl Read) -> io::Result<Sheet> {
    let mut chunks = Chunks::open(source)?;
    let mut rows = Vec::new();
    while let Some((line, fields)) = chunks.next_row()? {
        let cells: Vec<Cell> = fields.iter().map(|field| Cell::of_text(field)).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row {
                line,
                cells,
                continued: Vec::new(),
            });
        }
    }
    Ok(Sheet {
        name: None,
        rows,
        diagnostics: chunks.into_notices().into_diagnostics(),
    })
}
