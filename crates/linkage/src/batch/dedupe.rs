//! One table with itself: who stands in it more than once.

use super::{
    LinkError, Options, Rows, Source, Summary,
    join::{Joint, Streamed, join},
    open::Opened,
};
use crate::{
    decide::prior,
    model::Model,
    record::Record,
    schema::Schema,
    score::{Weights, score},
    train::Candidate,
};
use domain::Diagnostic;
use std::io::Read;

/// The persons of a table.
pub struct Clusters {
    /// The comparisons.
    pub schema: Schema,
    /// All rows of the table.
    pub rows: Rows,
    /// The rows of each person in the order of the file; persons in the order of their first row.
    pub persons: Vec<Person>,
    /// Pairs that are probably one person but were not joined, because too many of the rows already joined speak against it.
    pub bridges: u64,
    /// The beliefs that decided.
    pub model: Model,
    /// What was counted.
    pub summary: Summary,
    /// What was odd about the table.
    pub notices: Vec<Diagnostic>,
}

/// Rows of one person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person {
    /// Places among [`Clusters::rows`].
    pub rows: Vec<u32>,
    /// The lowest probability by which a row was joined; `None` for a row that stands alone.
    pub probability: Option<f64>,
}

/// Finds rows of one table that are the same person; `again` reads the same table once more.
///
/// Pairs are joined from the most probable down. Two groups become one only if, on average over all pairs between them, one
/// person is more probable than two: so one row that resembles two persons does not make them one.
///
/// # Errors
/// [`LinkError`]
pub fn dedupe<R: Read + Send>(
    table: Source<R>,
    again: Source<R>,
    options: &Options,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Clusters, LinkError> {
    let stored = Opened::new(table, "left")?;
    let streamed = Opened::new(again, "left")?;
    let header = stored.table.header().clone();
    let schema = Schema::of(&header, &header, &options.wishes)?;
    let built_in = match &options.model {
        Some(model) => model.arranged(&schema)?,
        None => {
            let mut model = Model::built_in(&schema);
            model.share = 0.05;
            model
        }
    };
    let joint = join(
        &schema,
        &built_in,
        stored,
        streamed,
        Streamed::Itself,
        options,
        progress,
    )?;
    Ok(joint.cluster(schema, built_in, options))
}

impl Joint {
    fn cluster(mut self, schema: Schema, built_in: Model, options: &Options) -> Clusters {
        let mut pairs = std::mem::take(&mut self.pairs);
        pairs.sort_unstable_by_key(|pair| {
            (
                self.streamed_rows.line(pair.streamed),
                self.stored_rows.line(pair.stored),
            )
        });
        let scored = self.score_again(&pairs);
        // A row may stand there any number of times: pairs do not compete.
        let candidates: Vec<Candidate> = scored
            .iter()
            .zip(0..)
            .map(|(scored, place)| Candidate {
                right: place,
                pattern: scored.pattern,
                rarity: scored.rarity,
            })
            .collect();
        let rows = self.stored_count;
        let model = match options.model {
            Some(_) => built_in,
            None => self.learn(built_in, &candidates, rows, rows),
        };
        let weights = Weights::new(&model);
        let comparisons = self.layout.cells().len();
        let prior = prior(model.share, rows);
        let chance = |weight: f32| {
            let odds = prior * f64::from(weight).exp2() / (1.0 - prior);
            odds / (1.0 + odds)
        };
        let place_of = places(&self.stored_rows);
        let mut probable: Vec<(f64, u32, u32)> = pairs
            .iter()
            .zip(&scored)
            .map(|(pair, scored)| (chance(weights.weight(*scored, comparisons)), pair))
            .filter(|(chance, _)| *chance >= options.threshold)
            .filter_map(|(chance, pair)| {
                let line = self.streamed_rows.line(pair.streamed);
                Some((chance, *place_of.get(&line)?, pair.stored))
            })
            .collect();
        let line = |at: u32| self.stored_rows.line(at);
        probable.sort_by(|a, b| {
            b.0.total_cmp(&a.0)
                .then_with(|| (line(a.1), line(a.2)).cmp(&(line(b.1), line(b.2))))
        });
        let one_person = |a: Record<'_>, b: Record<'_>| {
            let scored = score(&self.layout, &self.frequencies, a, b);
            chance(weights.weight(scored, comparisons))
        };
        let (persons, bridges) = group(&self.stored_rows, &probable, one_person);
        let mut notices = self.streamed_notices;
        // The table was read twice; what was odd is the same both times, but for repeated identifiers.
        drop(self.stored_notices);
        Clusters {
            schema,
            persons,
            bridges,
            model,
            summary: Summary {
                left_rows: rows,
                right_rows: rows,
                ..self.summary
            },
            rows: self.stored_rows,
            notices: std::mem::take(&mut notices).into_diagnostics(),
        }
    }
}

/// The place of each row by its line.
fn places(rows: &Rows) -> rustc_hash::FxHashMap<u32, u32> {
    (0..rows.len()).map(|at| (rows.line(at), at)).collect()
}

/// Of large groups so many rows stand for all when two are joined.
const LOOKED_AT: usize = 8;

fn group(
    rows: &Rows,
    probable: &[(f64, u32, u32)],
    one_person: impl Fn(Record<'_>, Record<'_>) -> f64,
) -> (Vec<Person>, u64) {
    let mut group_of: Vec<u32> = (0..rows.len()).collect();
    let mut groups: Vec<Person> = (0..rows.len())
        .map(|at| Person {
            rows: vec![at],
            probability: None,
        })
        .collect();
    let mut bridges = 0;
    for &(chance, a, b) in probable {
        let find = |at: u32| group_of.get(at as usize).copied().unwrap_or(at);
        let (into, from) = (find(a).min(find(b)), find(a).max(find(b)));
        if into == from {
            continue;
        }
        let (Some(one), Some(other)) = (groups.get(into as usize), groups.get(from as usize))
        else {
            continue;
        };
        let (mut sum, mut count) = (0.0, 0.0);
        for x in one.rows.iter().take(LOOKED_AT) {
            for y in other.rows.iter().take(LOOKED_AT) {
                sum += one_person(rows.record(*x), rows.record(*y));
                count += 1.0;
            }
        }
        if sum < 0.5 * count {
            bridges += 1;
            continue;
        }
        let moved = groups
            .get_mut(from as usize)
            .map(std::mem::take)
            .unwrap_or_default();
        for row in &moved.rows {
            if let Some(group) = group_of.get_mut(*row as usize) {
                *group = into;
            }
        }
        if let Some(one) = groups.get_mut(into as usize) {
            one.rows.extend(moved.rows);
            let least = |a: Option<f64>| a.map_or(chance, |a| a.min(chance));
            one.probability = Some(least(one.probability).min(least(moved.probability)));
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    for group in &mut groups {
        group.rows.sort_unstable_by_key(|at| rows.line(*at));
    }
    groups.sort_by_key(|group| group.rows.first().map(|at| rows.line(*at)));
    (groups, bridges)
}
