//! Inputs that are wrong, and what is said about them.

use crate::support::read_disaster;
use kinship::{Disaster, Format, Problems, ReadOptions, Source};

fn read_familias(text: &str, source: Source) -> Result<Disaster, Problems> {
    let source = Source {
        bytes: text.as_bytes(),
        format: Format::Familias,
        ..source
    };
    let read = source.disaster(&ReadOptions::default());
    read.map(|(disaster, _)| disaster)
}

/// A small disaster with one part replaced.
fn with(part: &str, replacement: &str) -> String {
    let text = r#"{"missing": ["M1"],
        "loci": [{"name": "TH01", "alleles": ["6", "7"], "freq": [0.4, 0.6], "mutation": null}],
        "pm": {"V1": {"sex": 1, "genotypes": {"TH01": "6/7"}}},
        "am": {"F1": {"members": [
            {"id": "FA", "fid": "0", "mid": "0", "sex": 1}, {"id": "MO", "fid": "0", "mid": "0", "sex": 2},
            {"id": "M1", "fid": "FA", "mid": "MO", "sex": 1}],
            "typed": {"FA": {"TH01": "6/6"}}}}}"#;
    assert!(text.contains(part), "{part}");
    text.replacen(part, replacement, 1)
}

fn said(text: &str) -> String {
    read_disaster(text, &ReadOptions::default())
        .unwrap_err()
        .to_string()
}

#[test]
fn each_fault_names_family_person_and_locus() {
    for (part, replacement, expected) in [
        (
            "\"6/6\"",
            "\"6/9\"",
            "family `F1`, `FA`: locus `TH01`: allele `9` is not in the frequency table",
        ),
        (
            "\"6/7\"",
            "\"6\"",
            "victim `V1`: locus `TH01`: one allele at a locus that has two",
        ),
        (
            "{\"TH01\": \"6/7\"}",
            "{\"th-01\": \"6/7\"}",
            "victim `V1`: locus `th-01` is not in the list of loci; is it `TH01`?",
        ),
        (
            "\"fid\": \"0\", \"mid\": \"0\", \"sex\": 1",
            "\"fid\": \"M1\", \"mid\": \"MO\", \"sex\": 1",
            "is among the own ancestors",
        ),
        (
            "\"mid\": \"0\", \"sex\": 2",
            "\"mid\": \"0\", \"sex\": 1",
            "`MO` is mother of `M1` but stated to be male",
        ),
        (
            "\"id\": \"MO\"",
            "\"id\": \"FA\"",
            "family `F1`: `FA` is listed twice",
        ),
        (
            "[0.4, 0.6]",
            "[0.4, 0.7]",
            "locus `TH01`: the frequencies sum to 1.1",
        ),
        ("[0.4, 0.6]", "[0.4, 0.5]", "a rest allele can be added"),
        (
            "[\"M1\"]",
            "[\"M7\"]",
            "missing person `M7` is in no family",
        ),
        (
            "\"typed\": {\"FA\"",
            "\"typed\": {\"XX\"",
            "family `F1`: `XX` is typed but not in the pedigree",
        ),
        (
            "\"mutation\": null",
            "\"mutation\": {\"male\": {\"model\": \"stepwise\", \"rate\": 0.002}}",
            "needs `range`",
        ),
        ("\"pm\"", "\"pn\"", "there must be at least one victim"),
    ] {
        let found = said(&with(part, replacement));
        assert!(
            found.contains(expected),
            "{found}\nshould contain\n{expected}"
        );
    }
}

/// A Familias file of one family and one victim, written after the format of version 3.
const FAMILIAS: &str = "\"Output from Familias, version 3.3.1\"
\"DO NOT EDIT!\"
3.3.1 (DVI)
\"\"
0
\"Known relations\"
0
0
0
0
#FALSE# (#Databases: 1 ;Theta/Kinship/Fst: 0 )
1
#TRUE#
\"Untitled database\"
\"TH01\"
0.001
0.002
0
0
3
0.1
0.1
0.0
0.0
#FALSE#
0
2\t(DatabaseSize = 100 , Dropout probability = 0 , Minor allele frequency = 0 )
\"6\"
0.4
\"7\"
0.6
[DVI]
[[Unidentified persons]]
nPersons= 1
[[[Person 1 ]]]
Name= V1
Gender= Male
[[[[DNA data]]]]
nSystems= 1
SystemName= TH01
Allele1= 6
Allele2= 7
[[Reference Families]]
nFamilies= 1
[[[Family 1 ]]]
Name= F1
[[[[Persons]]]]
nPersons= 2
[[[[[Person 1]]]]]
Name= FA
Gender= Male
[[[[[[DNA data]]]]]]
nSystems= 1
SystemName= TH01
Allele1= 6
Allele2= 6
[[[[[Person 2]]]]]
Name= MO
Gender= Female
[[[[[[DNA data]]]]]]
nSystems= 0
[[[[Pedigrees]]]]
nPedigrees= 1
[[[[[Pedigree 1]]]]]
Name= Reference pedigree
nRelations= 2
Parent= FA
Child= Missing person
Parent= MO
Child= Missing person
[Prior]
UseList= Yes
";

#[test]
fn a_familias_file() {
    let read = read_familias(FAMILIAS, Source::default()).unwrap();
    assert_eq!(
        (read.victims.len(), read.missing[0].id.as_str()),
        (1, "Missing person F1")
    );
    let pairs = kinship::Pairs::new(&read, &Default::default()).unwrap();
    // Father 6/6, victim 6/7: (0.998 * 0.6 + 0.002 * 0.4) / (2 * 0.4 * 0.6); the mother may be anybody.
    let mother = |p: f64, q: f64| p * 0.999 + q * 0.001;
    let expected = (0.998 * mother(0.6, 0.4) + 0.002 * mother(0.4, 0.6)) / 0.48;
    assert!((pairs.ratio(0, 0).unwrap() / expected - 1.0).abs() < 1e-12);
    let cut = FAMILIAS.replace("\"6\"\n0.4", "\"6\"\nx");
    let problem = read_familias(&cut, Source::default())
        .unwrap_err()
        .to_string();
    assert!(
        problem.starts_with("30: error: expected a frequency"),
        "{problem}"
    );
}

#[test]
fn all_faults_are_reported_together() {
    let text = with("\"6/7\"", "\"6/9\"").replace("\"6/6\"", "\"8/6\"");
    assert_eq!(said(&text).lines().count(), 2);
}

#[test]
fn unseen_alleles_enter_with_the_minimum_frequency() {
    let text = with("\"6/7\"", "\"6/9\"");
    let options = ReadOptions {
        minimum_frequency: Some(0.01),
        ..ReadOptions::default()
    };
    let read = read_disaster(&text, &options).unwrap();
    let locus = &read.loci[0];
    assert!((locus.frequency(locus.allele("9").unwrap()) - 0.01 / 1.01).abs() < 1e-12);
    let partial = with("[0.4, 0.6]", "[0.4, 0.5]");
    let read = read_disaster(
        &partial,
        &ReadOptions {
            rest_allele: true,
            ..ReadOptions::default()
        },
    )
    .unwrap();
    assert!((read.loci[0].frequency(2) - 0.1).abs() < 1e-12);
}

#[test]
fn a_wrong_case_does_not_stop_the_others() {
    let case = |genotype: &str| {
        format!(
            r#"{{"name": "c", "pedigrees": [{{"members": [{{"id": "a", "fid": "0", "mid": "0", "sex": 1}}]}}],
            "loci": [{{"alleles": ["1", "2"], "freq": [0.1, 0.9], "x_linked": true, "genotypes": {{"a": "{genotype}"}}}}]}}"#
        )
    };
    let text = format!("[{}, {}, {}]", case("1"), case("1/2"), case("2/2"));
    let read = Source::json(text.as_bytes())
        .cases(&ReadOptions::default())
        .unwrap()
        .0;
    let values: Vec<Option<f64>> = read
        .iter()
        .map(|c| c.as_ref().ok().map(|c| c.log_likelihood().unwrap().exp()))
        .collect();
    assert!(
        (values[0].unwrap() - 0.1).abs() < 1e-12
            && values[1].is_none()
            && (values[2].unwrap() - 0.9).abs() < 1e-12
    );
    let problem = read[1].as_ref().unwrap_err().to_string();
    assert!(
        problem.contains(
            "case `c`, `a`: locus `locus 1`: two different alleles of a man at an X-linked locus"
        ),
        "{problem}"
    );
}
