//! Summing variables out one by one gives what summing over all genotypes of everybody gives.

use crate::support::{Draws, models, pedigree, simulate};
use kinship::{Engine, Genotype, Locus, Pedigree};

/// The likelihood by going through every pair of alleles of every person.
fn brute_force(pedigree: &Pedigree, locus: &Locus, seen: &[Genotype]) -> f64 {
    fn extend(
        pedigree: &Pedigree,
        locus: &Locus,
        seen: &[Genotype],
        pairs: &mut Vec<(u16, u16)>,
    ) -> f64 {
        let person = pairs.len();
        let Some(member) = pedigree.members().get(person) else {
            return 1.0;
        };
        let n = locus.alleles().len() as u16;
        let mut sum = 0.0;
        for u in 0..n {
            for v in 0..n {
                if !seen[person].allows(u, v) {
                    continue;
                }
                let from = |parent: Option<usize>, to: u16, father: bool| match parent
                    .map(|p| pairs[p])
                {
                    None => locus.frequency(to),
                    Some((a, b)) => match locus.mutation() {
                        None => 0.5 * f64::from(u8::from(a == to) + u8::from(b == to)),
                        Some(mutation) => {
                            let matrix = if father {
                                &mutation.male
                            } else {
                                &mutation.female
                            };
                            0.5 * (matrix.at(a.into(), to.into()) + matrix.at(b.into(), to.into()))
                        }
                    },
                };
                let p = from(member.father, u, true) * from(member.mother, v, false);
                if p > 0.0 {
                    pairs.push((u, v));
                    sum += p * extend(pedigree, locus, seen, pairs);
                    pairs.pop();
                }
            }
        }
        sum
    }
    extend(pedigree, locus, seen, &mut Vec::new())
}

#[test]
fn elimination_is_exact() {
    let pedigrees = [
        "1 0 0 1;2 0 0 2;3 1 2 1",
        "1 0 0 1;2 0 0 2;3 1 2 1;4 1 2 2;5 3 4 1",
        "1 0 0 1;2 0 0 2;3 0 0 2;4 1 2 1;5 1 3 2",
        "1 0 0 1;2 0 0 2;3 1 2 1;4 0 0 2;5 3 4 1",
    ];
    let freq = [0.4, 0.3, 0.2, 0.1];
    let mut draws = Draws(7);
    for lines in pedigrees {
        let family = pedigree(lines);
        for locus in models(&freq) {
            for round in 0..4 {
                let mut seen = simulate(&family, &freq, &mut draws);
                for (p, genotype) in seen.iter_mut().enumerate() {
                    match (p + round) % 3 {
                        0 => *genotype = Genotype::Missing,
                        1 if round == 2 => {
                            *genotype = Genotype::One(genotype.alleles().next().unwrap_or(0))
                        }
                        _ => {}
                    }
                }
                let expected = brute_force(&family, &locus, &seen);
                let found = Engine::new(&family)
                    .log_likelihood(&locus, 0.0, &|p| seen[p])
                    .unwrap()
                    .exp();
                assert!(
                    (found - expected).abs() <= 1e-12 * expected,
                    "{lines} {seen:?}: {found} instead of {expected}"
                );
            }
        }
    }
}
