//! Every dependency must be under a licence that Apache-2.0 software can carry, and come from crates.io.

use anyhow::{Context, Result, bail};
use cargo_metadata::Metadata;

/// Licences that may be combined into an Apache-2.0 program.
const ACCEPTED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Reads the licence expression of every package that Cargo resolves.
pub fn check(metadata: &Metadata) -> Result<()> {
    let mut wrong = Vec::new();
    for package in &metadata.packages {
        let name = format!("{} {}", package.name, package.version);
        match package.license.as_deref() {
            Some(text) => {
                // Old packages write `MIT/Apache-2.0`.
                let expression = spdx::Expression::parse_mode(text, spdx::ParseMode::LAX)
                    .with_context(|| format!("licence of {name}"))?;
                let accepted = expression.evaluate(|requirement| {
                    requirement
                        .license
                        .id()
                        .is_some_and(|id| ACCEPTED.contains(&id.name))
                });
                if !accepted {
                    wrong.push(format!("{name}: {text}"));
                }
            }
            None => wrong.push(format!("{name}: names no licence")),
        }
        if let Some(source) = &package.source
            && !source.is_crates_io()
        {
            wrong.push(format!("{name}: not from crates.io"));
        }
    }
    if !wrong.is_empty() {
        bail!("licences:\n  {}", wrong.join("\n  "));
    }
    println!("licences: {} packages accepted", metadata.packages.len());
    Ok(())
}
