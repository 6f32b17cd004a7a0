//! `pandu synth`: a synthetic registry and its travellers, with the truth about who is whom.

use crate::{
    exit::{Failure, Outcome},
    output::Output,
};
use clap::Args;
use jiff::civil::Date;
use std::{
    cell::RefCell,
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};
use testkit::{Nation, Profile, Spec, crossing, header};

/// Make a synthetic Indonesia with truth: registry, crossings, watchlist, voyages
///
/// Writes `registry.csv`, `crossings.csv`, `truth.csv` (who of the crossings is whom in the registry, and what was written differently),
/// `duplicates.csv`, `travellers.csv`, `watchlist.csv` and `voyages/`. The same seed gives the same bytes on any machine.
#[derive(Args)]
pub struct Synth {
    /// Rows of the registry
    #[arg(long, value_name = "N")]
    registry: u64,
    /// Travellers who leave
    #[arg(long, value_name = "M")]
    crossings: u64,
    /// Everything follows from it
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// What the lists tell besides the name: documents (the passport matches), renewed (it has another number),
    /// names (only name and birth date), mixed (9, 8 and 3 of 20)
    #[arg(long, value_name = "PROFILE", default_value = "mixed")]
    noise: Profile,
    /// The day from which everything is seen
    #[arg(long, value_name = "YYYY-MM-DD", default_value = "2026-11-01")]
    today: Date,
}

/// More rows than any registry has; ids keep eight digits.
const MOST_ROWS: u64 = 99_999_999;

/// Runs the command.
pub fn run(arguments: &Synth) -> Result<Outcome, Failure> {
    for (option, rows) in [
        ("registry", arguments.registry),
        ("crossings", arguments.crossings),
    ] {
        if rows > MOST_ROWS {
            return Err(Failure::Usage(format!(
                "`--{option}`: expected at most {MOST_ROWS} rows"
            )));
        }
    }
    if !(1980..=2100).contains(&arguments.today.year()) {
        return Err(Failure::Usage(
            "`--today`: expected a day between 1980 and 2100".into(),
        ));
    }
    let nation = Nation::new(Spec {
        registry: arguments.registry,
        crossings: arguments.crossings,
        seed: arguments.seed,
        profile: arguments.noise,
        today: arguments.today,
    });
    let out = arguments.out.as_path();
    write(&nation, out)?;
    println!(
        "{}: {} rows in the registry, {} crossings, seed {}",
        out.display(),
        arguments.registry,
        arguments.crossings,
        arguments.seed
    );
    Ok(Outcome::Read)
}

/// Writes all files of a nation into a folder.
pub(super) fn write(nation: &Nation, out: &Path) -> Result<(), Failure> {
    whole(out, "registry.csv", |file| nation.write_registry(file))?;
    whole(out, "duplicates.csv", |file| nation.write_duplicates(file))?;
    whole(out, "watchlist.csv", |file| nation.write_watchlist(file))?;
    write_voyages(nation, out)
}

/// Writes one file.
fn whole(
    out: &Path,
    name: &str,
    write: impl FnOnce(&mut Output) -> io::Result<()>,
) -> Result<(), Failure> {
    let path = out.join(name);
    let mut file = Output::create(&path)?;
    write(&mut file).map_err(|source| failed(&path, source))?;
    file.finish()
}

fn failed(path: &Path, source: io::Error) -> Failure {
    Failure::Write {
        what: path.display().to_string(),
        source,
    }
}

/// A table to which every voyage adds rows.
fn table(out: &Path, name: &str, columns: &[&str]) -> Result<Output, Failure> {
    let path = out.join(name);
    let mut file = Output::create(&path)?;
    file.write_all(&header(columns))
        .map_err(|source| failed(&path, source))?;
    Ok(file)
}

fn write_voyages(nation: &Nation, out: &Path) -> Result<(), Failure> {
    let folder = out.join("voyages");
    clear(&folder).map_err(|source| failed(&folder, source))?;
    let mut crossings = table(out, "crossings.csv", &crossing::COLUMNS)?;
    let mut truth = table(out, "truth.csv", &["left_id", "right_id", "noise"])?;
    let mut travellers = table(out, "travellers.csv", &["crossing_id", "kind", "person"])?;
    // The reason why a list could not be written knows more than the error that stops the walk.
    let stopped = RefCell::new(None);
    let walk = nation.each_voyage(|voyage| {
        crossings.write_all(&voyage.crossings)?;
        truth.write_all(&voyage.truth)?;
        travellers.write_all(&voyage.travellers)?;
        whole(&folder, &voyage.file_name, |file| {
            file.write_all(&voyage.file)
        })
        .map_err(|failure| {
            stopped.replace(Some(failure));
            io::Error::other("a list could not be written")
        })
    });
    if let Some(failure) = stopped.into_inner() {
        return Err(failure);
    }
    walk.map_err(|source| failed(out, source))?;
    for file in [crossings, truth, travellers] {
        file.finish()?;
    }
    Ok(())
}

/// Removes the lists of an earlier run, so that no two nations mix; whatever else lies there stays.
fn clear(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let dated = name
            .get(..10)
            .is_some_and(|day| day.parse::<Date>().is_ok());
        if dated && (name.ends_with(".edi") || name.ends_with(".csv")) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
