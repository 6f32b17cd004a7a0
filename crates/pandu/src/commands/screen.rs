//! `pandu screen`: passenger lists against the placement registry, with reasons.

use crate::exit::{FailOn, Failure, Outcome};
use crate::output::{Output, diagnose};
use clap::Args;
use domain::{Diagnostic, Language, Level, Place};
use jiff::{Zoned, civil::Date};
use linkage::model::Model;
use manifest::Manifest;
use risk::{RuleFile, RuleSet};
use screening::report::{self, Format};
use screening::{Named, Screener};
use std::{
    fs::File,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// Screen passenger lists against the placement registry and say, for every trip, what was found and why
#[derive(Args)]
pub struct Screen {
    /// Passenger messages (PAXLST, PNRGOV) and lists (CSV, XLSX); what each is, is told by its content
    #[arg(required = true, value_name = "MANIFEST")]
    manifests: Vec<PathBuf>,
    /// The placement registry, as CSV
    #[arg(long, value_name = "CSV")]
    registry: PathBuf,
    /// People to protect and people to watch, as CSV with a column `kind`
    #[arg(long, value_name = "CSV")]
    watchlist: Option<PathBuf>,
    /// Rules to use instead of those that the program brings along
    #[arg(long, value_name = "TOML")]
    rules: Option<PathBuf>,
    /// A model that `pandu link` learned, instead of the beliefs that the program brings along
    #[arg(long, value_name = "JSON")]
    model: Option<PathBuf>,
    /// The report; its form follows from the ending: .html, .csv or .jsonl
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The language of the table, and the one that the report shows first: id or en
    #[arg(long, value_name = "LANGUAGE", default_value = "id")]
    language: Language,
    /// The day of screening: it settles the century of two-digit years and which rules are in force (today if not given)
    #[arg(long, value_name = "YYYY-MM-DD")]
    reference_date: Option<Date>,
    /// Say on standard error what was odd, from this level on: info, warning or error
    #[arg(long, value_name = "LEVEL", default_value = "warning")]
    show: Level,
    #[command(flatten)]
    fail_on: FailOn,
}

/// Runs the command.
pub fn run(arguments: &Screen) -> Result<Outcome, Failure> {
    let format = Format::of(&arguments.out).ok_or_else(|| {
        Failure::Usage(format!(
            "--out {}: expected a name that ends in .html, .csv or .jsonl",
            arguments.out.display()
        ))
    })?;
    #[expect(clippy::disallowed_methods, reason = "the roof reads the clock once")]
    let today = || Zoned::now().date();
    let day = arguments.reference_date.unwrap_or_else(today);

    let (rules, mut diagnostics) = read_rules(arguments.rules.as_deref())?;
    let mut lists = Vec::new();
    for path in &arguments.manifests {
        match arguments.other_use(path) {
            Some(option) => diagnostics.push(not_a_list(path, option)),
            None => lists.push(list(path, day)?),
        }
    }
    let registry = open(&arguments.registry)?;
    let watchlist = arguments.watchlist.as_deref().map(open).transpose()?;
    let model = arguments.model.as_deref().map(model).transpose()?;
    let screener = Screener {
        rules: &rules,
        day,
        model: model.as_ref(),
        threads: threads(),
    };
    let screening = screener
        .screen(lists, registry, watchlist)
        .map_err(|error| Failure::Input(error.to_string()))?;
    diagnostics.extend(screening.diagnostics.iter().cloned());
    let shown = diagnostics.iter().filter(|d| d.level >= arguments.show);
    // Nothing is left to tell anybody if even this cannot be printed.
    let _ = diagnose(shown, &mut io::stderr().lock());

    let failed = |source| Failure::Write {
        what: arguments.out.display().to_string(),
        source,
    };
    let mut out = Output::create(&arguments.out)?;
    report::write(&screening, format, arguments.language, &mut out).map_err(failed)?;
    out.finish()?;

    let mut table = io::BufWriter::new(io::stdout().lock());
    report::table(&screening, arguments.language, None, &mut table)
        .and_then(|()| writeln!(table, "{}", arguments.out.display()))
        .and_then(|()| table.flush())
        .map_err(Failure::stdout)?;
    Ok(arguments.fail_on.judge(&diagnostics))
}

impl Screen {
    /// The option that names the same file: `*.csv` takes in the registry, whose rows would all seem to travel.
    fn other_use(&self, manifest: &Path) -> Option<&'static str> {
        let same = |other: &Path| match (manifest.canonicalize(), other.canonicalize()) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        };
        let watchlist = self.watchlist.as_deref();
        let others = [
            ("--registry", Some(self.registry.as_path())),
            ("--watchlist", watchlist),
        ];
        let mut named = others
            .into_iter()
            .filter(|(_, other)| other.is_some_and(same));
        named.next().map(|(option, _)| option)
    }
}

fn not_a_list(path: &Path, option: &str) -> Diagnostic {
    let message = format!("the same file as `{option}`: it was not read as a passenger list");
    Diagnostic::new(Level::Warning, "not-a-list", message).at(Place {
        file: Some(path.display().to_string()),
        ..Place::default()
    })
}

/// The rules to use, and what was wrong with some of them.
pub(super) fn read_rules(path: Option<&Path>) -> Result<(RuleSet, Vec<Diagnostic>), Failure> {
    let (rules, diagnostics) = match path {
        None => RuleSet::shipped(),
        Some(path) => {
            let text =
                std::fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
            let name = path.display().to_string();
            RuleSet::compile(&[RuleFile {
                name: &name,
                text: &text,
            }])
        }
    };
    match rules {
        Some(rules) => Ok((rules, diagnostics)),
        None => Err(Failure::Input(
            diagnostics
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n"),
        )),
    }
}

/// All cores of the machine.
pub(super) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn model(path: &Path) -> Result<Model, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    Model::from_json(&text).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
}

/// Reads one list as a whole: everybody on it is compared with everybody else.
pub(super) fn list(path: &Path, day: Date) -> Result<Named<Manifest>, Failure> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    open(path)?
        .source
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::unreadable(path, &error))?;
    let manifest = manifest::read(&bytes, day)
        .map_err(|unusable| Failure::Input(format!("{name}: {unusable}")))?;
    Ok(Named {
        name,
        source: manifest,
    })
}

pub(super) fn open(path: &Path) -> Result<Named<Box<dyn Read + Send>>, Failure> {
    let name = path.display().to_string();
    let source: Box<dyn Read + Send> = match name.as_str() {
        "-" => Box::new(io::stdin()),
        _ => Box::new(File::open(path).map_err(|error| Failure::unreadable(path, &error))?),
    };
    Ok(Named { name, source })
}
