//! Exact sums over all assignments of a set of families that compete for the same victims.
#![expect(
    clippy::indexing_slicing,
    reason = "families and victims are numbered by the disaster"
)]

use super::prune::Choice;
use rustc_hash::FxHashMap;

/// The largest number of sets of taken victims that is kept at once: all subsets of 18 victims for whom every family
/// competes, or of more of whom not all do.
const MOST_SETS: usize = 1 << 18;
/// From this many sets on, only the single best assignment is traced; lists of the next best would take too much memory.
const MANY_SETS: usize = 1 << 13;

/// Families joined by victims that more than one of them may take.
pub(super) fn connected(families: &[Vec<Choice>], victims: usize) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..families.len()).collect();
    let mut taker: Vec<Option<usize>> = vec![None; victims];
    for (f, family) in families.iter().enumerate() {
        for &v in family.iter().flat_map(|choice| &choice.victims) {
            match taker[v] {
                None => taker[v] = Some(f),
                Some(first) => {
                    let (keep, replace) = (group[first].min(group[f]), group[first].max(group[f]));
                    group
                        .iter_mut()
                        .filter(|g| **g == replace)
                        .for_each(|g| *g = keep);
                }
            }
        }
    }
    let mut components: Vec<Vec<usize>> = Vec::new();
    for root in 0..families.len() {
        let members: Vec<usize> = (0..families.len()).filter(|f| group[*f] == root).collect();
        if !members.is_empty() {
            components.push(members);
        }
    }
    components
}

/// The result for one set of families.
pub(super) struct Exact {
    /// By family of the set, by choice: its probability.
    pub choices: Vec<Vec<f64>>,
    /// The same for the best assignment that contains the choice: logarithm of its weight, up to a common term.
    pub best_with: Vec<Vec<f64>>,
    /// The most probable assignments: index of the choice for each family, and the probability.
    pub best: Vec<(Vec<usize>, f64)>,
}

/// A set of victims, as bits of the component's own numbering.
type Taken = u128;

#[derive(Default)]
struct Layer {
    /// Sum of the weights of all ways to this set.
    forward: FxHashMap<Taken, f64>,
    /// The best ways: weight, the set before, its rank there, the choice.
    best: FxHashMap<Taken, Vec<(f64, Taken, usize, usize)>>,
    /// Logarithm of what the sums of this layer and all before were divided by.
    log_scale: f64,
}

/// Sums over all assignments of these families, one family after another; what must be remembered in between is only
/// which victims are taken that a later family might want. `None` if that is too much.
pub(super) fn solve(families: &[&[Choice]], keep_best: usize) -> Option<Exact> {
    let order = order(families);
    let mut number: FxHashMap<usize, u32> = FxHashMap::default();
    for &v in families
        .iter()
        .flat_map(|family| family.iter())
        .flat_map(|c| &c.victims)
    {
        let next = number.len() as u32;
        number.entry(v).or_insert(next);
    }
    if number.len() > 128 {
        return None;
    }
    let bits = |choice: &Choice| {
        choice
            .victims
            .iter()
            .fold(0 as Taken, |set, v| set | (1 << number[v]))
    };
    // After each family: which victims a later one may still take.
    let mut later = vec![0 as Taken; order.len()];
    for i in (0..order.len().saturating_sub(1)).rev() {
        later[i] = later[i + 1]
            | families[order[i + 1]]
                .iter()
                .map(bits)
                .fold(0, |a, b| a | b);
    }
    let mut start = Layer::default();
    start.forward.insert(0, 1.0);
    start.best.insert(0, vec![(0.0, 0, 0, 0)]);
    let mut layers = vec![start];
    let prepared: Vec<Vec<(Taken, f64, f64)>> = order
        .iter()
        .map(|&f| {
            let top = families[f]
                .iter()
                .map(|c| c.weight)
                .fold(f64::NEG_INFINITY, f64::max);
            families[f]
                .iter()
                .map(|c| (bits(c), (c.weight - top).exp(), c.weight - top))
                .collect()
        })
        .collect();
    for (i, choices) in prepared.iter().enumerate() {
        let before = &layers[i];
        let keep = if before.forward.len() < MANY_SETS {
            keep_best
        } else {
            1
        };
        let mut next = Layer::default();
        for (&set, &sum) in &before.forward {
            for (c, &(victims, weight, log)) in choices.iter().enumerate() {
                if set & victims != 0 {
                    continue;
                }
                let after = (set | victims) & later[i];
                *next.forward.entry(after).or_default() += sum * weight;
                let list = next.best.entry(after).or_default();
                for (rank, &(score, ..)) in before.best[&set].iter().enumerate() {
                    insert(list, (score + log, set, rank, c), keep);
                }
            }
        }
        if next.forward.len() > MOST_SETS {
            return None;
        }
        let largest = next.forward.values().copied().fold(0.0, f64::max);
        next.forward.values_mut().for_each(|sum| *sum /= largest);
        next.log_scale = before.log_scale + largest.ln();
        layers.push(next);
    }
    let follow = backward(&layers, &prepared, &later);
    let mut result = Exact {
        choices: vec![Vec::new(); families.len()],
        best_with: vec![Vec::new(); families.len()],
        best: trace(&layers, &order),
    };
    for (i, (probabilities, best)) in follow.into_iter().enumerate() {
        result.choices[order[i]] = probabilities;
        result.best_with[order[i]] = best;
    }
    Some(result)
}

fn insert(
    list: &mut Vec<(f64, Taken, usize, usize)>,
    entry: (f64, Taken, usize, usize),
    keep: usize,
) {
    let at = list.partition_point(|other| other.0 >= entry.0);
    if at < keep {
        list.insert(at, entry);
        list.truncate(keep);
    }
}

/// The probability of each choice: what leads to it times what may follow.
/// For each family and choice its probability, and the weight of the best assignment with it.
fn backward(
    layers: &[Layer],
    prepared: &[Vec<(Taken, f64, f64)>],
    later: &[Taken],
) -> Vec<(Vec<f64>, Vec<f64>)> {
    // From each set of taken victims to the end: the sum over all ways, and the best one.
    let mut follow: FxHashMap<Taken, (f64, f64)> = FxHashMap::from_iter([(0, (1.0, 0.0))]);
    let mut results = Vec::new();
    for (i, choices) in prepared.iter().enumerate().rev() {
        let mut probabilities = vec![0.0; choices.len()];
        let mut best_with = vec![f64::NEG_INFINITY; choices.len()];
        let mut earlier: FxHashMap<Taken, (f64, f64)> = FxHashMap::default();
        for (&set, &sum) in &layers[i].forward {
            let before = layers[i].best[&set]
                .first()
                .map_or(f64::NEG_INFINITY, |way| way.0);
            let (mut total, mut best) = (0.0, f64::NEG_INFINITY);
            for (c, &(victims, weight, log)) in choices.iter().enumerate() {
                if set & victims != 0 {
                    continue;
                }
                let Some(rest) = follow.get(&((set | victims) & later[i])) else {
                    continue;
                };
                probabilities[c] += sum * weight * rest.0;
                best_with[c] = best_with[c].max(before + log + rest.1);
                total += weight * rest.0;
                best = best.max(log + rest.1);
            }
            earlier.insert(set, (total, best));
        }
        let sum: f64 = probabilities.iter().sum();
        probabilities.iter_mut().for_each(|p| *p /= sum);
        let largest = earlier.values().map(|e| e.0).fold(0.0, f64::max);
        earlier.values_mut().for_each(|e| e.0 /= largest);
        follow = earlier;
        results.push((probabilities, best_with));
    }
    results.reverse();
    results
}

/// The best assignments, walked back from the end.
fn trace(layers: &[Layer], order: &[usize]) -> Vec<(Vec<usize>, f64)> {
    let Some(last) = layers.last() else {
        return Vec::new();
    };
    let total = last.log_scale + last.forward.get(&0).copied().unwrap_or(0.0).ln();
    let ends = last.best.get(&0).map_or(&[][..], Vec::as_slice);
    let walk = |(rank, end): (usize, &(f64, Taken, usize, usize))| {
        let mut picked = vec![0; order.len()];
        let (mut set, mut at) = (0, rank);
        for i in (0..order.len()).rev() {
            let (_, before, rank, choice) = layers[i + 1].best[&set][at];
            picked[order[i]] = choice;
            (set, at) = (before, rank);
        }
        (picked, (end.0 - total).exp())
    };
    ends.iter().enumerate().map(walk).collect()
}

/// Families in an order that keeps few victims open: next comes the family that adds least.
fn order(families: &[&[Choice]]) -> Vec<usize> {
    let wants: Vec<Vec<usize>> = families
        .iter()
        .map(|family| {
            let mut victims: Vec<usize> = family
                .iter()
                .flat_map(|c| c.victims.iter().copied())
                .collect();
            victims.sort_unstable();
            victims.dedup();
            victims
        })
        .collect();
    let mut left: Vec<usize> = (0..families.len()).collect();
    let mut order: Vec<usize> = Vec::new();
    while !left.is_empty() {
        // Victims open after this family: wanted by it or an earlier one, and by a later one.
        let open = |next: usize| {
            let seen =
                |v: &usize| wants[next].contains(v) || order.iter().any(|f| wants[*f].contains(v));
            let mut later: Vec<usize> = left
                .iter()
                .filter(|f| **f != next)
                .flat_map(|f| wants[*f].iter().copied())
                .collect();
            later.sort_unstable();
            later.dedup();
            later.iter().filter(|v| seen(v)).count()
        };
        let at = (0..left.len())
            .min_by_key(|i| (open(left[*i]), wants[left[*i]].len()))
            .unwrap_or(0);
        order.push(left.remove(at));
    }
    order
}
