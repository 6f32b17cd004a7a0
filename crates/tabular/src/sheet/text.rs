//! A sheet out of delimited text.

use super::{Cell, Row, Sheet};
use crate::{Chunk, Chunks, Notices};
use std::io::{self, Read};

/// Reads a whole text of any usual encoding and delimiter.
///
/// # Errors
/// What the source reports.
pub fn sheet_of_text(source: impl Read) -> io::Result<Sheet> {
    let mut chunks = Chunks::open(source)?;
    let mut rows = Vec::new();
    let mut notices = Notices::default();
    let mut chunk = Chunk::default();
    while chunks.next_chunk(&mut chunk)? {
        let mut records = chunk.records();
        while let Some(record) = records.next() {
            let cells = (0..record.len()).map(|at| Cell::of_text(record.field(at)));
            let cells: Vec<Cell> = cells.collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push(Row {
                    line: record.line(),
                    cells,
                    continued: Vec::new(),
                });
            }
        }
        notices.append(records.into_notices());
    }
    let mut all = chunks.into_notices();
    all.append(notices);
    Ok(Sheet {
        name: None,
        rows,
        diagnostics: all.into_diagnostics(),
    })
}
