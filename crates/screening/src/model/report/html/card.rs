//! One person to look at, or several with the same reasons: who, where to, why, compared with what, what to ask, and what
//! may explain it.

use super::{both, say, status_tag, tone};
use super::{footnotes::Sources, groups::Shown};
use crate::model::identify::Answer;
use crate::model::report::words;
use crate::model::{Assessment, Match, Reason, Seen};
use maud::{Markup, html};
use risk::Action;

/// What there is to ask and what may explain it: so much is read, more is not.
const MOST_LINES: usize = 3;

/// Reasons below these points are true of most travellers: they stand together in one line, without their evidence.
const TELLING: u32 = 15;

/// Puts those together whose trip, advice and reasons are the same and of whom the registry knows nothing.
pub(super) fn alike<'a>(assessments: &[&'a Assessment]) -> Vec<Vec<&'a Assessment>> {
    together(assessments, |one, two| {
        one.registry.answer == Answer::None
            && two.registry.answer == Answer::None
            && words::voyage(one) == words::voyage(two)
            && same_reasons(one, two)
    })
}

/// Puts those together who are told the same at the counter. Who may be one of several persons stands alone.
pub(super) fn same_advice<'a>(assessments: &[&'a Assessment]) -> Vec<Vec<&'a Assessment>> {
    together(assessments, |one, two| {
        one.registry.answer == two.registry.answer
            && one.registry.answer != Answer::Possible
            && same_reasons(one, two)
    })
}

fn same_reasons(one: &Assessment, two: &Assessment) -> bool {
    let rules = |a: &Assessment| {
        a.reasons
            .iter()
            .map(|reason| reason.rule.clone())
            .collect::<Vec<_>>()
    };
    (one.action, one.status, &one.accusing) == (two.action, two.status, &two.accusing)
        && one.questions == two.questions
        && rules(one) == rules(two)
}

fn together<'a>(
    assessments: &[&'a Assessment],
    same: impl Fn(&Assessment, &Assessment) -> bool,
) -> Vec<Vec<&'a Assessment>> {
    let mut cards: Vec<Vec<&'a Assessment>> = Vec::new();
    for assessment in assessments {
        match cards
            .iter_mut()
            .find(|card| card.first().is_some_and(|first| same(first, assessment)))
        {
            Some(card) => card.push(assessment),
            None => cards.push(vec![assessment]),
        }
    }
    cards
}

/// What is told at the counter, and to whom: the advice once, each person in a few lines.
pub(super) fn advice(people: &[&Assessment], shown: &Shown<'_>, sources: &Sources) -> Markup {
    let Some(first) = people.first() else {
        return html! {};
    };
    if first.registry.answer == Answer::Possible {
        return card(people, shown, sources);
    }
    let heading = format!("a-p{}", first.number);
    let title = words::leading(first)
        .first()
        .map(|reason| both(&reason.title));
    let status = || {
        say(
            first.status.words(domain::Language::Id),
            first.status.words(domain::Language::En),
        )
    };
    html! {
        article class={ "card " (tone(first.status)) } aria-labelledby=(heading) {
            p.tags { (status_tag(first.status)) span.count { (people.len()) } }
            h3 id=(heading) { (title.unwrap_or_else(status)) }
            (why(people, sources))
            (next(first))
            h4 { (say("Siapa", "Who")) }
            ul.brief { @for person in people { (brief(person, people)) } }
        }
    }
}

fn brief(person: &Assessment, people: &[&Assessment]) -> Markup {
    let who = &person.traveller;
    html! {
        li id={ "p" (person.number) } {
            b { (who.name) } " · " (words::dates(&who.birth_dates))
            @if let Some(document) = &who.document { " · " span.code { (document) } }
            " · " (words::voyage(person))
            @for reason in words::leading(person) {
                @let shared = common(reason, people);
                @for seen in reason.evidence.iter().filter(|seen| !shared.contains(seen)) {
                    small { (both(&seen.saw)) }
                }
            }
            @if let Some(record) = person.registry.candidates.first() {
                small {
                    span.code { (record.record) } " · " (record.name) " · " (percent(record.probability))
                    " · " (both(&record.placement))
                }
            }
        }
    }
}

pub(super) fn card(people: &[&Assessment], shown: &Shown<'_>, sources: &Sources) -> Markup {
    let Some(first) = people.first() else {
        return html! {};
    };
    let protective = first.action == Action::ProtectiveInterview;
    let edge = if protective {
        "t-violet"
    } else {
        tone(first.status)
    };
    let heading = format!("p{}", first.number);
    html! {
        article class={ "card " (edge) } aria-labelledby=(heading) {
            p.tags {
                span class={ "tag solid " (edge) } {
                    (say(first.action.words(domain::Language::Id), first.action.words(domain::Language::En)))
                }
                (status_tag(first.status))
                @for flag in &first.accusing { span.tag.t-red { (both(flag)) } }
            }
            @for person in people { (who(person)) }
            p.who { (words::voyage(first)) }
            (why(people, sources))
            (registry(first))
            (next(first))
            (membership(people, shown))
        }
    }
}

fn who(assessment: &Assessment) -> Markup {
    let who = &assessment.traveller;
    html! {
        h3 id={ "p" (assessment.number) } { (who.name) }
        p.who {
            (words::dates(&who.birth_dates))
            @if let Some((from, to)) = who.age {
                " (" @if from == to { (from) } @else { (from) "–" (to) } " " (say("th", "y")) ")"
            }
            @if let Some(sex) = who.sex { " · " (sex.letter()) }
            @if let Some(country) = who.nationality {
                " · " (country) @if who.nationality_presumed { "?" }
            }
            @if let Some(document) = &who.document { " · " span.code { (document) } }
        }
    }
}

fn why(people: &[&Assessment], sources: &Sources) -> Markup {
    let reasons = people
        .first()
        .map(|first| words::leading(first))
        .unwrap_or_default();
    if reasons.is_empty() {
        return html! {};
    }
    html! {
        h4 {
            (say("Mengapa", "Why")) " · "
            (reasons.iter().map(|reason| reason.points).sum::<u32>()) " " (say("poin", "points"))
        }
        ul.why {
            @for reason in reasons.iter().filter(|reason| reason.points >= TELLING) {
                li {
                    (title(reason, sources))
                    @let seen = common(reason, people);
                    @if !seen.is_empty() {
                        small { @for (at, seen) in seen.iter().enumerate() { @if at > 0 { " · " } (both(&seen.saw)) } }
                    }
                }
            }
            @let weak: Vec<_> = reasons.iter().filter(|reason| reason.points < TELLING).collect();
            @if !weak.is_empty() {
                li.weak { @for (at, reason) in weak.iter().enumerate() { @if at > 0 { " · " } (title(reason, sources)) } }
            }
        }
    }
}

fn title(reason: &Reason, sources: &Sources) -> Markup {
    html! {
        (both(&reason.title)) " "
        span.points { "+" (reason.points) }
        @if let Some(number) = sources.number(&reason.rule) {
            sup { a href={ "#a" (number) } { (number) } }
        }
    }
}

/// What was seen of all of them alike; what differs, such as the age, stands with each person.
fn common<'a>(reason: &'a Reason, people: &[&Assessment]) -> Vec<&'a Seen> {
    reason
        .evidence
        .iter()
        .filter(|seen| {
            people.iter().all(|person| {
                person
                    .reasons
                    .iter()
                    .any(|other| other.evidence.contains(seen))
            })
        })
        .collect()
}

fn registry(assessment: &Assessment) -> Markup {
    let registry = &assessment.registry;
    let shown = if registry.answer == Answer::Link {
        1
    } else {
        MOST_LINES
    };
    html! {
        h4 { (say("Catatan penempatan", "Placement record")) }
        @match registry.answer {
            Answer::Unasked => p { (say("Data penempatan tidak dapat dilihat.", "The placement registry could not be seen.")) },
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
        @for candidate in registry.candidates.iter().take(shown) { (record(candidate)) }
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
                        i class=[(line.weight < 0.0).then_some("against")] style={ "--w:" (share) "%" } {}
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
            ul { @for question in assessment.questions.iter().take(MOST_LINES) { li { (both(question)) } } }
        }
        @let reasons = words::leading(assessment);
        @if !reasons.is_empty() {
            h4 { (say("Bisa juga karena", "It may also be")) }
            ul.innocent {
                @for reason in reasons.iter().take(MOST_LINES) { li { (both(&reason.innocent)) } }
            }
        }
    }
}

fn membership(people: &[&Assessment], shown: &Shown<'_>) -> Markup {
    let groups: Vec<_> = shown.with(people.iter().copied()).collect();
    html! {
        @if !groups.is_empty() {
            p {
                (say("Rombongan", "Groups")) ":"
                @for group in groups {
                    " " a href={ "#g" (group.number) } { (say("rombongan", "group")) " " (group.number) }
                }
            }
        }
    }
}
