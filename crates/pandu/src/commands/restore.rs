//! `pandu restore`: a backup put back.

use crate::{
    exit::{Failure, Outcome},
    server::{self, Place},
};
use clap::Args;
use std::path::PathBuf;

/// Put a backup back into a data directory that is missing or empty
///
/// For PostgreSQL, `--database` names a database without tables.
#[derive(Args)]
pub struct Restore {
    #[command(flatten)]
    place: Place,
    /// The folder that `pandu backup` made
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
}

pub fn run(arguments: &Restore) -> Result<Outcome, Failure> {
    let config = arguments.place.config()?;
    let (from, data) = (&arguments.from, &arguments.place.data);
    let summary = server::block_on(async {
        storage::backup::restore(from, config.database.as_deref(), data)
            .await
            .map_err(|error| Failure::Input(error.to_string()))
    })?;
    println!(
        "{}: {} files, {} bytes; `pandu journal verify` checks what was put back",
        data.display(),
        summary.files,
        summary.bytes
    );
    Ok(Outcome::Read)
}
