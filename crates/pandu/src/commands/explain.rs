//! `pandu explain`: why two rows are, or are not, the same person.

use super::link::files::{Linking, Tables};
use crate::exit::{Failure, Outcome};
use clap::Args;
use domain::Language;
use linkage::{
    batch::Linkage,
    explain::Waterfall,
    record::{Encoder, Record, Side},
};
use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
};
use tabular::{Chunk, Header, Table};

/// Show what speaks for and against two rows being the same person, in words and bits
///
/// The tables are linked as `pandu link` does it, so the weights are the same; each bit doubles or halves the odds.
#[derive(Args)]
pub struct Explain {
    /// The register, as CSV
    left: PathBuf,
    /// The identifier of its row
    left_id: String,
    /// The other table, as CSV
    right: PathBuf,
    /// The identifier of its row
    right_id: String,
    /// Bahasa Indonesia (id) or English (en)
    #[arg(long, value_name = "LANGUAGE", default_value = "id")]
    language: Language,
    #[command(flatten)]
    linking: Linking,
}

/// Runs the command.
pub fn run(arguments: &Explain) -> Result<Outcome, Failure> {
    let tables = Tables {
        left: &arguments.left,
        right: &arguments.right,
    };
    // Found first: a wrong identifier is told at once.
    let left = find(
        tables.left,
        arguments.linking.id_left.as_deref(),
        &arguments.left_id,
    )?;
    let right = find(
        tables.right,
        arguments.linking.id_right.as_deref(),
        &arguments.right_id,
    )?;
    let linkage = arguments.linking.link(&tables, 0.0)?;
    let reference = arguments.linking.reference();
    let words = |fields: &[String], side| {
        let mut words = Vec::new();
        let field = |column: usize| fields.get(column).map_or("", String::as_str);
        Encoder::new(&linkage.schema, side, reference).encode(field, &mut words);
        words
    };
    let (l, r) = (words(&left, Side::Left), words(&right, Side::Right));
    let waterfall = Waterfall::of(
        &linkage.schema,
        &linkage.model,
        &linkage.frequencies,
        linkage.summary.left_rows,
        Record::new(&l),
        Record::new(&r),
    );
    let mut out = std::io::stdout().lock();
    print(arguments, &linkage, &waterfall, [&left, &right], &mut out).map_err(Failure::stdout)?;
    Ok(Outcome::Read)
}

/// The fields of the row with an identifier.
fn find(path: &Path, column: Option<&str>, id: &str) -> Result<Vec<String>, Failure> {
    let named =
        |error: &dyn std::fmt::Display| Failure::Input(format!("{}: {error}", path.display()));
    let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    let mut table = Table::open(file).map_err(|error| named(&error))?;
    let at = id_column(table.header(), column).map_err(|error| named(&error))?;
    let mut chunk = Chunk::default();
    while table
        .next_chunk(&mut chunk)
        .map_err(|error| named(&error))?
    {
        let mut records = chunk.records();
        while let Some(record) = records.next() {
            let found = match at {
                Some(at) => record.field(at) == id,
                None => record.line().to_string() == id,
            };
            if found {
                return Ok((0..record.len())
                    .map(|at| record.field(at).to_owned())
                    .collect());
            }
        }
    }
    Err(named(&"no row has the identifier that was given"))
}

fn id_column(header: &Header, column: Option<&str>) -> Result<Option<usize>, String> {
    match column {
        Some(column) => header
            .named(column)
            .map(Some)
            .ok_or_else(|| format!("no column `{column}`; its columns are {}", header.quoted())),
        None => Ok(header.id()),
    }
}

fn print(
    arguments: &Explain,
    linkage: &Linkage,
    waterfall: &Waterfall,
    [left, right]: [&[String]; 2],
    out: &mut impl Write,
) -> std::io::Result<()> {
    let language = arguments.language;
    let say = |id: &'static str, en: &'static str| match language {
        Language::Id => id,
        Language::En => en,
    };
    let rows = linkage.summary.left_rows;
    writeln!(
        out,
        "{:<16}{:>8.1}   {} {rows}",
        say("sebelum melihat", "before looking"),
        waterfall.before_looking,
        say(
            "salah satu dari jumlah baris ini:",
            "one out of so many rows:"
        ),
    )?;
    for (step, comparison) in waterfall.steps.iter().zip(&linkage.schema.comparisons) {
        let value = |fields: &[String], columns: &[usize]| {
            let values = columns.iter().filter_map(|column| fields.get(*column));
            values.map(String::as_str).collect::<Vec<_>>().join(" ")
        };
        writeln!(
            out,
            "{:<16}{:>+8.1}   {} ({} | {})",
            step.comparison,
            step.bits,
            step.in_language(language),
            value(left, &comparison.left),
            value(right, &comparison.right),
        )?;
    }
    writeln!(
        out,
        "{:<16}{:>+8.1}   {}",
        say("jumlah", "weight"),
        waterfall.weight,
        say(
            "bit; tiap bit menggandakan atau membagi dua peluang",
            "bits; each doubles or halves the odds"
        ),
    )?;
    writeln!(
        out,
        "{:<16}{:>7.2}%   {}",
        say("peluang", "probability"),
        100.0 * waterfall.probability(linkage.model.share),
        say(
            "orang yang sama, tanpa memperhitungkan calon lain",
            "the same person, other candidates left aside"
        ),
    )?;
    let id = |id: &str, other: &str| id == other;
    let pair = linkage.matches.iter().find(|pair| {
        id(linkage.left.row(pair.left).id(), &arguments.left_id)
            && id(linkage.right.row(pair.right).id(), &arguments.right_id)
    });
    if let Some(pair) = pair {
        writeln!(
            out,
            "{:<16}{:>7.2}%   {} {}",
            "",
            100.0 * pair.probability,
            say(
                "dengan semua calon diperhitungkan:",
                "all candidates considered:"
            ),
            pair.decision.word(),
        )?;
    }
    Ok(())
}
