//! The index against a walk over all rows, against batch, and against damage.

use super::segment::hashed;
use super::*;
use crate::{
    keys::{Everything, Family, Role, keys},
    name_sketch::NameSketch,
    record::{Encoder, Side},
    schema::Schema,
    score::score_candidate,
};
use domain::Language;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const HEADER: &str = "id,name,birth_date,sex,birth_place,passport_no,parent_name\n";

fn schema() -> Schema {
    let table = tabular::Table::open(HEADER.as_bytes()).unwrap();
    Schema::of(table.header(), table.header(), &[]).unwrap()
}

type Fields = [String; 7];

fn record(side: Side, fields: &Fields) -> Vec<u64> {
    let mut words = Vec::new();
    let mut encoder = Encoder::new(&schema(), side, jiff::civil::date(2026, 11, 22));
    encoder.encode(|column| fields[column].as_str(), &mut words);
    words
}

/// People of few names and days, so that keys are shared.
fn a_row() -> impl Strategy<Value = Fields> {
    let word = || {
        proptest::sample::select(vec![
            "SITI", "AMINAH", "BUDI", "SANTOSO", "MUHAMMAD", "RIZKI", "DEWI", "WAHYUNI", "SUHARTO",
            "AHMAD", "FAUZI", "R",
        ])
    };
    let date = prop_oneof![
        8 => (1988u16..1991, 1u8..4, 1u8..5).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        1 => Just(String::new()),
        1 => Just("1990-XX-XX".to_owned()),
        1 => Just("1990-02-03|1990-03-02".to_owned()),
    ];
    (
        prop::collection::vec(word(), 1..4),
        date,
        proptest::sample::select(vec!["M", "F", ""]),
        proptest::sample::select(vec!["SURABAYA", "MALANG", "KUPANG", ""]),
        prop_oneof![
            (0..40u32).prop_map(|n| format!("B{n:07}")),
            Just(String::new())
        ],
        prop_oneof![word().prop_map(str::to_owned), Just(String::new())],
    )
        .prop_map(|(name, date, sex, place, passport, parent)| {
            [
                String::new(),
                name.join(" "),
                date,
                sex.to_owned(),
                place.to_owned(),
                passport,
                parent,
            ]
        })
}

fn built(rows: &[Fields]) -> Index {
    let schema = schema();
    let mut builder = Builder::new(&schema, &Model::built_in(&schema)).unwrap();
    for (at, row) in rows.iter().enumerate() {
        builder.add(&at.to_string(), &record(Side::Left, row));
    }
    builder.build()
}

/// All rows that share a key with the probe, by walking over all of them.
fn by_hand(index: &Index, rows: &[Fields], probe: &Fields) -> BTreeSet<usize> {
    let layout = Layout::of(&schema());
    let mut by_key: BTreeMap<(Family, u64), BTreeSet<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let words = record(Side::Left, row);
        keys(
            &layout,
            Record::new(&words),
            Role::Stored,
            &Everything,
            |key| {
                let (family, key) = hashed(key);
                by_key.entry((family, key)).or_default().insert(at);
            },
        );
    }
    let words = record(Side::Right, probe);
    let probe = Record::new(&words);
    let sketch = NameSketch::of(&layout, index.frequencies(), probe).sought();
    let mut found = BTreeSet::new();
    keys(&layout, probe, Role::Probe, &Everything, |key| {
        let (family, key) = hashed(key);
        let rows_of = by_key.get(&(family, key)).cloned().unwrap_or_default();
        if rows_of.len() > family.limit() as usize {
            return;
        }
        found.extend(rows_of.into_iter().filter(|at| {
            let words = record(Side::Left, &rows[*at]);
            family != Family::Date
                || sketch.meets(NameSketch::of(
                    &layout,
                    index.frequencies(),
                    Record::new(&words),
                ))
        }));
    });
    found
}

fn found(index: &Index, probe: &Fields) -> Vec<(String, u32)> {
    let words = record(Side::Right, probe);
    let mut search = Search::default();
    let candidates = index.find(Record::new(&words), usize::MAX, &mut search);
    let mut found: Vec<_> = candidates
        .iter()
        .map(|c| (index.id(c).to_owned(), c.weight.to_bits()))
        .collect();
    found.sort();
    found
}

fn expected(
    index: &Index,
    rows: &[Fields],
    probe: &Fields,
    alive: impl Fn(usize) -> bool,
) -> Vec<(String, u32)> {
    let layout = Layout::of(&schema());
    let floor = (index.len().max(1) as f32).log2() - 8.0;
    let words = record(Side::Right, probe);
    let weights = Weights::new(index.model());
    let mut expected: Vec<_> = by_hand(index, rows, probe)
        .into_iter()
        .filter(|at| alive(*at))
        .filter_map(|at| {
            let stored = record(Side::Left, &rows[at]);
            let scored = score_candidate(
                &layout,
                index.frequencies(),
                Record::new(&stored),
                Record::new(&words),
            )?;
            let weight = weights.weight(scored, layout.cells().len());
            (weight >= floor).then(|| (at.to_string(), weight.to_bits()))
        })
        .collect();
    expected.sort();
    expected
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn finds_what_a_walk_over_all_rows_finds(
        rows in prop::collection::vec(a_row(), 1..60),
        probes in prop::collection::vec(a_row(), 1..8),
    ) {
        let index = built(&rows);
        for probe in &probes {
            prop_assert_eq!(found(&index, probe), expected(&index, &rows, probe, |_| true));
        }
    }

    #[test]
    fn removed_rows_are_gone_and_merging_changes_who_is_found_no_more(
        rows in prop::collection::vec(a_row(), 2..40),
        probe in a_row(),
        gone in prop::collection::vec(0usize..40, 1..10),
    ) {
        let mut index = built(&rows);
        let gone: BTreeSet<usize> = gone.into_iter().filter(|at| *at < rows.len()).collect();
        for at in &gone {
            prop_assert_eq!(index.remove(&at.to_string()), 1);
            prop_assert_eq!(index.remove(&at.to_string()), 0);
        }
        prop_assert_eq!(index.len(), (rows.len() - gone.len()) as u64);
        prop_assert_eq!(found(&index, &probe), expected(&index, &rows, &probe, |at| !gone.contains(&at)));
        prop_assert_eq!(index.changes(), gone.len() as u64);
        let merged = index.merge();
        prop_assert_eq!(merged.changes(), 0);
        prop_assert_eq!(merged.len(), (rows.len() - gone.len()) as u64);
    }

    #[test]
    fn added_rows_are_found_at_once(
        rows in prop::collection::vec(a_row(), 1..20),
        mut added in a_row(),
    ) {
        added[1] = "WIDJANARKO BUDI".to_owned();
        added[2] = "1979-05-17".to_owned();
        let mut index = built(&rows);
        let before = found(&index, &added);
        index.add("new", &record(Side::Left, &added));
        let weight = |index: &Index| found(index, &added).into_iter().find(|(id, _)| id == "new");
        prop_assert!(weight(&index).is_some());
        prop_assert_eq!((index.len(), index.changes()), (rows.len() as u64 + 1, 1));
        prop_assert_eq!(index.remove("new"), 1);
        prop_assert_eq!(index.len(), rows.len() as u64);
        prop_assert_eq!(found(&index, &added), before);
    }

    #[test]
    fn a_snapshot_is_the_index(
        rows in prop::collection::vec(a_row(), 0..30),
        probe in a_row(),
        added in a_row(),
    ) {
        let mut index = built(&rows);
        index.remove("0");
        index.add("new", &record(Side::Left, &added));
        let mut file = Vec::new();
        index.write(&mut file).unwrap();
        let opened = Index::open(file.as_slice(), &schema()).unwrap();
        prop_assert_eq!(opened.len(), index.len());
        prop_assert_eq!(found(&opened, &probe), found(&index, &probe));
        let mut again = Vec::new();
        opened.write(&mut again).unwrap();
        prop_assert_eq!(again, file);
    }
}

fn someone() -> Fields {
    [
        "",
        "Siti Aminah",
        "1990-03-12",
        "F",
        "Surabaya",
        "B1234567",
        "Ahmad",
    ]
    .map(str::to_owned)
}

#[test]
fn a_damaged_snapshot_is_refused_in_words() {
    let mut file = Vec::new();
    built(&[someone()]).write(&mut file).unwrap();
    let open = |bytes: &[u8]| {
        Index::open(bytes, &schema())
            .map(|_| ())
            .unwrap_err()
            .to_string()
    };
    let changed = |at: usize| {
        let mut file = file.clone();
        file[at] ^= 1;
        file
    };
    assert!(open(&changed(0)).contains("expected it to begin with"));
    assert!(open(&changed(8)).contains("version 2, expected version 3"));
    assert!(open(&changed(file.len() - 1)).contains("damaged"));
    assert!(open(&changed(file.len() - 200)).contains("damaged"));
    assert!(open(&file[..file.len() / 2]).contains("ends too early"));
    assert!(open(&[]).contains("ends too early"));
    let table = tabular::Table::open("id,name,nik\n".as_bytes()).unwrap();
    let other = Schema::of(table.header(), table.header(), &[]).unwrap();
    let error = Index::open(file.as_slice(), &other)
        .unwrap_err()
        .to_string();
    assert!(error.contains("expected `name`, `nik`"), "{error}");
}

#[test]
fn the_evidence_adds_up_to_the_weight() {
    let mut rows = vec![someone()];
    let other = |name: &str, day: &str| {
        let mut row = someone();
        (row[1], row[2], row[5]) = (name.to_owned(), day.to_owned(), String::new());
        row
    };
    rows.push(other("Budi Santoso", "1990-03-12"));
    rows.push(other("Siti Aminah", "1971-08-01"));
    let index = built(&rows);
    let mut probe = someone();
    probe[1] = "SITTI AMINAH MRS".to_owned();
    probe[5] = "C7654321".to_owned();
    let words = record(Side::Right, &probe);
    let probe = Record::new(&words);
    let mut search = Search::default();
    let best = index.find(probe, 1, &mut search)[0];
    assert_eq!(index.id(&best), "0");
    let steps = index.explain(&best, probe);
    let sum: f32 = steps.iter().map(|step| step.bits).sum();
    assert!((sum - best.weight).abs() < 1e-3);
    assert_eq!(
        steps[0].in_language(Language::En),
        "the same name in another spelling"
    );
    assert_eq!(steps[1].in_language(Language::Id), "tanggal sama");
    assert!(index.before_looking() < 0.0);
}

#[test]
fn of_many_of_one_name_and_year_only_days_alike_are_looked_at() {
    let of_day = |day: &str| {
        let mut row = someone();
        (row[2], row[5], row[6]) = (day.to_owned(), String::new(), String::new());
        row
    };
    let days =
        |count: usize| (0..count).map(|at| format!("1990-{:02}-{:02}", 4 + at / 16, 14 + at % 15));
    let asked = |count: usize| {
        let mut rows: Vec<Fields> = days(count).map(|day| of_day(&day)).collect();
        rows.push(of_day("1990-03-01"));
        rows.push(of_day("1990-01-01"));
        let probe = record(Side::Right, &of_day("1990-03-12"));
        let mut search = Search::default();
        built(&rows).find(Record::new(&probe), 0, &mut search);
        search.compared()
    };
    assert_eq!(asked(MOST_BY_YEAR - 2), MOST_BY_YEAR);
    assert_eq!(asked(MOST_BY_YEAR - 1), 2);
    assert_eq!(asked(MOST_BY_YEAR + 20), 2);
}
