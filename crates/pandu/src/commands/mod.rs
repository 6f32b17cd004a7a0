//! One file a command: its arguments, and how it calls the crates that do the work.

mod kinship;
mod mrz;

use crate::exit::{Failure, Outcome};
use clap::Subcommand;

/// What `pandu` can be asked to do.
#[derive(Subcommand)]
pub enum Command {
    Mrz(mrz::Mrzs),
    /// DNA kinship: likelihoods, and the identification of victims of a disaster
    Kinship(kinship::Arguments),
}

/// Runs one command to its end.
pub fn run(command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Mrz(arguments) => mrz::run(arguments),
        Command::Kinship(arguments) => kinship::run(&arguments),
    }
}
