//! What must not change a likelihood.

use crate::support::{Draws, disaster, models, pedigree, simulate};
use kinship::{
    Engine, Entry, Genotype, Locus, MutationMatrix, MutationModel, PairOptions, Pairs, Pedigree,
};
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
    fn names_and_order_of_persons_do_not_matter(seed: u64, hidden: u8, model in 0usize..7, substructure: bool) {
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
    fn somebody_without_a_profile_changes_nothing(seed: u64, hidden: u8, model in 0usize..7, substructure: bool) {
        let locus = &models(&FREQ)[model];
        let seen = family(seed, hidden);
        let theta = if substructure { 0.02 } else { 0.0 };
        let larger = pedigree(&format!("{FAMILY};8 6 5 1;9 0 0 1"));
        let (a, b) = (ln(&pedigree(FAMILY), locus, theta, &seen), ln(&larger, locus, theta, &seen));
        prop_assert!(same(a, b), "{a} {b}");
    }

    #[test]
    fn a_sum_over_all_genotypes_of_somebody_is_the_likelihood_without(
        seed: u64, hidden: u8, model in 0usize..7, person in 0usize..7, substructure: bool,
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

    #[test]
    fn the_laws_hold_for_twins_inbred_founders_and_the_x_chromosome(
        seed: u64, hidden: u8, model in 0usize..3, person in 0usize..7, x_linked: bool, substructure: bool,
    ) {
        let theta = if substructure { 0.05 } else { 0.0 };
        let locus = &models(&FREQ)[model];
        let locus = &on(locus, x_linked);
        // The two children of the first couple are identical twins where both are women.
        let lines = FAMILY.replace("3 1 2 1", "3 1 2 2").replace("6 3 5 1", "6 5 3 1").replace("7 3 5 2", "7 5 3 2").replace("5 0 0 2", "5 0 0 1");
        let family = special(&lines);
        let mut seen = simulate(&family, &FREQ, &mut Draws(seed));
        seen[3] = seen[2];
        for (p, genotype) in seen.iter_mut().enumerate() {
            let single = x_linked && family.members()[p].sex == domain::Sex::Male;
            match *genotype {
                _ if hidden >> p & 1 == 1 => *genotype = Genotype::Missing,
                Genotype::Two(a, _) if single => *genotype = Genotype::Two(a, a),
                _ => {}
            }
        }
        seen[person] = Genotype::Missing;
        let without = ln(&family, locus, theta, &seen);
        // Somebody more without a profile.
        let larger = special(&format!("{lines};8 6 4 1"));
        prop_assert!(same(without, ln(&larger, locus, theta, &seen)));
        // All genotypes of somebody.
        let single = x_linked && family.members()[person].sex == domain::Sex::Male;
        let mut sum = 0.0;
        for a in 0..FREQ.len() as u16 {
            for b in a..if single { a + 1 } else { FREQ.len() as u16 } {
                seen[person] = Genotype::Two(a, b);
                sum += ln(&family, locus, theta, &seen).exp();
            }
        }
        prop_assert!((sum - without.exp()).abs() <= 1e-10 * without.exp(), "{} {}", sum, without.exp());
    }

    #[test]
    fn order_of_loci_does_not_matter(seed in 1u64..1000, theta in prop_oneof![Just(0.0), Just(0.02)]) {
        let disaster = disaster(2, 5, 1, seed);
        let mut turned = disaster.clone();
        turned.loci.reverse();
        turned.victims.iter_mut().for_each(|v| v.genotypes.reverse());
        turned.families.iter_mut().flat_map(|f| &mut f.genotypes).for_each(|row| row.reverse());
        let options = PairOptions { theta, ..PairOptions::default() };
        let (a, b) = (Pairs::new(&disaster, &options).unwrap(), Pairs::new(&turned, &options).unwrap());
        for v in 0..disaster.victims.len() {
            for m in 0..disaster.missing.len() {
                prop_assert!(same(a.log_ratio(v, m).unwrap(), b.log_ratio(v, m).unwrap()));
            }
        }
    }
}

/// The same locus on the X chromosome.
fn on(locus: &Locus, x_linked: bool) -> Locus {
    let (alleles, freq) = (locus.alleles().to_vec(), locus.frequencies().to_vec());
    let rigid = Locus::new(locus.name(), alleles, freq, x_linked).unwrap();
    let Some(mutation) = locus.mutation() else {
        return rigid;
    };
    let n = locus.alleles().len();
    let matrix = |m: &MutationMatrix| {
        MutationModel::Custom(
            (0..n)
                .map(|i| (0..n).map(|j| m.at(i, j)).collect())
                .collect(),
        )
    };
    rigid
        .with_mutation(&matrix(&mutation.male), &matrix(&mutation.female))
        .unwrap()
}

/// A family in which 3 and 4 are identical twins and 2 is inbred.
fn special(lines: &str) -> Pedigree {
    let plain = pedigree(lines);
    let entries: Vec<Entry> = plain
        .members()
        .iter()
        .map(|member| {
            let id = |parent: Option<usize>| parent.map(|p| plain.members()[p].id.clone());
            Entry {
                id: member.id.clone(),
                father: id(member.father),
                mother: id(member.mother),
                sex: member.sex,
            }
        })
        .collect();
    Pedigree::new(&entries, &[("2".into(), 0.25)], &[("3".into(), "4".into())]).unwrap()
}
