//! A copy of everything while the server runs, and the way back.
//!
//! A backup is a folder: `database.sqlite` or `database.dump`, `files/`, `keys/`, and `manifest.json` with the hash of each
//! file, written last. It holds the keys: keep it as safe as the server itself.

mod folder;
mod postgres;

use crate::{Db, Engine, StorageError, db::Pools};
use folder::{Manifest, copy_tree, verify};
use sqlx::{ConnectOptions, Connection};
use std::path::Path;

/// What a backup holds besides the database, as folders of the data directory. Keys come last: whatever they opened is there.
const FOLDERS: [&str; 2] = ["files", "keys"];
const SQLITE: &str = "database.sqlite";
const POSTGRES: &str = "database.dump";
/// The name of the SQLite file in the data directory.
pub const DATABASE_FILE: &str = "pandu.sqlite";

/// What a finished backup or restore handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Files, the database included.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Writes a backup to the folder `to`, which must not exist; it appears under its name only when it is complete.
///
/// The database is copied first, in one consistent state: files are never changed, so that each one it names is in the copy.
///
/// # Errors
/// If something cannot be read or written; then `to` does not exist.
pub async fn write(
    db: &Db,
    address: Option<&str>,
    data: &Path,
    to: &Path,
) -> Result<Summary, StorageError> {
    folder::appear(to, async |partial| {
        match db.pools() {
            Pools::Sqlite { readers, .. } => {
                let target = partial.join(SQLITE);
                // It reads one state, however many writers go on meanwhile; the copy counts as writing.
                let options = readers.connect_options();
                let options = options.as_ref().clone().pragma("query_only", "off");
                let mut connection = options.connect().await?;
                sqlx::query("VACUUM INTO $1")
                    .bind(target.display().to_string())
                    .execute(&mut connection)
                    .await?;
                connection.close().await?;
            }
            Pools::Postgres(_) => {
                let address = address.ok_or_else(|| {
                    StorageError::Backup("the address of the database is not known".into())
                })?;
                postgres::dump(address, &partial.join(POSTGRES)).await?;
            }
        }
        for name in FOLDERS {
            copy_tree(&data.join(name), &partial.join(name))?;
        }
        Manifest::of(partial)?.write(partial)
    })
    .await
}

/// Puts a backup back: into the data directory `data`, which must be missing or empty, and for PostgreSQL also into the
/// database at `address`, which must have no tables.
///
/// # Errors
/// If the backup is incomplete or altered, or if something is in the way; nothing is overwritten.
pub async fn restore(
    from: &Path,
    address: Option<&str>,
    data: &Path,
) -> Result<Summary, StorageError> {
    let summary = verify(from)?;
    let engine = if from.join(SQLITE).exists() {
        Engine::Sqlite
    } else {
        Engine::Postgres
    };
    if (engine == Engine::Postgres) != address.is_some() {
        return Err(StorageError::Backup(format!(
            "it was made from {}, restore it to the same",
            engine.name()
        )));
    }
    folder::appear(data, async |partial| {
        match address {
            None => {
                let target = partial.join(DATABASE_FILE);
                std::fs::copy(from.join(SQLITE), &target).map_err(StorageError::io(&target))?;
            }
            Some(address) => postgres::load(address, &from.join(POSTGRES)).await?,
        }
        for name in FOLDERS {
            copy_tree(&from.join(name), &partial.join(name))?;
        }
        Ok(summary)
    })
    .await
}
