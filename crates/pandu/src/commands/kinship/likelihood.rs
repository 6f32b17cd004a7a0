//! `pandu kinship likelihood`: the likelihood of each case in a file.

use super::{
    Format,
    input::{Input, name_file, profiles, unusable},
    text::{Table, number},
};
use crate::exit::{FailOn, Failure, Outcome};
use clap::Args;
use domain::{Diagnostic, Level};
use kinship::{Case, Source};
use serde::Serialize;
use std::{
    io::{self, BufWriter, Write},
    path::PathBuf,
};

/// The likelihood of each case: pedigrees with genotypes at one or more loci.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    input: Input,
    /// Profiles of persons in the pedigrees: CSV or XLSX, one row a sample, one or two columns a locus
    #[arg(long, value_name = "LIST")]
    profiles: Vec<PathBuf>,
    /// How the result is printed
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    #[command(flatten)]
    fail_on: FailOn,
}

#[derive(Serialize)]
struct Row {
    name: String,
    likelihood: f64,
    /// `null` stands for minus infinity: the genotypes are impossible.
    log_likelihood: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relative_difference: Option<f64>,
    loci: Vec<LocusRow>,
}

#[derive(Serialize)]
struct LocusRow {
    locus: String,
    likelihood: f64,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let file = &arguments.input.file;
    let bytes = arguments.input.bytes()?;
    let profiles = profiles(&arguments.profiles)?;
    let source = Source {
        bytes: &bytes,
        format: arguments.input.format(),
        references: &profiles,
        ..Source::default()
    };
    let (cases, mut diagnostics) = source
        .cases(&arguments.input.options()?)
        .map_err(|p| unusable(p, file))?;
    let mut rows = Vec::new();
    for case in cases {
        match case {
            Ok(case) => match row(&case) {
                Ok(row) => rows.push(row),
                Err(error) => {
                    let message = format!("case `{}`: {error}", case.name);
                    diagnostics.push(Diagnostic::new(Level::Error, "too-large", message));
                }
            },
            Err(problems) => diagnostics.extend(name_file(problems, file)),
        }
    }
    for diagnostic in &diagnostics {
        eprintln!("{diagnostic}");
    }
    if rows.is_empty() {
        return Err(Failure::Input(format!(
            "{}: no case that can be computed",
            file.display()
        )));
    }
    print(&rows, arguments.format).map_err(Failure::stdout)?;
    Ok(arguments.fail_on.judge(&diagnostics))
}

fn row(case: &Case) -> Result<Row, kinship::LikelihoodError> {
    let log_likelihood = case.log_likelihood()?;
    let likelihood = log_likelihood.exp();
    let names = case.loci.iter().map(|locus| locus.name().to_owned());
    let values = if case.recombination.is_some() {
        Vec::new()
    } else {
        case.by_locus()?
    };
    let loci = names
        .zip(values)
        .map(|(locus, value)| LocusRow {
            locus,
            likelihood: value.exp(),
        })
        .collect();
    Ok(Row {
        name: case.name.clone(),
        likelihood,
        log_likelihood: log_likelihood.is_finite().then_some(log_likelihood),
        expected: case.expected,
        relative_difference: case.expected.map(|e| {
            if e == likelihood {
                0.0
            } else {
                (likelihood - e).abs() / e.abs()
            }
        }),
        loci,
    })
}

fn print(rows: &[Row], format: Format) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, rows)?;
            writeln!(out)?;
        }
        Format::Table => {
            let compared = rows.iter().any(|row| row.expected.is_some());
            let headers = [
                "case",
                ">likelihood",
                ">ln likelihood",
                ">relative difference to expected",
            ];
            let mut table = Table::new(
                headers
                    .get(..if compared { 4 } else { 3 })
                    .unwrap_or(&headers),
            );
            for row in rows {
                let name: String = row.name.chars().take(50).collect();
                let log = row
                    .log_likelihood
                    .map_or("-inf".into(), |l| format!("{l:.8}"));
                let mut cells = vec![name, number(row.likelihood), log];
                cells.extend(row.relative_difference.map(|d| format!("{d:.1e}")));
                table.row(cells);
            }
            table.print(&mut out)?;
        }
    }
    out.flush()
}
