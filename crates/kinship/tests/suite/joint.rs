//! Pairs, the table of all assignments, the posterior and the procedure against each other and against published values.

use crate::support::disaster;
use kinship::{
    Conclusion, Disaster, Engine, Genotype, JointTable, PairOptions, Pairs, Posterior,
    PosteriorOptions, ReadOptions, Search, States, count_assignments, log_ratio_in_subpopulation,
    read_disaster, solve,
};

fn analysed(disaster: &Disaster) -> (Pairs, States, JointTable) {
    let options = PairOptions::default();
    let pairs = Pairs::new(disaster, &options).unwrap();
    let states = States::new(disaster, pairs.alone(), &options, Search::Complete).unwrap();
    let table = JointTable::new(disaster, &states, pairs.alone().total());
    (pairs, states, table)
}

/// Three missing in one line of descent, of whom joint analysis alone finds the right order (Vigeland and Egeland 2021,
/// the introductory example).
fn generations() -> Disaster {
    let text = r#"{
        "dataset": "generations", "missing": ["M1", "M2", "M3"],
        "loci": [{"name": "L1", "alleles": ["1", "2", "3"], "freq": [0.05, 0.05, 0.9], "mutation": null}],
        "pm": {
            "V1": {"sex": 1, "genotypes": {"L1": "1/1"}},
            "V2": {"sex": 1, "genotypes": {"L1": "2/2"}},
            "V3": {"sex": 1, "genotypes": {"L1": "1/2"}}
        },
        "am": {"F1": {
            "members": [
                {"id": "M1", "fid": "0", "mid": "0", "sex": 1}, {"id": "R1", "fid": "0", "mid": "0", "sex": 2},
                {"id": "M2", "fid": "M1", "mid": "R1", "sex": 1}, {"id": "NN", "fid": "0", "mid": "0", "sex": 2},
                {"id": "M3", "fid": "M2", "mid": "NN", "sex": 1}
            ],
            "typed": {"R1": {"L1": "1/1"}}
        }}
    }"#;
    read_disaster(text.as_bytes(), &ReadOptions::default()).unwrap()
}

#[test]
fn the_published_example() {
    let disaster = generations();
    let (pairs, states, table) = analysed(&disaster);
    let expected = [[1.0, 20.0, 10.5], [1.0, 0.0, 0.5], [1.0, 10.0, 5.5]];
    for (v, row) in expected.iter().enumerate() {
        for (m, ratio) in row.iter().enumerate() {
            assert!((pairs.ratio(v, m).unwrap() - ratio).abs() < 1e-12);
        }
    }
    assert_eq!(pairs.incompatible(1, 1), Some(1));
    assert_eq!(
        (table.rows.len(), count_assignments(&disaster, false)),
        (34, 34.0)
    );
    // V1 = M3, V2 = M1, V3 = M2 is the best, ten times better than what comes next.
    assert_eq!(table.rows[0].persons, [Some(2), Some(0), Some(1)]);
    assert!(
        (table.rows[0].log_likelihood - table.rows[1].log_likelihood - 10f64.ln()).abs() < 1e-12
    );
    assert!((table.generalised_ratio((2, 0)).unwrap() - 10f64.ln()).abs() < 1e-12);
    assert_eq!(table.rows.last().unwrap().log_likelihood, f64::NEG_INFINITY);
    let posterior = Posterior::new(&disaster, &states, &PosteriorOptions::default());
    assert_eq!(posterior.best(3).0, [Some(2), Some(0), Some(1)]);
}

#[test]
fn a_sweep_gives_what_one_likelihood_after_another_gives() {
    let disaster = disaster(3, 8, 2, 11);
    let (pairs, ..) = analysed(&disaster);
    for (v, victim) in disaster.victims.iter().enumerate() {
        for (m, missing) in disaster.missing.iter().enumerate() {
            let family = &disaster.families[missing.family];
            let mut engine = Engine::new(&family.pedigree);
            let mut expected = 0.0;
            for (l, locus) in disaster.loci.iter().enumerate() {
                let with = |p: usize| {
                    if p == missing.person {
                        victim.genotype(l)
                    } else {
                        family.genotype(p, l)
                    }
                };
                expected += engine.log_likelihood(locus, 0.0, &with).unwrap();
                expected -= engine
                    .log_likelihood(locus, 0.0, &|p| family.genotype(p, l))
                    .unwrap();
                expected -= locus.random_match(victim.genotype(l), false, 0.0).ln();
            }
            let found = pairs.log_ratio(v, m).unwrap();
            assert!(
                (found - expected).abs() < 1e-9,
                "{found} instead of {expected}"
            );
        }
    }
}

#[test]
fn exact_sums_are_sums_over_the_table() {
    for seed in 1..6 {
        let disaster = disaster(3, 3, 1, seed);
        let (_, states, table) = analysed(&disaster);
        let rows = table.posterior();
        let settings = PosteriorOptions {
            tolerance: 1e-16,
            ..PosteriorOptions::default()
        };
        let exact = Posterior::new(&disaster, &states, &settings);
        let coarse = Posterior::new(
            &disaster,
            &states,
            &PosteriorOptions {
                tolerance: 1e-4,
                ..PosteriorOptions::default()
            },
        );
        let sampled = Posterior::new(
            &disaster,
            &states,
            &PosteriorOptions {
                always_sample: true,
                ..settings
            },
        );
        for v in 0..disaster.victims.len() {
            for m in 0..disaster.missing.len() {
                let sum: f64 = table
                    .rows
                    .iter()
                    .zip(&rows)
                    .filter(|(r, _)| r.persons[v] == Some(m))
                    .map(|r| r.1)
                    .sum();
                assert!((exact.pair(v, m) - sum).abs() < 1e-12);
                assert!((coarse.pair(v, m) - sum).abs() <= coarse.neglected + 1e-12);
                let error = sampled.sampling_error().unwrap();
                assert!(
                    (sampled.pair(v, m) - sum).abs() < 6.0 * error + 1e-3,
                    "{} {sum} {error}",
                    sampled.pair(v, m)
                );
                let best = table.generalised_ratio((m, v)).zip(exact.generalised(v, m));
                assert!(best.is_none_or(|(a, b)| (a - b).abs() < 1e-9));
            }
        }
        let best: f64 = exact.components.iter().map(|c| c.best[0].1).product();
        assert!((best - rows[0]).abs() < 1e-12);
    }
}

#[test]
fn brothers_without_children_are_a_set() {
    let disaster = disaster(2, 15, 0, 3);
    let solution = solve(&disaster, &PairOptions::default(), &Default::default()).unwrap();
    let found = solution.victims[0].as_ref().unwrap();
    assert_eq!(
        (found.conclusion, &found.others[..]),
        (Conclusion::SymmetricMatch, &[0, 1][..])
    );
}

#[test]
fn an_open_list_lowers_what_rests_on_the_list() {
    let disaster = disaster(1, 2, 2, 9);
    let (_, states, _) = analysed(&disaster);
    let closed = Posterior::new(&disaster, &states, &PosteriorOptions::default());
    let log_prior = kinship::open_list_prior(0.5, 10.0);
    let open = Posterior::new(
        &disaster,
        &states,
        &PosteriorOptions {
            log_prior,
            ..PosteriorOptions::default()
        },
    );
    assert!((log_prior.exp() - 0.1).abs() < 1e-12);
    assert!((0..3).all(|v| open.unreported(v) > closed.unreported(v)));
}

#[test]
fn substructure_vanishes_with_theta() {
    let disaster = disaster(1, 4, 0, 5);
    let (pairs, ..) = analysed(&disaster);
    let nearly = log_ratio_in_subpopulation(&disaster, &[(0, 0)], 1e-12).unwrap();
    assert!((nearly - pairs.log_ratio(0, 0).unwrap()).abs() < 1e-6);
    assert!(log_ratio_in_subpopulation(&disaster, &[(0, 0)], 0.03).unwrap() < nearly);
}

#[test]
fn a_direct_match_is_worth_the_rarity_of_the_profile() {
    let mut disaster = disaster(1, 3, 0, 4);
    disaster.families[0].genotypes[3] = disaster.victims[0].genotypes.clone();
    let (pairs, ..) = analysed(&disaster);
    // Against an unrelated victim the relatives do not matter: the sample is the person.
    let rarity: f64 = (0..3)
        .map(|l| {
            disaster.loci[l]
                .random_match(disaster.victims[0].genotype(l), false, 0.0)
                .ln()
        })
        .sum();
    assert!((pairs.log_ratio(0, 0).unwrap() + rarity).abs() < 1e-9);
    disaster.families[0].genotypes[3][0] = Genotype::Missing;
    assert!(
        Pairs::new(&disaster, &PairOptions::default())
            .unwrap()
            .log_ratio(0, 0)
            .unwrap()
            < -rarity
    );
}
