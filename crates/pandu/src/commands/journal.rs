//! `pandu journal`: is it as it was written, and proof that something happened.

use crate::{
    exit::{Failure, Outcome},
    server::{self, Place, checkpoint_file},
};
use clap::{Args, Subcommand};
use journal::{Checkpoint, Proof};
use std::path::{Path, PathBuf};
use storage::snapshot;
use uuid::Uuid;

/// The journal: verify it, prove an entry
#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Recompute the whole journal and hold it against its signed checkpoints
    Verify {
        #[command(flatten)]
        place: Place,
        /// A checkpoint that was kept elsewhere; may be given several times
        #[arg(long, value_name = "FILE")]
        checkpoint: Vec<PathBuf>,
    },
    /// Print a proof that an entry stands in the journal, for whoever has no database
    Prove {
        /// The entry's identifier
        id: Uuid,
        #[command(flatten)]
        place: Place,
    },
    /// Check a proof with the journal's public key; needs no database
    Check {
        /// The proof that `pandu journal prove` printed
        proof: PathBuf,
        /// The journal's public key: `keys/journal.pub` of its data directory
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
    },
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.task {
        Task::Verify { place, checkpoint } => server::block_on(verify(place, checkpoint)),
        Task::Prove { id, place } => server::block_on(prove(place, *id)),
        Task::Check { proof, key } => check(proof, key),
    }
}

async fn verify(place: &Place, checkpoints: &[PathBuf]) -> Result<Outcome, Failure> {
    let opened = place.open_existing().await?;
    let keys = opened.context.journal.keys();
    let beside = checkpoint_file(&opened.data);
    let mut kept = Vec::new();
    for path in checkpoints.iter().chain(beside.exists().then_some(&beside)) {
        let checkpoint = Checkpoint::open(&read(path)?, keys.verifying())
            .map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?;
        kept.push((path.display().to_string(), checkpoint));
    }
    let report = journal::verify(&opened.context.db, keys, &kept)
        .await
        .map_err(server::of_journal)?;
    println!(
        "{} entries, {} waiting for a place, {} values, {} erased, {} checkpoints from outside",
        report.size,
        report.pending,
        report.values,
        report.erased,
        kept.len()
    );
    if report.problems.is_empty() {
        println!("the journal is as it was written");
        return Ok(Outcome::Read);
    }
    for problem in &report.problems {
        println!("{problem}");
    }
    println!(
        "the journal was tampered with or is damaged: {} problems",
        report.problems.len()
    );
    Ok(Outcome::Noticed)
}

async fn prove(place: &Place, id: Uuid) -> Result<Outcome, Failure> {
    let opened = place.open_existing().await?;
    let (db, keys) = (&opened.context.db, opened.context.journal.keys());
    let proof =
        snapshot!(db, |tx| journal::prove(tx, keys, id).await).map_err(server::of_journal)?;
    print!("{}", proof.to_text());
    Ok(Outcome::Read)
}

fn check(proof: &Path, key: &Path) -> Result<Outcome, Failure> {
    let key = read(key)?;
    let proof = match Proof::open(&read(proof)?, key.trim_end()) {
        Ok(proof) => proof,
        Err(error) => {
            println!("refused: {error}");
            return Ok(Outcome::Noticed);
        }
    };
    println!(
        "entry {} of {}: {}",
        proof.place,
        proof.checkpoint.size,
        String::from_utf8_lossy(&proof.leaf)
    );
    Ok(Outcome::Read)
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))
}
