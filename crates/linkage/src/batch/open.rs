//! A table opened: its header read, the column that identifies a row found.

use super::{LinkError, Source};
use domain::{Diagnostic, Level};
use std::io::Read;
use tabular::Table;

/// A table whose header was read.
pub(crate) struct Opened<R> {
    pub(crate) table: Table<R>,
    pub(crate) id: Option<usize>,
    pub(crate) bytes: Option<u64>,
    pub(crate) side: &'static str,
}

impl<R: Read> Opened<R> {
    pub(crate) fn new(source: Source<R>, side: &'static str) -> Result<Self, LinkError> {
        let mut table =
            Table::open(source.read).map_err(|source| LinkError::Table { side, source })?;
        let id = match &source.id {
            Some(column) => {
                let found = table.header().named(column);
                Some(found.ok_or_else(|| LinkError::NoId {
                    side,
                    column: column.clone(),
                    columns: table.header().quoted(),
                })?)
            }
            None => table.header().id(),
        };
        if id.is_none() {
            let message = "no column identifies a row (`id`, or a name that ends in `_id`): the line number is used";
            table
                .notices_mut()
                .push(Diagnostic::new(Level::Warning, "no-id", message));
        }
        Ok(Self {
            table,
            id,
            bytes: source.bytes,
            side,
        })
    }
}
