//! Tables as people send them: any usual encoding and delimiter, quotes, odd lines, headers in two languages.
//!
//! A [`Table`] is read as a stream of [`Chunk`]s that end where a record ends, so memory is fixed and several threads can
//! take chunks by turns and read their records at once. Whatever is odd becomes a [`domain::Diagnostic`]; the rest goes on.
//!
//! Pure: the caller opens the file.
//!
//! ```
//! use domain::Column;
//! use tabular::{Chunk, Table};
//!
//! let file = "id;Nama;Tgl Lahir\n1;\"SITI; AMINAH\";1990-03-12\n2;BUDI\n";
//! let mut table = Table::open(file.as_bytes()).unwrap();
//! let name = table.header().position(Column::Name).unwrap();
//!
//! let mut chunk = Chunk::default();
//! let mut names = Vec::new();
//! while table.next_chunk(&mut chunk).unwrap() {
//!     let mut records = chunk.records();
//!     while let Some(record) = records.next() {
//!         names.push(record.field(name).to_owned());
//!     }
//!     table.notices_mut().append(records.into_notices());
//! }
//! assert_eq!(names, ["SITI; AMINAH", "BUDI"]);
//!
//! let diagnostics = table.into_notices().into_diagnostics();
//! assert_eq!(diagnostics[0].to_string(), "3: warning: expected 3 fields, found 2 [short-line]");
//! ```

mod chunk;
mod decode;
mod delimiter;
mod header;
mod notices;
mod quoted;
mod record;
pub mod sheet;
mod split;
mod table;

pub use chunk::{Chunk, Chunks};
pub use header::Header;
pub use notices::Notices;
pub use quoted::quoted;
pub use record::{Record, Records};
pub use table::{Table, TableError};
