//! `pandu synth` and `pandu evaluate` from outside.

use crate::program::Program;

fn nation() -> Program {
    let program = Program::new();
    let run = program.run(&[
        "synth",
        "--registry",
        "3000",
        "--crossings",
        "400",
        "--seed",
        "4",
        "--out",
        "nation",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    program
}

/// What one part of the program writes another reads: everybody on board, nothing lost.
#[test]
fn the_lists_of_a_nation_are_read_whole() {
    let program = nation();
    let lists: Vec<String> = std::fs::read_dir(program.path("nation/voyages"))
        .unwrap()
        .map(|entry| entry.unwrap().path().display().to_string())
        .collect();
    let mut arguments = vec!["manifest", "--format", "jsonl", "--fail-on", "error"];
    arguments.extend(lists.iter().map(String::as_str));
    let run = program.run(&arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stdout.lines().count(), 400);
}

#[test]
fn a_second_nation_replaces_the_first() {
    let program = nation();
    program.write("nation/voyages/notes.txt", "mine");
    let run = program.run(&[
        "synth",
        "--registry",
        "50",
        "--crossings",
        "20",
        "--seed",
        "5",
        "--out",
        "nation",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(program.read("nation/registry.csv").lines().count(), 51);
    assert_eq!(program.read("nation/voyages/notes.txt"), "mine");
    let lists = std::fs::read_dir(program.path("nation/voyages"))
        .unwrap()
        .count()
        - 1;
    assert!((1..=3).contains(&lists), "{lists}");
}

#[test]
fn an_unknown_profile_is_named() {
    let program = Program::new();
    let run = program.run(&[
        "synth",
        "--registry",
        "5",
        "--crossings",
        "5",
        "--out",
        "nation",
        "--noise",
        "loud",
    ]);
    assert_eq!(run.code, 64);
    assert!(
        run.stderr
            .contains("expected `mixed`, `documents`, `renewed` or `names`"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_truth_evaluated_against_itself_is_whole() {
    let program = nation();
    let run = program.run(&[
        "evaluate",
        "nation/truth.csv",
        "nation/truth.csv",
        "--format",
        "json",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["all_rows"]["pair"]["f1"], 1.0);
    assert_eq!(report["all_rows"]["top1"]["recall"], 1.0);
    assert!(
        report["by_noise"]["passport_renewed"]["wanted"]
            .as_u64()
            .unwrap()
            > 0
    );
}

#[test]
fn a_file_without_the_columns_is_unusable() {
    let program = Program::new();
    program.write("pairs.csv", "left_id,weight\nR1,3\n");
    program.write("truth.csv", "left_id,right_id\nR1,C1\n");
    let run = program.run(&["evaluate", "pairs.csv", "truth.csv"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "pandu: pairs.csv: expected a column `right_id`, found `left_id`, `weight`\n"
    );
    assert_eq!(program.run(&["evaluate", "none.csv", "truth.csv"]).code, 2);
}
