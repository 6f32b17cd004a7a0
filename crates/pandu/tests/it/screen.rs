//! `pandu screen` on the day at three ports, and on inputs that cannot be used.

use crate::program::{Program, Run};
use std::collections::HashMap;

const DAY: &str = "2026-11-22";
const LISTS: [&str; 3] = [
    "batam-centre-stulang-laut.csv",
    "nunukan-tawau.csv",
    "ga876-cgk-hkg.edi",
];

/// The files of `examples/port-day` in a folder of their own.
fn port_day() -> Program {
    let program = Program::new();
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/port-day");
    for name in LISTS.iter().chain(&["registry.csv", "watchlist.csv"]) {
        program.write(name, std::fs::read(examples.join(name)).unwrap());
    }
    program
}

fn screen(program: &Program, more: &[&str]) -> Run {
    let mut arguments = vec!["screen"];
    arguments.extend(LISTS);
    arguments.extend(["--registry", "registry.csv", "--reference-date", DAY]);
    arguments.extend(more);
    program.run(&arguments)
}

/// Status and action of everybody, by name.
fn by_name(report: &str) -> HashMap<String, (String, String)> {
    report
        .lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
            (
                text(&value["traveller"]["name"]),
                (text(&value["status"]), text(&value["action"])),
            )
        })
        .collect()
}

#[test]
fn everybody_of_the_day_at_three_ports() {
    let program = port_day();
    let run = screen(
        &program,
        &["--watchlist", "watchlist.csv", "--out", "report.jsonl"],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("50 penumpang"), "{}", run.stdout);
    let found = by_name(&program.read("report.jsonl"));
    for (name, status, action) in [
        ("SRI WAHYUNI", "prosedural_belum_lengkap", "interview"),
        (
            "DEWI RATNASARI",
            "tidak_ada_indikasi",
            "protective_interview",
        ),
        ("YOSEF BANUNAEK", "terindikasi_nonprosedural", "interview"),
        ("KRISTINA SELAN", "terindikasi_nonprosedural", "interview"),
        ("SARLINA LIU", "terindikasi_nonprosedural", "interview"),
        ("ROSALINA SERAN", "terindikasi_nonprosedural", "interview"),
        (
            "MARIA GORETTI BERE",
            "prosedural_belum_lengkap",
            "interview",
        ),
        ("HARYANTO WIJAYA", "tidak_ada_indikasi", "interview"),
        ("NUR AISYAH", "prosedural_belum_lengkap", "advise"),
        ("M. YUSUF", "prosedural_belum_lengkap", "advise"),
        ("LAODE HASANUDIN", "prosedural", "none"),
        ("ABD. ROCHMAN", "prosedural", "none"),
        ("SITI MUSLIMAH", "prosedural", "none"),
        ("DWI ASTUTI", "prosedural", "none"),
        ("M. RIZKY PRATAMA", "tidak_ada_indikasi", "none"),
        ("CLARISSA GUNAWAN", "tidak_ada_indikasi", "none"),
        ("TAN WEI MING", "tidak_ada_indikasi", "none"),
        ("JASON SANTOSO", "tidak_ada_indikasi", "none"),
        ("ZULKIFLI TANJUNG", "tidak_ada_indikasi", "none"),
    ] {
        let expected = (status.to_owned(), action.to_owned());
        assert_eq!(found.get(name), Some(&expected), "{name}");
    }
}

#[test]
fn the_report_takes_the_form_of_its_name() {
    let program = port_day();
    for (name, begins) in [
        ("report.html", "<!DOCTYPE html><html lang=\"en\">"),
        ("report.csv", "number,file,line,name"),
        ("report.jsonl", "{\"number\":"),
    ] {
        let run = screen(&program, &["--out", name, "--language", "en"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(program.read(name).starts_with(begins), "{name}");
    }
    let run = screen(&program, &["--out", "report.pdf"]);
    assert_eq!(run.code, 64);
    assert!(
        run.stderr
            .contains("--out report.pdf: expected a name that ends in .html, .csv or .jsonl"),
        "{}",
        run.stderr
    );
}

#[test]
fn what_cannot_be_used_leaves_no_report() {
    let program = port_day();
    program.write("empty.csv", "");
    program.write("strange.csv", "a;b\n1;2\n");
    program.write("no-head.toml", "[[rule]]\nid = \"x\"\n");
    program.write("not.json", "{}");
    for (arguments, expected) in [
        (["--registry", "empty.csv"], "empty.csv: the file is empty"),
        (
            ["--registry", "strange.csv"],
            "strange.csv:1: expected a column for a name",
        ),
        (["--registry", "absent.csv"], "absent.csv: cannot be read"),
        (["--rules", "no-head.toml"], "expected a table `[set]`"),
        (
            ["--model", "not.json"],
            "not.json: not a model of this program",
        ),
    ] {
        let mut command = vec!["screen", LISTS[1], "--out", "report.html"];
        if arguments[0] != "--registry" {
            command.extend(["--registry", "registry.csv"]);
        }
        command.extend(arguments);
        let run = program.run(&command);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(expected), "{}", run.stderr);
        assert!(!program.path("report.html").exists(), "{arguments:?}");
    }
}

#[test]
fn a_refused_row_and_a_faulty_rule_end_with_one_and_the_rest_is_done() {
    let program = port_day();
    program.write(
        "watch.csv",
        "name,birth_date,kind\nSITI,1990-01-01,somebody\n",
    );
    let run = screen(
        &program,
        &["--watchlist", "watch.csv", "--out", "report.csv"],
    );
    assert_eq!(run.code, 1);
    assert!(
        run.stderr
            .contains("watch.csv:2: error: expected `kind` to be `protect` or `accuse`"),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("SITI"), "{}", run.stderr);
    assert_eq!(program.read("report.csv").lines().count(), 51);

    let shipped = include_str!("../../../risk/rules/tanda.toml");
    program.write(
        "rules.toml",
        shipped.replacen("\"trip.one_way\"", "\"trip.oneway\"", 1),
    );
    let run = screen(&program, &["--rules", "rules.toml", "--out", "second.csv"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("`trip.oneway` is no known fact"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("rules.toml:"), "{}", run.stderr);
    assert_eq!(program.read("second.csv").lines().count(), 51);
}
