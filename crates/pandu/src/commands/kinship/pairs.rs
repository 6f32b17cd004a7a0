//! `pandu kinship pairs`: likelihood ratios of every victim with every missing person.

use super::{
    Format,
    disaster::{Options, heading, remarks, too_large},
    text::{Table, number},
};
use crate::exit::{FailOn, Failure, Outcome};
use clap::Args;
use kinship::{Disaster, Pairs};
use serde_json::{Map, Value, json};
use std::io::{self, BufWriter, Write};

/// Likelihood ratios and incompatible loci of every victim with every missing person.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    options: Options,
    /// Show pairs whose ratio is at least this
    #[arg(long, value_name = "LR", default_value_t = 1.0)]
    least: f64,
    /// How the result is printed
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    #[command(flatten)]
    fail_on: FailOn,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let file = &arguments.options.input.file;
    let (disaster, read) = arguments.options.read(None)?;
    let options = arguments.options.pairs()?;
    let pairs = Pairs::new(&disaster, &options).map_err(|error| too_large(error, file))?;
    let diagnostics = remarks(read, &disaster, &pairs, &options, file);
    for diagnostic in &diagnostics {
        eprintln!("{diagnostic}");
    }
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.format {
        Format::Table => print(&disaster, &pairs, arguments.least, &mut out),
        Format::Json => serde_json::to_writer_pretty(&mut out, &json(&disaster, &pairs))
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out)),
    }
    .and_then(|()| out.flush())
    .map_err(Failure::stdout)?;
    Ok(arguments.fail_on.judge(&diagnostics))
}

fn print(disaster: &Disaster, pairs: &Pairs, least: f64, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", heading(disaster))?;
    writeln!(
        out,
        "LR: probability of both profiles if the victim is the missing person, against an unrelated victim"
    )?;
    writeln!(out)?;
    let mut table = Table::new(&[
        "victim",
        "missing person",
        "family",
        ">LR",
        ">log10 LR",
        ">incompatible loci",
    ]);
    let (mut shown, mut hidden, mut other_sex) = (0, 0, 0);
    for (v, victim) in disaster.victims.iter().enumerate() {
        let mut row: Vec<(usize, f64)> = Vec::new();
        for m in 0..disaster.missing.len() {
            match pairs.log_ratio(v, m) {
                None => other_sex += 1,
                Some(ratio) if ratio.exp() * (1.0 + 1e-9) >= least => row.push((m, ratio)),
                Some(_) => hidden += 1,
            }
        }
        row.sort_by(|a, b| b.1.total_cmp(&a.1));
        for (m, ratio) in row {
            let Some(missing) = disaster.missing.get(m) else {
                continue;
            };
            shown += 1;
            table.row(vec![
                victim.id.clone(),
                missing.id.clone(),
                disaster
                    .families
                    .get(missing.family)
                    .map_or_else(String::new, |f| f.name.clone()),
                number(ratio.exp()),
                format!("{:.2}", ratio / std::f64::consts::LN_10),
                format!(
                    "{} of {}",
                    pairs.incompatible(v, m).unwrap_or(0),
                    compared(disaster, v)
                ),
            ]);
        }
    }
    if !table.is_empty() {
        table.print(out)?;
        writeln!(out)?;
    }
    let what = format!(
        "{shown} pairs shown, {hidden} with a smaller LR than {}",
        number(least)
    );
    writeln!(out, "{what}, {other_sex} not compared because sex differs")
}

/// Loci at which the victim was typed.
fn compared(disaster: &Disaster, victim: usize) -> usize {
    let typed = |v: &kinship::Victim| v.genotypes.iter().filter(|g| g.is_observed()).count();
    disaster.victims.get(victim).map_or(0, typed)
}

/// The names of dvir's results, so that both can be compared by a script.
pub fn json(disaster: &Disaster, pairs: &Pairs) -> Value {
    let loci = |row: &[f64]| -> Value {
        let cells = disaster
            .loci
            .iter()
            .zip(row)
            .map(|(l, value)| (l.name().to_owned(), json!(value.exp())));
        Value::Object(cells.collect())
    };
    let victims = || disaster.victims.iter().enumerate();
    let families = || disaster.families.iter().enumerate();
    let alone = pairs.alone();
    let matrix = |cell: &dyn Fn(usize, usize) -> Value| -> Value {
        let row = |v: usize| -> Value {
            let cells = disaster
                .missing
                .iter()
                .enumerate()
                .map(|(m, missing)| (missing.id.clone(), cell(v, m)));
            Value::Object(cells.collect())
        };
        Value::Object(
            victims()
                .map(|(v, victim)| (victim.id.clone(), row(v)))
                .collect(),
        )
    };
    let by_victim = |cell: &dyn Fn(usize) -> Value| -> Map<String, Value> {
        victims()
            .map(|(v, victim)| (victim.id.clone(), cell(v)))
            .collect()
    };
    let by_family = |cell: &dyn Fn(usize) -> Value| -> Map<String, Value> {
        families()
            .map(|(f, family)| (family.name.clone(), cell(f)))
            .collect()
    };
    json!({
        "dataset": disaster.name,
        "missing": disaster.missing.iter().map(|m| m.id.clone()).collect::<Vec<_>>(),
        "loglik_pm": by_victim(&|v| json!(alone.victim(v))),
        "loglik_am": by_family(&|f| json!(alone.family(f))),
        "lik_pm_per_marker": by_victim(&|v| alone.victims.get(v).map_or(Value::Null, |row| loci(row))),
        "lik_am_per_marker": by_family(&|f| alone.families.get(f).map_or(Value::Null, |row| loci(row))),
        "pairwiseLR": matrix(&|v, m| json!(pairs.ratio(v, m))),
        "pairwise_log_lr": matrix(&|v, m| json!(pairs.log_ratio(v, m).map(finite))),
        "exclusionMatrix": matrix(&|v, m| json!(pairs.incompatible(v, m))),
    })
}

/// JSON knows no infinity: an impossible pair or assignment is written `"-Inf"`.
pub fn finite(log: f64) -> Value {
    if log.is_finite() {
        json!(log)
    } else {
        json!("-Inf")
    }
}
