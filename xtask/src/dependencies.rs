//! Each direct dependency is explained in `docs/DEPENDENCIES.md`, and nothing is explained that is not used.

use anyhow::{Context, Result, bail};
use cargo_metadata::Metadata;
use std::collections::BTreeSet;

/// Compares the direct dependencies of all members with the first column of the table.
pub fn check(metadata: &Metadata) -> Result<()> {
    let members: BTreeSet<&str> = metadata
        .workspace_packages()
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let used: BTreeSet<&str> = metadata
        .workspace_packages()
        .iter()
        .flat_map(|package| &package.dependencies)
        .map(|dependency| dependency.name.as_str())
        .filter(|name| !members.contains(name))
        .collect();
    let path = metadata.workspace_root.join("docs/DEPENDENCIES.md");
    let text = std::fs::read_to_string(&path).with_context(|| path.to_string())?;
    let explained: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(name, _)| name)
        .collect();
    let missing: Vec<_> = used.difference(&explained).collect();
    let idle: Vec<_> = explained.difference(&used).collect();
    if !missing.is_empty() || !idle.is_empty() {
        bail!("docs/DEPENDENCIES.md: not explained {missing:?}, explained but not used {idle:?}");
    }
    println!("dependencies: {} explained", used.len());
    Ok(())
}
