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

    /// Ends a transaction that read; that costs no flush.
    #[doc(hidden)]
    pub async fn leave<T, E: From<StorageError>>(self, result: Result<T, E>) -> Result<T, E> {
        let value = result?;
        self.commit().await?;
        Ok(value)
    }

    async fn commit(self) -> Result<(), StorageError> {
        match self.connection {
            Connection::Sqlite(transaction) => transaction.commit().await,
            Connection::Postgres(transaction) => transaction.commit().await,
        }
        .map_err(StorageError::from)
    }
}

/// Runs a block in a transaction that may change data, and commits it: `transaction!(db, |tx| { .. })` gives what the block
/// gives, a `Result` whose error can be made from a [`StorageError`]. `?` leaves the block, and rolls back.
///
/// Both engines give full isolation (SQLite by one writer, PostgreSQL by `SERIALIZABLE`), so what holds on one holds on
/// the other. When others were faster the transaction is rolled back and the block runs again: it must have no effect
/// outside the transaction.
// A macro, since a function that takes an asynchronous closure gives futures of which the compiler cannot tell that
// threads may exchange them.
#[macro_export]
macro_rules! transaction {
    ($db:expr, |$tx:ident| $body:expr) => {{
        let mut attempts = $crate::Attempts::new(&$db);
        loop {
            let mut transaction = match attempts.begin().await {
                Ok(transaction) => transaction,
                Err(error) => break Err(error.into()),
            };
            let $tx: &mut $crate::Tx = &mut transaction;
            let result = async { $body }.await;
            if let Some(done) = attempts.end(transaction, result).await {
                break done;
            }
        }
    }};
}

/// Runs a block on one consistent state of the data; it cannot change any. Otherwise as [`transaction!`].
#[macro_export]
macro_rules! snapshot {
    ($db:expr, |$tx:ident| $body:expr) => {{
        match $db.begin(false).await {
            Ok(mut transaction) => {
                let $tx: &mut $crate::Tx = &mut transaction;
                let result = async { $body }.await;
                transaction.leave(result).await
            }
            Err(error) => Err(error.into()),
        }
    }};
}

/// The attempts of one [`transaction!`].
#[doc(hidden)]
#[derive(Debug)]
pub struct Attempts<'a> {
    db: &'a Db,
    made: u32,
}

impl<'a> Attempts<'a> {
    /// None made yet.
    pub fn new(db: &'a Db) -> Self {
        Self { db, made: 0 }
    }

    /// Begins the next attempt.
    pub async fn begin(&mut self) -> Result<Tx, StorageError> {
        loop {
            self.made += 1;
            match self.db.begin(true).await {
                Err(StorageError::Conflict) if self.made < ATTEMPTS => {
                    self.db.wait(self.made).await
                }
                begun => return begun,
            }
        }
    }

    /// Commits, or says that the block must run again.
    pub async fn end<T, E: From<StorageError>>(
        &self,
        tx: Tx,
        result: Result<T, E>,
    ) -> Option<Result<T, E>> {
        let again = self.made < ATTEMPTS;
        match result {
            // A statement collided, whatever the caller made of it: PostgreSQL would refuse the commit.
            _ if tx.conflict && again => {}
            Err(error) => return Some(Err(error)),
            Ok(value) => match tx.commit().await {
                Ok(()) => return Some(Ok(value)),
                Err(StorageError::Conflict) if again => {}
                Err(error) => return Some(Err(error.into())),
            },
        }
        self.db.wait(self.made).await;
        None
    }
}

impl Db {
    /// Begins a transaction; for the macros, which also end it.
    #[doc(hidden)]
    pub async fn begin(&self, write: bool) -> Result<Tx, StorageError> {
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
