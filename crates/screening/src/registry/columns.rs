//! Reads the cells of one row, and says what could not be read.

use domain::{Column, DateReading, Diagnostic, Horizon, Level, PartialDate, Place, read_date};
use jiff::civil::Date;
use tabular::{Header, Notices, Record};

/// One row with the columns it has.
pub(crate) struct Columns<'t> {
    pub(crate) header: &'t Header,
    pub(crate) record: Record<'t>,
    pub(crate) day: Date,
}

impl<'t> Columns<'t> {
    /// A cell that is not blank.
    pub(crate) fn text(&self, column: Column) -> Option<&'t str> {
        let text = self.record.field(self.header.position(column)?);
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
            line: Some(self.record.line()),
            field,
            ..Place::default()
        }));
    }
}
