//! How a command ends: 0 read, 1 diagnostics at or above `--fail-on`, 2 unusable input, 64 wrong usage (`EX_USAGE` of BSD sysexits).

use clap::Args;
use domain::{Diagnostic, Level};
use std::{io, process::ExitCode};

/// From which level on a diagnostic makes the command fail.
#[derive(Args, Clone, Copy)]
pub struct FailOn {
    /// Exit with 1 if anything at or above this level was noticed: info, warning or error
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: Level,
}

/// A command that came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Read, and nothing at or above the level of `--fail-on`.
    Read,
    /// Read, with a diagnostic at or above the level of `--fail-on`.
    Noticed,
}

impl FailOn {
    /// Judges the diagnostics of a whole run.
    pub fn judge<'a>(self, diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Outcome {
        if diagnostics.into_iter().any(|d| d.level >= self.fail_on) {
            Outcome::Noticed
        } else {
            Outcome::Read
        }
    }
}

/// A command that could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The command was asked for something that makes no sense.
    #[error("{0}")]
    Usage(String),
    /// An input cannot be used at all.
    #[error("{0}")]
    Input(String),
    /// A result could not be written.
    #[error("could not write {what}: {source}")]
    Write {
        /// The file or stream.
        what: String,
        /// What the system said.
        source: io::Error,
    },
}

impl Failure {
    /// A file that could not be opened or read.
    pub fn unreadable(file: &std::path::Path, error: &io::Error) -> Self {
        Self::Input(format!("{}: cannot be read: {error}", file.display()))
    }

    /// Standard output that could not be written.
    pub fn stdout(source: io::Error) -> Self {
        Self::Write {
            what: "standard output".into(),
            source,
        }
    }
}

/// The exit code of a finished command; says on standard error why it failed.
pub fn code(result: Result<Outcome, Failure>) -> ExitCode {
    match result {
        Ok(Outcome::Read) => ExitCode::SUCCESS,
        Ok(Outcome::Noticed) => ExitCode::from(1),
        // Whoever read our output closed it, as `head` does: that is no failure.
        Err(Failure::Write { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("pandu: {failure}");
            ExitCode::from(match failure {
                Failure::Usage(_) => 64,
                Failure::Input(_) => 2,
                Failure::Write { .. } => 74, // EX_IOERR
            })
        }
    }
}

/// Prints what is wrong with the command line, or the help that was asked for.
pub fn usage(error: &clap::Error) -> ExitCode {
    let asked_for = !error.use_stderr();
    // Nothing is left to tell anybody if even this cannot be printed.
    let _ = error.print();
    if asked_for {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(64)
    }
}
