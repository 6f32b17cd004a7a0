//! Two samples that may be of one person: drop-out and typing errors.

use crate::{Allele, Genotype, Locus, disaster::Disaster};

/// How a laboratory can be wrong about a sample.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct TypingError {
    /// Probability that one copy of an allele is not seen, in [0, 1).
    pub drop_out: f64,
    /// Probability that one copy is reported as another allele, each other one alike, in [0, 1).
    pub error: f64,
}

impl TypingError {
    /// The probability that somebody with alleles `u` and `v` is reported as `seen`. A single seen allele is reported as
    /// homozygous.
    fn probability(self, seen: Genotype, u: Allele, v: Allele, alleles: usize) -> f64 {
        let other = if alleles > 1 {
            self.error / (alleles - 1) as f64
        } else {
            0.0
        };
        let read = |from: Allele, to: Allele| if from == to { 1.0 - self.error } else { other };
        let present = 1.0 - self.drop_out;
        let both = |a, b| present * present * read(u, a) * read(v, b);
        match seen {
            Genotype::Missing => 1.0,
            Genotype::Two(a, b) if a != b => both(a, b) + both(b, a),
            Genotype::Two(a, _) => both(a, a) + self.drop_out * present * (read(u, a) + read(v, a)),
            Genotype::One(a) => {
                let miss = |from| 1.0 - present * read(from, a);
                1.0 - miss(u) * miss(v)
            }
        }
    }
}

/// Likelihood ratio at one locus: both samples are of one person, against samples of two unrelated persons. `single` is
/// true for men at an X-linked locus.
pub fn direct_match(
    locus: &Locus,
    first: Genotype,
    second: Genotype,
    single: bool,
    theta: f64,
    error: TypingError,
) -> f64 {
    if !first.is_observed() || !second.is_observed() {
        return 1.0;
    }
    let n = locus.alleles().len();
    let (mut both, mut one, mut other) = (0.0, 0.0, 0.0);
    for u in 0..n as Allele {
        for v in if single { u..u + 1 } else { u..n as Allele } {
            let prior = locus.random_match(Genotype::Two(u, v), single, theta);
            let p = error.probability(first, u, v, n);
            let q = error.probability(second, u, v, n);
            both += prior * p * q;
            one += prior * p;
            other += prior * q;
        }
    }
    both / (one * other)
}

/// Pairs of victims whose profiles agree so well that they may be parts of one body (or identical twins), with the
/// natural logarithm of the likelihood ratio, the largest first. Everything else takes each victim for a person.
pub fn matching_victims(disaster: &Disaster, error: TypingError) -> Vec<(usize, usize, f64)> {
    let mut found = Vec::new();
    for (i, first) in disaster.victims.iter().enumerate() {
        for (j, second) in disaster.victims.iter().enumerate().skip(i + 1) {
            let both =
                |l: &usize| first.genotype(*l).is_observed() && second.genotype(*l).is_observed();
            let compared: Vec<usize> = (0..disaster.loci.len()).filter(both).collect();
            let unlike = compared
                .iter()
                .filter(|l| first.genotype(**l) != second.genotype(**l))
                .count();
            // Unrelated profiles differ nearly everywhere: most pairs need no likelihood.
            if compared.is_empty() || unlike * 4 > compared.len() {
                continue;
            }
            let ratio = |l: &usize| {
                let locus = disaster.loci.get(*l)?;
                let single = first.single(locus);
                Some(
                    direct_match(
                        locus,
                        first.genotype(*l),
                        second.genotype(*l),
                        single,
                        0.0,
                        error,
                    )
                    .ln(),
                )
            };
            let total: f64 = compared.iter().filter_map(ratio).sum();
            if total > 1e4f64.ln() {
                found.push((i, j, total));
            }
        }
    }
    found.sort_by(|a, b| b.2.total_cmp(&a.2));
    found
}
