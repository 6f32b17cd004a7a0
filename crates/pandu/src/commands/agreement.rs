//! `pandu agreement verify` and `receipt`: whether a downloaded agreement was signed by all its parties, and whether it allowed
//! what a receipt says was given; without the server that made them.

use crate::exit::{Failure, Outcome};
use agreements::model::{SignatureError, SignedAgreement, SignedReceipt, fingerprint};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// Agreements: verify a signed file, or the receipt of an exchange
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
    /// Check that the receipt of an exchange was signed by the agency that gave, and that the agreement allowed it
    Receipt {
        /// The member `receipt` of the answer
        file: PathBuf,
        /// The signed agreement, as it was downloaded
        #[arg(long, value_name = "FILE")]
        agreement: PathBuf,
        /// The public keys of agencies from elsewhere (`/api/v1/agreement-keys`)
        #[arg(long, value_name = "FILE")]
        keys: Option<PathBuf>,
    },
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.task {
        Task::Verify { file, keys } => {
            let agreement = verified(file, keys.as_deref())?;
            Ok(term(&agreement))
        }
        Task::Receipt {
            file,
            agreement,
            keys,
        } => {
            let agreement = verified(agreement, keys.as_deref())?;
            let signed: SignedReceipt = read(file)?;
            let wrong = |error| Failure::Input(format!("{}: {error}", file.display()));
            signed.verify(&agreement).map_err(wrong)?;
            let receipt = &signed.receipt;
            println!(
                "the agreement allowed what the receipt says: {} records about {} subjects at {}",
                receipt.records, receipt.subjects, receipt.answered_at
            );
            println!(
                "suspension, notice and amendment do not stand in these files: ask the parties"
            );
            Ok(Outcome::Read)
        }
    }
}

/// An agreement that every party signed, after it was said who did and with which keys.
fn verified(file: &Path, keys: Option<&Path>) -> Result<SignedAgreement, Failure> {
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
    Ok(agreement)
}

/// Says where the term stands now: a signature stays good when the agreement is over, and opens nothing any more.
#[expect(clippy::disallowed_methods, reason = "the roof reads the clock")]
fn term(agreement: &SignedAgreement) -> Outcome {
    let now = Timestamp::now();
    match agreement.document.term.span() {
        Err(error) => println!("its term opens nothing: {error}"),
        Ok(span) if now < span.from => println!("its term begins at {}", span.from),
        Ok(span) if now < span.to => {
            println!(
                "its term runs until {}; suspension, notice and amendment do not stand in this file",
                span.to
            );
            return Outcome::Read;
        }
        Ok(span) => println!(
            "its term was over at {}: it opens nothing any more",
            span.to
        ),
    }
    Outcome::Noticed
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
