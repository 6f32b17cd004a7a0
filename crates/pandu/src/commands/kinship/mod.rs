//! `pandu kinship`: are these DNA profiles related?

mod input;
mod likelihood;
mod text;

use crate::exit::{Failure, Outcome};
use clap::{Args, Subcommand, ValueEnum};

/// DNA kinship.
#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    question: Question,
}

#[derive(Subcommand)]
enum Question {
    /// The likelihood of each case in a file: pedigrees with genotypes
    Likelihood(likelihood::Arguments),
}

/// How a result is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, at most 100 columns wide
    Table,
    /// For programs
    Json,
}

/// Runs the question that was asked.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.question {
        Question::Likelihood(arguments) => likelihood::run(arguments),
    }
}
