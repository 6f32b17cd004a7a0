//! Inputs that are wrong, and what is said about them.

use crate::support::read_disaster;
use kinship::{ReadOptions, Source};

/// A small disaster with one part replaced.
pub fn with(part: &str, replacement: &str) -> String {
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
