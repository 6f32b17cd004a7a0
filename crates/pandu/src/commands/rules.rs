//! `pandu rules`: rules told as sentences, compared, and tried on passenger lists before anybody puts them in force.

use super::screen::{list, open, read_rules, threads};
use crate::exit::{FailOn, Failure, Outcome};
use clap::{Args, Subcommand};
use domain::{Diagnostic, Language};
use jiff::{Zoned, civil::Date};
use risk::trial::{Interval, Past, Report, Trial};
use risk::{Change, RuleSet, StoredFacts};
use screening::Screener;
use std::{
    io::{self, Write},
    path::PathBuf,
};

/// Rules of risk: read them, compare them, try them
#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Show(Show),
    Try(Try),
}

/// Tell rules as sentences, and what differs from others
#[derive(Args)]
struct Show {
    /// The rules; those that the program brings along if not given
    #[arg(value_name = "RULES.toml")]
    rules: Option<PathBuf>,
    /// Say only what differs from these
    #[arg(long, value_name = "RULES.toml")]
    against: Option<PathBuf>,
    /// Write the rules as one TOML file instead
    #[arg(long, conflicts_with = "against")]
    toml: bool,
    /// The language of the sentences: id or en
    #[arg(long, value_name = "LANGUAGE", default_value = "id")]
    language: Language,
    #[command(flatten)]
    fail_on: FailOn,
}

/// Try rules on passenger lists: alerts, who is hit, and what changes against the rules in force
///
/// Counts of people below `--fewest` are not shown, nor numbers that they follow from.
#[derive(Args)]
struct Try {
    /// The rules to try
    #[arg(value_name = "RULES.toml")]
    rules: PathBuf,
    /// Passenger messages and lists, as for `pandu screen`
    #[arg(required = true, value_name = "MANIFEST")]
    manifests: Vec<PathBuf>,
    /// The placement registry, as CSV
    #[arg(long, value_name = "CSV")]
    registry: PathBuf,
    /// People to protect and people to watch, as CSV with a column `kind`
    #[arg(long, value_name = "CSV")]
    watchlist: Option<PathBuf>,
    /// The rules in force; those that the program brings along if not given
    #[arg(long, value_name = "RULES.toml")]
    against: Option<PathBuf>,
    /// The day on which both sets would act (today if not given)
    #[arg(long, value_name = "YYYY-MM-DD")]
    reference_date: Option<Date>,
    /// Counts of people below this are not shown
    #[arg(long, value_name = "N", default_value_t = screening::service::rules::FEWEST)]
    fewest: u64,
    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,
    /// The language of the tables: id or en
    #[arg(long, value_name = "LANGUAGE", default_value = "id")]
    language: Language,
    #[command(flatten)]
    fail_on: FailOn,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.command {
        Command::Show(arguments) => show(arguments),
        Command::Try(arguments) => try_out(arguments),
    }
}

fn show(arguments: &Show) -> Result<Outcome, Failure> {
    let (rules, mut diagnostics) = read_rules(arguments.rules.as_deref())?;
    let against = match &arguments.against {
        Some(path) => {
            let (rules, odd) = read_rules(Some(path))?;
            diagnostics.extend(odd);
            Some(rules)
        }
        None => None,
    };
    tell(&diagnostics);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = match (&against, arguments.toml) {
        (Some(before), _) => differences(&rules, before, arguments.language, &mut out),
        (None, true) => out.write_all(rules.to_toml().as_bytes()),
        (None, false) => sentences(&rules, arguments.language, &mut out),
    };
    written
        .and_then(|()| out.flush())
        .map_err(Failure::stdout)?;
    Ok(arguments.fail_on.judge(&diagnostics))
}

fn sentences(rules: &RuleSet, language: Language, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", rules.name())?;
    for rule in &rules.rules {
        writeln!(out, "\n{}", rule.title.in_language(language))?;
        writeln!(out, "  {}", rule.sentence(language).line(language))?;
    }
    Ok(())
}

fn differences(
    rules: &RuleSet,
    before: &RuleSet,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    for change in rules.differences(before) {
        let fields = match &change {
            Change::Head(fields) => {
                writeln!(out, "~ [set]")?;
                fields.as_slice()
            }
            Change::Changed(rule, fields) => {
                writeln!(out, "~ {}", rule.id)?;
                fields.as_slice()
            }
            Change::Added(rule) => {
                let line = rule.sentence(language).line(language);
                writeln!(out, "+ {}: {line}", rule.id)?;
                &[]
            }
            Change::Removed(rule) => {
                let line = rule.sentence(language).line(language);
                writeln!(out, "- {}: {line}", rule.id)?;
                &[]
            }
        };
        for field in fields {
            let name = field.field.words(language);
            writeln!(out, "    {name}:")?;
            writeln!(out, "      - {}", field.before.in_language(language))?;
            writeln!(out, "      + {}", field.after.in_language(language))?;
        }
    }
    Ok(())
}

fn tell(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        eprintln!("{diagnostic}");
    }
}

fn try_out(arguments: &Try) -> Result<Outcome, Failure> {
    #[expect(clippy::disallowed_methods, reason = "the roof reads the clock once")]
    let today = || Zoned::now().date();
    let day = arguments.reference_date.unwrap_or_else(today);
    let (tried, mut diagnostics) = read_rules(Some(&arguments.rules))?;
    let (in_force, odd) = read_rules(arguments.against.as_deref())?;
    diagnostics.extend(odd);
    let lists = arguments
        .manifests
        .iter()
        .map(|path| list(path, day))
        .collect::<Result<_, _>>()?;
    let registry = open(&arguments.registry)?;
    let watchlist = arguments.watchlist.as_deref().map(open).transpose()?;
    let screener = Screener {
        rules: &in_force,
        day,
        model: None,
        threads: threads(),
    };
    let (screening, facts) = screener
        .screen_keeping(lists, registry, watchlist, StoredFacts::of)
        .map_err(|error| Failure::Input(error.to_string()))?;
    tell(&diagnostics);

    let mut trial = Trial::new(&tried, &in_force, day);
    for (assessment, facts) in screening.assessments.iter().zip(&facts) {
        let trip = &assessment.trip;
        trial.add(&Past {
            number: assessment.number as u64,
            facts: &facts.facts(),
            day: trip.departure.unwrap_or(day),
            port: trip.from.as_ref().map_or("?", |port| port.code()),
            origin: None,
            outcome: None,
        });
    }
    let report = trial.report(arguments.fewest);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = if arguments.json {
        serde_json::to_writer_pretty(&mut out, &report)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out))
    } else {
        table(&report, arguments.language, &mut out)
    };
    written
        .and_then(|()| out.flush())
        .map_err(Failure::stdout)?;
    Ok(arguments.fail_on.judge(&diagnostics))
}

/// The words of the tables.
fn word(language: Language, id: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Id => id,
        Language::En => en,
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "·".to_owned(), |value| format!("{value:.1}"))
}

fn share(value: Option<Interval>) -> String {
    value.map_or_else(
        || "·".to_owned(),
        |share| format!("{:.2} ({:.2}–{:.2})", share.share, share.low, share.high),
    )
}

fn table(report: &Report, language: Language, out: &mut impl Write) -> io::Result<()> {
    let say = |id, en| word(language, id, en);
    writeln!(
        out,
        "{} {}, {} {}; · = {} {}\n",
        report.travellers,
        say("penumpang", "travellers"),
        report.days,
        say("hari", "days"),
        say("orang di bawah", "people below"),
        report.fewest
    )?;
    writeln!(
        out,
        "{:<44}{:>12}{:>12}{:>20}",
        "",
        say("dihentikan", "stopped"),
        say("dari 1.000", "of 1,000"),
        say("benar (95 %)", "right (95 %)")
    )?;
    for (name, side) in [
        (&report.tried_rules, &report.tried),
        (&report.rules_in_force, &report.in_force),
    ] {
        writeln!(
            out,
            "{name:<44}{:>12}{:>12}{:>20}",
            side.alerts,
            number(side.per_thousand),
            share(side.precision)
        )?;
    }
    let changes = &report.changes;
    writeln!(
        out,
        "\n{}: {}; {}: {}",
        say("baru dihentikan", "newly stopped"),
        changes.newly,
        say("tidak lagi", "no longer"),
        changes.no_longer
    )?;
    for one in &changes.moves {
        let (from, to) = (one.from.words(language), one.to.words(language));
        writeln!(out, "  {from} → {to}: {}", one.travellers)?;
    }
    writeln!(
        out,
        "\n{:<20}{:>12}{:>14}{:>14}{:>18}",
        say("pelabuhan", "port"),
        say("penumpang", "travellers"),
        say("sehari", "a day"),
        say("terpadat", "fullest day"),
        say("sehari, berlaku", "a day, in force")
    )?;
    for port in &report.ports {
        writeln!(
            out,
            "{:<20}{:>12}{:>14}{:>14}{:>18}",
            port.port,
            port.travellers,
            number(port.a_day),
            port.most_a_day,
            number(port.a_day_in_force)
        )?;
    }
    for shares in report
        .shares
        .iter()
        .filter(|shares| shares.groups.len() > 1)
    {
        writeln!(
            out,
            "\n{:<20}{:>12}{:>14}{:>14}",
            shares.of.words(language),
            say("penumpang", "travellers"),
            say("dihentikan", "stopped"),
            say("dibanding", "ratio")
        )?;
        for group in &shares.groups {
            let ratio = group
                .ratio
                .map_or_else(|| "·".to_owned(), |ratio| format!("{ratio:.2}"));
            writeln!(
                out,
                "{:<20}{:>12}{:>14}{ratio:>14}",
                shares.of.group_words(&group.group, language),
                group.travellers,
                group.alerts
            )?;
        }
    }
    writeln!(
        out,
        "\n{:<34}{:>12}",
        say("aturan", "rule"),
        say("dihentikan", "stopped")
    )?;
    for rule in &report.rules {
        writeln!(out, "{:<34}{:>12}", rule.rule, rule.alerts)?;
    }
    for odd in &report.odd {
        let fact = odd.fact.in_language(language);
        let failed = say("gagal karena data janggal", "failed on odd data");
        writeln!(out, "{}: {failed}: {fact} ({})", odd.rule, odd.travellers)?;
    }
    Ok(())
}
