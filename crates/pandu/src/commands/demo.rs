//! `pandu demo`: a day of departures of a synthetic nation, screened by the real path, and one person told in full.

mod lists;
mod passport;
mod reports;
mod serve;
mod story;

use super::{screen, synth};
use crate::{
    exit::{Failure, Outcome},
    output::Output,
};
use clap::Args;
use domain::Language;
use jiff::civil::{Date, date};
use screening::{
    Screener, Screening,
    report::{self, Format},
};
use std::{
    fs,
    io::{self, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
};
use testkit::{Nation, Spec};

/// The day that is shown, and from which the nation is seen.
const DAY: Date = date(2026, 11, 22);

/// Travellers that the terminal shows; the report has them all.
const SHOWN: usize = 15;

/// Show a day of departures: make a nation, screen its passenger lists, explain one person
///
/// Everybody in it is invented. Ends by itself and says where the report lies and what to try next.
#[derive(Args)]
pub struct Demo {
    /// The folder for the nation, its lists and the report
    #[arg(long, value_name = "DIR", default_value = "pandu-demo")]
    out: PathBuf,
    /// Rows of the placement registry
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    registry: u64,
    /// Serve the pages instead, with the nation's registry taken in and an account for each role; gone when it ends
    #[arg(long)]
    serve: bool,
    /// Where to listen with `--serve`
    #[arg(long, value_name = "ADDRESS:PORT", requires = "serve")]
    listen: Option<SocketAddr>,
    /// With `--serve`: an empty PostgreSQL database instead of SQLite; what was put in it stays there
    #[arg(long, value_name = "ADDRESS", requires = "serve")]
    database: Option<String>,
    /// The language of what is printed: id or en (follows LANG if not given)
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<Language>,
}

/// Runs the command.
pub fn run(arguments: &Demo) -> Result<Outcome, Failure> {
    if arguments.serve {
        return serve::run(arguments.listen, arguments.database.clone(), DAY);
    }
    let language = arguments.language.unwrap_or_else(language_of_terminal);
    let say = |id: &str, en: &str| {
        let words = match language {
            Language::Id => id,
            Language::En => en,
        };
        writeln!(io::stdout(), "{words}").map_err(Failure::stdout)
    };
    let out = arguments.out.as_path();

    say(
        &format!(
            "1. Membuat bangsa tiruan di {}: registri penempatan berisi {} baris, daftar penumpang sebulan. Semua orang rekaan.",
            out.display(),
            arguments.registry
        ),
        &format!(
            "1. Making a synthetic nation in {}: a placement registry of {} rows, a month of passenger lists. Everybody is invented.",
            out.display(),
            arguments.registry
        ),
    )?;
    let nation = Nation::new(Spec {
        registry: arguments.registry,
        crossings: 15_000,
        seed: 20,
        today: DAY,
        ..Spec::default()
    });
    synth::write(&nation, out)?;

    let lists = lists_of_the_day(&out.join("voyages"))?;
    say(
        &format!(
            "2. Membaca {} daftar penumpang tanggal {DAY} (PAXLST dari maskapai, CSV dari kapal feri) dan mencari tiap orang di registri.\n",
            lists.len()
        ),
        &format!(
            "2. Reading the {} passenger lists of {DAY} (PAXLST from airlines, CSV from ferries) and looking for everybody in the registry.\n",
            lists.len()
        ),
    )?;
    let screening = screened(out, &lists)?;
    report::table(&screening, language, Some(SHOWN), &mut io::stdout().lock())
        .map_err(Failure::stdout)?;
    let page = out.join("report.html");
    let mut file = Output::create(&page)?;
    report::write(&screening, Format::Html, language, &mut file).map_err(|source| {
        Failure::Write {
            what: page.display().to_string(),
            source,
        }
    })?;
    file.finish()?;

    if let Some(person) = story::somewhere_else(&screening) {
        say(
            "\n3. Seseorang yang tidak berada di tempat yang tercatat di registri:\n",
            "\n3. One person who is not where the registry says:\n",
        )?;
        say(
            &story::told(person, Language::Id),
            &story::told(person, Language::En),
        )?;
    }
    say(
        &format!(
            "4. Laporan lengkap: {} (buka dengan peramban; dapat dicetak, dibaca di telepon, tanpa jaringan).\n\nCoba berikutnya:",
            page.display()
        ),
        &format!(
            "4. The whole report: {} (open it in a browser; it prints, fits a phone, and needs no network).\n\nTry next:",
            page.display()
        ),
    )?;
    say(&next(out, &lists), &next(out, &lists))?;
    Ok(Outcome::Read)
}

fn language_of_terminal() -> Language {
    let indonesian = |name| std::env::var(name).is_ok_and(|value| value.starts_with("id"));
    if ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .any(indonesian)
    {
        Language::Id
    } else {
        Language::En
    }
}

/// The lists that leave on the day: their names begin with the date.
fn lists_of_the_day(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| Failure::unreadable(folder, &error);
    let mut lists = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(&DAY.to_string()) {
            lists.push(path);
        }
    }
    lists.sort();
    Ok(lists)
}

fn screened(out: &Path, lists: &[PathBuf]) -> Result<Screening, Failure> {
    let (rules, diagnostics) = risk::RuleSet::shipped();
    let rules = rules.ok_or_else(|| {
        Failure::Input(
            diagnostics
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n"),
        )
    })?;
    let read = lists
        .iter()
        .map(|path| screen::list(path, DAY))
        .collect::<Result<_, _>>()?;
    Screener {
        rules: &rules,
        day: DAY,
        model: None,
        threads: screen::threads(),
    }
    .screen(
        read,
        screen::open(&out.join("registry.csv"))?,
        Some(screen::open(&out.join("watchlist.csv"))?),
    )
    .map_err(|error| Failure::Input(error.to_string()))
}

/// Commands that go on from here, on the files that lie there now.
fn next(out: &Path, lists: &[PathBuf]) -> String {
    let out = out.display();
    let list = lists
        .first()
        .map(|path| path.display().to_string())
        .unwrap_or_default();
    format!(
        "  pandu manifest {list}
  pandu screen {out}/voyages/* --registry {out}/registry.csv --watchlist {out}/watchlist.csv --out month.html
  pandu link {out}/registry.csv {out}/crossings.csv --out pairs.csv && pandu evaluate pairs.csv {out}/truth.csv
  pandu screen examples/port-day/*-*.* --registry examples/port-day/registry.csv --out port-day.html
  pandu help"
    )
}
