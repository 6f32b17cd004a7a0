//! A PostgreSQL server for the tests: a cluster of its own from Debian's binaries, gone when the tests are over.

use crate::tools;
use anyhow::{Context, Result, bail};
use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
};

/// A running server, stopped when it is dropped.
pub struct Postgres {
    folder: PathBuf,
    binaries: PathBuf,
    port: u16,
}

impl Postgres {
    /// Installs PostgreSQL if it is missing, makes an empty cluster and starts it.
    ///
    /// # Errors
    /// If any of this fails; the server's log is named.
    pub fn start() -> Result<Self> {
        let binaries = binaries()?;
        let folder = std::env::temp_dir().join(format!("pandu-postgres-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        // PostgreSQL refuses to run as root; Debian's package brings a user for it.
        if is_root() {
            tools::run(Command::new("chown").arg("postgres").arg(&folder))?;
        }
        // Asked from the system, then given back: nobody else is likely to take it within the second.
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let server = Self {
            folder,
            binaries,
            port,
        };
        let data = server.folder.join("data");
        let quiet = [
            "--auth=trust",
            "--username=postgres",
            "--no-sync",
            "--encoding=UTF8",
        ];
        server.command("initdb", |command| {
            command.args(quiet).arg("--pgdata").arg(&data);
        })?;
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} \
             -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=128MB",
            server.folder.display()
        );
        let log = server.folder.join("log");
        server
            .command("pg_ctl", |command| {
                command.args(["start", "--wait", "--silent"]);
                command.arg("--pgdata").arg(&data);
                command
                    .arg("--log")
                    .arg(&log)
                    .arg("--options")
                    .arg(&options);
            })
            .with_context(|| log.display().to_string())?;
        Ok(server)
    }

    /// Its address, for `PANDU_TEST_POSTGRES`.
    pub fn address(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn command(&self, name: &str, arguments: impl FnOnce(&mut Command)) -> Result<()> {
        let program = self.binaries.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["--user", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        arguments(&mut command);
        command.stdout(std::process::Stdio::null());
        tools::run(&mut command)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        // The tests are over: what cannot be stopped or removed is only untidy.
        let _ = self.command("pg_ctl", |command| {
            command.args(["stop", "--mode=immediate", "--silent", "--pgdata"]);
            command.arg(&data);
        });
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Debian keeps the server's programs in a folder by version, outside the path.
fn binaries() -> Result<PathBuf> {
    if let Some(found) = newest() {
        return Ok(found);
    }
    tools::install_debian("postgresql")?;
    match newest() {
        Some(found) => Ok(found),
        None => bail!("PostgreSQL was installed, but its programs are not in /usr/lib/postgresql"),
    }
}

fn newest() -> Option<PathBuf> {
    let versions = Path::new("/usr/lib/postgresql").read_dir().ok()?;
    versions
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").exists())
        .max()
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}
