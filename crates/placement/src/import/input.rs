//! A file of any kind, told by its content, as rows in pieces.

use super::{Mapping, Row, json, layout::Layout};
use domain::Diagnostic;
use jiff::civil::Date;
use std::{
    collections::HashMap,
    io::{self, Read},
};
use tabular::{Chunk, Chunks, Header, Notices, Table, sheet};
use uuid::Uuid;

/// Rows that are taken in one transaction.
pub const ROWS_OF_A_PIECE: usize = 1000;
/// A header may stand below so many lines of titles.
const TITLES: usize = 20;
/// A workbook or a JSON array is read as a whole: this is more than the rows that a sheet can have.
const LARGEST_WHOLE: u64 = 512 << 20;

/// What reading a file needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// What the source's columns and values are called here.
    pub mapping: &'a Mapping,
    /// The register of companies, by folded name.
    pub companies: &'a HashMap<String, Uuid>,
    /// Settles the century of two-digit years.
    pub today: Date,
    /// Rows to pass over: those that were taken before.
    pub skip: u64,
}

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The file could not be read.
    #[error("cannot be read: {0}")]
    Read(#[from] io::Error),
    /// Nothing but blanks.
    #[error("the file is empty, expected a line with the names of the columns")]
    Empty,
    /// No column holds names.
    #[error("expected a header with a column `name`; is the first line missing?")]
    NoName,
    /// No column tells rows apart from import to import.
    #[error(
        "expected a column `id` that stays the same when the file is sent again; a mapping can name it: `[columns]` `\"their header\" = \"id\"`"
    )]
    NoKey,
    /// Neither a table nor a workbook nor JSON.
    #[error("expected CSV, JSON Lines or a workbook (XLSX, ODS)")]
    Unknown,
    /// A file that must be read as a whole is too large for that.
    #[error(
        "a workbook or JSON array of more than 512 MiB cannot be read; save it as CSV or JSON Lines"
    )]
    TooLarge,
}

/// Gives the rows of a file piece by piece to `each`, until it answers `false`. Gives what was odd about the file as a whole.
///
/// # Errors
/// [`InputError`]
pub fn read(
    mut source: impl Read,
    reading: &Reading<'_>,
    each: &mut dyn FnMut(Vec<Row>) -> bool,
) -> Result<Vec<Diagnostic>, InputError> {
    let mut head = Vec::with_capacity(4096);
    source.by_ref().take(4096).read_to_end(&mut head)?;
    let text = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&head)
        .trim_ascii_start();
    let first = text.first().copied();
    let whole = |source: &mut dyn Read, mut bytes: Vec<u8>| {
        source.take(LARGEST_WHOLE).read_to_end(&mut bytes)?;
        if bytes.len() as u64 >= LARGEST_WHOLE {
            return Err(InputError::TooLarge);
        }
        Ok(bytes)
    };
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        let bytes = whole(&mut source, head)?;
        return workbook(&bytes, reading, each);
    }
    match first {
        None if head.is_empty() || text.is_empty() => Err(InputError::Empty),
        Some(b'{') => json::lines(
            io::BufReader::new(io::Cursor::new(head).chain(source)),
            reading,
            each,
        ),
        Some(b'[') => json::array(&whole(&mut source, head)?, reading, each),
        Some(b'<' | b'%') => Err(InputError::Unknown),
        _ if head.contains(&0) && !utf16(&head) => Err(InputError::Unknown),
        _ => table(io::Cursor::new(head).chain(source), reading, each),
    }
}

/// Whether a text has two bytes a letter.
fn utf16(head: &[u8]) -> bool {
    match head {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [a, b, c, d, ..] => {
            (*a == 0) == (*c == 0) && (*b == 0) == (*d == 0) && (*a == 0) != (*b == 0)
        }
        _ => false,
    }
}

/// Collects rows into pieces, without those to pass over.
pub(super) struct Pieces<'a> {
    each: &'a mut dyn FnMut(Vec<Row>) -> bool,
    skip: u64,
    piece: Vec<Row>,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(reading: &Reading<'_>, each: &'a mut dyn FnMut(Vec<Row>) -> bool) -> Self {
        Self {
            each,
            skip: reading.skip,
            piece: Vec::with_capacity(ROWS_OF_A_PIECE),
        }
    }

    /// Whether the next row was taken before; then it need not be read.
    pub(super) fn passes(&mut self) -> bool {
        let passes = self.skip > 0;
        self.skip -= u64::from(passes);
        passes
    }

    /// Adds a row; false when nobody wants more.
    pub(super) fn push(&mut self, row: Row) -> bool {
        self.piece.push(row);
        if self.piece.len() < ROWS_OF_A_PIECE {
            return true;
        }
        let full = std::mem::replace(&mut self.piece, Vec::with_capacity(ROWS_OF_A_PIECE));
        (self.each)(full)
    }

    pub(super) fn finish(self) {
        if !self.piece.is_empty() {
            (self.each)(self.piece);
        }
    }
}

fn table(
    source: impl Read,
    reading: &Reading<'_>,
    each: &mut dyn FnMut(Vec<Row>) -> bool,
) -> Result<Vec<Diagnostic>, InputError> {
    let mut chunks = Chunks::open(source)?;
    let mut problem = InputError::Empty;
    let mut found = None;
    for _ in 0..TITLES {
        let Some((line, names)) = chunks.next_row()? else {
            break;
        };
        match Layout::of(names.clone(), reading.mapping) {
            Ok(layout) => {
                found = Some((line, names, layout));
                break;
            }
            // What the first line that comes close lacks says more than what a title lacks.
            Err(error) => match problem {
                InputError::NoKey => {}
                _ => problem = error,
            },
        }
    }
    let Some((line, names, layout)) = found else {
        return Err(problem);
    };
    let mut notices = Vec::new();
    layout.left_out(line, &mut notices);
    let known = layout.known();
    let mut table = Table::below(Header::new(names), chunks);
    let mut pieces = Pieces::new(reading, each);
    let mut chunk = Chunk::default();
    let mut of_rows = Notices::default();
    'chunks: while table.next_chunk(&mut chunk)? {
        let mut records = chunk.records();
        while let Some(record) = records.next() {
            if pieces.passes() {
                continue;
            }
            let cells = known
                .iter()
                .map(|(at, column)| (*column, record.field(*at)));
            let row = Row::read(
                record.line(),
                cells,
                reading.mapping,
                reading.companies,
                reading.today,
            );
            if !pieces.push(row) {
                break 'chunks;
            }
        }
        of_rows.append(records.into_notices());
    }
    pieces.finish();
    of_rows.append(table.into_notices());
    notices.extend(of_rows.into_diagnostics());
    Ok(notices)
}

fn workbook(
    bytes: &[u8],
    reading: &Reading<'_>,
    each: &mut dyn FnMut(Vec<Row>) -> bool,
) -> Result<Vec<Diagnostic>, InputError> {
    let sheets = sheet::sheets_of_workbook(bytes).map_err(|_| InputError::Unknown)?;
    let mut notices = Vec::new();
    let mut problem = InputError::Empty;
    let mut pieces = Pieces::new(reading, each);
    let mut any = false;
    for sheet in sheets {
        notices.extend(sheet.diagnostics);
        let mut layout = None;
        for (at, row) in sheet.rows.iter().enumerate() {
            let Some(known) = &layout else {
                if at >= TITLES {
                    break;
                }
                let names = row
                    .cells
                    .iter()
                    .map(|cell| cell.text().into_owned())
                    .collect();
                match Layout::of(names, reading.mapping) {
                    Ok(found) => {
                        found.left_out(row.line, &mut notices);
                        layout = Some(found.known());
                        any = true;
                    }
                    Err(error) => problem = error,
                }
                continue;
            };
            if pieces.passes() {
                continue;
            }
            let texts: Vec<_> = known
                .iter()
                .map(|(at, column)| (*column, row.cell(*at).text()))
                .collect();
            let cells = texts.iter().map(|(column, text)| (*column, text.as_ref()));
            let row = Row::read(
                row.line,
                cells,
                reading.mapping,
                reading.companies,
                reading.today,
            );
            if !pieces.push(row) {
                return Ok(notices);
            }
        }
    }
    pieces.finish();
    if any { Ok(notices) } else { Err(problem) }
}
