//! The tables of agreements: one function a question.

pub(crate) mod agreement;
pub(crate) mod clock;
pub(crate) mod commitment;
pub(crate) mod draft;
pub(crate) mod exchange;
pub(crate) mod paper;
pub(crate) mod signature;

use storage::StorageError;

/// A word in a table that this program does not know: a newer one wrote it.
fn unknown(column: &str) -> StorageError {
    StorageError::Form(format!("column {column}"))
}

/// A number from the database that counts something.
fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}
