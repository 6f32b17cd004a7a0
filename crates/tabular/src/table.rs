//! A table with a header in its first line.

use crate::{
    chunk::{Chunk, Chunks},
    header::Header,
    notices::Notices,
};
use std::io::{self, Read};

/// A table whose first line that is not empty names its columns.
pub struct Table<R> {
    header: Header,
    chunks: Chunks<R>,
}

/// Why a source is no table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The source could not be read.
    #[error("cannot be read: {0}")]
    Read(#[from] io::Error),
    /// Nothing but blanks.
    #[error("the file is empty, expected a line with the names of the columns")]
    Empty,
}

impl<R: Read> Table<R> {
    /// Finds out encoding and delimiter and reads the header.
    ///
    /// # Errors
    /// [`TableError`]
    pub fn open(source: R) -> Result<Self, TableError> {
        let mut chunks = Chunks::open(source)?;
        let (_, names) = chunks.next_row()?.ok_or(TableError::Empty)?;
        Ok(Self::below(Header::new(names), chunks))
    }

    /// A table whose header was found by other means; `chunks` stand behind it.
    pub fn below(header: Header, mut chunks: Chunks<R>) -> Self {
        chunks.expect_fields(header.names().len());
        Self { header, chunks }
    }

    /// The names of the columns and what they hold.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Fills `chunk` with the next records, reusing its memory; `false` at the end.
    ///
    /// # Errors
    /// What the source reports.
    pub fn next_chunk(&mut self, chunk: &mut Chunk) -> io::Result<bool> {
        self.chunks.next_chunk(chunk)
    }

    /// What was odd about the table; add here what its records report.
    pub fn notices_mut(&mut self) -> &mut Notices {
        self.chunks.notices_mut()
    }

    /// What was odd about the table.
    pub fn into_notices(self) -> Notices {
        self.chunks.into_notices()
    }
}
