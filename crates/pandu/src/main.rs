//! The program `pandu`: command line and composition. Each command has a file of its own in `commands`.

mod commands;
mod exit;
mod output;
mod server;

use clap::Parser;
use std::process::ExitCode;

/// Pelindungan pekerja migran Indonesia, dari desa sampai pulang.
///
/// Notices, before departure, the person who is being sent abroad to work outside the legal process, and says why.
#[derive(Parser)]
#[command(name = "pandu", version, max_term_width = 110)]
struct Cli {
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => exit::code(commands::run(cli.command)),
        Err(error) => exit::usage(&error),
    }
}
