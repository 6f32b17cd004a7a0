//! `pandu link`: two tables, and which rows are the same person.

pub mod files;

use files::{Linking, Tables, print, save_model};

use crate::{
    exit::{FailOn, Failure, Outcome},
    output::Output,
};
use clap::Args;
use linkage::{batch::Linkage, compare::levels, train};
use std::{
    io::Write,
    path::{Path, PathBuf},
};

/// Pairs of a lower probability are not written unless they are asked for.
pub const WRITTEN: f64 = 0.5;

/// Link two tables: which rows are the same person
#[derive(Args)]
pub struct Link {
    /// The register, as CSV
    left: PathBuf,
    /// The table whose rows are sought in it, as CSV
    right: PathBuf,
    /// Where the pairs are written, as CSV
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Pairs of a lower probability are not written
    #[arg(long, value_name = "P", default_value_t = WRITTEN)]
    threshold: f64,
    /// Write the model that was learned to this file
    #[arg(long, value_name = "FILE")]
    save_model: Option<PathBuf>,
    #[command(flatten)]
    linking: Linking,
    #[command(flatten)]
    fail_on: FailOn,
}

/// Runs the command.
pub fn run(arguments: &Link) -> Result<Outcome, Failure> {
    let tables = Tables {
        left: &arguments.left,
        right: &arguments.right,
    };
    let linkage = arguments.linking.link(&tables, arguments.threshold)?;
    write_pairs(&linkage, &arguments.out)?;
    if let Some(path) = &arguments.save_model {
        save_model(&linkage.model, path)?;
    }
    summarise(&linkage, &arguments.out);
    let diagnostics = print(&tables, &linkage);
    Ok(arguments.fail_on.judge(&diagnostics))
}

fn write_pairs(linkage: &Linkage, path: &Path) -> Result<(), Failure> {
    let mut out = Output::create(path)?;
    rows(linkage, &mut out).map_err(|source| Failure::Write {
        what: path.display().to_string(),
        source,
    })?;
    out.finish()
}

fn rows(linkage: &Linkage, out: &mut impl Write) -> std::io::Result<()> {
    write!(out, "left_id,right_id,weight,probability,decision")?;
    for comparison in &linkage.schema.comparisons {
        write!(out, ",{}", tabular::quoted(&comparison.name))?;
    }
    writeln!(out)?;
    for pair in &linkage.matches {
        write!(
            out,
            "{},{},{:.3},{:.6},{}",
            tabular::quoted(linkage.left.row(pair.left).id()),
            tabular::quoted(linkage.right.row(pair.right).id()),
            pair.weight,
            pair.probability,
            pair.decision.word(),
        )?;
        for (index, comparison) in linkage.schema.comparisons.iter().enumerate() {
            let level = levels(comparison.kind).get(usize::from(pair.pattern.level(index)));
            write!(out, ",{}", level.map_or("", |level| level.code))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Says on standard error what came of it.
fn summarise(linkage: &Linkage, out: &Path) {
    let summary = &linkage.summary;
    eprintln!(
        "{}: {} pairs of {} compared; of {} rows on the right {} are linked to one of {} on the left, for {} several are possible",
        out.display(),
        linkage.matches.len(),
        summary.compared,
        summary.right_rows,
        summary.linked,
        summary.left_rows,
        summary.several,
    );
    for capped in &summary.capped {
        eprintln!(
            "note: {} keys ({}) are shared by more than {} rows and were not used",
            capped.keys,
            capped.family.words(),
            capped.family.limit(),
        );
    }
    let training = &linkage.model.training;
    if training.rounds > 0 && !training.converged {
        eprintln!(
            "note: learning was stopped after {} rounds before it settled",
            training.rounds
        );
    }
    let unobserved = train::unobserved(&linkage.model);
    if training.rounds > 0 && !unobserved.is_empty() {
        eprintln!(
            "note: of {} levels of agreement no example was found, so that built-in beliefs stand for them; `--save-model` and `pandu model` show which",
            unobserved.len()
        );
    }
}
