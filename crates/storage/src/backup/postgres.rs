//! PostgreSQL is copied by its own tools, `pg_dump` and `pg_restore`, which must be installed.

use crate::StorageError;
use percent_encoding::percent_decode_str;
use std::{path::Path, process::Stdio};
use tokio::process::Command;
use url::Url;

pub(super) async fn dump(address: &str, to: &Path) -> Result<(), StorageError> {
    let address = Address::parse(address)?;
    let mut command = Command::new("pg_dump");
    command
        .args(["--format=custom", "--no-owner", "--no-privileges"])
        .args(["--dbname", &address.open])
        .arg("--file")
        .arg(to);
    run(command, address.password).await
}

pub(super) async fn load(address: &str, from: &Path) -> Result<(), StorageError> {
    let address = Address::parse(address)?;
    let mut command = Command::new("pg_restore");
    command
        // All or nothing; tables that are there already make it fail.
        .args([
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
        ])
        .args(["--dbname", &address.open])
        .arg(from);
    run(command, address.password).await
}

/// An address without its password: other users of the machine can read the arguments of a process.
struct Address {
    open: String,
    password: Option<String>,
}

impl Address {
    fn parse(address: &str) -> Result<Self, StorageError> {
        let wrong = || StorageError::Address("expected `postgres://user@host:port/name`".into());
        let mut url = Url::parse(address).map_err(|_| wrong())?;
        let password = url
            .password()
            .map(|text| percent_decode_str(text).decode_utf8_lossy().into_owned());
        url.set_password(None).map_err(|()| wrong())?;
        Ok(Self {
            open: url.into(),
            password,
        })
    }
}

/// Runs a tool of PostgreSQL; the password goes through the environment.
async fn run(mut command: Command, password: Option<String>) -> Result<(), StorageError> {
    let program = command.as_std().get_program().display().to_string();
    command.envs(password.map(|password| ("PGPASSWORD", password)));
    let output = command
        .stdin(Stdio::null())
        .output()
        .await
        .map_err(|error| {
            StorageError::Backup(format!(
                "`{program}` cannot be started (it comes with the package postgresql-client): {error}"
            ))
        })?;
    if output.status.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(StorageError::Backup(format!(
        "`{program}` failed: {}",
        words.lines().next().unwrap_or("it said nothing")
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_does_not_show() {
        let address = Address::parse("postgres://pandu:p%40ss@db.example:5433/pandu").unwrap();
        assert_eq!(address.open, "postgres://pandu@db.example:5433/pandu");
        assert_eq!(address.password.as_deref(), Some("p@ss"));
    }
}
