//! Which crate may know which: arrows run down only (`ARCHITECTURE.md`).

use anyhow::{Result, bail};
use cargo_metadata::{DependencyKind, Metadata};
use std::collections::{BTreeSet, HashMap};

/// What each crate may depend on. A crate that is missing here has no place in the house yet.
const ALLOWED: &[(&str, &[&str])] = &[
    // ground: pure
    ("domain", &[]),
    ("tabular", &["domain"]),
    ("linkage", &["domain", "tabular"]),
    ("manifest", &["domain", "tabular"]),
    ("risk", &["domain"]),
    ("kinship", &["domain"]),
    // floor 1
    ("storage", &[]),
    ("journal", &["storage"]),
    ("access", &["domain", "journal", "storage"]),
    ("ui", &["access", "domain", "journal", "storage"]),
    // floor 2: nouns
    (
        "organisations",
        &["access", "domain", "journal", "storage", "ui"],
    ),
    (
        "people",
        &[
            "access",
            "domain",
            "journal",
            "linkage",
            "manifest",
            "organisations",
            "storage",
            "ui",
        ],
    ),
    // floor 3: capabilities
    (
        "agreements",
        &[
            "access",
            "domain",
            "journal",
            "organisations",
            "storage",
            "ui",
        ],
    ),
    (
        "casework",
        &[
            "access",
            "domain",
            "journal",
            "organisations",
            "people",
            "risk",
            "storage",
            "tabular",
            "ui",
        ],
    ),
    (
        "placement",
        &[
            "access",
            "domain",
            "journal",
            "organisations",
            "people",
            "storage",
            "tabular",
            "ui",
        ],
    ),
    (
        "screening",
        &[
            "access",
            "casework",
            "domain",
            "journal",
            "linkage",
            "manifest",
            "organisations",
            "people",
            "placement",
            "risk",
            "storage",
            "tabular",
            "ui",
        ],
    ),
    (
        "migrant_center",
        &[
            "access",
            "domain",
            "journal",
            "organisations",
            "placement",
            "risk",
            "storage",
            "ui",
        ],
    ),
    // beside
    ("testkit", &["domain"]),
    ("xtask", &[]),
    // roof
    (
        "pandu",
        &[
            "access",
            "agreements",
            "casework",
            "domain",
            "journal",
            "kinship",
            "linkage",
            "manifest",
            "migrant_center",
            "organisations",
            "people",
            "placement",
            "risk",
            "screening",
            "storage",
            "tabular",
            "testkit",
            "ui",
        ],
    ),
];

/// Crates without async, SQL, HTTP, clock or randomness of their own.
const PURE: &[&str] = &[
    "domain", "kinship", "linkage", "manifest", "risk", "tabular",
];

/// What a pure crate must not reach, even through others.
const IMPURE: &[&str] = &[
    "async-std",
    "axum",
    "hyper",
    "rand",
    "reqwest",
    "sqlx",
    "tokio",
];

/// Holds the workspace against the two tables above.
///
/// Tests may use `testkit` anywhere, and the features of their own crate; nothing else is excused.
pub fn check(metadata: &Metadata) -> Result<()> {
    let members: BTreeSet<&str> = metadata
        .workspace_packages()
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let mut wrong = Vec::new();
    for package in metadata.workspace_packages() {
        let name = package.name.as_str();
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
            wrong.push(format!("`{name}` has no place in the table of layers"));
            continue;
        };
        for dependency in &package.dependencies {
            let target = dependency.name.as_str();
            // A crate's own tests may ask for a feature of that crate.
            let for_tests = dependency.kind == DependencyKind::Development
                && (target == "testkit" || target == name);
            if members.contains(target) && !allowed.contains(&target) && !for_tests {
                wrong.push(format!("`{name}` must not depend on `{target}`"));
            }
        }
    }
    wrong.extend(impure_paths(metadata));
    if !wrong.is_empty() {
        bail!("layers:\n  {}", wrong.join("\n  "));
    }
    println!("layers: {} crates in place", members.len());
    Ok(())
}

/// Names every pure crate that reaches an impure one, through whichever dependency.
fn impure_paths(metadata: &Metadata) -> Vec<String> {
    let Some(resolve) = &metadata.resolve else {
        return vec!["cargo gave no dependency graph".to_owned()];
    };
    let names: HashMap<_, _> = metadata
        .packages
        .iter()
        .map(|package| (&package.id, package.name.as_str()))
        .collect();
    let nodes: HashMap<_, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let mut wrong = Vec::new();
    for package in metadata.workspace_packages() {
        if !PURE.contains(&package.name.as_str()) {
            continue;
        }
        let mut seen = BTreeSet::new();
        let mut open = vec![&package.id];
        while let Some(id) = open.pop() {
            let Some(node) = nodes.get(id) else { continue };
            for dependency in &node.deps {
                let normal = dependency
                    .dep_kinds
                    .iter()
                    .any(|kind| kind.kind == DependencyKind::Normal);
                if normal && seen.insert(&dependency.pkg) {
                    open.push(&dependency.pkg);
                }
            }
        }
        for id in seen {
            if let Some(name) = names.get(id).filter(|name| IMPURE.contains(name)) {
                wrong.push(format!("pure crate `{}` reaches `{name}`", package.name));
            }
        }
    }
    wrong
}
