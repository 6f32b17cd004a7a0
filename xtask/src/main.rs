//! Automation of the repository: the checks that CI runs first, and the whole test suite.

mod dependencies;
mod interface;
mod layers;
mod licences;
mod postgres;
mod suite;
mod tools;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask check              layers, licences and the list of dependencies
cargo xtask test               installs what the tests need and lack, runs them all, ends with one total
cargo xtask soak               kills the server in the middle of load, 100 times on each database
cargo xtask bench-peers [..]   measures ours and the peers side by side and writes bench/results";

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("check") => {
            let metadata = cargo_metadata::MetadataCommand::new().exec()?;
            layers::check(&metadata)?;
            licences::check(&metadata)?;
            dependencies::check(&metadata)
        }
        Some("test") => suite::run(),
        Some("soak") => suite::soak(),
        Some("bench-peers") => tools::bench_peers(arguments),
        Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("expected a task\n{USAGE}"),
    }
}
