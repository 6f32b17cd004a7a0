//! Which column of a table holds what: its header, by our words and by the mapping.

use super::{InputError, Mapping};
use domain::{Column, Diagnostic, Level, Place};
use tabular::Header;

/// The columns of a table.
pub(super) struct Layout {
    columns: Vec<Option<Column>>,
    names: Vec<String>,
}

impl Layout {
    /// The columns that a row of texts names, if it is a header: there must be a key and a name.
    pub(super) fn of(names: Vec<String>, mapping: &Mapping) -> Result<Self, InputError> {
        let mut columns: Vec<Option<Column>> =
            names.iter().map(|name| mapping.column(name)).collect();
        if !mapping.names_key() {
            let key = Header::new(names.clone()).id();
            for (at, column) in columns.iter_mut().enumerate() {
                if Some(at) == key {
                    *column = Some(Column::Id);
                } else if *column == Some(Column::Id) {
                    *column = None;
                }
            }
        }
        let has = |column| columns.contains(&Some(column));
        if !has(Column::Name) && !has(Column::GivenName) && !has(Column::Surname) {
            return Err(InputError::NoName);
        }
        if !has(Column::Id) {
            return Err(InputError::NoKey);
        }
        Ok(Self { columns, names })
    }

    /// The columns that hold something we know, each with its place.
    pub(super) fn known(&self) -> Vec<(usize, Column)> {
        let known = self.columns.iter().enumerate();
        known
            .filter_map(|(at, column)| column.map(|column| (at, column)))
            .collect()
    }

    /// A notice for each column that is left out.
    pub(super) fn left_out(&self, line: u64, notices: &mut Vec<Diagnostic>) {
        let unknown = |column: &Option<Column>| matches!(column, None | Some(Column::RowNumber));
        for (name, column) in self.names.iter().zip(&self.columns) {
            if unknown(column) && *column != Some(Column::RowNumber) && !name.trim().is_empty() {
                notices.push(left_out(name, Some(line)));
            }
        }
    }
}

/// Says that a column is not known.
pub(super) fn left_out(name: &str, line: Option<u64>) -> Diagnostic {
    Diagnostic::new(
        Level::Info,
        "column-unknown",
        "the column is not known and was left out; a mapping can say what it holds",
    )
    .at(Place {
        line,
        field: Some(name.chars().take(60).collect()),
        ..Place::default()
    })
}
