//! The sheets of a workbook: XLSX, XLS, XLSB or ODS.

use super::{Cell, Row, Sheet};
use calamine::{Data, ExcelDateTime, Reader, SheetVisible, Sheets, open_workbook_auto_from_rs};
use domain::{Diagnostic, Level};
use jiff::civil::{Date, DateTime};
use std::{
    collections::BTreeMap,
    io::{self, Cursor, Read},
    panic::{AssertUnwindSafe, catch_unwind},
};
use zip::ZipArchive;

/// No list has more columns; a stray cell further out must not cost memory.
const MOST_COLUMNS: u32 = 256;

/// Why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkbookError {
    /// Not a workbook, or a damaged one.
    #[error(
        "not a workbook that can be read (XLSX, XLS, XLSB, ODS); is it damaged or locked with a password?"
    )]
    Unreadable,
    /// It unpacks to more than a list can be: an archive made to fill memory does so a thousandfold.
    #[error(
        "the workbook unpacks to more than {} MiB, which no passenger list does; if it is one, save it as CSV",
        MOST_UNPACKED >> 20
    )]
    TooLarge,
}

/// Bytes to which a workbook may unpack: a list of a million rows stays below.
const MOST_UNPACKED: u64 = 1 << 29;

type Workbook<'a> = Sheets<Cursor<&'a [u8]>>;
type Cells = BTreeMap<u32, Vec<(u32, Cell)>>;

/// Reads every visible sheet; a sheet that cannot be read is reported and left out.
///
/// # Errors
/// [`WorkbookError`]
pub fn sheets_of_workbook(bytes: &[u8]) -> Result<Vec<Sheet>, WorkbookError> {
    if unpacks_beyond(MOST_UNPACKED, bytes) {
        return Err(WorkbookError::TooLarge);
    }
    // The library that reads workbooks asserts what hostile bytes need not keep.
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or(Err(WorkbookError::Unreadable))
}

/// Whether the parts of an archive unpack to more bytes. They are unpacked to see it, and thrown away: the sizes that an archive
/// names need not be true.
fn unpacks_beyond(most: u64, bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    let mut left = most;
    for at in 0..archive.len() {
        // What cannot be unpacked here is reported where it is read.
        let Ok(part) = archive.by_index(at) else {
            continue;
        };
        let mut part = part.take(left + 1);
        let _ = io::copy(&mut part, &mut io::sink());
        let unpacked = left + 1 - part.limit();
        if unpacked > left {
            return true;
        }
        left -= unpacked;
    }
    false
}

fn read(bytes: &[u8]) -> Result<Vec<Sheet>, WorkbookError> {
    let mut workbook: Workbook<'_> =
        open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| WorkbookError::Unreadable)?;
    let listed: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let mut sheets = Vec::new();
    for (name, visible) in listed {
        let mut sheet = Sheet {
            name: Some(name.clone()),
            ..Sheet::default()
        };
        if !visible {
            let message = "a hidden sheet was passed over";
            sheet
                .diagnostics
                .push(Diagnostic::new(Level::Info, "hidden-sheet", message));
        } else if let Some(cells) = cells(&mut workbook, &name) {
            let merged = merged(&mut workbook, &name);
            sheet.rows = rows(cells, &merged);
        } else {
            let message = "a sheet is damaged and was left out";
            sheet
                .diagnostics
                .push(Diagnostic::new(Level::Error, "unreadable-sheet", message));
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The cells that hold something, by row. XLSX is streamed: a dense copy of a sheet with one stray cell would fill memory.
fn cells(workbook: &mut Workbook<'_>, name: &str) -> Option<Cells> {
    let mut cells = Cells::new();
    let mut keep = |row: u32, column: u32, data: Data| {
        let cell = cell(data);
        if column < MOST_COLUMNS && !cell.is_empty() {
            cells.entry(row).or_default().push((column, cell));
        }
    };
    if let Sheets::Xlsx(xlsx) = workbook {
        let mut reader = xlsx.worksheet_cells_reader(name).ok()?;
        while let Some(found) = reader.next_cell().ok()? {
            let (row, column) = found.get_position();
            keep(row, column, Data::from(found.get_value().clone()));
        }
    } else {
        let range = workbook.worksheet_range(name).ok()?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else {
                continue;
            };
            keep(top + row, left + column, data.clone());
        }
    }
    Some(cells)
}

/// The merged regions of a sheet as first and last row and column.
fn merged(workbook: &mut Workbook<'_>, name: &str) -> Vec<[u32; 4]> {
    let Sheets::Xlsx(xlsx) = workbook else {
        return Vec::new();
    };
    let regions = xlsx.merge_cells_by_sheet_name(name).unwrap_or_default();
    regions
        .iter()
        .map(|region| [region.start.0, region.end.0, region.start.1, region.end.1])
        .collect()
}

fn rows(mut cells: Cells, merged: &[[u32; 4]]) -> Vec<Row> {
    let mut continued: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for [top, bottom, left, right] in merged {
        let origin = cells
            .get(top)
            .and_then(|row| row.iter().find(|(column, _)| column == left))
            .map(|(_, cell)| cell.clone());
        let Some(value) = origin else {
            continue;
        };
        // Only rows that are there: a merge down to the last row of the sheet makes no new ones.
        for (row, filled) in cells.range_mut(*top..=(*bottom).max(*top)) {
            for column in *left..=(*right).min(MOST_COLUMNS) {
                if row > top && column == *left {
                    continued.entry(*row).or_default().push(column as usize);
                }
                if (row, column) != (top, *left) && !filled.iter().any(|(c, _)| *c == column) {
                    filled.push((column, value.clone()));
                }
            }
        }
    }
    cells
        .into_iter()
        .map(|(row, mut filled)| {
            filled.sort_by_key(|(column, _)| *column);
            let width = filled.last().map_or(0, |(column, _)| *column as usize + 1);
            let mut row_cells = vec![Cell::Empty; width];
            for (column, cell) in filled {
                if let Some(place) = row_cells.get_mut(column as usize) {
                    *place = cell;
                }
            }
            Row {
                line: u64::from(row) + 1,
                cells: row_cells,
                continued: continued.remove(&row).unwrap_or_default(),
            }
        })
        .collect()
}

fn cell(data: Data) -> Cell {
    match data {
        Data::Empty | Data::Error(_) => Cell::Empty,
        #[expect(
            clippy::cast_precision_loss,
            reason = "spreadsheets keep numbers as 64-bit floats"
        )]
        Data::Int(number) => Cell::Number(number as f64),
        Data::Float(number) => Cell::Number(number),
        Data::Bool(value) => Cell::of_text(&value.to_string()),
        Data::String(text) | Data::DurationIso(text) => Cell::of_text(&text),
        Data::DateTimeIso(text) => date_of_iso(&text).unwrap_or_else(|| Cell::of_text(&text)),
        Data::DateTime(at) => date(at),
    }
}

fn date_of_iso(text: &str) -> Option<Cell> {
    let day = || text.parse::<Date>().ok().map(|date| date.at(0, 0, 0, 0));
    text.parse::<DateTime>().ok().or_else(day).map(Cell::Date)
}

fn date(at: ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
    // Less than a day is a time alone.
    if at.is_duration() || at.as_f64() < 1.0 {
        return Cell::of_text(&format!("{hour:02}:{minute:02}"));
    }
    let signed = |part: u8| i8::try_from(part).ok();
    let moment = || {
        let year = i16::try_from(year).ok()?;
        DateTime::new(
            year,
            signed(month)?,
            signed(day)?,
            signed(hour)?,
            signed(minute)?,
            0,
            0,
        )
        .ok()
    };
    moment().map_or(Cell::Number(at.as_f64()), Cell::Date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::{ZipWriter, write::SimpleFileOptions};

    #[test]
    fn what_unpacks_beyond_the_limit_is_told_before_it_is_read() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(&[b' '; 60_000]).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        assert!(bytes.len() < 2000);
        assert!(unpacks_beyond(119_999, &bytes));
        assert!(!unpacks_beyond(120_000, &bytes));
        assert!(!unpacks_beyond(0, b"no archive"));
        assert_eq!(
            WorkbookError::TooLarge.to_string(),
            "the workbook unpacks to more than 512 MiB, which no passenger list does; if it is one, save it as CSV"
        );
    }
}
