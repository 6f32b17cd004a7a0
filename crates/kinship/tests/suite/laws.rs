//! What must not change a likelihood.

use crate::support::{Draws, models, pedigree, simulate};
use kinship::{Engine, Genotype, Locus, Pedigree};
use proptest::prelude::*;

const FAMILY: &str = "1 0 0 1;2 0 0 2;3 1 2 1;4 1 2 2;5 0 0 2;6 3 5 1;7 3 5 2";
/// The same persons, named and listed otherwise.
const RENAMED: &str = "e 0 0 2;a 0 0 1;b 0 0 2;c a b 1;g c e 2;d a b 2;f c e 1";
/// By person of the second list, the person of the first.
const ORDER: [usize; 7] = [4, 0, 1, 2, 6, 3, 5];
const FREQ: [f64; 5] = [0.3, 0.25, 0.2, 0.15, 0.1];

fn ln(pedigree: &Pedigree, locus: &Locus, theta: f64, seen: &[Genotype]) -> f64 {
    let genotype = |p: usize| seen.get(p).copied().unwrap_or_default();
    Engine::new(pedigree)
        .log_likelihood(locus, theta, &genotype)
        .unwrap()
}

fn same(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() < 1e-10
}

fn family(seed: u64, hidden: u8) -> Vec<Genotype> {
    let mut seen = simulate(&pedigree(FAMILY), &FREQ, &mut Draws(seed));
    for (p, genotype) in seen.iter_mut().enumerate() {
        if hidden >> p & 1 == 1 {
            *genotype = Genotype::Missing;
        }
    }
    seen
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn names_and_order_of_persons_do_not_matter(seed: u64, hidden: u8, model in 0usize..6, substructure: bool) {
        let locus = &models(&FREQ)[model];
        let seen = family(seed, hidden | if substructure { 1 } else { 0 });
        let theta = if substructure { 0.02 } else { 0.0 };
        let moved: Vec<Genotype> = ORDER.iter().map(|p| seen[*p]).collect();
        let (a, b) = (ln(&pedigree(FAMILY), locus, theta, &seen), ln(&pedigree(RENAMED), locus, theta, &moved));
        prop_assert!(same(a, b), "{a} {b}");
    }

    #[test]
    fn order_of_alleles_does_not_matter(seed: u64, hidden: u8, model in 0usize..3) {
        // Models without an order of the alleles.
        let locus = &models(&FREQ)[model];
        let reversed: Vec<f64> = FREQ.iter().rev().copied().collect();
        let other = &models(&reversed)[model];
        let seen = family(seed, hidden);
        let last = FREQ.len() as u16 - 1;
        let turned: Vec<Genotype> = seen
            .iter()
            .map(|g| match *g {
                Genotype::Two(a, b) => Genotype::two(last - a, last - b),
                other => other,
            })
            .collect();
        let family = pedigree(FAMILY);
        let (a, b) = (ln(&family, locus, 0.0, &seen), ln(&family, other, 0.0, &turned));
        prop_assert!(same(a, b), "{a} {b}");
    }

    #[test]
    fn somebody_without_a_profile_changes_nothing(seed: u64, hidden: u8, model in 0usize..6, substructure: bool) {
        let locus = &models(&FREQ)[model];
        let seen = family(seed, hidden);
        let theta = if substructure { 0.02 } else { 0.0 };
        let larger = pedigree(&format!("{FAMILY};8 6 5 1;9 0 0 1"));
        let (a, b) = (ln(&pedigree(FAMILY), locus, theta, &seen), ln(&larger, locus, theta, &seen));
        prop_assert!(same(a, b), "{a} {b}");
    }

    #[test]
    fn a_sum_over_all_genotypes_of_somebody_is_the_likelihood_without(
        seed: u64, hidden: u8, model in 0usize..6, person in 0usize..7, substructure: bool,
    ) {
        let locus = &models(&FREQ)[model];
        let theta = if substructure { 0.02 } else { 0.0 };
        let mut seen = family(seed, hidden);
        seen[person] = Genotype::Missing;
        let family = pedigree(FAMILY);
        let without = ln(&family, locus, theta, &seen);
        let mut sum = 0.0;
        for a in 0..FREQ.len() as u16 {
            for b in a..FREQ.len() as u16 {
                seen[person] = Genotype::Two(a, b);
                sum += ln(&family, locus, theta, &seen).exp();
            }
        }
        prop_assert!((sum / without.exp() - 1.0).abs() < 1e-10, "{} {}", sum, without.exp());
    }
}
