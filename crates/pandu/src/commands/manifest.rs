//! `pandu manifest`: passenger messages and lists, each traveller on a line.

mod summary;
mod table;

use crate::{
    exit::{FailOn, Failure, Outcome},
    output::diagnose,
};
use clap::{Args, ValueEnum};
use domain::{Diagnostic, Level};
use jiff::{Zoned, civil::Date};
use manifest::Traveller;
use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
};
use summary::Tally;
use table::Table;

/// Read passenger messages (PAXLST, PNRGOV) and passenger lists (CSV, XLSX) into travellers
#[derive(Args)]
pub struct Manifests {
    /// The files; `-` is standard input. What each is, is told by its content
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How travellers are printed: a table for people, or one JSON object a line
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Print only how many messages, travellers, PNRs and diagnostics there are
    #[arg(long)]
    summary: bool,
    /// The day that settles the century of two-digit years (today if not given)
    #[arg(long, value_name = "YYYY-MM-DD")]
    reference_date: Option<Date>,
    /// Say on standard error what was odd, from this level on: info, warning or error
    #[arg(long, value_name = "LEVEL", default_value = "warning")]
    show: Level,
    #[command(flatten)]
    fail_on: FailOn,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Table,
    Jsonl,
}

/// Runs the command.
pub fn run(arguments: Manifests) -> Result<Outcome, Failure> {
    #[expect(clippy::disallowed_methods, reason = "the roof reads the clock once")]
    let today = || Zoned::now().date();
    let reference = arguments.reference_date.unwrap_or_else(today);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut tallies = Vec::new();
    let mut diagnostics = Vec::new();
    let mut unusable = Vec::new();
    for path in &arguments.files {
        let mut print = Print::new(&arguments);
        match read(path, reference, |traveller| print.one(&traveller, &mut out)) {
            Ok(read) => {
                print.end(&mut out).map_err(Failure::stdout)?;
                let shown = read
                    .diagnostics
                    .iter()
                    .filter(|d| d.level >= arguments.show);
                // Nothing is left to tell anybody if even this cannot be printed.
                let _ = diagnose(shown, &mut io::stderr().lock());
                tallies.push(read.tally);
                diagnostics.extend(read.diagnostics);
            }
            // A file that cannot be used does not keep the others from being read.
            Err(Failure::Input(message)) => unusable.push(message),
            Err(failure) => return Err(failure),
        }
    }
    if arguments.summary {
        match arguments.format {
            Format::Table => summary::table(&tallies, &mut out),
            Format::Jsonl => summary::jsonl(&tallies, &mut out),
        }
        .map_err(Failure::stdout)?;
    }
    out.flush().map_err(Failure::stdout)?;
    match unusable.split_last() {
        None => Ok(arguments.fail_on.judge(&diagnostics)),
        Some((last, others)) => {
            for message in others {
                eprintln!("pandu: {message}");
            }
            Err(Failure::Input(last.clone()))
        }
    }
}

/// What came of one file besides its travellers.
struct FileRead {
    tally: Tally,
    diagnostics: Vec<Diagnostic>,
}

/// Reads one file and hands out its travellers.
fn read(
    path: &Path,
    reference: Date,
    mut each: impl FnMut(Traveller) -> io::Result<()>,
) -> Result<FileRead, Failure> {
    let name = path.display().to_string();
    let source: Box<dyn Read> = match name.as_str() {
        "-" => Box::new(io::stdin().lock()),
        _ => Box::new(File::open(path).map_err(|error| Failure::unreadable(path, &error))?),
    };
    let mut tally = Tally::of(name.clone());
    let mut diagnostics = Vec::new();
    let mut written = Ok(());
    let manifest = manifest::read_from(source, reference, |mut traveller| {
        for diagnostic in &mut traveller.diagnostics {
            diagnostic.place.file = Some(name.clone());
        }
        diagnostics.extend(traveller.diagnostics.iter().cloned());
        tally.count(&traveller);
        if written.is_ok() {
            written = each(traveller);
        }
    })
    .map_err(|unusable| Failure::Input(format!("{name}: {unusable}")))?;
    written.map_err(Failure::stdout)?;
    diagnostics.extend(manifest.diagnostics.iter().cloned().map(|mut diagnostic| {
        diagnostic.place.file = Some(name.clone());
        diagnostic
    }));
    diagnostics.sort_by_key(|diagnostic| (diagnostic.place.line, diagnostic.place.offset));
    tally.close(&manifest, &diagnostics);
    Ok(FileRead { tally, diagnostics })
}

/// How the travellers of one file are printed.
enum Print {
    Table(Table),
    Jsonl,
    Nothing,
}

impl Print {
    fn new(arguments: &Manifests) -> Self {
        match arguments.format {
            _ if arguments.summary => Self::Nothing,
            Format::Table => Self::Table(Table::default()),
            Format::Jsonl => Self::Jsonl,
        }
    }

    fn one(&mut self, traveller: &Traveller, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Nothing => Ok(()),
            Self::Table(table) => table.row(traveller, out),
            Self::Jsonl => {
                serde_json::to_writer(&mut *out, traveller)?;
                out.write_all(b"\n")
            }
        }
    }

    fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Table(table) => table.end(out),
            Self::Jsonl | Self::Nothing => Ok(()),
        }
    }
}
