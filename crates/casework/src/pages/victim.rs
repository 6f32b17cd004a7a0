//! Victims: one with all that is done for them, all of a case, and the houses.

mod all;
mod consents;
mod questions;
mod services;
mod shelters;
mod stay;

use super::{Working, words};
use crate::{
    service::victim::{self as service, Victim},
    victim::{Conclusion, age_group},
};
use axum::{Router, extract::State, routing::get};
use domain::day_in_jakarta;
use maud::{Markup, html};
use risk::indicators::Subject;
use ui::{
    App, Below, Failure, Visit, Words,
    components::{badge, empty, notice},
    moment, page,
};
use uuid::Uuid;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/cases/{id}/victims", get(all::show).post(all::take_in))
        .route("/cases/{id}/victims/{person}", get(show))
        .route(
            "/cases/{id}/victims/{person}/questions",
            get(questions::show).post(questions::keep),
        )
        .route(
            "/cases/{id}/victims/{person}/consents",
            get(consents::show).post(consents::change),
        )
        .route(
            "/cases/{id}/victims/{person}/services",
            get(services::show).post(services::change),
        )
        .route(
            "/cases/{id}/victims/{person}/stay",
            get(stay::show).post(stay::change),
        )
        .route("/shelters", get(shelters::show).post(shelters::change))
}

/// The address of a victim.
fn path(case: Uuid, person: Uuid) -> String {
    format!("/cases/{case}/victims/{person}")
}

/// What was concluded, as a badge.
fn conclusion(words: Words, conclusion: Option<Conclusion>) -> Markup {
    match conclusion {
        None => badge("", &words.text("victim-not-asked")),
        Some(one) => {
            let tone = match one {
                Conclusion::PresumedVictim => "bad",
                Conclusion::AskFurther => "warn",
                Conclusion::LabourRights | Conclusion::NotShown => "",
            };
            badge(tone, &words::word(words, "conclusion", one.code()))
        }
    }
}

/// The name of the victim above a page about them, with what must be known of them whatever one does.
fn head(visit: &Visit, seen: &Victim, title: &str) -> Markup {
    let words = visit.words;
    let today = day_in_jakarta(visit.now.timestamp());
    let age = age_group(seen.person.who.birth_date, today);
    html! {
        p { a href={ "/cases/" (seen.case.id) "/victims" } { (words.with("victim-back", "case", &seen.case.number)) } }
        div.head {
            h1 { (title) }
            p {
                @match age {
                    Some(Subject::Child) => { (badge("warn", &words.text("victim-child"))) " " }
                    None => { (badge("", &words.text("victim-age-unknown"))) " " }
                    Some(Subject::Adult) => {}
                }
                (words::danger(words, seen.case.danger))
            }
        }
        @if age == Some(Subject::Child) { (notice("warn", &words.text("victim-child-text"))) }
    }
}

async fn show(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Below(case, person): Below<Uuid>,
) -> Result<Markup, Failure> {
    let seen = service::get(&app.context, &officer, case, person).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let name = &seen.person.who.name;
    let at = path(case, person);
    let latest = seen.identifications.first();
    let untold: Vec<_> = seen.consents.iter().filter(|one| one.must_tell()).collect();
    let standing = seen
        .consents
        .iter()
        .filter(|one| one.stands(visit.now.timestamp()));
    let here = seen.stays.iter().find(|stay| stay.left.is_none());
    let body = html! {
        (head(visit, &seen, name))
        @for consent in &untold {
            (notice("bad", &words.with("consent-must-tell", "recipient", &consent.recipient_name)))
        }
        div.columns {
            div.card {
                h2 { (words.text("victim-questions")) }
                p { (conclusion(words, latest.map(|one| one.conclusion))) }
                @if let Some(one) = latest {
                    p { (one.pattern.name().in_language(words.language)) "." }
                    @if let Some(reason) = &one.reason { p.written { (reason) } }
                    p.quiet { (one.by.name) ", " (moment(words, one.at)) }
                }
                p { a.button.second href={ (at) "/questions" } { (words.text(if latest.is_some() { "victim-ask-again" } else { "victim-ask" })) } }
            }
            div.card {
                h2 { (words.text("victim-consents")) }
                ul { @for one in standing {
                    li { (one.recipient_name) ": " (words::word(words, "purpose", one.purpose.code())) }
                } }
                @if seen.consents.iter().all(|one| !one.stands(visit.now.timestamp())) { p { (words.text("consent-none")) } }
                p { a.button.second href={ (at) "/consents" } { (words.text("victim-consents-open")) } }
            }
            div.card {
                h2 { (words.text("victim-stay")) }
                @match here {
                    Some(stay) => {
                        p { strong { (stay.shelter_name) } ", " (words.with("stay-since", "at", &moment(words, stay.admitted_at))) }
                        @if !stay.needs.is_empty() { p { strong { (words.text("stay-needs")) ": " } (stay.needs) } }
                    }
                    None => p { (words.text("stay-nowhere")) }
                }
                p { a.button.second href={ (at) "/stay" } { (words.text(if here.is_some() { "stay-end" } else { "stay-admit" })) } }
            }
        }
        div.head { h2 { (words.text("victim-services")) } a.button.second href={ (at) "/services" } { (words.text("victim-services-open")) } }
        @if seen.services.is_empty() { (empty(&words.text("service-none"))) } @else { (services::table(words, &at, &seen.services)) }
    };
    Ok(page(visit, name, body))
}
