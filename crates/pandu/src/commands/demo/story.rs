//! One assessment told so that somebody understands it who has never seen such a thing.

use domain::Language;
use screening::{Answer, Assessment, Screening};
use std::fmt::Write;

/// The rule that speaks when a placement is for another country than the trip.
const OTHER_COUNTRY: &str = "tujuan-berbeda";

/// Somebody surely found in the registry, with a placement in another country; one whose record needed the most evidence to be found.
pub(super) fn somewhere_else(screening: &Screening) -> Option<&Assessment> {
    screening
        .assessments
        .iter()
        .filter(|a| a.registry.answer == Answer::Link)
        .filter(|a| a.reasons.iter().any(|reason| reason.rule == OTHER_COUNTRY))
        .max_by_key(|a| {
            let record = a.registry.candidates.first();
            record.is_some_and(|record| record.name != a.traveller.name)
        })
}

/// The person, the record, the evidence, the reasons, the question, the innocent explanation.
pub(super) fn told(assessment: &Assessment, language: Language) -> String {
    let id = language == Language::Id;
    let mut text = String::new();
    let mut line = |label: &str, words: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "   {label:<22}{words}");
    };
    line(
        if id { "Penumpang" } else { "Traveller" },
        &assessment.traveller.name,
    );
    line(
        if id { "Perjalanan" } else { "Trip" },
        &screening::report::route(assessment),
    );
    if let Some(record) = assessment.registry.candidates.first() {
        line(
            if id {
                "Catatan registri"
            } else {
                "Registry record"
            },
            &format!("{} {}", record.record, record.name),
        );
        line("", record.placement.in_language(language));
        for (at, evidence) in record.evidence.iter().enumerate() {
            let label = match (at, id) {
                (0, true) => "Orang yang sama?",
                (0, false) => "The same person?",
                _ => "",
            };
            line(
                label,
                &format!(
                    "{:+6.1}  {}",
                    evidence.weight,
                    evidence.words.in_language(language)
                ),
            );
        }
        let percent = (record.probability * 10_000.0).floor() / 100.0;
        line("", &format!("{percent:5.2} %"));
    }
    for (at, reason) in assessment.reasons.iter().enumerate() {
        let label = match (at, id) {
            (0, true) => "Alasan",
            (0, false) => "Reasons",
            _ => "",
        };
        line(label, reason.title.in_language(language));
    }
    if let Some(question) = assessment.questions.first() {
        line(
            if id { "Tanyakan" } else { "Ask" },
            question.in_language(language),
        );
    }
    if let Some(reason) = assessment.reasons.first() {
        line(
            if id {
                "Mungkin wajar karena"
            } else {
                "May be innocent"
            },
            reason.innocent.in_language(language),
        );
    }
    text
}
