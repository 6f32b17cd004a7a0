//! Tables are made and changed by migrations that lie in the crate that owns the table.

use crate::{Connection, Db, StorageError, Tx, execute, fetch_all, snapshot, transaction};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;

/// One step of a crate's tables. Applied ones never change: a change is a new step.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// `20261122100000_job`: when it was written, and what it is about.
    pub name: &'static str,
    /// The statements, the same for both engines.
    pub sql: &'static str,
}

/// The steps of one crate.
pub type Migrations = &'static [Migration];

/// A step from the calling crate's folder `migrations`, named without `.sql`.
#[macro_export]
macro_rules! migration {
    ($name:literal) => {
        $crate::Migration {
            name: $name,
            sql: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/migrations/",
                $name,
                ".sql"
            )),
        }
    };
}

/// Commits a change that changes nothing of anybody's: whether the database takes changes at all. A full disk, one that became
/// read-only and a server that only replicates answer questions and take none.
///
/// # Errors
/// If it does not.
pub async fn writable(db: &Db) -> Result<(), StorageError> {
    transaction!(db, |tx| {
        execute!(
            tx,
            "UPDATE migration_lock SET taken = taken + 1 WHERE id = 1"
        )?;
        Ok(())
    })
}

/// Applies the steps that are missing, of all crates in one order by name. Gives the names of those that were applied.
///
/// All of it is one transaction that holds a row: a second program that starts at the same time waits, then finds nothing to do.
///
/// # Errors
/// If the database knows a step that the program does not (it was made by a newer program), if an applied step was
/// changed later, or if a statement fails; then nothing was changed.
pub async fn migrate(db: &Db, crates: &[Migrations]) -> Result<Vec<&'static str>, StorageError> {
    let steps = merged(crates);
    // Two programs may make the first table at the same time; PostgreSQL then refuses one of them.
    let mut made = transaction!(db, |tx| make_tables(tx).await);
    if made.is_err() {
        made = transaction!(db, |tx| make_tables(tx).await);
    }
    made?;
    transaction!(db, |tx| {
        execute!(
            tx,
            "UPDATE migration_lock SET taken = taken + 1 WHERE id = 1"
        )?;
        let missing = missing(tx, &steps).await?;
        let mut applied = Vec::with_capacity(missing.len());
        for step in missing {
            run(tx, step.sql).await?;
            let now = tx.stamp();
            execute!(
                tx,
                "INSERT INTO migration (name, sha256, applied_at) VALUES ($1, $2, $3)",
                step.name,
                digest(&step),
                now
            )?;
            applied.push(step.name);
        }
        Ok(applied)
    })
}

/// The names of the steps that [`migrate`] would apply.
///
/// # Errors
/// As [`migrate`]; also if the database was never migrated.
pub async fn pending(db: &Db, crates: &[Migrations]) -> Result<Vec<&'static str>, StorageError> {
    let steps = merged(crates);
    snapshot!(db, |tx| {
        let missing = missing(tx, &steps).await?;
        Ok(missing.iter().map(|step| step.name).collect())
    })
}

fn merged(crates: &[Migrations]) -> Vec<Migration> {
    let mut steps: Vec<_> = crates
        .iter()
        .flat_map(|steps| steps.iter().copied())
        .collect();
    steps.sort_by_key(|step| step.name);
    steps
}

async fn make_tables(tx: &mut Tx) -> Result<(), StorageError> {
    run(
        tx,
        "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, sha256 BYTEA NOT NULL, applied_at BIGINT NOT NULL);
         CREATE TABLE IF NOT EXISTS migration_lock (id BIGINT PRIMARY KEY, taken BIGINT NOT NULL);
         INSERT INTO migration_lock (id, taken) VALUES (1, 0) ON CONFLICT (id) DO NOTHING;",
    )
    .await
}

async fn missing(tx: &mut Tx, steps: &[Migration]) -> Result<Vec<Migration>, StorageError> {
    let applied: Vec<(String, Vec<u8>)> =
        fetch_all!(tx, "SELECT name, sha256 FROM migration ORDER BY name")?;
    for (name, sha256) in &applied {
        let problem = match steps.iter().find(|step| step.name == name) {
            None => "is not known to this program: the database was made by a newer one",
            Some(step) if digest(step) != *sha256 => "was changed after it had been applied",
            Some(_) => continue,
        };
        return Err(StorageError::Migration {
            name: name.clone(),
            problem,
        });
    }
    let known = |step: &Migration| applied.iter().any(|(name, _)| name == step.name);
    Ok(steps.iter().copied().filter(|step| !known(step)).collect())
}

fn digest(step: &Migration) -> Vec<u8> {
    Sha256::digest(step.sql.as_bytes()).to_vec()
}

/// Runs several statements without parameters.
async fn run(tx: &mut Tx, sql: &str) -> Result<(), StorageError> {
    // Safe: the text lies in the program.
    let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
    let result = match tx.connection() {
        Connection::Sqlite(connection) => sql.execute(&mut **connection).await.map(|_| ()),
        Connection::Postgres(connection) => sql.execute(&mut **connection).await.map(|_| ()),
    };
    tx.judge(result)
}
