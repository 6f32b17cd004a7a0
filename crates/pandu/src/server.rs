//! The server: its configuration, its data directory, its routes, and its life from start to the last request.

mod cases;
mod config;
mod desk;
mod health;
mod opened;
mod routes;
mod run;
#[cfg(test)]
mod tests;

pub use config::Config;
pub use opened::{
    Opened, Place, TABLES, checkpoint_file, files, of_access, of_journal, of_storage,
};
pub use run::run;

use crate::exit::Failure;

/// Runs asynchronous work to its end: the only place where the program enters a runtime.
pub fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Input(format!("no threads to work with: {error}")))?
        .block_on(work)
}
