//! Whole sheets in memory, for lists that people lay out by hand: titles, headings between rows, two lines of header.
//!
//! Where rows are many and alike, stream them with [`crate::Table`] instead.

mod cell;
mod heading;
mod listing;
mod text;
mod workbook;

pub use cell::{Cell, Row};
pub use heading::Heading;
pub use listing::{Entry, Listing, ListingError};
pub use text::sheet_of_text;
pub use workbook::{WorkbookError, sheets_of_workbook};

use domain::Diagnostic;

/// One sheet: its rows that are not blank, with what each cell holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// The name that a workbook gives it; `None` for a text.
    pub name: Option<String>,
    /// Rows in order; blank ones are left out.
    pub rows: Vec<Row>,
    /// What was odd about the sheet as a whole or about lines that could not be read.
    pub diagnostics: Vec<Diagnostic>,
}
