//! `pandu serve`: the server for many agencies, or for one port.

use crate::{
    exit::{Failure, Outcome},
    server::{self, Place},
};
use clap::Args;
use std::net::SocketAddr;

/// Serve the pages and the programming interface
///
/// The first start makes the data directory and an administrator, whose password is printed once.
#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// Where to listen, such as 0.0.0.0:8080
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
}

pub fn run(arguments: &Serve) -> Result<Outcome, Failure> {
    let config = arguments.place.config()?;
    let log = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_target(false);
    if config.log_json {
        log.json().init();
    } else {
        log.init();
    }
    server::block_on(async {
        let opened = arguments.place.open().await?;
        server::run(opened, arguments.listen).await
    })?;
    Ok(Outcome::Read)
}
