//! What a faulty rule file is told, and that the other rules are kept.

use risk::{RuleFile, RuleSet};

const HEAD: &str = r#"
[set]
id = "test"
version = "1"
signs_from = 50
interview_from = 60
scope = { fact = "traveller.nationality", is = "IDN" }
check = { id = "cek", en = "check" }
protective = { id = "lindungi", en = "protect" }
"#;

/// A rule with a condition, and an effect.
fn rule(id: &str, effect: &str, when: &str) -> String {
    let points = if matches!(effect, "ask" | "protect") {
        ""
    } else {
        "points = 10"
    };
    format!(
        r#"
[[rule]]
id = "{id}"
effect = "{effect}"
{points}
title = {{ id = "judul", en = "title" }}
when = {when}
source = "UU 18/2017"
from = 2017-11-22
innocent = {{ id = "wisatawan", en = "a tourist" }}
ask = {{ id = "ke mana?", en = "where to?" }}
"#
    )
}

fn compile(text: &str) -> (Option<RuleSet>, Vec<String>) {
    let (set, diagnostics) = RuleSet::compile(&[RuleFile {
        name: "rules.toml",
        text,
    }]);
    (set, diagnostics.iter().map(ToString::to_string).collect())
}

#[test]
fn one_faulty_rule_does_not_take_the_others_with_it() {
    let text = [
        HEAD.to_owned(),
        rule("good", "sign", r#"{ fact = "trip.mode", is = "sea" }"#),
        rule("bad", "sign", r#"{ fact = "trip.colour", is = "sea" }"#),
        rule(
            "also-good",
            "ask",
            r#"{ fact = "trip.destination", unknown = true }"#,
        ),
    ]
    .concat();
    let (set, faults) = compile(&text);
    let ids: Vec<_> = set
        .unwrap()
        .rules
        .iter()
        .map(|rule| rule.id.clone())
        .collect();
    assert_eq!(ids, ["good", "also-good"]);
    assert_eq!(faults.len(), 1);
    assert!(
        faults[0].starts_with(
            "rules.toml:27: error: `trip.colour` is no known fact; expected one of trip.destination"
        ),
        "{faults:?}"
    );
}

#[test]
fn what_each_fault_is_told() {
    let conditions = [
        ("sign", r#"{ fact = "trip.mode", is = "rail" }"#),
        ("sign", r#"{ fact = "traveller.age", below = "eighteen" }"#),
        (
            "sign",
            r#"{ fact = "trip.destination", in = ["MYS", "XYZ"] }"#,
        ),
        ("sign", r#"{ fact = "trip.destination", above = 3 }"#),
        (
            "sign",
            r#"{ fact = "trip.one_way", is = true, is_not = false }"#,
        ),
        ("sign", r#"{ fact = "trip.one_way" }"#),
        ("sign", r#"{ fact = "traveller.age", between = [45, 18] }"#),
        (
            "sign",
            r#"{ fact = "placement.contract_end", before = "traveller.age" }"#,
        ),
        ("sign", r#"{ fact = "trip.destination", unknown = true }"#),
        (
            "sign",
            r#"{ not = { fact = "trip.destination", known = true } }"#,
        ),
        ("sign", r#"{ fact = "watchlist.protect", is = "link" }"#),
        ("sign", r#"{ any = [] }"#),
        ("sign", r#"{ either = [] }"#),
        ("sign", r#""always""#),
        ("warn", r#"{ fact = "trip.one_way", is = true }"#),
    ];
    let told: Vec<String> = conditions
        .iter()
        .map(|(effect, when)| {
            let (set, faults) = compile(&[HEAD.to_owned(), rule("r", effect, when)].concat());
            assert!(set.unwrap().rules.is_empty(), "{when} was accepted");
            format!("{when}\n  {}", faults.join("\n  "))
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn faults_of_the_whole_file() {
    let told: Vec<String> = [
        String::new(),
        "[set\nid = 1".to_owned(),
        HEAD.replace("signs_from = 50", "signs_from = -1"),
        HEAD.replace("protective =", "protecting ="),
        format!(
            "{HEAD}{0}{0}",
            rule("twice", "sign", r#"{ fact = "trip.one_way", is = true }"#)
        ),
        format!(
            "{HEAD}{}",
            rule("p", "sign", r#"{ fact = "trip.one_way", is = true }"#).replace("points = 10", "")
        ),
        format!(
            "{HEAD}{}",
            rule("p", "ask", r#"{ fact = "trip.one_way", is = true }"#)
                .replace("source", "points = 3\nsources")
        ),
        format!(
            "{HEAD}{}",
            rule("p", "ask", r#"{ fact = "trip.one_way", is = true }"#)
                .replace("en = \"title\"", "de = \"Titel\"")
        ),
    ]
    .iter()
    .map(|text| compile(text).1.join("\n"))
    .collect();
    insta::assert_snapshot!(told.join("\n\n"));
}
