//! Assignments drawn at random, where there are too many to sum over.
#![expect(
    clippy::indexing_slicing,
    reason = "families and victims are numbered by the disaster"
)]

use super::prune::Choice;
use rustc_hash::FxHashMap;

/// What sampling found.
pub(super) struct Sampled {
    /// By family, by choice: estimated probability.
    pub choices: Vec<Vec<f64>>,
    /// The largest standard error of these, from the scatter between ten stretches of the run.
    pub standard_error: f64,
    /// The best assignments that were met: choices, exact weight (logarithm), share of the draws.
    pub best: Vec<(Vec<usize>, f64, f64)>,
}

/// A small generator of random numbers (xorshift64*); the seed is given by the caller, so that a run can be repeated.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        ((self.uniform() * n as f64) as usize).min(n - 1)
    }
}

const STRETCHES: usize = 10;

/// Draws two families at a time from all of their states that fit the others (blocked Gibbs sampling). Two at a time, so
/// that victims can change places. `sweeps` is the number of draws for each family.
pub(super) fn sample(
    families: &[&[Choice]],
    seed: u64,
    sweeps: usize,
    keep_best: usize,
) -> Sampled {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let n = families.len();
    let mut taken: FxHashMap<usize, usize> = FxHashMap::default();
    let mut state = start(families, &mut taken);
    let mut sums: Vec<Vec<Vec<f64>>> = (0..STRETCHES)
        .map(|_| families.iter().map(|f| vec![0.0; f.len()]).collect())
        .collect();
    let mut met: FxHashMap<Vec<usize>, usize> = FxHashMap::default();
    let draws = (sweeps * n).max(STRETCHES * 10);
    let warm = draws / 10;
    for draw in 0..warm + draws {
        let first = random.below(n);
        let second = random.below(n);
        let pair: &[usize] = if first == second {
            &[first]
        } else {
            &[first, second]
        };
        for &f in pair {
            for v in &families[f][state[f]].victims {
                taken.remove(v);
            }
        }
        let options = options(families, pair, &taken);
        let top = options
            .iter()
            .map(|o| o.2)
            .fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = options.iter().map(|o| (o.2 - top).exp()).sum();
        let mut left = random.uniform() * total;
        let mut picked = options.len() - 1;
        for (i, option) in options.iter().enumerate() {
            left -= (option.2 - top).exp();
            if left <= 0.0 {
                picked = i;
                break;
            }
        }
        let chosen = options[picked];
        if draw >= warm {
            // Every option counts with its probability, not only the one drawn: less scatter.
            let stretch = &mut sums[(draw - warm) * STRETCHES / draws];
            for option in &options {
                let p = (option.2 - top).exp() / total;
                stretch[first][option.0] += p;
                if first != second {
                    stretch[second][option.1] += p;
                }
            }
        }
        state[first] = chosen.0;
        if first != second {
            state[second] = chosen.1;
        }
        for &f in pair {
            for &v in &families[f][state[f]].victims {
                taken.insert(v, f);
            }
        }
        if draw >= warm && draw % n == 0 {
            *met.entry(state.clone()).or_default() += 1;
        }
    }
    summarise(families, &sums, met, keep_best)
}

/// States of one or two families that fit what is taken: choice of the first, of the second, weight.
fn options(
    families: &[&[Choice]],
    pair: &[usize],
    taken: &FxHashMap<usize, usize>,
) -> Vec<(usize, usize, f64)> {
    let fits = |choice: &Choice| choice.victims.iter().all(|v| !taken.contains_key(v));
    let open = |f: usize| {
        families[f]
            .iter()
            .enumerate()
            .filter(|(_, c)| fits(c))
            .collect::<Vec<_>>()
    };
    match *pair {
        [first, second] => {
            let others = open(second);
            let mut options = Vec::new();
            for (a, one) in open(first) {
                for &(b, two) in &others {
                    if one.victims.iter().all(|v| !two.victims.contains(v)) {
                        options.push((a, b, one.weight + two.weight));
                    }
                }
            }
            options
        }
        [only, ..] => open(only)
            .into_iter()
            .map(|(a, c)| (a, 0, c.weight))
            .collect(),
        [] => Vec::new(),
    }
}

/// Begins with the most probable states that fit together.
fn start(families: &[&[Choice]], taken: &mut FxHashMap<usize, usize>) -> Vec<usize> {
    let mut state: Vec<Option<usize>> = vec![None; families.len()];
    let mut all: Vec<(usize, usize)> = families
        .iter()
        .enumerate()
        .flat_map(|(f, family)| (0..family.len()).map(move |c| (f, c)))
        .collect();
    all.sort_by(|a, b| {
        families[b.0][b.1]
            .weight
            .total_cmp(&families[a.0][a.1].weight)
    });
    for (f, c) in all {
        let victims = &families[f][c].victims;
        if state[f].is_none() && victims.iter().all(|v| !taken.contains_key(v)) {
            state[f] = Some(c);
            victims.iter().for_each(|v| {
                taken.insert(*v, f);
            });
        }
    }
    state.into_iter().map(|s| s.unwrap_or(0)).collect()
}

fn summarise(
    families: &[&[Choice]],
    sums: &[Vec<Vec<f64>>],
    met: FxHashMap<Vec<usize>, usize>,
    keep_best: usize,
) -> Sampled {
    let mut choices = Vec::new();
    let mut standard_error = 0.0f64;
    for (f, family) in families.iter().enumerate() {
        let counts: Vec<f64> = sums
            .iter()
            .map(|stretch| stretch[f].iter().sum::<f64>())
            .collect();
        let total: f64 = counts.iter().sum();
        let mut row = Vec::new();
        for c in 0..family.len() {
            let mean = sums.iter().map(|stretch| stretch[f][c]).sum::<f64>() / total.max(1.0);
            let used: Vec<f64> = sums
                .iter()
                .zip(&counts)
                .filter(|(_, n)| **n > 0.0)
                .map(|(s, n)| s[f][c] / n)
                .collect();
            let k = used.len() as f64;
            let scatter: f64 = used.iter().map(|p| (p - mean).powi(2)).sum();
            if k > 1.0 {
                standard_error = standard_error.max((scatter / (k * (k - 1.0))).sqrt());
            }
            row.push(mean);
        }
        choices.push(row);
    }
    let draws: usize = met.values().sum();
    let weigh = |state: &[usize]| {
        state
            .iter()
            .enumerate()
            .map(|(f, c)| families[f][*c].weight)
            .sum::<f64>()
    };
    let mut best: Vec<(Vec<usize>, f64, f64)> = met
        .into_iter()
        .map(|(state, count)| {
            let weight = weigh(&state);
            (state, weight, count as f64 / draws as f64)
        })
        .collect();
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    best.truncate(keep_best);
    Sampled {
        choices,
        standard_error,
        best,
    }
}
