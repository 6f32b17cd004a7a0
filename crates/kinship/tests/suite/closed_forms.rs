//! Likelihoods that can be written down, and published ones.

use crate::support::{locus, pedigree};
use domain::Sex;
use kinship::{Engine, Entry, Genotype, Locus, MutationModel, Pedigree, log_likelihood_linked};

fn likelihood(pedigree: &Pedigree, locus: &Locus, theta: f64, seen: &[(&str, Genotype)]) -> f64 {
    let genotype = |p: usize| {
        let id = &pedigree.members()[p].id;
        seen.iter()
            .find(|s| s.0 == id)
            .map_or(Genotype::Missing, |s| s.1)
    };
    Engine::new(pedigree)
        .log_likelihood(locus, theta, &genotype)
        .unwrap()
        .exp()
}

fn close(found: f64, expected: f64) {
    assert!(
        (found / expected - 1.0).abs() < 1e-12,
        "{found} instead of {expected}"
    );
}

const TWO: fn(u16, u16) -> Genotype = Genotype::two;

#[test]
fn one_person() {
    let alone = pedigree("a 0 0 1");
    let table = locus(&[0.1, 0.2, 0.7]);
    close(
        likelihood(&alone, &table, 0.0, &[("a", TWO(0, 1))]),
        2.0 * 0.1 * 0.2,
    );
    close(
        likelihood(&alone, &table, 0.0, &[("a", Genotype::One(0))]),
        1.0 - 0.9 * 0.9,
    );
    close(
        likelihood(&alone, &table, 0.03, &[("a", TWO(0, 0))]),
        0.1 * (0.03 + 0.97 * 0.1),
    );
    let entry = Entry {
        id: "a".into(),
        father: None,
        mother: None,
        sex: Sex::Male,
    };
    let inbred = Pedigree::new(&[entry], &[("a".into(), 0.25)], &[]).unwrap();
    close(
        likelihood(&inbred, &table, 0.0, &[("a", TWO(0, 0))]),
        0.25 * 0.1 + 0.75 * 0.01,
    );
}

#[test]
fn full_siblings_share_by_descent() {
    let family = pedigree("1 0 0 1;2 0 0 2;3 1 2 1;4 1 2 1");
    let (p, q) = (0.2, 0.8);
    let table = locus(&[p, q]);
    let both = likelihood(&family, &table, 0.0, &[("3", TWO(1, 1)), ("4", TWO(1, 1))]);
    close(both, q * q * (1.0 + q) * (1.0 + q) / 4.0);
    // With substructure: a quarter no, half one, a quarter two pairs of alleles identical by descent.
    let theta = 0.03;
    let one = q;
    let two = one * (theta + (1.0 - theta) * q);
    let three = two * (2.0 * theta + (1.0 - theta) * q) / (1.0 + theta);
    let four = three * (3.0 * theta + (1.0 - theta) * q) / (1.0 + 2.0 * theta);
    let expected = 0.25 * four + 0.5 * three + 0.25 * two;
    close(
        likelihood(
            &family,
            &table,
            theta,
            &[("3", TWO(1, 1)), ("4", TWO(1, 1))],
        ),
        expected,
    );
}

#[test]
fn sisters_at_an_x_linked_locus() {
    let family = pedigree("1 0 0 1;2 0 0 2;3 1 2 2;4 1 2 2");
    let table = Locus::new("X", vec!["1".into(), "2".into()], vec![0.2, 0.8], true).unwrap();
    let p: f64 = 0.2;
    close(
        likelihood(&family, &table, 0.0, &[("3", TWO(0, 0)), ("4", TWO(0, 0))]),
        p * p * (1.0 + p) / 2.0,
    );
    // A son has his allele from his mother.
    let family = pedigree("1 0 0 1;2 0 0 2;3 1 2 1");
    close(
        likelihood(&family, &table, 0.0, &[("2", TWO(0, 1)), ("3", TWO(0, 0))]),
        0.5 * 2.0 * 0.2 * 0.8,
    );
    close(
        likelihood(&family, &table, 0.0, &[("1", TWO(0, 0)), ("3", TWO(1, 1))]),
        0.2 * 0.8,
    );
}

#[test]
fn two_mutations_where_descent_is_impossible() {
    let family = pedigree("1 0 0 1;2 0 0 2;3 1 2 1");
    let model = MutationModel::Equal { rate: 0.1 };
    let table = locus(&[0.9, 0.1]).with_mutation(&model, &model).unwrap();
    let seen = [("1", TWO(0, 0)), ("2", TWO(0, 0)), ("3", TWO(1, 1))];
    close(
        likelihood(&family, &table, 0.0, &seen),
        0.9f64.powi(4) * 0.1 * 0.1,
    );
}

#[test]
fn identical_twins_are_one_person_to_dna() {
    let entry = |id: &str, parents: Option<(&str, &str)>, sex| Entry {
        id: id.into(),
        father: parents.map(|p| p.0.into()),
        mother: parents.map(|p| p.1.into()),
        sex,
    };
    let entries = [
        entry("fa", None, Sex::Male),
        entry("mo", None, Sex::Female),
        entry("a", Some(("fa", "mo")), Sex::Female),
        entry("b", Some(("fa", "mo")), Sex::Female),
    ];
    let twins = Pedigree::new(&entries, &[], &[("a".into(), "b".into())]).unwrap();
    let table = locus(&[0.1, 0.2, 0.7]);
    close(
        likelihood(&twins, &table, 0.0, &[("a", TWO(0, 1)), ("b", TWO(0, 1))]),
        0.04,
    );
    assert_eq!(
        likelihood(&twins, &table, 0.0, &[("a", TWO(0, 1)), ("b", TWO(0, 2))]),
        0.0
    );
}

#[test]
fn linked_loci() {
    // Grandfather, father and child homozygous or not at two loci: with probability 1 - r the child has both alleles
    // from one of the father's parents.
    let family = pedigree("1 0 0 1;2 0 0 2;3 1 2 1;4 0 0 2;5 3 4 1");
    let table = locus(&[0.5, 0.5]);
    let seen = [
        TWO(0, 0),
        Genotype::Missing,
        TWO(0, 1),
        Genotype::Missing,
        TWO(0, 0),
    ];
    let value = |r: f64| {
        log_likelihood_linked(
            &family,
            [&table, &table],
            r,
            0.0,
            [&|p| seen[p], &|p| seen[p]],
        )
        .unwrap()
        .exp()
    };
    // Both loci: grandfather 1/4, father 1/2 given him, mother's allele 1/2 at each; the father passes on allele 1 at
    // both with probability (1 - r) / 2.
    let both = (0.25f64 * 0.5 * 0.5).powi(2);
    for r in [0.0, 0.1, 0.5] {
        close(value(r), both * (1.0 - r) / 2.0);
    }
}

#[test]
fn a_long_line_of_descent_stays_within_the_range_of_numbers() {
    // A line of 120 typed persons: the likelihood is far below the smallest number that can be written.
    let mut lines = vec!["p0 0 0 1".to_owned()];
    for i in 1..120 {
        lines.push(format!("m{i} 0 0 2"));
        lines.push(format!("p{i} p{} m{i} 1", i - 1));
    }
    let family = pedigree(&lines.join(";"));
    let table = locus(&[0.001, 0.999]);
    let genotype = |p: usize| {
        if family.members()[p].id.starts_with('p') {
            TWO(0, 0)
        } else {
            Genotype::Missing
        }
    };
    let found = Engine::new(&family)
        .log_likelihood(&table, 0.0, &genotype)
        .unwrap();
    assert!((found - 121.0 * 0.001f64.ln()).abs() < 1e-8, "{found}");
}

#[test]
fn a_stationary_model_leaves_the_frequencies_as_they_are() {
    let freq = [0.4, 0.3, 0.2, 0.1];
    let model = MutationModel::StationaryStepwise {
        rate: 0.01,
        rate2: 0.0,
        range: 0.1,
    };
    let table = locus(&freq).with_mutation(&model, &model).unwrap();
    let matrix = &table.mutation().unwrap().male;
    for to in 0..4 {
        let after: f64 = (0..4).map(|from| freq[from] * matrix.at(from, to)).sum();
        assert!((after - freq[to]).abs() < 1e-15);
    }
    let rate: f64 = (0..4).map(|a| freq[a] * (1.0 - matrix.at(a, a))).sum();
    assert!((rate - 0.01).abs() < 1e-15);
    // Further steps are less probable by the same factor as before.
    assert!((matrix.at(0, 2) / matrix.at(0, 1) - 0.1).abs() < 1e-12);
}
