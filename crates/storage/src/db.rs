//! Which database, and how its connections are opened.

use crate::{Ambient, StorageError};
use sqlx::{
    Connection, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, str::FromStr, sync::Arc, time::Duration};

/// The two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, a file of this machine.
    Sqlite,
    /// PostgreSQL, a server.
    Postgres,
}

impl Engine {
    /// The engine's name as its users write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// The connections of either engine.
#[derive(Debug, Clone)]
pub(crate) enum Pools {
    /// SQLite has one writer: waiting for it in the program is fairer than waiting for the file's lock.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

/// The database. Clones share its connections.
#[derive(Debug, Clone)]
pub struct Db {
    pools: Arc<Pools>,
    ambient: Ambient,
}

/// How long to wait for a connection or for another process's lock.
const PATIENCE: Duration = Duration::from_secs(5);
/// SQLite connections that only read.
const READERS: u32 = 4;

/// Connections to SQLite, each looked at before it is used: after a commit that failed because the disk was full, SQLite has rolled
/// back by itself, and the library believes for ever that the transaction is open. Such a connection is replaced.
fn sound() -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .acquire_timeout(PATIENCE * 2)
        .before_acquire(|connection, _| {
            let sound = !connection.is_in_transaction();
            Box::pin(async move { Ok(sound) })
        })
}

impl Db {
    /// Opens a SQLite file and makes it if it is missing: write-ahead log, every commit flushed to the disk.
    ///
    /// # Errors
    /// If the file cannot be opened or is no database.
    pub async fn sqlite(file: &Path, ambient: Ambient) -> Result<Self, StorageError> {
        Self::sqlite_as(file, ambient, SqliteSynchronous::Full).await
    }

    /// As [`Db::sqlite`], but nothing is flushed: for the control of tests that look for flushes.
    #[cfg(feature = "testing")]
    pub(crate) async fn sqlite_unflushed(
        file: &Path,
        ambient: Ambient,
    ) -> Result<Self, StorageError> {
        Self::sqlite_as(file, ambient, SqliteSynchronous::Off).await
    }

    async fn sqlite_as(
        file: &Path,
        ambient: Ambient,
        synchronous: SqliteSynchronous,
    ) -> Result<Self, StorageError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            // Erased values must not survive in free pages of the file.
            .pragma("secure_delete", "on");
        let writer = sound()
            .max_connections(1)
            .connect_with(options.clone())
            .await?;
        let readers = sound()
            .max_connections(READERS)
            .connect_with(options.pragma("query_only", "on"))
            .await?;
        Ok(Self {
            pools: Arc::new(Pools::Sqlite { writer, readers }),
            ambient,
        })
    }

    /// Connects to a PostgreSQL database that exists: `postgres://user:password@host:port/name`.
    ///
    /// # Errors
    /// If the address makes no sense or the server does not answer.
    pub async fn postgres(
        address: &str,
        connections: u32,
        ambient: Ambient,
    ) -> Result<Self, StorageError> {
        let options = PgConnectOptions::from_str(address)
            .map_err(|_| StorageError::Address("expected `postgres://user@host:port/name`".into()))?
            .application_name("pandu")
            .options([
                ("synchronous_commit", "on"),
                ("lock_timeout", "5s"),
                ("idle_in_transaction_session_timeout", "60s"),
            ]);
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        Ok(Self {
            pools: Arc::new(Pools::Postgres(pool)),
            ambient,
        })
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        match *self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// The clock and the source of chance.
    pub fn ambient(&self) -> &Ambient {
        &self.ambient
    }

    /// Closes all connections after the statements that are running.
    pub async fn close(&self) {
        match &*self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    pub(crate) fn pools(&self) -> &Pools {
        &self.pools
    }
}
