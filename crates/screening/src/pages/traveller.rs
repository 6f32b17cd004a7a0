//! The traveller who stands there, in the order of an officer's questions: what to do, whose trip, why, what to ask, what to decide;
//! then what it rests on.

use super::{agencies, needed, words};
use crate::{
    Answer, Assessment, Desk, Kept, Match, Outcome, Reason,
    service::{self, Held, Line},
};
use access::{AccessError, Action, Fault};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Port, Wording};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{badge, form, notice},
    moment, page,
};
use uuid::Uuid;

/// Reasons that are shown without unfolding.
const FIRST: usize = 3;

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    traveller_page(&app, &signed, id, None).await
}

pub(super) async fn decide(
    State(app): State<App>,
    Extension(desk): Extension<Desk>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::DecideScreening)?;
    let outcome = Outcome::from_code(posted.get("outcome")).ok_or(Failure::Malformed)?;
    let reason = posted.get("reason");
    let context = &app.context;
    match service::decide(context, &desk, &permit, id, outcome, reason).await {
        // Somebody is to be talked to: this traveller is not done.
        Ok(decision) if decision.outcome == Outcome::Interview => {
            Ok(Redirect::to(&format!("/desk/{id}#next")).into_response())
        }
        // Back to the empty field. Only the port stays: the next traveller goes elsewhere.
        Ok(_) => {
            let port = service::port_of(context, &permit, id).await?;
            let port = port.map(|port| escaped(port.code())).unwrap_or_default();
            Ok(Redirect::to(&format!("/desk?port={port}&done={id}")).into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let refused = Some((outcome, reason, fault));
            let page = traveller_page(&app, &signed, id, refused).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// A text as a part of a question in an address.
fn escaped(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

async fn traveller_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    refused: Option<(Outcome, &str, Fault)>,
) -> Result<Markup, Failure> {
    let permit = needed(app, signed, Action::Screen)?;
    let held = service::get(&app.context, &permit, id).await?;
    let followed = service::followed(&app.context, &permit, id).await?;
    let names = agencies(app).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let assessment = &held.kept.assessment;
    let decides = signed.principal.may(Action::DecideScreening);
    let body = html! {
        (head(words, &held))
        div.desk {
            div {
                (words::unseen(words, &held.kept.checked, &names))
                @if held.kept.checked.doubtful_document { (notice("warn", &words.text("desk-doubtful-document"))) }
                (earlier(words, &held.earlier))
                (reasons(words, assessment))
                (questions(words, assessment))
                (registry(words, &held.kept))
            }
            div {
                (decision(visit, &held, decides, refused))
                (super::next::next(visit, &held, &followed, decides))
            }
        }
        (checked(words, &held, &names))
    };
    Ok(page(visit, &words.text("desk-traveller"), body))
}

/// What is recommended, and whose trip it is.
fn head(words: Words, held: &Held) -> Markup {
    let assessment = &held.kept.assessment;
    let (who, trip) = (&assessment.traveller, &assessment.trip);
    let place = |port: &Option<Port>| match port {
        Some(port) => port.city().unwrap_or(port.code()).to_owned(),
        None => "?".to_owned(),
    };
    let country = trip.destination.map(|to| to.name(words.language));
    let doubt = doubt(held);
    let tone = match doubt {
        Some(_) => "warn",
        None => words::tone(assessment.action),
    };
    html! {
        section class={ "verdict " (tone) } aria-label=(words.text("desk-advice")) {
            @match doubt {
                Some(doubt) => { p.advice { (words.text(doubt)) } }
                None => {
                    p.advice { (assessment.action.words(words.language)) }
                    p { (assessment.status.words(words.language)) }
                }
            }
        }
        h1 { (words::named(words, &who.name)) }
        p.particulars {
            (words::born(&who.birth_dates))
            @if let Some((from, to)) = who.age {
                " (" @if from == to { (from) } @else { (from) "–" (to) } " " (words.text("desk-years")) ")"
            }
            " · " (words::sex(words, who.sex))
            " · " (who.nationality.map_or("—", |country| country.name(words.language)))
            " · " span.mono { (who.document.as_deref().unwrap_or("—")) }
        }
        p.particulars {
            (place(&trip.from)) " → "
            @match (country, trip.to.as_ref().and_then(Port::city)) {
                (Some(country), None) => { (country) }
                (Some(country), Some(_)) => { (place(&trip.to)) ", " (country) }
                (None, _) => { (place(&trip.to)) }
            }
            @if let Some(day) = trip.departure { " · " (ui::day(words, day)) }
            @if !trip.voyage.is_empty() { " · " (trip.voyage) }
        }
    }
}

/// Why nothing to do would be said too early: green only stands where enough is known.
fn doubt(held: &Held) -> Option<&'static str> {
    let (assessment, checked) = (&held.kept.assessment, &held.kept.checked);
    if assessment.action != risk::Action::None {
        return None;
    }
    let held_before = held.earlier.iter().any(|(line, probability)| {
        *probability >= 0.5 && matches!(line.outcome, Some(Outcome::Defer | Outcome::Refer))
    });
    if held_before {
        Some("desk-doubt-earlier")
    } else if assessment.trip.destination.is_none() {
        Some("desk-doubt-destination")
    } else if checked.doubtful_document {
        Some("desk-doubt-document")
    } else if checked.registries.is_empty() {
        Some("desk-doubt-registry")
    } else if assessment.reasons.iter().any(|reason| reason.points > 0) {
        Some("desk-doubt-signs")
    } else {
        None
    }
}

fn reasons(words: Words, assessment: &Assessment) -> Markup {
    let shown = assessment.reasons.iter().take(FIRST);
    let rest = assessment.reasons.get(FIRST..).unwrap_or_default();
    html! {
        h2 { (words.text("desk-why")) }
        @if assessment.reasons.is_empty() {
            p { (words.text("desk-no-reason")) }
        }
        @for flag in &assessment.accusing {
            (notice("bad", flag.in_language(words.language)))
        }
        ol.reasons { @for one in shown { (reason(words, one)) } }
        @if !rest.is_empty() {
            details {
                summary { (words.with("desk-more-reasons", "count", &rest.len().to_string())) }
                ol.reasons start=(FIRST + 1) { @for one in rest { (reason(words, one)) } }
            }
        }
    }
}

fn reason(words: Words, reason: &Reason) -> Markup {
    let say = |wording: &Wording| wording.in_language(words.language).to_owned();
    html! {
        li {
            strong { (say(&reason.title)) }
            @if reason.points > 0 { " " span.bits { "+" (reason.points) } }
            ul.evidence {
                @for seen in &reason.evidence { li { (say(&seen.saw)) } }
            }
            details.small {
                summary { (words.text("desk-reason-more")) }
                p.quiet { (words.text("desk-innocent")) ": " (say(&reason.innocent)) }
                p.quiet { (words.text("desk-source")) ": " (reason.source) }
            }
        }
    }
}

fn questions(words: Words, assessment: &Assessment) -> Markup {
    html! {
        @if !assessment.questions.is_empty() {
            h2 { (words.text("desk-ask")) }
            ul { @for question in &assessment.questions { li { (question.in_language(words.language)) } } }
        }
    }
}

/// What was decided about somebody who may be the same.
fn earlier(words: Words, lines: &[(Line, f64)]) -> Markup {
    html! {
        @if !lines.is_empty() {
            div.notice.warn {
                p { strong { (words.text("desk-earlier")) } }
                ul.plain-list {
                    @for (line, probability) in lines {
                        li {
                            a href={ "/desk/" (line.id) } { (moment(words, line.at)) }
                            @if let Some(to) = &line.destination { " → " (to.in_language(words.language)) }
                            " " (words::outcome_badge(words, line.outcome))
                            " " span.quiet { (words.with("desk-sure", "share", &words::percent(*probability))) }
                        }
                    }
                }
            }
        }
    }
}

fn decision(
    visit: &Visit,
    held: &Held,
    decides: bool,
    refused: Option<(Outcome, &str, Fault)>,
) -> Markup {
    let words = visit.words;
    let reason = refused.map_or("", |(_, reason, _)| reason);
    let body = html! {
        div.field.wrong[refused.is_some()] {
            label for="reason" { (words.text("desk-reason")) }
            p.hint id="reason-hint" { (words.text("desk-reason-hint")) }
            @if let Some((outcome, _, fault)) = refused {
                p.fault id="reason-fault" role="alert" { (words::outcome(words, outcome)) ": " (words.text(fault.message)) }
            }
            textarea id="reason" name="reason" rows="2" autocomplete="off" autofocus[refused.is_some()]
                aria-describedby=(if refused.is_some() { "reason-hint reason-fault" } else { "reason-hint" }) { (reason) }
        }
        div.outcomes {
            @for (at, outcome) in Outcome::ALL.iter().enumerate() {
                @let key = at + 1;
                button.second name="outcome" value=(outcome.code()) accesskey=(key) data-key=(key) {
                    kbd { (key) } " " (words::outcome(words, *outcome))
                }
            }
        }
        p.hint hidden data-scripted { (words.text("desk-keys")) }
    };
    html! {
        div.card {
            h2 { (words.text("desk-decision")) }
            @for decision in &held.decisions {
                p {
                    (words::outcome_badge(words, Some(decision.outcome)))
                    " " span.quiet { (moment(words, decision.at)) }
                    @if let Some(reason) = &decision.reason { br; (reason) }
                }
            }
            @if decides {
                (form(visit, &format!("/desk/{}/decisions", held.id), body))
            }
            p { a href="/desk" { (words.text("desk-back")) } }
        }
    }
}

/// Who this may be.
fn registry(words: Words, kept: &Kept) -> Markup {
    let registry = &kept.assessment.registry;
    html! {
        h2 { (words.text("desk-registry")) }
        p { (words::answer(words, registry.answer)) }
        @if registry.answer != Answer::Unasked {
            ol.hits { @for candidate in &registry.candidates { li.card { (record(words, candidate)) } } }
        }
        @if registry.found > registry.candidates.len() {
            p.quiet { (words.with("desk-more-records", "count", &(registry.found - registry.candidates.len()).to_string())) }
        }
    }
}

fn record(words: Words, candidate: &Match) -> Markup {
    let name = if candidate.name.is_empty() {
        words.text("desk-name-masked")
    } else {
        candidate.name.clone()
    };
    let placement = candidate.placement.in_language(words.language);
    html! {
        div.head {
            h3 { (name) }
            (badge("", &words.with("desk-sure", "share", &words::percent(candidate.probability))))
        }
        p { @if placement.is_empty() { (words.text("desk-placement-masked")) } @else { (placement) } }
        details {
            summary { (words.text("desk-evidence")) }
            ul.evidence {
                @for line in &candidate.evidence {
                    li.against[line.weight < 0.0] {
                        (line.words.in_language(words.language)) " "
                        span.bits title=(words.text("evidence-bits")) { (format!("{:+.1}", line.weight)) }
                    }
                }
            }
        }
    }
}

/// What was looked into, what is not known, and by which versions.
fn checked(words: Words, held: &Held, names: &HashMap<Uuid, String>) -> Markup {
    let (assessment, checked) = (&held.kept.assessment, &held.kept.checked);
    html! {
        h2 { (words.text("desk-checked")) }
        ul {
            @for registry in &checked.registries {
                li {
                    (words.with("desk-registry-of", "agency", names.get(&registry.agency).map_or("?", String::as_str)))
                    " " (words.with("desk-persons", "count", &registry.persons.to_string()))
                    @if let Some(agreement) = &registry.agreement { " · " (words.with("desk-under", "name", agreement)) }
                }
            }
            @if checked.registries.is_empty() { li { (words.text("desk-no-registry")) } }
            li { (words.text(if checked.watchlists { "desk-watchlists" } else { "desk-no-watchlists" })) }
            li { (words.text("desk-own-travellers")) }
        }
        @if !assessment.not_known.is_empty() {
            details {
                summary { (words.text("desk-not-known")) " (" (assessment.not_known.len()) ")" }
                ul { @for fact in &assessment.not_known { li { (fact.in_language(words.language)) } } }
            }
        }
        p.quiet {
            (moment(words, held.at)) " · " (assessment.rules) " · " (assessment.model) " · "
            (words.text(if held.replayed { "desk-replayed" } else { "desk-not-replayed" }))
        }
    }
}
