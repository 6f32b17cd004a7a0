//! The same question under other assumptions, side by side.

use super::Analysis;
use crate::commands::kinship::text::{Table, probability, wrap};
use kinship::{
    Alone, Disaster, LikelihoodError, Locus, LocusError, MutationModel, PairOptions, Posterior,
    PosteriorOptions, Search, States, open_list_prior,
};
use std::io::{self, Write};

/// A posterior under one set of assumptions.
pub struct Scenario {
    pub name: String,
    /// `None` where the computation would be too large.
    pub posterior: Option<Posterior>,
}

/// Rate of the mutation model that is tried where none was given.
const TRIED_RATE: f64 = 0.002;
/// Coefficients of substructure that are tried.
const TRIED_THETA: [f64; 3] = [0.0, 0.01, 0.03];

/// Mutation off (or on where it was off), substructure, another table of frequencies if given, an incomplete list.
pub fn scenarios(
    disaster: &Disaster,
    states: &States,
    options: &PairOptions,
    settings: &PosteriorOptions,
    other_table: Option<&Disaster>,
) -> Vec<Scenario> {
    let again = |name: &str, disaster: &Disaster, options: &PairOptions| {
        let compute = || -> Result<Posterior, LikelihoodError> {
            let alone = Alone::new(disaster, options.theta)?;
            let states = States::new(disaster, &alone, options, Search::Probable)?;
            Ok(Posterior::new(disaster, &states, settings))
        };
        Scenario {
            name: name.to_owned(),
            posterior: compute().ok(),
        }
    };
    let mut found = Vec::new();
    if disaster.loci.iter().any(|locus| locus.mutation().is_some()) {
        found.push(again("no mut.", &disaster.without_mutation(), options));
    } else {
        let loci: Result<Vec<Locus>, LocusError> = disaster.loci.iter().map(mutating).collect();
        found.extend(loci.map(|loci| again("mut. .002", &disaster.with_loci(loci), options)));
    }
    for theta in TRIED_THETA.into_iter().filter(|t| *t != options.theta) {
        let options = PairOptions { theta, ..*options };
        let name = format!("theta {theta}").replace("0.", ".");
        found.push(again(&name, disaster, &options));
    }
    if let Some(disaster) = other_table {
        found.push(again("other freq.", disaster, options));
    }
    // Half of the bodies unreported, half of the missing elsewhere.
    let unreported = disaster.victims.len() as f64 / 2.0;
    let open = PosteriorOptions {
        log_prior: open_list_prior(0.5, unreported),
        ..*settings
    };
    found.push(Scenario {
        name: "open list".to_owned(),
        posterior: Some(Posterior::new(disaster, states, &open)),
    });
    found
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
        let pair = |s: &Scenario| s.posterior.as_ref().map(|p| p.pair(v, best));
        let others: Vec<Option<f64>> = scenarios.iter().map(pair).collect();
        let odds = |p: f64| (p / (1.0 - p)).max(1e-12);
        let moved = others
            .iter()
            .flatten()
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
        row.extend(
            others
                .into_iter()
                .map(|p| p.map_or("-".into(), probability)),
        );
        row.push(if moved { "yes".into() } else { String::new() });
        table.row(row);
    }
    table.print(out)?;
    let text = format!(
        "Other assumptions: no mutation (or a proportional rate of {TRIED_RATE} where none was given), theta 0, 0.01 and \
         0.03 (population substructure), another table of frequencies, a list on which half of the bodies are missing and of whose persons half are elsewhere. Changes: odds \
         differ by more than a factor of 10 (odds above 10000 count as 10000); `-`: too large to compute."
    );
    for line in wrap(&text, 100) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
