//! One file a command: its arguments, and how it calls the crates that do the work.

mod agreement;
mod backup;
mod dedupe;
mod demo;
mod doctor;
mod evaluate;
mod explain;
mod import;
mod journal;
mod kinship;
mod link;
mod manifest;
mod model;
mod mrz;
mod restore;
mod rules;
mod screen;
mod serve;
mod synth;

use crate::exit::{Failure, Outcome};
use clap::Subcommand;

/// What `pandu` can be asked to do.
#[derive(Subcommand)]
pub enum Command {
    Demo(demo::Demo),
    Link(link::Link),
    Dedupe(dedupe::Dedupe),
    Explain(explain::Explain),
    Model(model::Show),
    Manifest(manifest::Manifests),
    Mrz(mrz::Mrzs),
    Synth(synth::Synth),
    Evaluate(evaluate::Evaluate),
    Screen(screen::Screen),
    /// DNA kinship: likelihoods, and the identification of victims of a disaster
    Kinship(kinship::Arguments),
    Serve(serve::Serve),
    Doctor(doctor::Doctor),
    /// Take in files: placements
    #[command(subcommand)]
    Import(import::Arguments),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Journal(journal::Arguments),
    Agreement(agreement::Arguments),
    Rules(rules::Arguments),
}

/// Runs one command to its end.
pub fn run(command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Link(arguments) => link::run(&arguments),
        Command::Dedupe(arguments) => dedupe::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Model(arguments) => model::run(&arguments),
        Command::Manifest(arguments) => manifest::run(arguments),
        Command::Mrz(arguments) => mrz::run(arguments),
        Command::Synth(arguments) => synth::run(&arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Screen(arguments) => screen::run(&arguments),
        Command::Kinship(arguments) => kinship::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Backup(arguments) => backup::run(&arguments),
        Command::Restore(arguments) => restore::run(&arguments),
        Command::Journal(arguments) => journal::run(&arguments),
        Command::Agreement(arguments) => agreement::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
    }
}
