//! A transaction on either engine, and how it is repeated when others were faster.

use crate::{Ambient, Db, Stamp, StorageError, db::Pools};
use jiff::Timestamp;
use sqlx::{Postgres, Sqlite, Transaction};
use std::time::Duration;
use uuid::Uuid;

/// How often a write that collided with others is tried before the caller hears of it.
const ATTEMPTS: u32 = 10;

/// An open transaction of one of the engines.
#[derive(Debug)]
pub enum Connection {
    /// SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// A transaction: everything in it happens, or nothing.
#[derive(Debug)]
pub struct Tx {
    connection: Connection,
    ambient: Ambient,
    now: Timestamp,
    conflict: bool,
}

impl Tx {
    /// The engine's own transaction, for the macros of this crate and for files named for an engine.
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// When the transaction began; the same moment for all that happens in it.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// [`Tx::now`] as a value to store.
    pub fn stamp(&self) -> Stamp {
        self.now.into()
    }

    /// A new identifier.
    pub fn id(&self) -> Uuid {
        self.ambient.id()
    }

    /// The clock and the source of chance.
    pub fn ambient(&self) -> &Ambient {
        &self.ambient
    }

    /// Remembers that a statement collided with others, so that the whole transaction is repeated whatever the caller makes of it.
    #[doc(hidden)]
    pub fn judge<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, StorageError> {
        result.map_err(|error| {
            let error = StorageError::from(error);
            self.conflict |= matches!(error, StorageError::Conflict);
            error
        })
    }

    async fn commit(self) -> Result<(), StorageError> {
        match self.connection {
            Connection::Sqlite(transaction) => transaction.commit().await,
            Connection::Postgres(transaction) => transaction.commit().await,
        }
        .map_err(StorageError::from)
    }
}

impl Db {
    /// Runs `work` in a transaction that may change data, and commits it.
    ///
    /// Both engines give full isolation (SQLite by one writer, PostgreSQL by `SERIALIZABLE`), so what holds on one holds on
    /// the other. When others were faster the transaction is rolled back and `work` runs again: it must have no effect outside it.
    ///
    /// # Errors
    /// What `work` returned, after which nothing has changed; or [`StorageError`] if the database failed.
    pub async fn write<T, E: From<StorageError>>(
        &self,
        work: impl AsyncFn(&mut Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut attempt = 0;
        loop {
            attempt += 1;
            let again = attempt < ATTEMPTS;
            let mut tx = match self.begin(true).await {
                Err(StorageError::Conflict) if again => {
                    self.wait(attempt).await;
                    continue;
                }
                begun => begun?,
            };
            match work(&mut tx).await {
                Err(error) if !(tx.conflict && again) => return Err(error),
                Err(_) => {}
                // A statement collided although the caller made light of it: PostgreSQL would refuse the commit.
                Ok(_) if tx.conflict && again => {}
                Ok(value) => match tx.commit().await {
                    Ok(()) => return Ok(value),
                    Err(StorageError::Conflict) if again => {}
                    Err(error) => return Err(error.into()),
                },
            }
            self.wait(attempt).await;
        }
    }

    /// Runs `work` on one consistent state of the data; it cannot change any.
    ///
    /// # Errors
    /// What `work` returned, or [`StorageError`] if the database failed.
    pub async fn read<T, E: From<StorageError>>(
        &self,
        work: impl AsyncFn(&mut Tx) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tx = self.begin(false).await?;
        let value = work(&mut tx).await?;
        // Nothing was changed: ending the transaction costs no flush.
        tx.commit().await?;
        Ok(value)
    }

    async fn begin(&self, write: bool) -> Result<Tx, StorageError> {
        let connection = match (self.pools(), write) {
            (Pools::Sqlite { writer, .. }, true) => {
                Connection::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            (Pools::Sqlite { readers, .. }, false) => {
                Connection::Sqlite(readers.begin_with("BEGIN").await?)
            }
            (Pools::Postgres(pool), true) => Connection::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE")
                    .await?,
            ),
            (Pools::Postgres(pool), false) => Connection::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                    .await?,
            ),
        };
        Ok(Tx {
            connection,
            now: self.ambient().now(),
            ambient: self.ambient().clone(),
            conflict: false,
        })
    }

    /// Waits a little longer after each collision, each writer a different time.
    async fn wait(&self, attempt: u32) {
        let longest = 2_u64 << attempt.min(8);
        let [chance] = self.ambient().bytes::<1>();
        let part = longest * u64::from(chance) / 255;
        tokio::time::sleep(Duration::from_millis(longest / 2 + part / 2)).await;
    }
}
