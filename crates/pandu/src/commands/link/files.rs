//! What the commands on two tables share: options, files, progress, diagnostics.

use crate::{exit::Failure, output::Output};
use clap::Args;
use domain::Diagnostic;
use jiff::{Zoned, civil::Date};
use linkage::{
    batch::{Clusters, FEW_PAIRS, LinkError, Linkage, Options, Source, dedupe, link},
    model::Model,
    schema::Wish,
};
use std::{
    fs::File,
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

/// How tables are linked.
#[derive(Args)]
pub struct Linking {
    /// The column that identifies a row of the left table (`id`, or the first that ends in `_id`, if not given)
    #[arg(long, value_name = "COLUMN")]
    pub id_left: Option<String>,
    /// The column that identifies a row of the right table
    #[arg(long, value_name = "COLUMN")]
    pub id_right: Option<String>,
    /// Compare a column as name, date, code, place, text or sex, or not at all (none); usual columns are recognised
    #[arg(long, value_name = "COLUMN:KIND")]
    compare: Vec<String>,
    /// Use this model instead of learning one
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// The day that settles the century of two-digit years (today if not given)
    #[arg(long, value_name = "YYYY-MM-DD")]
    reference_date: Option<Date>,
    /// Threads (all cores if not given)
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Show progress even if standard error is no terminal
    #[arg(long)]
    progress: bool,
}

/// The files of two tables.
pub struct Tables<'a> {
    /// The left one.
    pub left: &'a Path,
    /// The right one.
    pub right: &'a Path,
}

impl Linking {
    /// The day that settles the century of two-digit years.
    pub fn reference(&self) -> Date {
        #[expect(clippy::disallowed_methods, reason = "the roof reads the clock once")]
        let today = || Zoned::now().date();
        self.reference_date.unwrap_or_else(today)
    }

    fn options(&self, threshold: f64) -> Result<Options, Failure> {
        if !(0.0..=1.0).contains(&threshold) {
            let message = "`--threshold`: expected a number between 0 and 1";
            return Err(Failure::Usage(message.into()));
        }
        let wishes: Result<Vec<Wish>, String> =
            self.compare.iter().map(|text| text.parse()).collect();
        let wishes = wishes.map_err(|error| Failure::Usage(format!("`--compare`: {error}")))?;
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Options {
            wishes,
            threshold,
            model: self.model.as_deref().map(read_model).transpose()?,
            reference: self.reference(),
            threads: self.threads.unwrap_or_else(cores).clamp(1, 64),
            every_pair_below: FEW_PAIRS,
            keep_fields: false,
        })
    }

    /// Links two files.
    pub fn link(&self, tables: &Tables<'_>, threshold: f64) -> Result<Linkage, Failure> {
        let options = self.options(threshold)?;
        let left = open(tables.left, self.id_left.as_deref())?;
        let right = open(tables.right, self.id_right.as_deref())?;
        let total = left.bytes.max(right.bytes);
        let linked = self.with_progress(total, |progress| link(left, right, &options, progress));
        linked.map_err(|error| Failure::Input(named(&error, tables)))
    }

    /// Finds who stands in a file more than once.
    pub fn dedupe(
        &self,
        path: &Path,
        id: Option<&str>,
        threshold: f64,
    ) -> Result<Clusters, Failure> {
        let options = self.options(threshold)?;
        let (table, again) = (open(path, id)?, open(path, id)?);
        let found = self.with_progress(table.bytes, |progress| {
            dedupe(table, again, &options, progress)
        });
        let tables = Tables {
            left: path,
            right: path,
        };
        found.map_err(|error| Failure::Input(named(&error, &tables)))
    }

    fn with_progress<T>(
        &self,
        total: Option<u64>,
        work: impl FnOnce(&(dyn Fn(u64) + Sync)) -> T,
    ) -> T {
        let show = self.progress || std::io::stderr().is_terminal();
        let last = AtomicU64::new(0);
        let result = work(&|done| {
            let percent = 100 * done / total.unwrap_or(0).max(1);
            if show && last.fetch_max(percent, Ordering::Relaxed) < percent {
                eprint!("\r{:3} %", percent.min(100));
            }
        });
        if show {
            eprint!("\r     \r");
        }
        result
    }
}

/// Opens a table.
fn open(path: &Path, id: Option<&str>) -> Result<Source<File>, Failure> {
    let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    let metadata = file
        .metadata()
        .map_err(|error| Failure::unreadable(path, &error))?;
    Ok(Source {
        read: file,
        bytes: metadata.is_file().then_some(metadata.len()),
        id: id.map(str::to_owned),
    })
}

/// Reads a model.
pub fn read_model(path: &Path) -> Result<Model, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    Model::from_json(&text).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
}

/// An error of a table under the name of its file.
fn named(error: &LinkError, tables: &Tables<'_>) -> String {
    let file = |side: &str| match side {
        "left" => tables.left.display().to_string(),
        _ => tables.right.display().to_string(),
    };
    match error {
        LinkError::Table { side, source } => format!("{}: {source}", file(side)),
        LinkError::NoId { side, .. } => format!("{}: {error}", file(side)),
        LinkError::Schema(_) => format!("{} and {}: {error}", file("left"), file("right")),
        LinkError::Model(_) => error.to_string(),
    }
}

/// Prints what was odd about both tables on standard error and returns it.
pub fn print(tables: &Tables<'_>, linkage: &Linkage) -> Vec<Diagnostic> {
    let sides = [
        (tables.left, &linkage.left_notices),
        (tables.right, &linkage.right_notices),
    ];
    let mut all = Vec::new();
    for (path, notices) in sides {
        for diagnostic in notices {
            let mut diagnostic = diagnostic.clone();
            diagnostic.place.file = Some(path.display().to_string());
            eprintln!("{diagnostic}");
            all.push(diagnostic);
        }
    }
    all
}

/// Writes a model as JSON.
pub fn save_model(model: &Model, path: &Path) -> Result<(), Failure> {
    let mut out = Output::create(path)?;
    let written = writeln!(out, "{}", model.to_json());
    written.map_err(|source| Failure::Write {
        what: path.display().to_string(),
        source,
    })?;
    out.finish()
}
