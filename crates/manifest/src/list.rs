//! Ferry and charter lists as people send them: delimited text or workbook, headers in Indonesian or English, titles above
//! them, headings between rows, totals and signatures below.

mod dates;
mod facts;
mod number;
mod person;
mod route;
mod row_kind;
mod section;
mod ship;
mod table;
mod title;
mod voyage;
mod when;

#[cfg(test)]
mod tests;

use crate::{Manifest, Traveller, Unusable};
use domain::{Column, Diagnostic, Level, Place};
use jiff::civil::Date;
use std::io::Read;
use tabular::sheet::{Heading, Sheet, sheet_of_text, sheets_of_workbook};

/// Reads a list that is delimited text, in any usual encoding. `reference` settles the century of two-digit years; `each` is given
/// every traveller; the manifest that comes back has all but them.
///
/// # Errors
/// [`Unusable`] where there is no column with names.
pub(crate) fn read_text(
    text: impl Read,
    reference: Date,
    each: &mut dyn FnMut(Traveller),
) -> Result<Manifest, Unusable> {
    let sheet = sheet_of_text(text).map_err(|error| Unusable::Unreadable(error.to_string()))?;
    read_sheets(vec![sheet], reference, each)
}

/// Reads every visible sheet of a workbook that holds a list, as [`read_text`] does.
///
/// # Errors
/// [`Unusable`] where it is damaged or no sheet has a column with names.
pub(crate) fn read_workbook(
    bytes: &[u8],
    reference: Date,
    each: &mut dyn FnMut(Traveller),
) -> Result<Manifest, Unusable> {
    let sheets = sheets_of_workbook(bytes).map_err(|error| Unusable::Unknown(error.to_string()))?;
    read_sheets(sheets, reference, each)
}

fn read_sheets(
    mut sheets: Vec<Sheet>,
    reference: Date,
    each: &mut dyn FnMut(Traveller),
) -> Result<Manifest, Unusable> {
    let mut manifest = Manifest::default();
    let several = sheets.len() > 1;
    let mut without_list = Vec::new();
    for sheet in &mut sheets {
        let name = sheet.name.clone().filter(|_| several);
        let of_sheet = |mut diagnostic: Diagnostic| {
            if diagnostic.place.segment.is_none() {
                diagnostic.place.segment.clone_from(&name);
            }
            diagnostic
        };
        manifest
            .diagnostics
            .extend(sheet.diagnostics.iter().cloned().map(of_sheet));
        match table::read(&mut sheet.rows, name.as_deref(), reference, each) {
            Some(diagnostics) => {
                manifest.messages += 1;
                manifest
                    .diagnostics
                    .extend(diagnostics.into_iter().map(of_sheet));
            }
            None if !sheet.rows.is_empty() => without_list.push(name),
            None => {}
        }
    }
    if manifest.messages > 0 {
        manifest
            .diagnostics
            .extend(without_list.into_iter().map(|name| {
                let message = "a sheet without a column of names was passed over";
                Diagnostic::new(Level::Info, "list-no-names", message).at(Place {
                    segment: name,
                    ..Place::default()
                })
            }));
        return Ok(manifest);
    }
    if without_list.is_empty() {
        return Err(Unusable::Empty);
    }
    Err(Unusable::Unknown(no_names(&sheets)))
}

/// What is said of a list in which no column with names was found. A row is quoted only if it plainly is a header:
/// otherwise it may hold somebody's particulars.
fn no_names(sheets: &[Sheet]) -> String {
    let expected = "expected a header with `Nama` or `Name`, or `Surname` and `Given name`, and at least one more such as `Tgl Lahir` or `No. Paspor`";
    let rows = sheets.iter().flat_map(|sheet| &sheet.rows);
    let best = rows.max_by_key(|row| Heading::columns_known(row));
    match best.filter(|row| Heading::columns_known(row) >= 2) {
        Some(row) => {
            let found = row.texts();
            let found = found.iter().map(|text| format!("`{text}`"));
            format!(
                "no column with names: line {} has {}; {expected}",
                row.line,
                found.collect::<Vec<_>>().join(", ")
            )
        }
        None => format!("no header that is known; {expected}"),
    }
}

/// The columns that hold a name.
const NAMES: [Column; 3] = [Column::Name, Column::Surname, Column::GivenName];
