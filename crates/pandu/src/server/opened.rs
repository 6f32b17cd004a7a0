//! The data directory and the database, opened.

use super::Config;
use crate::exit::Failure;
use access::{AccessError, Context, Hashing, Policies, Secrets, Settings, Sources, Timelines};
use clap::Args;
use journal::{Checkpoint, Journal, JournalError, Keys};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};
use storage::{Ambient, Db, Migrations, StorageError, backup::DATABASE_FILE, files::Files};

/// The tables of all crates.
pub const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
    people::MIGRATIONS,
    placement::MIGRATIONS,
    agreements::MIGRATIONS,
    casework::MIGRATIONS,
    screening::MIGRATIONS,
];

/// Where everything lies; the same for all commands of the server.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// The data directory: keys, files, and the database if it is SQLite; made if it is missing
    #[arg(long, value_name = "DIR", default_value = "pandu-data")]
    pub data: PathBuf,
    /// A PostgreSQL database instead of SQLite: postgres://user@host:port/name
    #[arg(long, value_name = "ADDRESS")]
    pub database: Option<String>,
    /// The configuration; `pandu.toml` in the data directory if it exists and nothing else is said
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// The database, the keys and the configuration.
#[derive(Debug)]
pub struct Opened {
    /// Database, journal, secrets.
    pub context: Context,
    /// The configuration.
    pub config: Config,
    /// The data directory.
    pub data: PathBuf,
}

impl Place {
    /// The configuration, with what the command line says.
    pub fn config(&self) -> Result<Config, Failure> {
        let usual = self.data.join("pandu.toml");
        let mut config = match &self.config {
            Some(path) => Config::read(path)?,
            None if usual.exists() => Config::read(&usual)?,
            None => Config::default(),
        };
        if self.database.is_some() {
            config.database.clone_from(&self.database);
        }
        Ok(config)
    }

    /// Opens a data directory that a server made before.
    pub async fn open_existing(&self) -> Result<Opened, Failure> {
        if !self.keys().exists() {
            return Err(Failure::Input(format!(
                "{}: no data directory of pandu (start it with `pandu serve --data DIR`)",
                self.data.display()
            )));
        }
        self.open().await
    }

    /// Opens the data directory and the database, and makes what is missing, tables excepted.
    pub async fn open(&self) -> Result<Opened, Failure> {
        let config = self.config()?;
        let unwritable = |error| Failure::unreadable(&self.data, &error);
        if !self.data.exists() {
            fs::create_dir_all(&self.data).map_err(unwritable)?;
            fs::set_permissions(&self.data, fs::Permissions::from_mode(0o700))
                .map_err(unwritable)?;
        }
        let ambient = ambient();
        let db = match &config.database {
            None => Db::sqlite(&self.data.join(DATABASE_FILE), ambient.clone()).await,
            Some(address) => {
                Db::postgres(address, config.database_connections, ambient.clone()).await
            }
        }
        .map_err(|error| Failure::Input(error.to_string()))?;
        let keys = Keys::open(&self.keys(), &ambient).map_err(of_journal)?;
        let secrets = Secrets::open(&self.keys(), &ambient).map_err(of_access)?;
        let settings = Settings {
            idle_minutes: config.access.idle_minutes,
            session_hours: config.access.session_hours,
            require_second_factor: config.access.require_second_factor,
        };
        Ok(Opened {
            context: Context {
                sources: sources(),
                timelines: timelines(),
                ..Context::new(db, Journal::new(keys), secrets, Hashing::strong(), settings)
            },
            config,
            data: self.data.clone(),
        })
    }

    fn keys(&self) -> PathBuf {
        self.data.join("keys")
    }
}

/// Who answers for which kind of record of persons.
pub fn sources() -> Sources {
    Sources::new(vec![
        people::source(),
        placement::source(),
        casework::source(),
    ])
}

/// What each capability knows about a person's life.
pub fn timelines() -> Timelines {
    Timelines::new(vec![placement::timeline(Policies::shipped())])
}

/// Where the bytes of files lie.
pub fn files(opened: &Opened) -> Result<Files, Failure> {
    let ambient = opened.context.db.ambient().clone();
    Files::local(&opened.data.join("files"), ambient).map_err(of_storage)
}

/// Where the newest checkpoint is kept beside the database, so that a database put back to an earlier state is noticed.
pub fn checkpoint_file(data: &Path) -> PathBuf {
    data.join("journal").join("checkpoint")
}

/// Keeps a checkpoint beside the database.
pub fn keep_checkpoint(data: &Path, checkpoint: &Checkpoint) {
    use std::io::Write;
    let path = checkpoint_file(data);
    let kept = crate::output::Output::create(&path).and_then(|mut file| {
        let written = file.write_all(checkpoint.note.as_bytes());
        written.map_err(Failure::stdout)?;
        file.finish()
    });
    if let Err(error) = kept {
        tracing::error!(%error, "the checkpoint of the journal cannot be kept beside the database");
    }
}

/// The real clock and the operating system's randomness: the roof is the only place that knows them.
#[expect(clippy::disallowed_methods, reason = "the roof reads the clock")]
fn ambient() -> Ambient {
    Ambient::new(jiff::Timestamp::now)
}

/// What the database says, as the end of a command.
pub fn of_storage(error: StorageError) -> Failure {
    Failure::Input(error.to_string())
}

/// What the journal says, as the end of a command.
pub fn of_journal(error: JournalError) -> Failure {
    Failure::Input(error.to_string())
}

/// What access says, as the end of a command.
pub fn of_access(error: AccessError) -> Failure {
    Failure::Input(error.to_string())
}
