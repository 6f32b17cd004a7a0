//! Files of placements into rows: CSV, JSON Lines and workbooks, headers in two languages, other people's columns by a mapping.
//!
//! Streams: memory does not grow with the file, workbooks and JSON arrays excepted.

mod input;
mod json;
mod layout;
mod mapping;
mod row;

pub use input::{InputError, ROWS_OF_A_PIECE, Reading, read};
pub use mapping::{Mapping, MappingError};
pub use row::Row;
