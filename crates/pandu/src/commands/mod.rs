//! One file a command: its arguments, and how it calls the crates that do the work.

use crate::exit::{Failure, Outcome};
use clap::Subcommand;

/// What `pandu` can be asked to do.
#[derive(Subcommand)]
pub enum Command {}

/// Runs one command to its end.
pub fn run(command: Command) -> Result<Outcome, Failure> {
    match command {}
}
