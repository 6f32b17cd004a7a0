//! Evidence other than DNA: each kind by itself, then together with DNA under its own name.

use super::Analysis;
use crate::commands::kinship::text::{Table, number, probability, wrap};
use kinship::{Caps, Disaster, Evidence, Match, PairOptions, Posterior, PosteriorOptions, States};
use std::io::{self, Write};

/// What evidence other than DNA says, and the posterior that weighs both.
pub struct Other {
    /// Pairs about which it says something.
    pub pairs: Vec<(Match, Evidence)>,
    /// DNA and other evidence together.
    pub combined: Posterior,
}

/// `None` if nothing besides DNA is known.
pub fn weigh(
    disaster: &Disaster,
    states: &States,
    options: &PairOptions,
    log_prior: f64,
    seed: u64,
) -> Option<Other> {
    let caps = Caps::default();
    let mut pairs = Vec::new();
    for (v, victim) in disaster.victims.iter().enumerate() {
        for (m, missing) in disaster.missing.iter().enumerate() {
            let sexes = options.ignore_sex.then_some((victim.sex, missing.sex));
            let found = Evidence::compare(&victim.particulars, &missing.particulars, sexes, &caps);
            if (options.ignore_sex || disaster.candidate(v, m)) && found.total != 1.0 {
                pairs.push(((m, v), found));
            }
        }
    }
    if pairs.is_empty() {
        return None;
    }
    let ratio = |pair: Match| {
        pairs
            .iter()
            .find(|(p, _)| *p == pair)
            .map_or(0.0, |(_, e)| e.total.ln())
    };
    let options = PosteriorOptions {
        log_prior,
        seed,
        other_evidence: &ratio,
        ..PosteriorOptions::default()
    };
    let combined = Posterior::new(disaster, states, &options);
    Some(Other { pairs, combined })
}

pub fn print(analysis: &Analysis, other: &Other, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\nOther evidence, and DNA with other evidence")?;
    let headers = [
        "victim",
        "person",
        ">sex",
        ">age",
        ">height",
        ">teeth",
        "m/p/e/x",
        ">property",
        ">together",
        ">DNA",
        ">DNA+other",
    ];
    let mut table = Table::new(&headers);
    for ((m, v), found) in &other.pairs {
        let (dna, both) = (analysis.posterior.pair(*v, *m), other.combined.pair(*v, *m));
        if dna.max(both) < 1e-3 {
            continue;
        }
        let teeth = found.teeth;
        let id = |id: Option<&str>| id.unwrap_or_default().to_owned();
        let charted = teeth.matching + teeth.possible + teeth.explainable + teeth.excluding > 0;
        table.row(vec![
            id(analysis.disaster.victims.get(*v).map(|v| v.id.as_str())),
            id(analysis.disaster.missing.get(*m).map(|m| m.id.as_str())),
            ratio(found.sex),
            ratio(found.age),
            ratio(found.height),
            ratio(found.dental),
            if charted {
                format!(
                    "{}/{}/{}/{}",
                    teeth.matching, teeth.possible, teeth.explainable, teeth.excluding
                )
            } else {
                "-".into()
            },
            ratio(found.property),
            ratio(found.total),
            probability(dna),
            probability(both),
        ]);
    }
    table.print(out)?;
    let caps = Caps::default();
    let text = format!(
        "Ratios by convention, not by measurement, each capped: sex, age, height {}, teeth {}, property {}, together {}. \
         Teeth: matching/possible/explainable/excluding. DNA+other is not a DNA result.",
        caps.physical, caps.dental, caps.property, caps.total
    );
    for line in wrap(&text, 100) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn ratio(ratio: f64) -> String {
    if ratio == 1.0 {
        "-".into()
    } else {
        number(ratio)
    }
}
