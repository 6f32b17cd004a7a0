//! The report as CSV: one row a traveller, the most urgent first.
//!
//! | column | what it holds |
//! |---|---|
//! | `number` | number in the order of the lists, from 1 |
//! | `file`, `line` | the list and its line |
//! | `name`, `birth_date`, `sex`, `nationality`, `document`, `role` | who travels; several readings of a birth date divided by ` / ` |
//! | `voyage`, `from`, `to`, `destination`, `departure` | the trip; `destination` as alpha-3, `departure` as ISO 8601 |
//! | `status`, `score`, `action` | identifiers of `risk::TripStatus` and `risk::Action` |
//! | `accusing` | flags that accuse, divided by `; ` |
//! | `main_reason` | the heaviest reason in words |
//! | `reasons` | ids of the rules that count, divided by `; ` |
//! | `question` | what to ask first |
//! | `registry`, `registry_id`, `probability` | answer (`link`, `possible`, `none`), the most probable record and its probability |
//! | `groups` | numbers of the groups, divided by `; ` |
//! | `rules`, `model` | versions |

use super::words;
use crate::model::{Assessment, Screening};
use domain::Language;
use std::io::{self, Write};

const HEADER: &str = "number,file,line,name,birth_date,sex,nationality,document,role,voyage,from,to,destination,departure,\
status,score,action,accusing,main_reason,reasons,question,registry,registry_id,probability,groups,rules,model";

/// Writes the report; words are in the language given.
///
/// # Errors
/// What the writer reports.
pub fn csv(screening: &Screening, language: Language, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{HEADER}")?;
    for assessment in &screening.assessments {
        let row: Vec<String> = row(assessment, language)
            .iter()
            .map(|text| cell(text))
            .collect();
        writeln!(out, "{}", row.join(","))?;
    }
    Ok(())
}

fn row(assessment: &Assessment, language: Language) -> [String; 27] {
    let (who, trip) = (&assessment.traveller, &assessment.trip);
    let best = assessment.registry.candidates.first();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let accusing: Vec<_> = assessment
        .accusing
        .iter()
        .map(|flag| flag.in_language(language))
        .collect();
    let reasons: Vec<_> = assessment
        .reasons
        .iter()
        .map(|reason| reason.rule.as_str())
        .collect();
    let groups: Vec<_> = assessment.groups.iter().map(ToString::to_string).collect();
    [
        assessment.number.to_string(),
        assessment.file.clone(),
        assessment
            .line
            .map(|line| line.to_string())
            .unwrap_or_default(),
        who.name.clone(),
        if who.birth_dates.is_empty() {
            String::new()
        } else {
            words::dates(&who.birth_dates)
        },
        who.sex
            .map(|sex| sex.letter().to_string())
            .unwrap_or_default(),
        who.nationality
            .map(|country| country.to_string())
            .unwrap_or_default(),
        text(who.document.as_deref()),
        who.role.word().to_owned(),
        trip.voyage.clone(),
        text(trip.from.as_ref().map(domain::Port::code)),
        text(trip.to.as_ref().map(domain::Port::code)),
        trip.destination
            .map(|country| country.to_string())
            .unwrap_or_default(),
        trip.departure
            .map(|date| date.to_string())
            .unwrap_or_default(),
        assessment.status.code().to_owned(),
        assessment.score.to_string(),
        assessment.action.code().to_owned(),
        accusing.join("; "),
        words::main_reason(assessment, language),
        reasons.join("; "),
        text(
            assessment
                .questions
                .first()
                .map(|words| words.in_language(language)),
        ),
        assessment.registry.answer.code().to_owned(),
        text(best.map(|best| best.record.as_str())),
        best.map(|best| format!("{:.4}", best.probability))
            .unwrap_or_default(),
        groups.join("; "),
        assessment.rules.clone(),
        assessment.model.clone(),
    ]
}

/// A field by RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it: lists come from anybody.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t']) {
        "'"
    } else {
        ""
    };
    if text.contains([',', '"', '\n', '\r', ';']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_are_safe_to_open() {
        for (text, expected) in [
            ("SITI", "SITI"),
            ("SITI, \"T\"", "\"SITI, \"\"T\"\"\""),
            ("=1+1", "'=1+1"),
            ("@SUM(A1,2)", "\"'@SUM(A1,2)\""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }

    #[test]
    fn a_name_for_every_column() {
        assert_eq!(HEADER.split(',').count(), 27);
    }
}
