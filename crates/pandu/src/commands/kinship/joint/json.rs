//! The result for programs.

use super::Analysis;
use crate::commands::kinship::pairs;
use kinship::Finding;
use serde_json::{Map, Value, json};

/// Names follow dvir where it has them (`pairwiseLR`, `solve_AM` and so on).
pub fn json(analysis: &Analysis) -> Value {
    let Analysis {
        disaster,
        posterior,
        ..
    } = analysis;
    let victim = |v: usize| disaster.victims.get(v).map_or("", |v| v.id.as_str());
    let person = |m: usize| disaster.missing.get(m).map_or("", |m| m.id.as_str());
    let mut probabilities = Map::new();
    let mut generalised = Map::new();
    for (v, found) in disaster.victims.iter().enumerate() {
        let mut row = Map::new();
        let mut ratios = Map::new();
        for (m, missing) in disaster.missing.iter().enumerate() {
            if analysis.pairs.log_ratio(v, m).is_some() {
                row.insert(missing.id.clone(), json!(posterior.pair(v, m)));
                let ratio = posterior.generalised(v, m).map(at_least);
                ratios.insert(missing.id.clone(), json!(ratio));
            }
        }
        row.insert("*".into(), json!(posterior.unreported(v)));
        probabilities.insert(found.id.clone(), Value::Object(row));
        generalised.insert(found.id.clone(), Value::Object(ratios));
    }
    let (best, probability) = posterior.best(disaster.victims.len());
    let best: Map<String, Value> = best
        .iter()
        .enumerate()
        .map(|(v, m)| (victim(v).to_owned(), json!(m.map_or("*", person))))
        .collect();
    let components: Vec<Value> = posterior
        .components
        .iter()
        .filter(|component| !component.victims.is_empty())
        .map(|component| {
            let alternatives: Vec<Value> = component
                .best
                .iter()
                .map(|(matches, p)| {
                    let named: Map<String, Value> =
                        matches.iter().map(|(m, v)| (victim(*v).to_owned(), json!(person(*m)))).collect();
                    json!({ "matches": named, "posterior": p })
                })
                .collect();
            json!({
                "families": component.families.iter().filter_map(|f| Some(disaster.families.get(*f)?.name.clone())).collect::<Vec<_>>(),
                "victims": component.victims.iter().map(|v| victim(*v)).collect::<Vec<_>>(),
                "best": alternatives,
                "standard_error": component.sampled,
            })
        })
        .collect();
    let mut value = pairs::json(disaster, &analysis.pairs);
    let more = json!({
        "assignments": analysis.count,
        "loglik_none_identified": analysis.pairs.alone().total(),
        "prior": analysis.prior.map(|(present, unreported)| json!({"present": present, "unreported": unreported})),
        "posterior": probabilities,
        "log_glr": generalised,
        "best": { "assignment": best, "posterior": probability },
        "components": components,
        "neglected": posterior.neglected,
        "standard_error": posterior.sampling_error(),
        "improbable_branches_not_followed": analysis.cut,
        "other_evidence": other_evidence(analysis),
        "scenarios": scenarios(analysis),
        "solve_AM": solve_am(analysis),
        "solve_PM": solve_pm(analysis),
    });
    if let (Value::Object(all), Value::Object(more)) = (&mut value, more) {
        all.extend(more);
    }
    value
}

/// Where all assignments without a match were too improbable to be followed, the ratio is beyond `e^45`.
fn at_least(log_ratio: f64) -> Value {
    if log_ratio == f64::INFINITY {
        json!(">45")
    } else {
        pairs::finite(log_ratio)
    }
}

/// Posterior of each pair, for what beside DNA as given was weighed.
fn pairs_of(analysis: &Analysis, posterior: &kinship::Posterior) -> Value {
    let row = |v: usize| -> Value {
        let cells = analysis.disaster.missing.iter().enumerate();
        let compared = cells.filter(|(m, _)| analysis.pairs.log_ratio(v, *m).is_some());
        let mut row: Map<String, Value> = compared
            .map(|(m, missing)| (missing.id.clone(), json!(posterior.pair(v, m))))
            .collect();
        row.insert("*".into(), json!(posterior.unreported(v)));
        Value::Object(row)
    };
    let victims = analysis.disaster.victims.iter().enumerate();
    Value::Object(
        victims
            .map(|(v, victim)| (victim.id.clone(), row(v)))
            .collect(),
    )
}

fn other_evidence(analysis: &Analysis) -> Value {
    let Some(other) = &analysis.other else {
        return Value::Null;
    };
    let disaster = &analysis.disaster;
    let pairs: Vec<Value> = other
        .pairs
        .iter()
        .map(|((m, v), found)| {
            json!({
                "Sample": disaster.victims.get(*v).map(|v| v.id.as_str()),
                "Missing": disaster.missing.get(*m).map(|m| m.id.as_str()),
                "sex": found.sex,
                "age": found.age,
                "height": found.height,
                "dental": found.dental,
                "teeth": {
                    "matching": found.teeth.matching,
                    "possible": found.teeth.possible,
                    "explainable": found.teeth.explainable,
                    "excluding": found.teeth.excluding,
                },
                "property": found.property,
                "together": found.total,
            })
        })
        .collect();
    json!({ "pairs": pairs, "posterior_dna_and_other": pairs_of(analysis, &other.combined) })
}

fn scenarios(analysis: &Analysis) -> Map<String, Value> {
    let named = analysis.scenarios.iter();
    named
        .map(|s| {
            let posterior = s.posterior.as_ref().map(|p| pairs_of(analysis, p));
            (s.name.clone(), json!(posterior))
        })
        .collect()
}

fn finding(found: Option<&Finding>, names: String) -> (Value, Value) {
    let rest = json!({
        "LR": found.and_then(|f| f.ratio),
        "GLR": found.and_then(|f| f.generalised),
        "Conclusion": found.map(|f| f.conclusion.word()),
        "Comment": found.map(|f| f.comment.as_str()).filter(|c| !c.is_empty()),
    });
    (json!((!names.is_empty()).then_some(names)), rest)
}

fn solve_am(analysis: &Analysis) -> Vec<Value> {
    let disaster = &analysis.disaster;
    let rows = disaster.missing.iter().zip(&analysis.solution.missing);
    rows.map(|(missing, found)| {
        let names = found
            .iter()
            .flat_map(|f| &f.others)
            .filter_map(|v| Some(disaster.victims.get(*v)?.id.as_str()));
        let (sample, mut row) = finding(found.as_ref(), names.collect::<Vec<_>>().join("/"));
        if let Value::Object(row) = &mut row {
            row.insert(
                "Family".into(),
                json!(
                    disaster
                        .families
                        .get(missing.family)
                        .map(|f| f.name.as_str())
                ),
            );
            row.insert("Missing".into(), json!(missing.id));
            row.insert("Sample".into(), sample);
        }
        row
    })
    .collect()
}

fn solve_pm(analysis: &Analysis) -> Vec<Value> {
    let disaster = &analysis.disaster;
    let rows = disaster.victims.iter().zip(&analysis.solution.victims);
    rows.map(|(victim, found)| {
        let others = || {
            found
                .iter()
                .flat_map(|f| &f.others)
                .filter_map(|m| disaster.missing.get(*m))
        };
        let names: Vec<&str> = others().map(|m| m.id.as_str()).collect();
        let family = others()
            .next()
            .and_then(|m| disaster.families.get(m.family))
            .map(|f| f.name.as_str());
        let (missing, mut row) = finding(found.as_ref(), names.join("/"));
        if let Value::Object(row) = &mut row {
            row.insert("Sample".into(), json!(victim.id));
            row.insert("Missing".into(), missing);
            row.insert("Family".into(), json!(family));
        }
        row
    })
    .collect()
}
