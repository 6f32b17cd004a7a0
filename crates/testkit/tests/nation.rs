//! The nation as its files: reproducible, true to the published shares, consistent with its own truth.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

use domain::{Nik, PartialDate, Sex};
use std::collections::{HashMap, HashSet};
use testkit::{Nation, Profile, Spec, placement::DESTINATIONS};

/// Everything that a nation writes.
#[derive(Debug, PartialEq)]
struct Files {
    registry: Vec<u8>,
    duplicates: Vec<u8>,
    watchlist: Vec<u8>,
    crossings: Vec<u8>,
    truth: Vec<u8>,
    lists: Vec<(String, Vec<u8>)>,
}

fn files(spec: Spec) -> Files {
    let nation = Nation::new(spec);
    let (mut registry, mut duplicates, mut watchlist) = (Vec::new(), Vec::new(), Vec::new());
    nation.write_registry(&mut registry).unwrap();
    nation.write_duplicates(&mut duplicates).unwrap();
    nation.write_watchlist(&mut watchlist).unwrap();
    let (mut crossings, mut truth, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    nation
        .each_voyage(|voyage| {
            crossings.extend(voyage.crossings);
            truth.extend(voyage.truth);
            lists.push((voyage.file_name, voyage.file));
            Ok(())
        })
        .unwrap();
    Files {
        registry,
        duplicates,
        watchlist,
        crossings,
        truth,
        lists,
    }
}

fn spec(registry: u64, crossings: u64, profile: Profile) -> Spec {
    Spec {
        registry,
        crossings,
        seed: 7,
        profile,
        ..Spec::default()
    }
}

/// The rows of a table; quotes are undone.
fn rows(table: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(table).unwrap();
    text.lines()
        .map(|line| {
            let mut cells = vec![String::new()];
            let mut quoted = false;
            for c in line.chars() {
                match c {
                    '"' => quoted = !quoted,
                    ',' if !quoted => cells.push(String::new()),
                    _ => cells.last_mut().unwrap().push(c),
                }
            }
            cells
        })
        .collect()
}

/// The registry as maps from column to cell.
fn registry(files: &Files) -> Vec<HashMap<String, String>> {
    let mut all = rows(&files.registry).into_iter();
    let header = all.next().unwrap();
    all.map(|row| header.iter().cloned().zip(row).collect())
        .collect()
}

fn share(of: usize, all: usize) -> f64 {
    of as f64 / all as f64
}

#[test]
fn the_same_seed_gives_the_same_bytes_with_any_number_of_threads() {
    let with_threads = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| files(spec(9000, 900, Profile::Mixed)))
    };
    let one = with_threads(1);
    assert_eq!(one, with_threads(3));
    let other = files(Spec {
        seed: 8,
        ..spec(9000, 900, Profile::Mixed)
    });
    assert_ne!(one.registry, other.registry);
    assert_ne!(one.crossings, other.crossings);
}

#[test]
fn destinations_sexes_and_origins_follow_the_published_figures() {
    let files = files(spec(30_000, 0, Profile::Mixed));
    let registry = registry(&files);
    let count = |column: &str, value: &str| registry.iter().filter(|r| r[column] == value).count();
    let workers: u64 = DESTINATIONS.iter().map(|d| d.workers).sum();
    for destination in DESTINATIONS.iter().take(7) {
        let published = destination.workers as f64 / workers as f64;
        let made = share(count("destination", destination.country), registry.len());
        assert!(
            (made - published).abs() < 0.01,
            "{} {made} {published}",
            destination.country
        );
    }
    let women = share(count("sex", "F"), registry.len());
    assert!((women - 0.631).abs() < 0.015, "{women}");
    // Origin 2025: East Java 69,925, West Java 62,358, NTB 35,215 of 296,948.
    for (office, published) in [
        ("BP3MI 35", 0.2355),
        ("BP3MI 32", 0.2100),
        ("BP3MI 52", 0.1186),
    ] {
        let made = share(count("office", office), registry.len());
        assert!(
            (made - published).abs() < 0.015,
            "{office} {made} {published}"
        );
    }
}

#[test]
fn numbers_of_the_registry_hold_together() {
    let files = files(spec(5000, 0, Profile::Mixed));
    let registry = registry(&files);
    let (mut held, mut agreeing) = (0, 0);
    for row in registry.iter().filter(|row| !row["nik"].is_empty()) {
        let nik = Nik::read(&row["nik"]).unwrap();
        let born: PartialDate = row["birth_date"].parse().unwrap();
        held += 1;
        agreeing += usize::from(nik.agrees_with(born) && Some(nik.sex()) == Sex::read(&row["sex"]));
    }
    assert!(held > 4700, "{held}");
    // A few contradict, as in life.
    let contradicting = 1.0 - share(agreeing, held);
    assert!((0.004..0.03).contains(&contradicting), "{contradicting}");
    for row in &registry {
        if !row["contract_end"].is_empty() {
            assert!(row["contract_start"] < row["contract_end"]);
        }
    }
}

#[test]
fn the_truth_refers_to_rows_that_exist() {
    let files = files(spec(4000, 600, Profile::Mixed));
    let ids = |table: &[u8]| -> HashSet<String> {
        rows(table).into_iter().map(|row| row[0].clone()).collect()
    };
    let (registered, crossed) = (ids(&files.registry), ids(&files.crossings));
    assert_eq!(crossed.len(), 600);
    let truth = rows(&files.truth);
    assert!((200..400).contains(&truth.len()), "{}", truth.len());
    for pair in &truth {
        assert!(registered.contains(&pair[0]) && crossed.contains(&pair[1]));
    }
    let duplicates = rows(&files.duplicates);
    assert!(duplicates.len() > 50);
    for pair in &duplicates[1..] {
        assert!(
            registered.contains(&pair[0]) && registered.contains(&pair[1]) && pair[0] != pair[1]
        );
    }
    let kinds: HashSet<String> = rows(&files.watchlist)[1..]
        .iter()
        .map(|row| row[3].clone())
        .collect();
    assert_eq!(
        kinds,
        HashSet::from(["accuse".to_owned(), "protect".to_owned()])
    );
}

/// For each true pair: the passport of the registry, that of the list, and the noise.
fn passports(profile: Profile) -> Vec<(String, String, String)> {
    let files = files(spec(4000, 600, profile));
    let left: HashMap<String, String> = registry(&files)
        .into_iter()
        .map(|row| (row["id"].clone(), row["passport_no"].clone()))
        .collect();
    let right: HashMap<String, String> = rows(&files.crossings)
        .into_iter()
        .map(|row| (row[0].clone(), row[6].clone()))
        .collect();
    rows(&files.truth)
        .into_iter()
        .map(|pair| {
            (
                left[&pair[0]].clone(),
                right[&pair[1]].clone(),
                pair[2].clone(),
            )
        })
        .collect()
}

#[test]
fn each_profile_tells_what_it_says() {
    for (left, right, noise) in passports(Profile::Documents) {
        assert!(!right.is_empty());
        assert_eq!(left == right, !noise.contains("passport_"), "{noise}");
    }
    for (left, right, noise) in passports(Profile::Renewed) {
        assert!(!right.is_empty());
        assert!(left != right || !noise.contains("passport_renewed"));
    }
    assert!(
        passports(Profile::Names)
            .iter()
            .all(|(_, right, noise)| right.is_empty() && noise.contains("passport_missing"))
    );
}

#[test]
fn messages_are_well_formed() {
    let files = files(spec(2000, 1500, Profile::Mixed));
    let mut travellers = 0;
    let (mut several, mut flights) = (0, 0);
    for (name, list) in &files.lists {
        let text = std::str::from_utf8(list).unwrap().replace("\r\n", "");
        if name.ends_with(".csv") {
            assert!(text.contains("Nama") || text.contains("Passenger Name"));
            continue;
        }
        flights += 1;
        let text = text.strip_prefix("UNA:+.? '").unwrap_or(&text);
        let segments: Vec<&str> = text.strip_suffix('\'').unwrap().split('\'').collect();
        let tags: Vec<&str> = segments.iter().map(|segment| &segment[..3]).collect();
        assert_eq!((tags[0], *tags.last().unwrap()), ("UNB", "UNZ"));
        let begins: Vec<usize> = (0..tags.len()).filter(|at| tags[*at] == "UNH").collect();
        let ends: Vec<usize> = (0..tags.len()).filter(|at| tags[*at] == "UNT").collect();
        assert_eq!(begins.len(), ends.len());
        several += usize::from(begins.len() > 1);
        for (begin, end) in begins.iter().zip(&ends) {
            assert!(
                segments[*end].starts_with(&format!("UNT+{}+", end - begin + 1)),
                "{name}"
            );
        }
        travellers += segments.iter().filter(|s| s.starts_with("NAD+FL+")).count();
    }
    assert!(
        flights > 3 && several > 0,
        "{flights} flights, {several} in several messages"
    );
    let by_ferry = 1500 - travellers;
    assert!(by_ferry > 0 && travellers > by_ferry);
}
