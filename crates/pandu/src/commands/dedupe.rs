//! `pandu dedupe`: who stands in a table more than once.

use super::link::files::{Linking, save_model};
use crate::{
    exit::{FailOn, Failure, Outcome},
    output::Output,
};
use clap::Args;
use linkage::batch::Clusters;
use std::{io::Write, path::PathBuf};
use tabular::quoted;

/// Find the rows of one table that are the same person
///
/// Rows are joined from the most probable pair down. Two groups are joined only if, over all pairs between them, one person
/// is on average more probable than two: a row that resembles two persons does not make them one.
#[derive(Args)]
pub struct Dedupe {
    /// The table, as CSV
    table: PathBuf,
    /// Where the clusters are written, as CSV: every row of the table with the cluster it belongs to
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Pairs of a lower probability are not joined
    #[arg(long, value_name = "P", default_value_t = 0.5)]
    threshold: f64,
    /// Write the model that was learned to this file
    #[arg(long, value_name = "FILE")]
    save_model: Option<PathBuf>,
    /// The column that identifies a row (`id`, or the first that ends in `_id`, if not given)
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    #[command(flatten)]
    linking: Linking,
    #[command(flatten)]
    fail_on: FailOn,
}

/// Runs the command.
pub fn run(arguments: &Dedupe) -> Result<Outcome, Failure> {
    let table = &arguments.table;
    let clusters = arguments
        .linking
        .dedupe(table, arguments.id.as_deref(), arguments.threshold)?;
    let failed = |source| Failure::Write {
        what: arguments.out.display().to_string(),
        source,
    };
    let mut out = Output::create(&arguments.out)?;
    write(&clusters, &mut out).map_err(failed)?;
    out.finish()?;
    if let Some(path) = &arguments.save_model {
        save_model(&clusters.model, path)?;
    }
    let several = clusters
        .persons
        .iter()
        .filter(|person| person.rows.len() > 1)
        .count();
    eprintln!(
        "{}: {} rows are {} persons, {} of them in several rows; {} pairs were not joined because other rows speak against it",
        arguments.out.display(),
        clusters.summary.left_rows,
        clusters.persons.len(),
        several,
        clusters.bridges,
    );
    let mut diagnostics = clusters.notices;
    for diagnostic in &mut diagnostics {
        diagnostic.place.file = Some(table.display().to_string());
        eprintln!("{diagnostic}");
    }
    Ok(arguments.fail_on.judge(&diagnostics))
}

fn write(clusters: &Clusters, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "cluster_id,id,rows,probability")?;
    for (number, person) in clusters.persons.iter().enumerate() {
        for row in &person.rows {
            let id = quoted(clusters.rows.row(*row).id());
            write!(out, "{},{id},{},", number + 1, person.rows.len())?;
            match person.probability {
                Some(probability) => writeln!(out, "{probability:.6}")?,
                None => writeln!(out)?,
            }
        }
    }
    Ok(())
}
