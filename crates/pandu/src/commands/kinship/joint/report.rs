//! The result for a reconciliation meeting: who, how probable, on what it rests, what would change it.

use super::{Analysis, other, sensitivity};
use crate::commands::kinship::{
    disaster::heading,
    text::{Table, number, probability, wrap},
};
use std::io::{self, Write};

/// What is known about one victim.
struct Verdict {
    victim: usize,
    /// The most probable person, or several whom DNA cannot tell apart.
    persons: Vec<usize>,
    posterior: f64,
    /// The next possibility with its probability; no person stands for nobody of those reported.
    next: Option<(Option<usize>, f64)>,
}

pub fn print(analysis: &Analysis, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", heading(&analysis.disaster))?;
    for line in assumptions(analysis) {
        writeln!(out, "{line}")?;
    }
    let verdicts: Vec<Verdict> = (0..analysis.disaster.victims.len())
        .map(|v| verdict(analysis, v))
        .collect();
    let (named, open): (Vec<&Verdict>, Vec<&Verdict>) =
        verdicts.iter().partition(|v| !v.persons.is_empty());
    identified(analysis, &named, out)?;
    symmetric(analysis, &named, out)?;
    unnamed(analysis, &open, out)?;
    still_missing(analysis, out)?;
    undecided(analysis, out)?;
    if let Some(evidence) = &analysis.other {
        other::print(analysis, evidence, out)?;
    }
    if !analysis.scenarios.is_empty() {
        sensitivity::print(analysis, &analysis.scenarios, out)?;
    }
    notes(out)
}

fn assumptions(analysis: &Analysis) -> Vec<String> {
    let posterior = &analysis.posterior;
    let prior = match analysis.prior {
        None => "all equally probable beforehand".to_owned(),
        Some((present, unreported)) => format!(
            "beforehand a missing person is among the bodies with probability {present}, {unreported} bodies are unreported"
        ),
    };
    let how = match posterior.sampling_error() {
        None => "summed exactly".to_owned(),
        Some(error) => format!("partly sampled, standard error of a posterior at most {error:.1e}"),
    };
    let theta = match analysis.theta {
        0.0 => String::new(),
        theta => format!(" Population substructure (theta) {theta}."),
    };
    let (_, best) = posterior.best(analysis.disaster.victims.len());
    let cut = match analysis.cut.as_slice() {
        [] => String::new(),
        families => format!(
            " In {} branches estimated to be 10^19 times less likely than the best were not followed; what they hold is in \
             this probability, as estimated.",
            families.join(", ")
        ),
    };
    let text = format!(
        "{} assignments, {prior}; {how}; assignments left out have a probability of at most {:.1e}.{cut} The single best \
         assignment of all victims has the probability {}.{theta}",
        count(analysis.count),
        posterior.neglected,
        probability(best)
    );
    wrap(&text, 100)
}

fn count(n: f64) -> String {
    if n < 1e9 {
        format!("{n:.0}")
    } else {
        format!("{n:.1e}")
    }
}

fn verdict(analysis: &Analysis, victim: usize) -> Verdict {
    let posterior = &analysis.posterior;
    let missing = &analysis.disaster.missing;
    let mut ranked: Vec<(Option<usize>, f64)> = (0..missing.len())
        .map(|m| (Some(m), posterior.pair(victim, m)))
        .collect();
    ranked.push((None, posterior.unreported(victim)));
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let best = ranked.first().copied().unwrap_or((None, 1.0));
    let family = |m: Option<usize>| m.and_then(|m| missing.get(m)).map(|m| m.family);
    // Persons of one family with the same probability: DNA cannot tell them apart.
    let alike = |m: &(Option<usize>, f64)| {
        best.0.is_some() && family(m.0) == family(best.0) && (m.1 - best.1).abs() <= 1e-6 * best.1
    };
    let together: Vec<(Option<usize>, f64)> = ranked.iter().copied().filter(alike).collect();
    if best.0.is_none() {
        return Verdict {
            victim,
            persons: Vec::new(),
            posterior: best.1,
            next: ranked.get(1).copied(),
        };
    }
    let mut persons: Vec<usize> = together.iter().filter_map(|m| m.0).collect();
    persons.sort_unstable();
    let next = ranked.iter().copied().find(|m| !alike(m));
    Verdict {
        victim,
        persons,
        posterior: together.iter().map(|m| m.1).sum(),
        next,
    }
}

fn person(analysis: &Analysis, m: Option<usize>) -> String {
    m.and_then(|m| analysis.disaster.missing.get(m))
        .map_or_else(|| "nobody".into(), |m| m.id.clone())
}

/// Beyond what was followed, a ratio is only known to be larger.
fn at_least(ratio: f64) -> String {
    if ratio.is_infinite() {
        ">1e19".into()
    } else {
        number(ratio)
    }
}

/// The conclusion of the procedure, in one word.
fn word(conclusion: kinship::Conclusion) -> String {
    let word = conclusion.word().to_lowercase();
    word.split(' ').next().unwrap_or_default().to_owned()
}

/// A small probability, not below what is known.
fn rare(analysis: &Analysis, p: f64) -> String {
    let known = analysis.posterior.neglected.max(1e-15);
    if p >= 1e-3 {
        return format!("{p:.4}");
    }
    if p < known {
        format!("<{known:.0e}")
    } else {
        format!("{p:.1e}")
    }
}

fn victim(analysis: &Analysis, v: usize) -> &str {
    analysis
        .disaster
        .victims
        .get(v)
        .map_or("", |v| v.id.as_str())
}

fn identified(analysis: &Analysis, verdicts: &[&Verdict], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\nMost probable identifications (DNA)")?;
    let headers = [
        "victim",
        "person",
        "family",
        ">posterior",
        ">LR",
        ">GLR",
        ">incompat.",
        "next possibility",
        "stepwise",
    ];
    let mut table = Table::new(&headers);
    let mut rows: Vec<&&Verdict> = verdicts.iter().collect();
    // The most certain first, by powers of ten.
    let nines = |row: &Verdict| (-(1.0 - row.posterior).max(1e-6).log10()).floor() as i32;
    rows.sort_by_key(|row| (-nines(row), row.victim));
    let mut by_list = false;
    for row in rows {
        let Some(first) = row.persons.first().copied() else {
            continue;
        };
        let names: Vec<String> = row
            .persons
            .iter()
            .map(|m| person(analysis, Some(*m)))
            .collect();
        let missing = analysis.disaster.missing.get(first);
        let family = missing.and_then(|m| analysis.disaster.families.get(m.family));
        let single = row.persons.len() == 1;
        let ratio = analysis.pairs.ratio(row.victim, first).unwrap_or(f64::NAN);
        let glr = analysis
            .posterior
            .generalised(row.victim, first)
            .filter(|_| single)
            .map(f64::exp);
        // Where DNA says less than the threshold, the posterior rests on who else is on the list.
        let said = glr.unwrap_or(row.posterior / (1.0 - row.posterior));
        let rests_on_list = row.posterior >= 0.9 && said < analysis.thresholds.identify;
        by_list |= rests_on_list;
        let next = row.next.map_or(String::new(), |(m, p)| {
            format!("{} {}", person(analysis, m), rare(analysis, p))
        });
        let stepwise = analysis
            .solution
            .victims
            .get(row.victim)
            .and_then(Option::as_ref);
        table.row(vec![
            victim(analysis, row.victim).to_owned(),
            names.join("/"),
            family.map_or(String::new(), |f| f.name.clone()),
            format!(
                "{}{}",
                probability(row.posterior),
                if rests_on_list { "*" } else { " " }
            ),
            number(ratio),
            glr.map_or("-".into(), at_least),
            analysis
                .pairs
                .incompatible(row.victim, first)
                .map_or("-".into(), |n| n.to_string()),
            next,
            stepwise.map_or(String::new(), |f| word(f.conclusion)),
        ]);
    }
    table.print(out)?;
    if by_list {
        let text = format!(
            "* DNA alone says less than {} to 1: the posterior rests on the list of missing persons being complete. Not an \
             identification by DNA; --present and --unreported show how much depends on the list.",
            number(analysis.thresholds.identify)
        );
        for line in wrap(&text, 100) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

fn symmetric(analysis: &Analysis, verdicts: &[&Verdict], out: &mut impl Write) -> io::Result<()> {
    let mut sets: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for row in verdicts.iter().filter(|row| row.persons.len() > 1) {
        match sets.iter_mut().find(|set| set.0 == row.persons) {
            Some(set) => set.1.push(row.victim),
            None => sets.push((row.persons.clone(), vec![row.victim])),
        }
    }
    if sets.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nSets that DNA cannot resolve")?;
    for (persons, victims) in sets {
        let names: Vec<String> = persons.iter().map(|m| person(analysis, Some(*m))).collect();
        let bodies: Vec<&str> = victims.iter().map(|v| victim(analysis, *v)).collect();
        let text = format!(
            "{} = {}: equally related to everybody who was typed. Age, teeth or property must say which is which; so would \
             DNA of a spouse and a child, or a sample of the person.",
            bodies.join(", "),
            names.join(", ")
        );
        for line in wrap(&text, 100) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

fn unnamed(analysis: &Analysis, verdicts: &[&Verdict], out: &mut impl Write) -> io::Result<()> {
    if verdicts.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\nVictims who are most probably nobody of those reported"
    )?;
    let mut table = Table::new(&[
        "victim",
        ">posterior",
        "best candidate",
        ">its posterior",
        ">largest LR",
    ]);
    for row in verdicts {
        let largest = (0..analysis.disaster.missing.len())
            .filter_map(|m| analysis.pairs.ratio(row.victim, m));
        let largest = largest.fold(0.0, f64::max);
        let (next, p) = row.next.unwrap_or((None, 0.0));
        let candidate = if p > 0.0 {
            person(analysis, next)
        } else {
            "-".into()
        };
        let candidate_posterior = if p > 0.0 { probability(p) } else { "-".into() };
        table.row(vec![
            victim(analysis, row.victim).to_owned(),
            probability(row.posterior),
            candidate,
            candidate_posterior,
            number(largest),
        ]);
    }
    table.print(out)
}

fn still_missing(analysis: &Analysis, out: &mut impl Write) -> io::Result<()> {
    let victims = analysis.disaster.victims.len();
    let mut lines = Vec::new();
    for (m, missing) in analysis.disaster.missing.iter().enumerate() {
        let found: f64 = (0..victims).map(|v| analysis.posterior.pair(v, m)).sum();
        if found < 0.45 {
            let excluded = (0..victims)
                .filter_map(|v| analysis.pairs.incompatible(v, m))
                .min();
            let why = match excluded {
                Some(n) if n > analysis.thresholds.incompatible => {
                    format!("at least {n} loci incompatible")
                }
                _ => format!("found with {}", number(found)),
            };
            lines.push(format!("{} ({why})", missing.id));
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\nMissing persons who are most probably not among the victims"
    )?;
    for line in wrap(&lines.join(", "), 100) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Families that compete for victims and are not settled: what the alternatives are.
fn undecided(analysis: &Analysis, out: &mut impl Write) -> io::Result<()> {
    let disaster = &analysis.disaster;
    let unsettled = |c: &&kinship::Component| {
        c.best.first().is_some_and(|best| best.1 < 0.99) && c.best.len() > 1
    };
    let components: Vec<&kinship::Component> = analysis
        .posterior
        .components
        .iter()
        .filter(unsettled)
        .collect();
    if components.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nAlternatives that are still open")?;
    for component in components {
        let families: Vec<&str> = component
            .families
            .iter()
            .filter_map(|f| Some(disaster.families.get(*f)?.name.as_str()))
            .collect();
        for line in wrap(&format!("Families {}:", families.join(", ")), 100) {
            writeln!(out, "{line}")?;
        }
        // What all alternatives have in common is not repeated.
        let shown: Vec<&(Vec<kinship::Match>, f64)> = component
            .best
            .iter()
            .filter(|b| b.1 >= 0.005)
            .take(5)
            .collect();
        let common = |pair: &kinship::Match| shown.iter().all(|b| b.0.contains(pair));
        for (matches, p) in &shown {
            let mut differing: Vec<String> = matches
                .iter()
                .filter(|pair| !common(pair))
                .map(|(m, v)| format!("{} = {}", victim(analysis, *v), person(analysis, Some(*m))))
                .collect();
            if differing.is_empty() {
                differing.push("none of the matches below".into());
            }
            for (i, line) in wrap(&differing.join(", "), 86).into_iter().enumerate() {
                let p = if i == 0 {
                    probability(*p)
                } else {
                    String::new()
                };
                writeln!(out, "  {p:>10}  {line}")?;
            }
        }
    }
    Ok(())
}

fn notes(out: &mut impl Write) -> io::Result<()> {
    let text = "LR: both profiles if victim and person are one, against an unrelated victim. GLR: the best assignment \
                with the pair against the best without it; how much evidence would have to be wrong to change the result. \
                Incompat.: loci that need a mutation or an error. Stepwise: conclusion of the published procedure (LR 10000, \
                undisputed first).";
    writeln!(out)?;
    for line in wrap(text, 100) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
