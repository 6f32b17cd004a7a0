//! One person to look at: who, where to, why, compared with what, what to ask, and what may explain it.

use super::footnotes::Sources;
use super::{both, say, status_tag, tone};
use crate::identify::Answer;
use crate::report::words;
use crate::{Assessment, Match, Screening};
use domain::Language;
use maud::{Markup, html};
use risk::Action;

pub(super) fn card(assessment: &Assessment, screening: &Screening, sources: &Sources) -> Markup {
    let anchor = format!("p{}", assessment.number);
    let protective = assessment.action == Action::ProtectiveInterview;
    let edge = if protective {
        "t-violet"
    } else {
        tone(assessment.status)
    };
    html! {
        article class={ "card " (edge) } id=(anchor) aria-labelledby={ (anchor) "h" } {
            (who(assessment, &anchor))
            (why(assessment, sources))
            (registry(assessment))
            (next(assessment))
            @if !assessment.groups.is_empty() { (membership(assessment, screening)) }
        }
    }
}

fn who(assessment: &Assessment, anchor: &str) -> Markup {
    let (who, trip) = (&assessment.traveller, &assessment.trip);
    html! {
        p.tags {
            @if assessment.action == Action::ProtectiveInterview {
                span.tag.t-violet.solid { (action(assessment.action)) }
            } @else {
                span.tag.solid class=(tone(assessment.status)) { (action(assessment.action)) }
            }
            (status_tag(assessment.status))
            @for flag in &assessment.accusing {
                span.tag.t-red { (both(flag)) }
            }
        }
        h3 id={ (anchor) "h" } { (who.name) }
        p.who {
            (say("lahir", "born")) " " (words::dates(&who.birth_dates))
            @if let Some((from, to)) = who.age {
                " (" @if from == to { (from) } @else { (from) "–" (to) } " " (say("tahun", "years")) ")"
            }
            @if let Some(sex) = who.sex { " · " (sex.letter()) }
            @if let Some(country) = who.nationality {
                " · " (country) @if who.nationality_presumed { "?" }
            }
            @if let Some(document) = &who.document { " · " span.code { (document) } }
            br;
            (words::route(assessment))
            @if let Some(country) = trip.destination {
                " (" (say(country.name(Language::Id), country.name(Language::En))) ")"
            }
            @if !trip.voyage.is_empty() { " · " (trip.voyage) }
            @if let Some(departure) = trip.departure { " · " (departure) }
        }
    }
}

fn action(action: Action) -> Markup {
    say(action.words(Language::Id), action.words(Language::En))
}

fn why(assessment: &Assessment, sources: &Sources) -> Markup {
    if assessment.reasons.is_empty() {
        return html! {};
    }
    html! {
        h4 { (say("Mengapa", "Why")) " · " (assessment.score) " " (say("poin", "points")) }
        ul.why {
            @for reason in &assessment.reasons {
                li {
                    (both(&reason.title)) " "
                    span.points { "+" (reason.points) }
                    @if let Some(number) = sources.number(&reason.rule) {
                        sup { a href={ "#a" (number) } { (number) } }
                    }
                    @for seen in &reason.evidence {
                        small { (both(&seen.saw)) }
                    }
                }
            }
        }
    }
}

fn registry(assessment: &Assessment) -> Markup {
    let registry = &assessment.registry;
    html! {
        h4 { (say("Catatan penempatan", "Placement record")) }
        @match registry.answer {
            Answer::None => p { (say("Tidak ditemukan pada data penempatan.", "Not found in the placement registry.")) },
            Answer::Possible => p {
                b { (registry.found) } " "
                (say(
                    "catatan mungkin cocok. Belum ada kesimpulan: cocokkan lebih dahulu.",
                    "records may match. Nothing is concluded: compare them first.",
                ))
            },
            Answer::Link => {},
        }
        @for candidate in registry.candidates.iter().take(if registry.answer == Answer::Link { 1 } else { 3 }) {
            (record(candidate))
        }
    }
}

/// One record with the waterfall of its match.
fn record(candidate: &Match) -> Markup {
    let widest = candidate
        .evidence
        .iter()
        .map(|line| line.weight.abs())
        .fold(1.0, f64::max);
    html! {
        div.record {
            p {
                b { (candidate.name) } " · " (words::dates(&candidate.birth_dates))
                " · " span.code { (candidate.record) }
                " · " (percent(candidate.probability))
                @if !candidate.placement.id.is_empty() { br; (both(&candidate.placement)) }
            }
            ul.fall {
                @for line in &candidate.evidence {
                    @let share = (line.weight.abs() / widest * 100.0).round();
                    li {
                        span { (both(&line.words)) }
                        i class=(if line.weight < 0.0 { "against" } else { "for" }) style={ "--w:" (share) "%" } {}
                        span.n { (format!("{:+.0}", line.weight)) }
                    }
                }
            }
        }
    }
}

/// A probability that never claims certainty.
fn percent(probability: f64) -> Markup {
    let words = if probability > 0.999 {
        "> 99.9 %".to_owned()
    } else {
        format!("{:.1} %", probability * 100.0)
    };
    say(&words.replace('.', ","), &words)
}

fn next(assessment: &Assessment) -> Markup {
    html! {
        @if !assessment.questions.is_empty() {
            h4 { (say("Tanyakan", "Ask next")) }
            ul { @for question in assessment.questions.iter().take(4) { li { (both(question)) } } }
        }
        @if !assessment.reasons.is_empty() {
            h4 { (say("Bisa juga karena", "It may also be")) }
            ul.innocent { @for reason in assessment.reasons.iter().take(3) { li { (both(&reason.innocent)) } } }
        }
    }
}

fn membership(assessment: &Assessment, screening: &Screening) -> Markup {
    let groups: Vec<_> = screening
        .groups
        .iter()
        .filter(|group| {
            assessment.groups.contains(&group.number) && super::groups::is_shown(group, screening)
        })
        .collect();
    html! {
        @if !groups.is_empty() {
            p.member {
                (say("Rombongan", "Groups")) ":"
                @for group in groups {
                    " " a href={ "#g" (group.number) } { (say("rombongan", "group")) " " (group.number) }
                }
            }
        }
    }
}
