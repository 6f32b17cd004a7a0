//! The labelled pairs, compared and judged: how many of the same people are recognised, how many of the others are kept
//! apart; and the laws of comparing names.

use super::*;
use crate::record::{NameReader, WrittenName};
use proptest::prelude::*;

const PAIRS: &str = include_str!("labelled_pairs.tsv");

fn read(name: &str) -> WrittenName {
    let mut written = WrittenName::default();
    NameReader::default().read(name, &mut written);
    written
}

fn level(a: &str, b: &str) -> NameLevel {
    compare_names(read(a).name(), read(b).name()).level
}

#[test]
fn labelled_pairs() {
    let (mut found, mut same, mut wrongly) = (0, 0, 0);
    let mut reader = NameReader::default();
    let (mut a, mut b) = (WrittenName::default(), WrittenName::default());
    for line in PAIRS.lines() {
        let mut cells = line.split('\t');
        let (Some(label), Some(left), Some(right)) = (cells.next(), cells.next(), cells.next())
        else {
            panic!("three cells expected: {line}");
        };
        reader.read(left, &mut a);
        reader.read(right, &mut b);
        let compared = compare_names(a.name(), b.name());
        let similarity = compared.similarity(a.name(), b.name());
        let judged = compared.level > NameLevel::MostlyShared && similarity >= 0.6;
        let truth = label == "same";
        same += usize::from(truth);
        found += usize::from(truth && judged);
        wrongly += usize::from(!truth && judged);
        if truth != judged {
            println!(
                "{label}: {left} / {right}: {:?} {similarity:.2}",
                compared.level
            );
        }
    }
    let recall = f64::from(found as u32) / f64::from(same as u32);
    let precision = f64::from(found as u32) / f64::from((found + wrongly) as u32);
    println!("precision {precision:.3}, recall {recall:.3}");
    assert!(
        precision > 0.97 && recall > 0.98,
        "{precision:.3} {recall:.3}"
    );
}

#[test]
fn levels_of_names() {
    for (a, b, expected) in [
        ("SITI AMINAH", "SITI AMINAH", NameLevel::Equal),
        ("MOCH. YUSUF", "MUHAMMAD YUSUF", NameLevel::Spelling),
        ("SYAIFUDIN", "SYAEFUDIN", NameLevel::Spelling),
        ("ZULKARNAIN", "JULKARNAEN", NameLevel::Spelling),
        ("SUMIYEM", "SUMIJEM", NameLevel::Spelling),
        ("KARIEM", "KARIM", NameLevel::Spelling),
        ("BUDI SANTOSO", "SANTOSO BUDI", NameLevel::Reordered),
        ("BUDI SANTOSO", "BUDISANTOSO", NameLevel::Joined),
        ("BUDI SANTOSO", "BUDI SANTSO", NameLevel::Slip),
        ("BUDI SANTOSO", "BUDI S", NameLevel::Initial),
        ("MUHAMMAD YUSUF", "YUSUF", NameLevel::CommonLeftOut),
        ("ROHANI BINTI SALEH", "ROHANI", NameLevel::EndorsedLeftOut),
        ("FAHRI", "FAHMI", NameLevel::OtherName),
        ("YANTO", "YANTI", NameLevel::OtherName),
        ("BUDI SANTOSO", "JOKO SUSILO", NameLevel::Different),
        ("BUDI SANTOSO", "", NameLevel::Missing),
    ] {
        assert_eq!(level(a, b), expected, "{a} / {b}");
    }
}

/// Names as people bear them, with the odd word that no table knows.
fn a_name() -> impl Strategy<Value = String> {
    let known: Vec<&str> = PAIRS.split(['\t', '\n', ' ']).collect();
    let word =
        prop_oneof![3 => prop::sample::select(known).prop_map(str::to_owned), 1 => "[A-Z]{1,14}"];
    prop::collection::vec(word, 0..5).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn comparing_has_no_side(a in a_name(), b in a_name()) {
        let (a, b) = (read(&a), read(&b));
        let there = compare_names(a.name(), b.name());
        let back = compare_names(b.name(), a.name());
        prop_assert_eq!(there.level, back.level);
        let (s, t) = (there.similarity(a.name(), b.name()), back.similarity(b.name(), a.name()));
        prop_assert!((s - t).abs() < 1e-5, "{} {}", s, t);
    }

    #[test]
    fn a_name_is_itself(name in a_name()) {
        let name = read(&name);
        prop_assume!(!name.name().is_empty());
        let compared = compare_names(name.name(), name.name());
        prop_assert_eq!(compared.level, NameLevel::Equal);
        prop_assert!(compared.similarity(name.name(), name.name()) > 0.99);
    }
}
