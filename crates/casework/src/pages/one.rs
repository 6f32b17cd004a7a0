//! One case: is anybody in danger, how may they be reached, what is it, what is next, who stands in it, what was told and written.

mod dossier;
mod handed;
pub(super) mod law;
mod people;
mod similar;
mod told;
mod work;
mod written;

pub(super) use handed::state;

use super::{Working, list::due, words};
use crate::{CASE, CaseForm, Held, SafeContact, service};
use access::{AccessError, Action, Fault, service::history};
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::day_in_jakarta;
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    App, Failure, Id, Posted, Visit, Words,
    components::{badge, button, notice, timeline},
    moment, page,
};
use uuid::Uuid;

/// The routes of one case.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/cases/{id}", get(show).post(work::change))
        .route("/cases/{id}/people", post(people::add))
        .route("/cases/{id}/people/{person}/strike", post(people::strike))
        .route("/cases/{id}/entries", post(written::write))
        .route("/cases/{id}/answers/{intake}", post(told::answer))
        .route("/cases/{id}/contact", post(told::set_contact))
        .route("/cases/{id}/join", post(similar::join))
        .route("/cases/{id}/part", post(similar::part))
        .route("/cases/{id}/seal", post(work::seal))
        .route("/cases/{id}/referrals", post(handed::send))
        .route("/cases/{id}/steps", post(law::add))
        .route("/cases/{id}/dossiers", post(dossier::make))
        .route("/cases/{id}/dossiers/{dossier}", get(dossier::show))
}

/// What stands in the forms of the page beside what is stored: what somebody wrote and could not be saved.
#[derive(Default)]
struct Written {
    /// Of which form.
    form: &'static str,
    posted: Posted,
    fault: Option<Fault>,
    /// Somebody else was faster.
    overtaken: bool,
}

impl Written {
    fn fault(&self, form: &str) -> Option<Fault> {
        self.fault.filter(|_| self.form == form)
    }

    /// A field of a form that came back.
    fn get(&self, form: &str, name: &str) -> &str {
        if self.form == form {
            self.posted.get(name)
        } else {
            ""
        }
    }
}

async fn show(State(app): State<App>, working: Working, Id(id): Id) -> Result<Markup, Failure> {
    case_page(&app, &working, id, &Written::default()).await
}

/// The page again after a form: with what was wrong, or as it now is.
async fn after(
    app: &App,
    working: &Working,
    id: Uuid,
    form: &'static str,
    posted: Posted,
    result: Result<(), AccessError>,
) -> Result<Response, Failure> {
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/cases/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let written = Written {
                form,
                posted,
                fault: Some(fault),
                overtaken: false,
            };
            let page = case_page(app, working, id, &written).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn case_page(
    app: &App,
    working: &Working,
    id: Uuid,
    written: &Written,
) -> Result<Markup, Failure> {
    let Working { signed, officer } = working;
    let context = &app.context;
    let held = service::get(context, officer, id).await?;
    let similar = service::similar(context, officer, id).await?;
    let permit = officer.reading()?;
    let happened = history::of_record(context, permit, Action::ReadCases, CASE.code, id).await?;
    let agencies = organisations::service::agencies(context).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let mut names = HashMap::from([(officer.hand().id, officer.hand().name.clone())]);
    let hands = held
        .entries
        .iter()
        .map(|entry| &entry.by)
        .chain(&held.case.handler);
    names.extend(hands.map(|hand| (hand.id, hand.name.clone())));
    let title = held.case.number.clone();
    let manages = officer.may_manage();
    let body = html! {
        p { a href="/cases" { (words.text("back")) } }
        div.head {
            h1 { (title) }
            p { (words::status(words, held.case.status)) " " (words::danger(words, held.case.danger)) }
        }
        @if held.case.sealed { (notice("warn", &words.text("case-sealed-text"))) }
        @if let Some(into) = held.case.joined_into { (similar::parted(visit, manages, id, into)) }
        @if let Some(rule) = &held.contact { (safe_contact(words, rule)) }
        (similar::suggested(visit, manages, id, &similar))
        @if manages && held.case.joined_into.is_none() { (work::form_of(visit, &held.case, written)) }
        (particulars(visit, &held, officer.hand().id))
        (people::cards(visit, &held, manages, written))
        (told::cards(visit, &held, manages, written))
        (written::cards(visit, &held, manages, written))
        (handed::cards(visit, &held, &agencies, manages, written))
        (law::cards(visit, id, &held.steps, &held.people, manages, written))
        (dossier::cards(visit, &held, manages, written))
        @if officer.may_seal() {
            @let (to, label) = if held.case.sealed { ("no", "case-unseal") } else { ("yes", "case-seal") };
            p { (button(visit, &format!("/cases/{id}/seal?sealed={to}"), "second", &words.text(label))) }
        }
        details { summary { (words.text("history")) } (timeline(words, &happened, &names)) }
    };
    Ok(page(visit, &title, body))
}

/// Before any telephone number: how somebody can be reached without danger.
fn safe_contact(words: Words, rule: &SafeContact) -> Markup {
    html! {
        div.notice.warn role="note" {
            p { strong { (words.text("case-safe-contact")) } ": " (words::word(words, "way", rule.way.code())) }
            @if !rule.times.is_empty() { p { (words.text("report-times")) ": " (rule.times) } }
            @if !rule.pretext.is_empty() { p { (words.text("report-pretext")) ": " (rule.pretext) } }
        }
    }
}

fn particulars(visit: &Visit, held: &Held, by: Uuid) -> Markup {
    let words = visit.words;
    let case = &held.case;
    let today = day_in_jakarta(visit.now.timestamp());
    let mine = case.handler.as_ref().is_some_and(|hand| hand.id == by);
    html! {
        div.columns {
            div.card {
                h2 { (words.text("case-what")) }
                p { (case.summary) }
                dl.pairs {
                    dt { (words.text("case-kind")) } dd { (words::word(words, "kind", case.kind.code())) }
                    dt { (words.text("case-category")) } dd { (words::word(words, "category", case.category.code())) }
                    dt { (words.text("case-phase")) } dd { (words::word(words, "phase", case.phase.code())) }
                    dt { (words.text("country")) } dd { (words::country(words, case.country)) }
                    dt { (words.text("case-channel")) } dd { (words::word(words, "channel", case.channel.code())) }
                    @for (id, number) in &held.joined {
                        dt { (words.text("case-joined")) } dd { a href={ "/cases/" (id) } { (number) } }
                    }
                }
            }
            div.card {
                h2 { (words.text("case-next")) }
                dl.pairs {
                    dt { (words.text("case-next-on")) } dd { (due(words, today, case)) }
                    @if let Some(next) = case.next.as_ref().filter(|next| !next.step.is_empty()) {
                        dt { (words.text("case-next-step")) } dd { (next.step) }
                    }
                    dt { (words.text("case-handler")) } dd {
                        (case.handler.as_ref().map_or("—", |hand| hand.name.as_str()))
                        @if mine { " " (badge("", &words.text("case-mine"))) }
                    }
                    dt { (words.text("case-opened")) } dd { (moment(words, case.opened_at)) }
                    @if let Some(closed) = case.closed_at {
                        dt { (words.text("case-closed")) } dd { (moment(words, closed)) }
                    }
                }
            }
        }
    }
}

/// A case as the form of the page sends it.
fn case_form(posted: &Posted) -> CaseForm {
    let text = |name: &str| posted.get(name).to_owned();
    CaseForm {
        version: text("version"),
        kind: text("kind"),
        phase: text("phase"),
        country: text("country"),
        category: text("category"),
        danger: text("danger"),
        status: text("status"),
        summary: text("summary"),
        next_step: text("next_step"),
        next_on: text("next_on"),
        take: posted.get("take") == "yes",
    }
}
