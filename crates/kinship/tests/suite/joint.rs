//! Pairs, the table of all assignments, the posterior and the procedure against each other and against published values.

use crate::support::{FAMILY, disaster, pedigree, read_disaster};
use kinship::{
    Conclusion, Disaster, Engine, Genotype, JointTable, Locus, PairOptions, Pairs, Posterior,
    PosteriorOptions, ReadOptions, Search, States, count_assignments, solve,
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
    read_disaster(text, &ReadOptions::default()).unwrap()
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

/// The ratio of some matches of one family by single likelihoods: everybody in place, against the family with strangers.
fn ratio_one_by_one(disaster: &Disaster, matches: &[(usize, usize)], theta: f64) -> f64 {
    let family = &disaster.families[disaster.missing[matches[0].0].family];
    let strangers: String = matches
        .iter()
        .map(|(_, v)| format!(";S{v} 0 0 1"))
        .collect();
    let apart = pedigree(&format!("{FAMILY}{strangers}"));
    let (mut together, mut apart) = (Engine::new(&family.pedigree), Engine::new(&apart));
    let persons = family.pedigree.members().len();
    let at_locus = |(l, locus): (usize, &Locus)| {
        let shown = |match_: &(usize, usize)| disaster.victims[match_.1].genotype(l);
        let with = |p: usize| {
            let found = matches.iter().find(|m| disaster.missing[m.0].person == p);
            found.map_or(family.genotype(p, l), shown)
        };
        let without = |p: usize| match p.checked_sub(persons) {
            Some(stranger) => shown(&matches[stranger]),
            None => family.genotype(p, l),
        };
        together.log_likelihood(locus, theta, &with).unwrap()
            - apart.log_likelihood(locus, theta, &without).unwrap()
    };
    disaster.loci.iter().enumerate().map(at_locus).sum()
}

#[test]
fn a_sweep_gives_what_one_likelihood_after_another_gives() {
    let disaster = disaster(3, 8, 2, 11);
    for theta in [0.0, 0.03] {
        let options = PairOptions {
            theta,
            ..PairOptions::default()
        };
        let pairs = Pairs::new(&disaster, &options).unwrap();
        for v in 0..disaster.victims.len() {
            for m in 0..disaster.missing.len() {
                let expected = ratio_one_by_one(&disaster, &[(m, v)], theta);
                let found = pairs.log_ratio(v, m).unwrap();
                assert!(
                    (found - expected).abs() < 1e-9,
                    "{found} instead of {expected}"
                );
            }
        }
        let states = States::new(&disaster, pairs.alone(), &options, Search::Complete).unwrap();
        for state in &states.families[1] {
            if !state.matches.is_empty() {
                let expected = ratio_one_by_one(&disaster, &state.matches, theta);
                assert!((state.log_ratio - expected).abs() < 1e-9);
            }
        }
    }
}

#[test]
fn substructure_makes_strangers_more_alike() {
    let disaster = disaster(1, 8, 0, 5);
    let ratio = |theta| {
        let options = PairOptions {
            theta,
            ..PairOptions::default()
        };
        let pairs = Pairs::new(&disaster, &options).unwrap();
        pairs.log_ratio(0, 0).unwrap()
    };
    assert!((ratio(1e-12) - ratio(0.0)).abs() < 1e-6);
    assert!(ratio(0.03) < ratio(0.01) && ratio(0.01) < ratio(0.0));
}

#[test]
fn what_is_not_followed_is_within_what_is_said() {
    // Two families of four missing: enough states that branches are left out.
    let mut all = disaster(4, 10, 5, 21);
    let pedigree = pedigree(
        "FA 0 0 1;MO 0 0 2;CH FA MO 1;M1 FA MO 1;M2 FA MO 1;WI 0 0 2;M3 M1 WI 1;M4 M2 WI 1",
    );
    all.families.truncate(1);
    all.missing.truncate(2);
    let nothing = vec![Genotype::Missing; all.loci.len()];
    all.families[0].pedigree = pedigree;
    all.families[0].genotypes.resize(8, nothing);
    for person in [6, 7] {
        let missing = all.missing[0].clone();
        let id = format!("more {person}");
        all.missing.push(kinship::Missing {
            id,
            person,
            ..missing
        });
    }
    let options = PairOptions::default();
    let pairs = Pairs::new(&all, &options).unwrap();
    let posterior = |search| {
        let states = States::new(&all, pairs.alone(), &options, search).unwrap();
        (
            Posterior::new(&all, &states, &PosteriorOptions::default()),
            states,
        )
    };
    let ((complete, every), (probable, some)) =
        (posterior(Search::Complete), posterior(Search::Probable));
    assert!(some.count() * 4 < every.count(), "{}", some.count());
    assert_eq!(some.cut.len(), 1);
    assert!(probable.neglected > complete.neglected && probable.neglected < 1e-9);
    for v in 0..all.victims.len() {
        for m in 0..all.missing.len() {
            let difference = (complete.pair(v, m) - probable.pair(v, m)).abs();
            assert!(difference <= probable.neglected + complete.neglected + 1e-12);
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
