//! `pandu agreement verify`: whether a downloaded agreement was signed by all its parties, without the server that made it.

use crate::exit::{Failure, Outcome};
use agreements::model::{SignatureError, SignedAgreement, fingerprint};
use clap::{Args, Subcommand};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// Agreements: verify a signed file
#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Check that every party signed exactly the words of the file; needs no database
    Verify {
        /// The signed agreement, as it was downloaded
        file: PathBuf,
        /// The public keys of agencies from elsewhere (`/api/v1/agreement-keys`); without them compare the keys that are printed
        #[arg(long, value_name = "FILE")]
        keys: Option<PathBuf>,
    },
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Task::Verify { file, keys } = &arguments.task;
    let agreement: SignedAgreement = read(file)?;
    let keys: BTreeMap<Uuid, String> = match keys {
        Some(keys) => read(keys)?,
        None => BTreeMap::new(),
    };
    // A list of keys that lacks an agency proves nothing about it.
    let known = |agency: Uuid| match keys.get(&agency) {
        None if !keys.is_empty() => Some(String::new()),
        other => other.cloned(),
    };
    let wrong = |error: SignatureError| Failure::Input(format!("{}: {error}", file.display()));
    agreement.verify(known).map_err(wrong)?;
    let hash = fingerprint(&agreement.document).map_err(|_| wrong(SignatureError::Form))?;
    println!("words: version {}, SHA-256 {hash}", agreement.version);
    for signature in &agreement.signatures {
        let statement = &signature.statement;
        println!(
            "signed for {} at {}, key {}",
            statement.agency, statement.signed_at, signature.public_key
        );
    }
    println!("every party signed exactly these words");
    if keys.is_empty() {
        println!(
            "the keys stand in the file itself: compare them with those that the agencies publish"
        );
    }
    Ok(Outcome::Read)
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    // The library repeats the offending value, which may be a name: only the place is passed on.
    serde_json::from_str(&text).map_err(|error| {
        Failure::Input(format!(
            "{}: line {}: no file of the expected form",
            path.display(),
            error.line()
        ))
    })
}
