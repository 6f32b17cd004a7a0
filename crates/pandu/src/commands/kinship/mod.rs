//! `pandu kinship`: are these DNA profiles related?

mod disaster;
mod input;
mod joint;
mod likelihood;
mod pairs;
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
    /// Likelihood ratios of every victim with every missing person
    Pairs(pairs::Arguments),
    /// Who is who: the probability of each identification, over all assignments together
    Joint(joint::Arguments),
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
        Question::Pairs(arguments) => pairs::run(arguments),
        Question::Joint(arguments) => joint::run(arguments),
    }
}
