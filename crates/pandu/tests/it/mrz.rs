//! `pandu mrz`, and lists through `pandu manifest`.

use crate::program::Program;

const TODAY: &str = "--reference-date=2026-11-22";
const PASSPORT: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";

#[test]
fn a_passport_as_json() {
    let run = Program::new().run_with_input(&["mrz", "--format", "jsonl", TODAY], PASSPORT);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    for (key, expected) in [
        ("format", "TD3"),
        ("surname", "ERIKSSON"),
        ("given_names", "ANNA MARIA"),
        ("sex", "F"),
        ("birth_date", "1974-08-12"),
        ("nationality", "UTO"),
        ("issuer", "UTO"),
        ("document_number", "L898902C3"),
        ("expires", "2012-04-15"),
    ] {
        assert_eq!(document[key], expected, "{key}");
    }
    assert_eq!(document["check_digits"]["composite"], "passed");
    assert_eq!(document["documents"][0]["number"], "L898902C3");
}

#[test]
fn a_document_as_a_table() {
    let one_name = "P<IDNSUKARNO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nC1234567<0IDN6506065M3011227<<<<<<<<<<<<<<02\n";
    let run = Program::new().run_with_input(&["mrz", TODAY], one_name);
    assert_eq!(run.code, 0, "{}", run.stderr);
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn how_it_ends() {
    let program = Program::new();
    let wrong = PASSPORT.replace("7408122F", "7408132F");
    assert_eq!(program.run_with_input(&["mrz", TODAY], &wrong).code, 0);
    let strict = ["mrz", TODAY, "--fail-on", "warning"];
    assert_eq!(program.run_with_input(&strict, &wrong).code, 1);
    assert_eq!(program.run_with_input(&strict, PASSPORT).code, 0);
    for (input, says) in [
        ("", "no machine-readable zone"),
        ("halo", "no machine-readable zone"),
        (&PASSPORT[..44], "a line of 44 characters"),
    ] {
        let run = program.run_with_input(&["mrz", TODAY], input);
        assert_eq!(run.code, 2, "{input}");
        assert!(run.stderr.contains(says), "{}", run.stderr);
    }
    assert_eq!(
        program
            .run_with_input(&["mrz", "--reference-date", "kemarin"], "")
            .code,
        64
    );
}

#[test]
fn lists_are_told_by_their_content() {
    let program = Program::new();
    program.write(
        "daftar",
        "MV. SATU\nRute: Dumai - Melaka\nNama;Tgl Lahir;No. Paspor\nSITI;25-03-1990;X1234567\n",
    );
    program.write("tanpa-nama.csv", "tgl lahir;paspor\n25-03-1990;X1234567\n");
    let run = program.run(&["manifest", "daftar", "--format", "jsonl", TODAY]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let traveller: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(traveller["surname"], "SITI");
    assert_eq!(traveller["birth_date"], "1990-03-25");
    assert_eq!(traveller["voyage"]["legs"][0]["to"], "MYMKZ");
    let run = program.run(&["manifest", "tanpa-nama.csv", TODAY]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("tanpa-nama.csv: no column with names: line 1 has `tgl lahir`, `paspor`"),
        "{}",
        run.stderr
    );
}
