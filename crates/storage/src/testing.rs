//! Databases that live as long as one test, on both engines.
//!
//! SQLite needs nothing. PostgreSQL is used when `PANDU_TEST_POSTGRES` holds the address of a server on which databases
//! may be made, such as `postgres://postgres@localhost:5432/postgres`; `cargo xtask test` starts one and sets it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

use crate::{Ambient, Db, Migrations, migrate};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

/// The address of a server for tests.
pub const POSTGRES: &str = "PANDU_TEST_POSTGRES";

/// A clock that stands still until it is moved.
#[derive(Debug, Clone)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// Moves the clock.
    pub fn advance(&self, by: SignedDuration) {
        let micros = i64::try_from(by.as_micros()).expect("a test lasts less than an age");
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

/// A clock at 22 November 2026, 03:00 UTC, and bytes that are the same in every run.
pub fn ambient() -> (Ambient, Clock) {
    let start: Timestamp = "2026-11-22T03:00:00Z".parse().expect("a timestamp");
    let clock = Clock(Arc::new(AtomicI64::new(start.as_microsecond())));
    let (hands, count) = (clock.clone(), AtomicU64::new(0));
    let ambient = Ambient::with_chance(
        move || {
            let micros = hands.0.load(Ordering::SeqCst);
            Timestamp::from_microsecond(micros).expect("within the known years")
        },
        move |bytes| {
            for part in bytes.chunks_mut(32) {
                let number = count.fetch_add(1, Ordering::SeqCst);
                let digest = Sha256::digest(number.to_be_bytes());
                part.copy_from_slice(&digest[..part.len()]);
            }
        },
    );
    (ambient, clock)
}

/// A database for one test.
pub struct TestDb {
    /// The database, with its tables.
    pub db: Db,
    /// Its clock.
    pub clock: Clock,
    /// Where the database lies, when it is PostgreSQL.
    pub address: Option<String>,
    /// A folder of its own.
    pub folder: tempfile::TempDir,
}

impl TestDb {
    /// Gives back the room that the database took on its server: a suite makes hundreds.
    pub async fn remove(self) {
        self.db.close().await;
        if let Some(address) = &self.address {
            remove_postgres(address).await;
        }
    }
}

/// An empty SQLite database with the given tables.
pub async fn sqlite(tables: &[Migrations]) -> TestDb {
    let (ambient, clock) = ambient();
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join(crate::backup::DATABASE_FILE);
    let db = Db::sqlite(&file, ambient).await.expect("SQLite opens");
    migrate(&db, tables).await.expect("the tables can be made");
    TestDb {
        db,
        clock,
        address: None,
        folder,
    }
}

/// Opens a SQLite file with `synchronous=OFF`: the control of tests that look for flushes.
pub async fn sqlite_unflushed(file: &Path, ambient: Ambient) -> Db {
    Db::sqlite_unflushed(file, ambient)
        .await
        .expect("SQLite opens")
}

/// An empty PostgreSQL database with the given tables; nothing if no server is named.
pub async fn postgres(tables: &[Migrations]) -> Option<TestDb> {
    let server = std::env::var(POSTGRES).ok()?;
    let (ambient, clock) = ambient();
    let address = new_postgres(&server).await;
    let db = Db::postgres(&address, 4, ambient)
        .await
        .expect("the new database opens");
    migrate(&db, tables).await.expect("the tables can be made");
    Some(TestDb {
        db,
        clock,
        address: Some(address),
        folder: tempfile::tempdir().expect("a folder for the test"),
    })
}

/// Makes an empty database on a server and gives its address.
pub async fn new_postgres(server: &str) -> String {
    let name = format!("pandu_{}", Ambient::new(Timestamp::default).id().simple());
    let mut connection = PgConnection::connect(server)
        .await
        .expect("the server named by PANDU_TEST_POSTGRES answers");
    sqlx::raw_sql(AssertSqlSafe(format!(
        "CREATE DATABASE {name} STRATEGY FILE_COPY"
    )))
    .execute(&mut connection)
    .await
    .expect("the database can be made");
    let (base, _) = server
        .rsplit_once('/')
        .expect("an address ends with a name");
    format!("{base}/{name}")
}

/// Removes a database that [`new_postgres`] made, whoever still uses it.
pub async fn remove_postgres(address: &str) {
    let (base, name) = address
        .rsplit_once('/')
        .expect("an address ends with a name");
    let mut server = PgConnection::connect(&format!("{base}/postgres"))
        .await
        .expect("the server that holds the database answers");
    sqlx::raw_sql(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))
        .execute(&mut server)
        .await
        .expect("the database can be removed");
}

/// Runs a test on SQLite, and on PostgreSQL where there is one.
pub async fn on_both(tables: &[Migrations], test: impl AsyncFn(&TestDb)) {
    test(&sqlite(tables).await).await;
    match postgres(tables).await {
        Some(database) => {
            test(&database).await;
            database.remove().await;
        }
        None => eprintln!("skipped on PostgreSQL: {POSTGRES} is not set"),
    }
}
