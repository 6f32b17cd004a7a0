//! `pandu manifest` on messages, lists and what is neither.

use crate::program::Program;
use serde_json::Value;

const MESSAGE: &str = "UNB+UNOA:4+GA+ID+261122:0600+1'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'TDT+20+GA820+++GA'LOC+125+CGK'\
    DTM+189:2611221340:201'LOC+87+SIN'NAD+FL+++AMINAH:SITI'ATT+2++F'DTM+329:900312'NAT+2+IDN'RFF+AVF:K7QW2Z'\
    DOC+P:110:111+X1234567'DTM+36:310115'LOC+91+IDN'NAD+FM+++SUHARTO'CNT+42:1'UNT+18+1'UNZ+1+1'";

#[test]
fn a_line_of_json_has_every_key_of_the_contract() {
    let program = Program::new();
    program.write("list.edi", MESSAGE);
    let run = program.run(&["manifest", "list.edi", "--format", "jsonl"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let lines: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    for line in &lines {
        for key in [
            "surname",
            "given_names",
            "sex",
            "birth_date",
            "birth_date_readings",
            "nationality",
            "documents",
            "role",
            "embark",
            "disembark",
            "voyage",
            "booking_reference",
            "diagnostics",
        ] {
            assert!(line.get(key).is_some(), "{key}");
        }
        assert_eq!(line["voyage"]["carrier"], "GA");
        assert_eq!(line["voyage"]["number"], "820");
        assert_eq!(line["voyage"]["legs"][0]["departure"], "2026-11-22T13:40");
    }
    assert_eq!(lines[0]["birth_date"], "1990-03-12");
    assert_eq!(lines[0]["documents"][0]["issuer"], "IDN");
    assert_eq!(lines[0]["documents"][0]["expires"], "2031-01-15");
    assert_eq!(lines[1]["surname"], "SUHARTO");
    assert_eq!(lines[1]["given_names"], Value::Null);
    assert_eq!(lines[1]["role"], "crew");
}

#[test]
fn a_table_fits_a_hundred_columns() {
    let program = Program::new();
    program.write("list.edi", MESSAGE);
    let run = program.run(&["manifest", "list.edi"]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 100));
    insta::assert_snapshot!(run.stdout, @r"
    Penerbangan/Flight GA 820
      CGK Jakarta 2026-11-22T13:40 → SIN Singapore
      No Nama/Name                     JK Lahir/Born WN  Dokumen/Doc   Dari-Ke     Booking  Peran
       1 AMINAH, SITI                  P  1990-03-12 IDN X1234567      CGK-SIN     K7QW2Z   penumpang
       2 SUHARTO                                                       CGK-SIN              awak/crew
    ");
}

#[test]
fn a_bad_file_does_not_keep_the_others_from_being_read() {
    let program = Program::new();
    program.write("good.edi", MESSAGE);
    program.write("empty.edi", "");
    program.write("picture.csv", b"\x89PNG\r\n\x1a\n\0\0");
    let run = program.run(&[
        "manifest",
        "empty.edi",
        "missing.edi",
        "picture.csv",
        "good.edi",
        "--summary",
        "--format",
        "jsonl",
    ]);
    assert_eq!(run.code, 2);
    for file in ["empty.edi", "missing.edi", "picture.csv"] {
        assert!(run.stderr.contains(file), "{}", run.stderr);
    }
    let total: Value = serde_json::from_str(run.stdout.lines().last().unwrap()).unwrap();
    assert_eq!(total["travellers"], 2);
    assert_eq!(total["crew"], 1);
    assert_eq!(total["file"], Value::Null);
}

#[test]
fn the_level_of_failure_is_chosen() {
    let program = Program::new();
    // A wrong count is worth an info, a cut message an error.
    program.write("count.edi", MESSAGE.replace("UNT+18", "UNT+99"));
    program.write("cut.edi", &MESSAGE[..MESSAGE.find("CNT").unwrap()]);
    let code = |file, level| program.run(&["manifest", file, "--fail-on", level]).code;
    assert_eq!(code("count.edi", "error"), 0);
    assert_eq!(code("count.edi", "warning"), 0);
    assert_eq!(code("count.edi", "info"), 1);
    assert_eq!(code("cut.edi", "error"), 1);
    assert_eq!(program.run(&["manifest"]).code, 64);
    assert_eq!(
        program
            .run(&["manifest", "count.edi", "--fail-on", "never"])
            .code,
        64
    );
}

#[test]
fn standard_input_is_a_file_too() {
    let run = Program::new().run_with_input(&["manifest", "-", "--summary"], MESSAGE);
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("paxlst"), "{}", run.stdout);
}
