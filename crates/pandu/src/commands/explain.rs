//! `pandu explain`: why two rows are, or are not, the same person.

use super::link::{
    WRITTEN,
    files::{Linking, Tables},
};
use crate::exit::{Failure, Outcome};
use clap::Args;
use domain::Language;
use linkage::{
    batch::{Linkage, Match},
    decide::Decision,
    explain::{Waterfall, one_of},
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
    Err(named(
        &match at.and_then(|at| table.header().names().get(at)) {
            Some(column) => {
                format!("no row has the identifier that was given in its column `{column}`")
            }
            None => {
                "no line has the number that was given (there is no column with identifiers)".into()
            }
        },
    ))
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

/// Other candidates below this probability are not named.
const NEAR: f64 = 0.01;

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
    let comparisons = &linkage.schema.comparisons;
    let names = comparisons.iter().map(|comparison| comparison.name.len());
    let width = names.fold(16, usize::max);
    let mut line = |label: &str, number: String, words: String| {
        writeln!(out, "{label:<width$}{number:>9}   {words}")
    };
    line(
        say("sebelum melihat", "before looking"),
        format!("{:+.1}", waterfall.before_looking),
        format!(
            "{}; {} {:.0} %",
            one_of(linkage.summary.left_rows).in_language(language),
            say("tercatat di kiri:", "expected on the left:"),
            100.0 * linkage.model.share,
        ),
    )?;
    for (step, comparison) in waterfall.steps.iter().zip(comparisons) {
        line(
            &step.comparison,
            format!("{:+.1}", step.bits),
            format!(
                "{} ({} | {})",
                step.in_language(language),
                value(left, &comparison.left),
                value(right, &comparison.right),
            ),
        )?;
    }
    line(
        say("jumlah", "sum"),
        format!("{:+.1}", waterfall.before_looking + waterfall.weight),
        say(
            "tiap bit menggandakan (+) atau membagi dua (-) peluang; 0 = sama mungkinnya",
            "each bit doubles (+) or halves (-) the odds; 0 = as likely as not",
        )
        .into(),
    )?;
    line(
        say("peluang", "probability"),
        percent(waterfall.probability()),
        say(
            "orang yang sama, andai tidak ada calon lain",
            "the same person, if there were no other candidate",
        )
        .into(),
    )?;
    let (left_id, right_id) = (&arguments.left_id, &arguments.right_id);
    let of_right = linkage
        .matches
        .iter()
        .filter(|pair| linkage.right.row(pair.right).id() == right_id);
    let (this, others): (Vec<&Match>, Vec<&Match>) =
        of_right.partition(|pair| linkage.left.row(pair.left).id() == left_id);
    match this.first() {
        Some(pair) => line(
            say("jawaban", "answer"),
            percent(pair.probability),
            format!(
                "{}: {}",
                say("dengan semua calon", "all candidates considered"),
                match pair.decision {
                    _ if pair.probability < WRITTEN => say(
                        "bukan, atau tidak cukup yakin; `pandu link` tidak menulisnya",
                        "no, or not sure enough; `pandu link` does not write it",
                    ),
                    Decision::Possible => say("mungkin (possible)", "possible"),
                    Decision::Link => say("tertaut (link)", "link"),
                }
            ),
        )?,
        None => line(
            say("jawaban", "answer"),
            "-".into(),
            say(
                "bukan calon: terlalu sedikit yang sama",
                "no candidate: too little agrees",
            )
            .into(),
        )?,
    }
    for other in others
        .iter()
        .filter(|pair| pair.probability >= NEAR)
        .take(3)
    {
        line(
            say("calon lain", "another candidate"),
            percent(other.probability),
            linkage.left.row(other.left).id().into(),
        )?;
    }
    Ok(())
}

fn percent(probability: f64) -> String {
    format!("{:.2}%", 100.0 * probability)
}

/// What a row says in one comparison, as written.
fn value(fields: &[String], columns: &[usize]) -> String {
    let values = columns.iter().filter_map(|column| fields.get(*column));
    let known = values
        .map(|value| value.trim())
        .filter(|value| !value.is_empty());
    let known: Vec<&str> = known.collect();
    if known.is_empty() {
        "-".into()
    } else {
        known.join(" ")
    }
}
