//! The database (SQLite or PostgreSQL), transactions, migrations, jobs and files.
//!
//! SQL is written once and runs on both engines: parameters are `$1`, identifiers are made by the application, times are
//! [`Stamp`]s. A store function takes a [`Tx`] and uses [`fetch_all!`], [`fetch_one!`], [`fetch_optional!`] and [`execute!`];
//! [`transaction!`] and [`snapshot!`] give it one:
//!
//! ```
//! use storage::{StorageError, Tx, fetch_all, snapshot};
//!
//! async fn names_of_jobs(tx: &mut Tx) -> Result<Vec<(String,)>, StorageError> {
//!     fetch_all!(tx, "SELECT kind FROM job WHERE attempts > $1 ORDER BY due_at", 2_i64)
//! }
//! # async fn example(db: &storage::Db) -> Result<(), StorageError> {
//! let names = snapshot!(db, |tx| names_of_jobs(tx).await)?;
//! # Ok(())
//! # }
//! ```

mod ambient;
pub mod backup;
mod day;
mod db;
mod error;
pub mod files;
pub mod jobs;
mod migrate;
mod query;
mod stamp;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;

pub use ambient::Ambient;
pub use day::Day;
pub use db::{Db, Engine};
pub use error::StorageError;
pub use migrate::{Migration, Migrations, migrate, pending, writable};
#[doc(hidden)]
pub use query::{ROWS_AT_ONCE, in_sql, insert_sql};
pub use sqlx;
pub use stamp::Stamp;
#[doc(hidden)]
pub use tx::Attempts;
pub use tx::{Connection, Tx};

/// The tables of this crate.
pub const MIGRATIONS: Migrations = &[
    migration!("20261122100000_job"),
    migration!("20261122100100_file"),
];
