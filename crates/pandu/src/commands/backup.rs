//! `pandu backup`: a copy of everything, while the server runs.

use crate::{
    exit::{Failure, Outcome},
    server::{self, Place},
};
use clap::Args;
use std::path::PathBuf;

/// Copy database, files and keys into a new folder; the server may go on meanwhile
///
/// The folder holds the keys and all personal data: keep it as safe as the server.
#[derive(Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// The folder to make
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

pub fn run(arguments: &Backup) -> Result<Outcome, Failure> {
    let summary = server::block_on(async {
        let opened = arguments.place.open_existing().await?;
        let address = opened.config.database.as_deref();
        storage::backup::write(&opened.context.db, address, &opened.data, &arguments.to)
            .await
            .map_err(|error| Failure::Input(error.to_string()))
    })?;
    println!(
        "{}: {} files, {} bytes",
        arguments.to.display(),
        summary.files,
        summary.bytes
    );
    Ok(Outcome::Read)
}
