//! `pandu kinship` on the example of the documentation, on lists of profiles and on faulty ones.

use crate::program::Program;
use serde_json::Value;

const EXAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../examples/dvi/kapal-tanjung.json"
);

/// A father and his missing son; the profiles are in lists.
const FAMILY: &str = r#"{"missing": ["M1"],
    "loci": [{"name": "TH01", "alleles": ["6", "7"], "freq": [0.4, 0.6]}],
    "am": {"F1": {"members": [
        {"id": "FA", "fid": "0", "mid": "0", "sex": 1}, {"id": "MO", "fid": "0", "mid": "0", "sex": 2},
        {"id": "M1", "fid": "FA", "mid": "MO", "sex": 1}]}}}"#;

#[test]
fn the_example_of_the_documentation() {
    let program = Program::new();
    let table = program.run(&["kinship", "joint", EXAMPLE, "--sensitivity"]);
    assert_eq!((table.code, table.stderr.as_str()), (0, ""));
    assert!(table.stdout.lines().all(|line| line.chars().count() <= 100));
    for part in ["stepwise", "DNA+other", "theta .03", "mut.", "open list"] {
        assert!(table.stdout.contains(part), "{part}\n{}", table.stdout);
    }
    let run = program.run(&["kinship", "joint", EXAMPLE, "--format", "json"]);
    let found: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(found["best"]["assignment"]["PM06"], "C1");
    assert_eq!(found["best"]["assignment"]["PM05"], "*");
    // The brothers: DNA knows no difference.
    let posterior = &found["posterior"]["PM01"];
    assert!((posterior["A1"].as_f64().unwrap() - 0.5).abs() < 1e-6);
    assert!(found["neglected"].as_f64().unwrap() < 1e-9);
}

#[test]
fn profiles_from_lists() {
    let program = Program::new();
    program.write("family.json", FAMILY);
    program.write("pm.csv", "sample,sex,TH01_1,TH01_2\nV1,L,6,7\n");
    program.write("am.csv", "id;TH01\nFA;6/6\n");
    let lists = ["--victims", "pm.csv", "--references", "am.csv"];
    let arguments = |theta: &'static str| {
        let options = ["--theta", theta, "--format", "json"];
        [&["kinship", "pairs", "family.json"], &lists[..], &options].concat()
    };
    let ratio = |theta| {
        let run = program.run(&arguments(theta));
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        let found: Value = serde_json::from_str(&run.stdout).unwrap();
        found["pairwiseLR"]["V1"]["M1"].as_f64().unwrap()
    };
    // The son has 6 from his father and 7 from anybody.
    assert!((ratio("0") - 0.6 / 0.48).abs() < 1e-12);
    // With substructure: seven given 6/6, against six and seven given 6/6.
    let theta = 0.03;
    let next = |seen: f64, drawn: f64, p: f64| {
        (seen * theta + (1.0 - theta) * p) / (1.0 + (drawn - 1.0) * theta)
    };
    let expected = next(0.0, 2.0, 0.6) / (2.0 * next(2.0, 2.0, 0.4) * next(0.0, 3.0, 0.6));
    assert!((ratio("0.03") / expected - 1.0).abs() < 1e-12);
}

#[test]
fn a_faulty_list_is_told_by_line_and_column() {
    let program = Program::new();
    program.write("family.json", FAMILY);
    program.write("pm.csv", "sample,sex,TH01\nV1,L,6/7\nV2,L,6/9.3\n");
    program.write("am.csv", "sample,TH-01\nFA,6/6\n");
    let run = program.run(&[
        "kinship",
        "joint",
        "family.json",
        "--victims",
        "pm.csv",
        "--references",
        "am.csv",
    ]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    for part in ["am.csv:1: error", "is it `TH01`?"] {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
    let allele = "pm.csv:3: error: victim `V2`: locus `TH01`: allele `9.3` is not in the frequency table (field `TH01`)";
    assert!(run.stderr.contains(allele), "{}", run.stderr);
}
