//! Tables that are faulty, and what is said of them.

use super::day::{DAY, REGISTRY, ferry, screen};
use risk::RuleSet;
use screening::{Named, Screener};

fn told(registry: &str, watchlist: Option<&str>) -> Vec<String> {
    screen(ferry(), registry, watchlist)
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn what_is_said_of_faulty_tables() {
    let told = [
        told(
            REGISTRY,
            Some(
                "name,birth_date,passport_no,kind,until\n\
                SITI,1990-01-01,A1234567,watch,\n\
                SITI,1990-01-01,A1234567,,\n\
                SITI,1990-01-01,A1234567,accuse,someday\n",
            ),
        ),
        told(
            REGISTRY,
            Some("name,birth_date\nSITI,1990-01-01\nBUDI,1991-01-01\n"),
        ),
        told(
            "name,birth_date,passport_no,destination,status,contract_end\n\
            SRI WAHYUNI,1994-03-27,X9910101,Atlantis,melayang,31-31-2026\n",
            None,
        ),
        told("name,birth_date\n", None),
    ];
    insta::assert_snapshot!(told.map(|lines| lines.join("\n")).join("\n\n"));
}

#[test]
fn a_table_without_persons_cannot_be_used() {
    let rules = RuleSet::shipped().0.unwrap();
    let screener = Screener {
        rules: &rules,
        day: DAY,
        model: None,
        threads: 1,
    };
    for (text, expected) in [
        (
            "a,b\n1,2\n",
            "registry.csv:1: expected a column for a name, a passport number or a NIK (`name`, `passport_no`, `nik`)",
        ),
        (
            "",
            "registry.csv: the file is empty, expected a line with the names of the columns",
        ),
    ] {
        let registry = Named {
            name: "registry.csv".to_owned(),
            source: text.as_bytes(),
        };
        let error = screener
            .screen(Vec::new(), registry, None::<Named<&[u8]>>)
            .unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}
