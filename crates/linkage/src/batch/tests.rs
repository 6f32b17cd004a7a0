use super::*;
use crate::{
    explain::Waterfall,
    frequency::{Counts, Vocabulary},
    keys::{Everything, Key, Role, keys},
    name_sketch::NameSketch,
    record::{Encoder, Layout, Record, Side},
    score::{Weights, score},
};
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::HashSet;

fn options(threads: usize) -> Options {
    Options {
        wishes: Vec::new(),
        threshold: 0.5,
        model: None,
        reference: date(2026, 11, 22),
        threads,
        every_pair_below: 0,
        keep_fields: false,
    }
}

fn source(text: &str) -> Source<&[u8]> {
    Source {
        read: text.as_bytes(),
        bytes: Some(text.len() as u64),
        id: None,
    }
}

fn linked(left: &str, right: &str, options: &Options) -> Linkage {
    link(source(left), source(right), options, &|_| {}).unwrap()
}

fn pairs(linkage: &Linkage) -> Vec<(String, String)> {
    let id = |rows: &Rows, at| rows.row(at).id().to_owned();
    let pair = |m: &Match| (id(&linkage.left, m.left), id(&linkage.right, m.right));
    linkage.matches.iter().map(pair).collect()
}

const REGISTER: &str = "\
id,name,birth_date,sex,birth_place,passport_no,parent_name
1,SITI AMINAH,1990-03-12,F,SIDOARJO,B1234567,AHMAD
2,BUDI SANTOSO,1985-07-30,M,MALANG,C7654321,SLAMET
3,SITI AMINAH,1979-11-02,F,BLITAR,C1111222,KARTO
4,MUHAMMAD YUSUF,1992-05-17,M,CIREBON,E9988776,DARMO
5,NURHAYATI,1988-12-24,F,LOMBOK TENGAH,X4567890,SAHRUL
6,WAYAN SUDARTA,1995-02-08,M,GIANYAR,B0000123,KETUT
";

#[test]
fn a_small_table_gives_sensible_answers() {
    let crossings = "\
id;nama;tgl lahir;jk;no paspor
a;Siti Aminah binti Ahmad;12/03/1990;P;E5550001
b;SANTOSO BUDI;1985-07-30;M;C7654321
c;MOCH. JUSUF;1992-05-17;M;
d;NUR HAYATI;1988-12-24;F;X4567B90
e;AGUS WIJAYA;1991-01-01;M;B7777777
f;SITI AMINAH;1984-06-06;F;
";
    let linkage = linked(REGISTER, crossings, &options(1));
    let found = pairs(&linkage);
    let expected = [("1", "a"), ("2", "b"), ("4", "c"), ("5", "d")];
    let expected = expected.map(|(l, r)| (l.to_owned(), r.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn where_only_the_name_agrees_other_dates_say_more() {
    let header = tabular::Table::open("id,name,birth_date,passport_no\n".as_bytes())
        .unwrap()
        .header()
        .clone();
    let schema = Schema::of(&header, &header, &[]).unwrap();
    let model = Model::built_in(&schema);
    let (layout, frequencies) = (Layout::of(&schema), Frequencies::default());
    let encoded = |day: &str, passport: &str| {
        let row = ["1", "WAYAN SUDARTA", day, passport];
        let mut words = Vec::new();
        Encoder::new(&schema, Side::Left, date(2026, 11, 22)).encode(|at| row[at], &mut words);
        words
    };
    let stored = encoded("1995-02-08", "B0000123");
    let date_says = |day: &str, passport: &str| {
        let asked = encoded(day, passport);
        let (l, r) = (Record::new(&stored), Record::new(&asked));
        let told = Waterfall::of(&schema, &model, &frequencies, 1000, l, r);
        let weight = Weights::new(&model).weight(score(&layout, &frequencies, l, r), 3);
        assert!((told.weight - weight).abs() < 1e-3, "{told:?} {weight}");
        told.steps[1].bits
    };
    let another = "1971-11-23";
    let beside_the_number = date_says(another, "B0000123");
    for passport in ["C7654321", ""] {
        assert_eq!(date_says(another, passport), beside_the_number - 8.0);
        let same_day = date_says("1995-02-08", passport);
        assert_eq!(same_day, date_says("1995-02-08", "B0000123"));
    }
}

#[test]
fn two_who_fit_alike_are_both_possible_and_neither_is_chosen() {
    let twice = "id,name,birth_date\n1,SITI AMINAH,1990-03-12\n2,SITI AMINAH,1990-03-12\n3,JOKO,1980-01-05\n";
    let options = Options {
        threshold: 0.1,
        ..options(1)
    };
    let linkage = linked(
        twice,
        "id,name,birth_date\na,SITI AMINAH,1990-03-12\n",
        &options,
    );
    assert_eq!(linkage.summary.several, 1);
    let [one, other] = linkage.matches.as_slice() else {
        panic!("expected two candidates");
    };
    assert_eq!(one.probability, other.probability);
    assert_eq!(one.decision, Decision::Possible);
}

#[test]
fn one_person_registered_twice_under_one_number_is_found_twice() {
    let twice = "id,name,birth_date,nik\n1,SITI AMINAH,1990-03-12,3507135203900002\n2,SITI AMINAH,1990-03-12,3507135203900002\n";
    let linkage = linked(
        twice,
        "id,name,birth_date,nik\na,SITI AMINAH,1990-03-12,\n",
        &options(1),
    );
    assert_eq!(linkage.matches.len(), 2);
}

#[test]
fn what_cannot_be_linked_is_said() {
    let error = |left: &str, right: &str, options: &Options| {
        let linked = link(source(left), source(right), options, &|_| {});
        linked.err().map(|e| e.to_string()).unwrap()
    };
    let some = "id,name\n1,SITI\n";
    assert_eq!(
        error("", some, &options(1)),
        "left table: the file is empty, expected a line with the names of the columns"
    );
    assert!(error("id,foo\n1,2\n", some, &options(1)).starts_with("no column can be compared"));
    let wish = Options {
        wishes: vec!["kota:place".parse().unwrap()],
        ..options(1)
    };
    assert_eq!(
        error(some, some, &wish),
        "column `kota` is not in the left table; its columns are `id`, `name`"
    );
    let model = Model::built_in(&Schema {
        comparisons: Vec::new(),
    });
    let stale = model.to_json().replace("\"version\": 2", "\"version\": 9");
    assert_eq!(
        Model::from_json(&stale).unwrap_err().to_string(),
        "a model of version 9, expected version 2; train it anew"
    );
}

#[test]
fn a_row_that_resembles_two_persons_does_not_make_them_one() {
    let table = "\
id,name,birth_date,nik
1,SITI AMINAH,1990-03-12,3507135203900002
2,SITI AMINAH,1990-03-12,3507133007850001
3,BUDI SANTOSO,1985-07-30,3507133007850001
4,BUDI SANTOSO,1985-07-30,3507133007850001
5,NURHAYATI,1988-12-24,5201026412880003
";
    let clusters = dedupe(source(table), source(table), &options(2), &|_| {}).unwrap();
    let id = |row: &u32| clusters.rows.row(*row).id();
    let persons: Vec<Vec<&str>> = clusters
        .persons
        .iter()
        .map(|person| person.rows.iter().map(id).collect())
        .collect();
    assert_eq!(persons, [vec!["1", "2"], vec!["3", "4"], vec!["5"]]);
}

/// Rows from few words, days and numbers, so that many pairs share something. No name has more words than take part in keys.
fn rows() -> impl Strategy<Value = Vec<String>> {
    let word = prop::sample::select(vec![
        "SITI",
        "AMINAH",
        "BUDI",
        "SANTOSO",
        "NURHAYATI",
        "YUSUF",
        "WATI",
        "ADI",
    ]);
    let day = prop::sample::select(vec![
        "1990-03-12",
        "1990-12-03",
        "1990-01-01",
        "1985-07-30",
        "1991-03-12",
        "",
    ]);
    let code = prop::sample::select(vec!["B1234567", "B12E4567", "C7654321", "", "B1234568"]);
    let place = prop::sample::select(vec!["SIDOARJO", "KAB. MALANG", "MALANG", ""]);
    let row = (prop::collection::vec(word, 1..3), day, code, place)
        .prop_map(|(words, day, code, place)| format!("{},{day},{code},{place}", words.join(" ")));
    prop::collection::vec(row, 1..25)
}

fn table(rows: &[String]) -> String {
    let mut text = "id,name,birth_date,passport_no,birth_place\n".to_owned();
    for (at, row) in rows.iter().enumerate() {
        text.push_str(&format!("{at},{row}\n"));
    }
    text
}

fn encoded(text: &str, schema: &Schema, side: Side) -> Vec<Vec<u64>> {
    let mut encoder = Encoder::new(schema, side, date(2026, 11, 22));
    let row = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let mut words = Vec::new();
        encoder.encode(|at| fields.get(at).copied().unwrap_or(""), &mut words);
        words
    };
    text.lines().skip(1).map(row).collect()
}

fn keys_of(layout: &Layout, words: &[u64], role: Role) -> HashSet<Key> {
    let mut all = HashSet::new();
    keys(layout, Record::new(words), role, &Everything, |key| {
        all.insert(key);
    });
    all
}

fn frequencies_of(layout: &Layout, records: &[Vec<u64>]) -> Frequencies {
    let mut vocabulary = Vocabulary::new(layout);
    records
        .iter()
        .for_each(|words| vocabulary.add(layout, Record::new(words)));
    let vocabulary = vocabulary.closed();
    let mut counts = Counts::new(&vocabulary);
    let records = records.iter().map(|words| Record::new(words));
    counts.add(&vocabulary, layout, records);
    Frequencies::new(&vocabulary, &counts, layout)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Every pair that shares a key is compared, and no other; if it is only the day, the names must have something alike.
    #[test]
    fn as_many_pairs_as_brute_force_finds(left in rows(), right in rows()) {
        let (left, right) = (table(&left), table(&right));
        let linkage = linked(&left, &right, &options(1));
        prop_assume!(linkage.summary.capped.is_empty());
        let layout = Layout::of(&linkage.schema);
        // The shorter table is indexed.
        let (stored, probes, sides) = if left.len() < right.len() {
            (&left, &right, (Side::Left, Side::Right))
        } else {
            (&right, &left, (Side::Right, Side::Left))
        };
        let stored = encoded(stored, &linkage.schema, sides.0);
        let probes = encoded(probes, &linkage.schema, sides.1);
        let frequencies = frequencies_of(&layout, &stored);
        let name = |words: &[u64]| NameSketch::of(&layout, &frequencies, Record::new(words));
        let mut expected = 0;
        for probe in &probes {
            let sought = keys_of(&layout, probe, Role::Probe);
            for record in &stored {
                let meet = name(record).sought().meets(name(probe));
                let shared = keys_of(&layout, record, Role::Stored);
                let mut shared = shared.intersection(&sought);
                expected += u64::from(shared.any(|key| meet || !matches!(key, Key::Day(_))));
            }
        }
        prop_assert_eq!(linkage.summary.compared, expected);
    }

    /// The answer does not depend on the order of rows or on how many threads read them.
    #[test]
    fn neither_order_nor_threads_matter(left in rows(), right in rows()) {
        let forward = linked(&table(&left), &table(&right), &options(1));
        let threads = linked(&table(&left), &table(&right), &options(3));
        prop_assert_eq!(&forward.matches, &threads.matches);
        prop_assert_eq!(&forward.model, &threads.model);
        let mut lines: Vec<String> = table(&left).lines().map(str::to_owned).collect();
        lines[1..].reverse();
        let backward = linked(&(lines.join("\n") + "\n"), &table(&right), &options(1));
        let sorted = |linkage: &Linkage| {
            let mut all = pairs(linkage);
            all.sort();
            all
        };
        // Sums in another order differ in the last bits, which can matter only at the threshold itself.
        prop_assume!(forward.matches.iter().chain(&backward.matches).all(|m| (m.probability - 0.5).abs() > 1e-3));
        prop_assert_eq!(sorted(&forward), sorted(&backward));
    }
}

#[test]
fn a_household_is_not_a_person() {
    let table = "\
id,name,birth_date,nik,phone,address,parent_name
1,EPON NURHAYATI,1988-03-10,3213155003880001,081234567890,DESA CIMULYA 4,RASTA
2,NENENG ROHAETI,2005-10-16,3213155610050002,081234567890,DESA CIMULYA 4,RASTA
";
    let clusters = dedupe(source(table), source(table), &options(1), &|_| {}).unwrap();
    assert_eq!(clusters.persons.len(), 2);
}
