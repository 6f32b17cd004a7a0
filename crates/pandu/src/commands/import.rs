//! `pandu import`: files of placements into the database of a server.

use crate::{
    exit::{Failure, Outcome},
    output::Output,
    server::{self, Opened, Place},
};
use access::Permit;
use clap::{Args, Subcommand};
use domain::{Language, Level};
use placement::{
    ReportLine,
    import::Mapping,
    report,
    service::{Finished, RunError, Task, imports, run as take_in},
};
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{self, IsTerminal, Read, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use tabular::quoted;
use ui::Words;
use uuid::Uuid;

/// What can be taken in.
#[derive(Subcommand)]
pub enum Arguments {
    Placements(Placements),
}

/// Take in placements: CSV, JSON Lines, XLSX
///
/// Rows are known by their key (column `id`): the same row again changes nothing, and a file whose import was stopped goes on where it
/// stopped. Headers are recognised in Indonesian and English; a mapping names other ones.
#[derive(Args)]
pub struct Placements {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    place: Place,
    /// The agency whose records these are, by short name, name or identifier; needed if there are several
    #[arg(long, value_name = "AGENCY")]
    agency: Option<String>,
    /// What columns and values of the files are called here (TOML)
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Where to write what became of each row: CSV, or JSON Lines if the name ends in `.jsonl`
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Only see what would become of each row
    #[arg(long)]
    rehearse: bool,
    /// The language of the report's reasons: id or en
    #[arg(long, value_name = "LANGUAGE", default_value = "id")]
    language: Language,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Arguments::Placements(arguments) = arguments;
    let mapping_text = match &arguments.mapping {
        Some(path) => {
            std::fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?
        }
        None => String::new(),
    };
    let mapping = Mapping::parse(&mapping_text).map_err(|error| {
        let path = arguments.mapping.as_deref().unwrap_or(Path::new("mapping"));
        Failure::Input(format!("{}: {error}", path.display()))
    })?;
    server::block_on(async {
        let opened = arguments.place.open_existing().await?;
        storage::migrate(&opened.context.db, server::TABLES)
            .await
            .map_err(server::of_storage)?;
        let agency = agency(&opened, arguments.agency.as_deref()).await?;
        let mut report = arguments
            .report
            .as_deref()
            .map(Report::create)
            .transpose()?;
        let mut refused = 0;
        for path in &arguments.files {
            let task = Task {
                agency,
                digest: digest(path, &mapping_text)?,
                mapping: mapping.clone(),
                rehearsal: arguments.rehearse,
            };
            let done = one(&opened, arguments, path, task, &mut report).await?;
            refused += done.counts.refused;
        }
        if let Some(report) = report {
            report.out.finish()?;
        }
        opened.context.db.close().await;
        Ok(if refused == 0 {
            Outcome::Read
        } else {
            Outcome::Noticed
        })
    })
}

async fn one(
    opened: &Opened,
    arguments: &Placements,
    path: &Path,
    task: Task,
    report: &mut Option<Report>,
) -> Result<Finished, Failure> {
    let name = path.display().to_string();
    let words = Words {
        language: arguments.language,
    };
    let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    let permit = Permit::system("import at the command line");
    let mut progress = Progress::new(&name);
    let mut problem = None;
    let done = take_in(&opened.context, &permit, task, file, |lines, taken| {
        progress.show(taken);
        // The report of an import is read from the database, where the rows of an earlier run stand too.
        if arguments.rehearse
            && let Some(report) = report.as_mut()
        {
            let written = lines
                .iter()
                .try_for_each(|line| report.line(&name, words, line));
            problem = problem.take().or(written.err());
        }
    })
    .await
    .map_err(|error| match error {
        RunError::Input(error) => Failure::Input(format!("{name}: {error}")),
        other => Failure::Input(format!(
            "{name}: {other}; what was taken stays, the same command goes on"
        )),
    })?;
    if let Some(problem) = problem {
        return Err(problem);
    }
    if let (Some(import), Some(report)) = (&done.import, report.as_mut()) {
        let mut from = Some(0);
        while let Some(begin) = from {
            let (lines, next) = imports::report(&opened.context, &permit, import.id, begin)
                .await
                .map_err(server::of_access)?;
            for line in &lines {
                report.line(&name, words, line)?;
            }
            from = next;
        }
    }
    progress.clear();
    for notice in done
        .notices
        .iter()
        .filter(|notice| notice.level >= Level::Info)
    {
        eprintln!("{name}: {notice}");
    }
    let counts = done.counts;
    let line = format!(
        "{name}: {} accepted, {} changed, {} unchanged, {} refused{}",
        counts.accepted,
        counts.changed,
        counts.unchanged,
        counts.refused,
        if arguments.rehearse {
            " (rehearsal: nothing was written)"
        } else {
            ""
        }
    );
    writeln!(io::stdout(), "{line}").map_err(Failure::stdout)?;
    Ok(done)
}

/// The agency that was named, or the only one.
async fn agency(opened: &Opened, named: Option<&str>) -> Result<Uuid, Failure> {
    let agencies = organisations::service::agencies(&opened.context)
        .await
        .map_err(server::of_access)?;
    let found = match (named, agencies.as_slice()) {
        (None, [only]) => Some(only),
        (None, _) => None,
        (Some(name), all) => {
            let alike = |text: &str| text.eq_ignore_ascii_case(name.trim());
            all.iter().find(|agency| {
                alike(&agency.short_name) || alike(&agency.name) || alike(&agency.id.to_string())
            })
        }
    };
    found.map(|agency| agency.id).ok_or_else(|| {
        let names: Vec<String> = agencies
            .iter()
            .map(|agency| format!("`{}`", agency.short_name))
            .collect();
        Failure::Usage(match names.as_slice() {
            [] => "there is no agency yet whose records these could be: add it in `pandu serve`"
                .into(),
            names => format!("`--agency`: expected one of {}", names.join(", ")),
        })
    })
}

/// SHA-256 of a file and its mapping: by it an import that was stopped is recognised.
fn digest(path: &Path, mapping: &str) -> Result<[u8; 32], Failure> {
    let unreadable = |error| Failure::unreadable(path, &error);
    let mut file = File::open(path).map_err(unreadable)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        let count = file.read(&mut buffer).map_err(unreadable)?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        hash.update(bytes);
    }
    hash.update(mapping.as_bytes());
    Ok(hash.finalize().into())
}

/// The result file.
struct Report {
    out: Output,
    json: bool,
    path: PathBuf,
}

impl Report {
    fn create(path: &Path) -> Result<Self, Failure> {
        let mut report = Self {
            out: Output::create(path)?,
            json: path.extension().is_some_and(|end| end == "jsonl"),
            path: path.to_owned(),
        };
        if !report.json {
            report.write(format!("file,{}", report::HEADER).as_bytes())?;
        }
        Ok(report)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes).map_err(|source| Failure::Write {
            what: self.path.display().to_string(),
            source,
        })
    }

    /// One row.
    fn line(&mut self, file: &str, words: Words, line: &ReportLine) -> Result<(), Failure> {
        if self.json {
            let reason = |code: &str| words.known(code).unwrap_or_else(|| code.to_owned());
            let outcome = line.outcome.code();
            let faults: Vec<_> = line
                .faults
                .iter()
                .map(|(field, code)| serde_json::json!({ "field": field, "code": code, "reason": reason(code) }))
                .collect();
            let row = serde_json::json!({
                "file": file, "line": line.line, "id": line.key, "outcome": outcome, "faults": faults
            });
            return self.write(format!("{row}\n").as_bytes());
        }
        let file = quoted(file);
        report::csv(words, line)
            .lines()
            .try_for_each(|line| self.write(format!("{file},{line}\n").as_bytes()))
    }
}

/// How far it is, on a terminal.
struct Progress<'a> {
    name: &'a str,
    began: Instant,
    first: Option<u64>,
    shown: Instant,
    terminal: bool,
}

impl<'a> Progress<'a> {
    fn new(name: &'a str) -> Self {
        let now = Instant::now();
        Self {
            name,
            began: now,
            first: None,
            shown: now,
            terminal: io::stderr().is_terminal(),
        }
    }

    fn show(&mut self, taken: u64) {
        let first = *self.first.get_or_insert(taken);
        if !self.terminal || self.shown.elapsed() < Duration::from_secs(1) {
            return;
        }
        self.shown = Instant::now();
        let rate = (taken - first) * 1000
            / u64::try_from(self.began.elapsed().as_millis().max(1)).unwrap_or(u64::MAX);
        eprint!("\r{}: {taken} rows, {rate} a second ", self.name);
    }

    fn clear(&self) {
        if self.terminal {
            eprint!("\r\x1b[K");
        }
    }
}
