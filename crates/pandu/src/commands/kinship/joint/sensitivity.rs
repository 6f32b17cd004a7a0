//! The same question under other assumptions, side by side.

use super::Analysis;
use crate::commands::kinship::text::{Table, probability, wrap};
use kinship::{
    Disaster, LikelihoodError, Locus, LocusError, MutationModel, PairOptions, Pairs, Posterior,
    PosteriorOptions, Search, States, open_list_prior,
};
use std::io::{self, Write};

/// A posterior under one set of assumptions.
pub struct Scenario {
    pub name: &'static str,
    pub posterior: Posterior,
}

/// Rate of the mutation model that is tried where none was given.
const TRIED_RATE: f64 = 0.002;

/// Mutation off (or on where it was off), substructure, an incomplete list, and another table of frequencies if given.
pub fn scenarios(
    disaster: &Disaster,
    states: &States,
    options: &PairOptions,
    log_prior: f64,
    other_table: Option<&Disaster>,
) -> Result<Vec<Scenario>, LikelihoodError> {
    let settings = PosteriorOptions {
        log_prior,
        ..PosteriorOptions::default()
    };
    let again = |disaster: &Disaster| -> Result<Posterior, LikelihoodError> {
        let pairs = Pairs::new(disaster, options)?;
        let states = States::new(disaster, pairs.alone(), options, Search::Probable)?;
        Ok(Posterior::new(disaster, &states, &settings))
    };
    let mut found = Vec::new();
    if disaster.loci.iter().any(|locus| locus.mutation().is_some()) {
        found.push(Scenario {
            name: "no mut.",
            posterior: again(&disaster.without_mutation())?,
        });
    } else if let Ok(loci) = disaster
        .loci
        .iter()
        .map(mutating)
        .collect::<Result<Vec<Locus>, LocusError>>()
    {
        found.push(Scenario {
            name: "mut. .002",
            posterior: again(&disaster.with_loci(loci))?,
        });
    }
    for (name, theta) in [("theta .01", 0.01), ("theta .03", 0.03)] {
        let states = states.with_theta(disaster, theta)?;
        found.push(Scenario {
            name,
            posterior: Posterior::new(disaster, &states, &settings),
        });
    }
    if let Some(disaster) = other_table {
        found.push(Scenario {
            name: "other freq.",
            posterior: again(disaster)?,
        });
    }
    // Half of the bodies unreported, half of the missing elsewhere.
    let unreported = disaster.victims.len() as f64 / 2.0;
    let open = PosteriorOptions {
        log_prior: open_list_prior(0.5, unreported),
        ..PosteriorOptions::default()
    };
    found.push(Scenario {
        name: "open list",
        posterior: Posterior::new(disaster, states, &open),
    });
    Ok(found)
}

fn mutating(locus: &Locus) -> Result<Locus, LocusError> {
    let model = MutationModel::Proportional { rate: TRIED_RATE };
    locus.without_mutation().with_mutation(&model, &model)
}

pub fn print(analysis: &Analysis, scenarios: &[Scenario], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\nThe same under other assumptions (DNA)")?;
    let mut headers = vec!["victim", "person", ">as given"];
    let names: Vec<String> = scenarios.iter().map(|s| format!(">{}", s.name)).collect();
    headers.extend(names.iter().map(String::as_str));
    headers.push("changes");
    let mut table = Table::new(&headers);
    for (v, victim) in analysis.disaster.victims.iter().enumerate() {
        let missing = 0..analysis.disaster.missing.len();
        let best = missing.max_by(|a, b| {
            analysis
                .posterior
                .pair(v, *a)
                .total_cmp(&analysis.posterior.pair(v, *b))
        });
        let Some(best) = best.filter(|m| analysis.posterior.pair(v, *m) > 0.01) else {
            continue;
        };
        let given = analysis.posterior.pair(v, best);
        let others: Vec<f64> = scenarios
            .iter()
            .map(|s| s.posterior.pair(v, best))
            .collect();
        let odds = |p: f64| (p / (1.0 - p)).max(1e-12);
        let moved = others
            .iter()
            .any(|p| !(0.1..=10.0).contains(&(odds(*p).min(1e4) / odds(given).min(1e4))));
        let mut row = vec![
            victim.id.clone(),
            analysis
                .disaster
                .missing
                .get(best)
                .map_or(String::new(), |m| m.id.clone()),
            probability(given),
        ];
        row.extend(others.into_iter().map(probability));
        row.push(if moved { "yes".into() } else { String::new() });
        table.row(row);
    }
    table.print(out)?;
    let text = format!(
        "Other assumptions: no mutation (or a proportional rate of {TRIED_RATE} where none was given), theta 0.01 and 0.03 \
         (population substructure), another table of frequencies, a list on which half of the bodies are missing and of whose persons half are elsewhere. Changes: odds \
         differ by more than a factor of 10 (odds above 10000 count as 10000)."
    );
    for line in wrap(&text, 100) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
