//! What can go wrong with the database, without the values that were written.

use std::path::PathBuf;

/// What went wrong while storing or reading.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// Others wrote the same data again and again; the whole operation may be repeated later.
    #[error("the database is busy: the same data was changed by others at the same time")]
    Conflict,
    /// The database cannot be reached or did not answer in time.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// A value that must be unique exists already.
    #[error("a value that must be unique exists already (constraint `{0}`)")]
    NotUnique(String),
    /// The database refused a statement.
    #[error("the database refused a statement (code {code}): {message}")]
    Refused {
        /// SQLSTATE, or SQLite's extended result code.
        code: String,
        /// The engine's words, without the values that were written.
        message: String,
    },
    /// A row that must exist does not.
    #[error("a row that was expected is not there")]
    RowMissing,
    /// What was read has not the form that was expected.
    #[error("the database holds a value of an unexpected form: {0}")]
    Form(String),
    /// The database was made by a newer program, or its history was changed.
    #[error("migration `{name}`: {problem}")]
    Migration {
        /// Which migration.
        name: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The address of the database makes no sense.
    #[error("the address of the database is not usable: {0}")]
    Address(String),
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A stored file is missing, too large or not what was stored.
    #[error("stored file: {0}")]
    File(String),
    /// A backup cannot be written or used.
    #[error("backup: {0}")]
    Backup(String),
}

impl StorageError {
    /// Adds the path to an error of the file system.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}

/// SQLSTATE: serialization failure and deadlock.
const POSTGRES_CONFLICT: [&str; 2] = ["40001", "40P01"];

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => {
                let code = error.code().unwrap_or_default().into_owned();
                let sqlite_busy = code
                    .parse::<i32>()
                    // The low byte of an extended code is SQLITE_BUSY or SQLITE_LOCKED. A SQLSTATE has five characters.
                    .is_ok_and(|number| code.len() < 5 && matches!(number & 0xff, 5 | 6));
                if sqlite_busy || POSTGRES_CONFLICT.contains(&code.as_str()) {
                    return Self::Conflict;
                }
                if error.is_unique_violation() {
                    // SQLite names the columns, PostgreSQL the constraint.
                    let which = error.constraint().map_or_else(
                        || {
                            let message = error.message();
                            message.rsplit(": ").next().unwrap_or(message).to_owned()
                        },
                        str::to_owned,
                    );
                    return Self::NotUnique(which);
                }
                // SQLSTATE class 22 repeats the value that it could not read; class 57 and 08 mean that the server goes away.
                let message = if code.starts_with("22") {
                    "a value has a wrong form".to_owned()
                } else {
                    error.message().to_owned()
                };
                if code.starts_with("57P") || code.starts_with("08") {
                    return Self::Unreachable(message);
                }
                Self::Refused { code, message }
            }
            sqlx::Error::RowNotFound => Self::RowMissing,
            sqlx::Error::Configuration(error) => Self::Address(error.to_string()),
            sqlx::Error::Io(error) => Self::Unreachable(error.to_string()),
            sqlx::Error::PoolTimedOut => {
                Self::Unreachable("no connection became free in time".into())
            }
            sqlx::Error::PoolClosed => Self::Unreachable("the program is ending".into()),
            sqlx::Error::WorkerCrashed => Self::Unreachable("the database thread ended".into()),
            sqlx::Error::ColumnDecode { index, .. } => Self::Form(format!("column {index}")),
            other => Self::Form(other.to_string()),
        }
    }
}
