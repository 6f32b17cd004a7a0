//! Reads the cells of one row, and says what could not be read.

use domain::{Column, DateReading, Diagnostic, Horizon, Level, PartialDate, Place, read_date};
use jiff::civil::Date;
use linkage::batch::Row;
use tabular::{Header, Notices, Record};

/// One row with the columns it has.
pub(crate) struct Columns<'t> {
    pub(crate) header: &'t Header,
    pub(crate) fields: Fields<'t>,
    pub(crate) line: u64,
    /// Settles the century of two-digit years.
    pub(crate) day: Date,
}

/// The fields of a row that is being read, or was kept while tables were compared.
pub(crate) enum Fields<'t> {
    Read(Record<'t>),
    Kept(Row<'t>),
}

impl<'t> Columns<'t> {
    /// A cell that is not blank.
    pub(crate) fn text(&self, column: Column) -> Option<&'t str> {
        let at = self.header.position(column)?;
        let text = match self.fields {
            Fields::Read(record) => record.field(at),
            Fields::Kept(row) => row.field(at).trim(),
        };
        (!matches!(text, "" | "-" | "--" | "?")).then_some(text)
    }

    /// Every meaning of a cell that holds a date; a cell that holds something else is reported.
    pub(crate) fn dates(
        &self,
        column: Column,
        horizon: Horizon,
        notices: &mut Notices,
    ) -> Vec<PartialDate> {
        let Some(text) = self.text(column) else {
            return Vec::new();
        };
        let reading = read_date(text, self.day, horizon);
        if reading == DateReading::Unreadable {
            self.notice(
                column,
                Level::Warning,
                "date-form",
                "expected a date such as 2026-11-22; taken as not known",
                notices,
            );
        }
        reading.readings().collect()
    }

    /// Reports something about a cell.
    pub(crate) fn notice(
        &self,
        column: Column,
        level: Level,
        code: &'static str,
        message: &'static str,
        notices: &mut Notices,
    ) {
        let field = self
            .header
            .position(column)
            .and_then(|at| self.header.names().get(at))
            .cloned();
        notices.push(Diagnostic::new(level, code, message).at(Place {
            line: Some(self.line),
            field,
            ..Place::default()
        }));
    }
}
