//! From weights to an answer: the candidates of one row compete with each other and with *nobody*.

use serde::Serialize;

/// The answer about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// The same person, and nobody else comes near.
    Link,
    /// May be the same person; so may others, or nobody.
    Possible,
}

/// From this probability on a pair is a link. Precision and recall together are best where a pair is about as likely right as
/// wrong (Lipton, Elkan and Naryanaswamy 2014); a little above it, because a wrong link costs more than a question.
pub const LINK: f64 = 0.6;

/// A table stands for more persons than its rows where it has very few.
const FEWEST: u64 = 25;

/// How many persons a table of so many rows is taken to stand for, at least.
pub fn persons(rows: u64) -> u64 {
    rows.max(FEWEST)
}

/// How likely it is, before looking, that one of `rows` is the person sought, of whom `share` stand among them.
pub fn prior(share: f64, rows: u64) -> f64 {
    share / persons(rows) as f64
}

/// The odds, before looking, that any single one of `rows` is the person sought rather than nobody, in bits: what the weight of a
/// pair is added to.
pub fn before_looking(share: f64, rows: u64) -> f64 {
    (prior(share, rows) / (1.0 - share).max(1e-9)).log2()
}

impl Decision {
    /// The decision for a probability.
    pub fn of(probability: f64) -> Self {
        if probability >= LINK {
            Self::Link
        } else {
            Self::Possible
        }
    }

    /// As result files name it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Possible => "possible",
        }
    }
}

/// The probability of each candidate of one row. `group` says which candidates are known to be one person: what one of
/// them gains, all gain.
///
/// `share` of rows have somebody among `rows` others; before looking, each of these is equally likely.
pub(crate) fn compete(weights: &[f32], groups: &[usize], share: f64, rows: u64) -> Vec<f64> {
    let prior = prior(share, rows);
    let chance = |weight: &f32| prior * f64::from(*weight).exp2();
    // A person who stands there twice is one candidate: the one who fits best.
    let mut best: Vec<f64> = vec![0.0; weights.len()];
    for (weight, group) in weights.iter().zip(groups) {
        if let Some(best) = best.get_mut(*group) {
            *best = best.max(chance(weight));
        }
    }
    let all = 1.0 - share + best.iter().sum::<f64>();
    let candidates = weights.iter().zip(groups);
    candidates
        .map(|(weight, group)| {
            let others = all - best.get(*group).copied().unwrap_or(0.0);
            let own = chance(weight);
            own / (own + others)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_candidates_share() {
        let alone = compete(&[30.0], &[0], 0.5, 1000);
        assert!(alone[0] > 0.99);
        let two = compete(&[30.0, 30.0], &[0, 1], 0.5, 1000);
        assert!((two[0] - 0.5).abs() < 0.01 && two[0] == two[1]);
        let twice = compete(&[30.0, 29.0, 2.0], &[0, 0, 2], 0.5, 1000);
        assert!(twice[0] > 0.99 && twice[1] > 0.99 && twice[2] < 0.01);
        assert_eq!(compete(&[], &[], 0.5, 1000), Vec::<f64>::new());
    }
}
