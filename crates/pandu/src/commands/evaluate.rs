//! `pandu evaluate`: pairs against the truth.

use crate::exit::{FailOn, Failure, Outcome};
use clap::{Args, ValueEnum};
use domain::Diagnostic;
use linkage::evaluate::{EvaluateError, Pairs, Report, Score, Truth, evaluate};
use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};
use tabular::Notices;

/// Say how well two tables were linked: precision, recall, F1 and top-1 against the truth
///
/// As decided, for every row of the file, and at the threshold with the highest F1. True pairs that were never proposed count as missed.
#[derive(Args)]
pub struct Evaluate {
    /// Pairs as `pandu link` writes them: columns `left_id`, `right_id`, and if known `weight`, `probability`, `decision`
    #[arg(value_name = "PAIRS.csv")]
    pairs: PathBuf,
    /// The true pairs: columns `left_id`, `right_id`, and if known `noise` (classes joined by `+`)
    #[arg(value_name = "TRUTH.csv")]
    truth: PathBuf,
    /// How the figures are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    fail_on: FailOn,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    #[default]
    Table,
    Json,
}

/// Runs the command.
pub fn run(arguments: &Evaluate) -> Result<Outcome, Failure> {
    let mut diagnostics = Vec::new();
    let pairs = read(&arguments.pairs, Pairs::read, &mut diagnostics)?;
    let truth = read(&arguments.truth, Truth::read, &mut diagnostics)?;
    let report = evaluate(&pairs, &truth);
    let mut out = io::stdout().lock();
    match arguments.format {
        Format::Table => table(&report, &mut out),
        Format::Json => serde_json::to_writer_pretty(&mut out, &report)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out)),
    }
    .map_err(Failure::stdout)?;
    for diagnostic in &diagnostics {
        eprintln!("{diagnostic}");
    }
    Ok(arguments.fail_on.judge(&diagnostics))
}

fn read<T>(
    path: &Path,
    read: impl FnOnce(File) -> Result<(T, Notices), EvaluateError>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<T, Failure> {
    let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    let (content, notices) =
        read(file).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?;
    diagnostics.extend(
        notices
            .into_diagnostics()
            .into_iter()
            .map(|mut diagnostic| {
                diagnostic.place.file = Some(path.display().to_string());
                diagnostic
            }),
    );
    Ok(content)
}

fn table(report: &Report, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{:<28}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>12}",
        "", "precision", "recall", "F1", "found", "true", "wanted", "weight from"
    )?;
    let mut row = |label: &str, score: Score, weight: Option<f64>| {
        writeln!(
            out,
            "{label:<28}{:>10.4}{:>10.4}{:>10.4}{:>10}{:>10}{:>10}{:>12}",
            score.precision(),
            score.recall(),
            score.f1(),
            score.found,
            score.hits,
            score.wanted,
            weight.map_or_else(String::new, |weight| format!("{weight:.2}")),
        )
    };
    if let Some(linked) = report.linked {
        row("decision `link`", linked.pair, None)?;
        row("  best left row (top-1)", linked.top1, None)?;
    }
    row("all rows", report.all_rows.pair, None)?;
    row("  best left row (top-1)", report.all_rows.top1, None)?;
    if let Some(best) = report.best {
        row("best threshold", best.scores.pair, Some(best.weight))?;
    }
    if let Some(best) = report.best_top1 {
        row("  best left row (top-1)", best.top1, Some(best.weight))?;
    }
    let Some(classes) = &report.by_noise else {
        return Ok(());
    };
    writeln!(
        out,
        "\n{:<28}{:>10}{:>14}{:>14}{:>14}",
        "recall by noise", "pairs", "of `link`", "of all rows", "at best"
    )?;
    for (class, recall) in classes {
        let share = |found: u64| found as f64 / recall.wanted.max(1) as f64;
        writeln!(
            out,
            "{class:<28}{:>10}{:>14.4}{:>14.4}{:>14.4}",
            recall.wanted,
            share(recall.linked),
            share(recall.in_all_rows),
            share(recall.at_best),
        )?;
    }
    Ok(())
}
