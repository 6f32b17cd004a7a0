//! What can go wrong with the journal.

use storage::StorageError;

/// What went wrong while writing, sequencing or reading the journal.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A key cannot be used.
    #[error("key `{name}`: {problem}")]
    Key {
        /// The file's name.
        name: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// The tree in the database cannot be continued or proved.
    #[error("the journal's tree is damaged: {0}; run `pandu journal verify`")]
    Tree(String),
    /// A checkpoint or proof has not the form that was expected, or was not signed by this journal.
    #[error("{0}")]
    Note(String),
    /// No entry has this identifier, or it has no place yet.
    #[error("no entry of the journal has this identifier and a place")]
    NoSuchEntry,
}
