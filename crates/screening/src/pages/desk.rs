//! The next traveller: one field in which the scanner types, or fields by hand; and who was there last.

use super::{agencies, homeless, needed, own, words};
use crate::{
    Desk, Outcome, Presented,
    service::{self, At, Line},
};
use access::{AccessError, Action, Fault};
use axum::{
    Extension,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Port, day_in_jakarta};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{
    App, Failure, Posted, Signed, Visit, Words,
    components::{Choice, Field, Table, badge, form, notice, select},
    moment, page,
};
use uuid::Uuid;

/// What stays from one traveller to the next: the port. Nothing that names anybody.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Shift {
    /// The port.
    #[serde(default)]
    port: String,
    /// The assessment on which was decided last.
    done: Option<Uuid>,
}

pub(super) async fn show(
    State(app): State<App>,
    Extension(desk): Extension<Desk>,
    Query(shift): Query<Shift>,
    signed: Signed,
) -> Result<Markup, Failure> {
    if own(&app, &signed, Action::Screen)?.is_none() {
        return Ok(homeless(&signed, "desk"));
    }
    let presented = Presented {
        port: shift.port,
        ..Presented::default()
    };
    desk_page(&app, &desk, &signed, &presented, shift.done, None).await
}

pub(super) async fn assess(
    State(app): State<App>,
    Extension(desk): Extension<Desk>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::Screen)?;
    let presented = presented(&posted);
    let made = match presented.read(day_in_jakarta(signed.visit.now.timestamp())) {
        Ok(traveller) => {
            let at = At {
                port: Port::read(&presented.port),
                ..At::default()
            };
            let (context, principal) = (&app.context, &signed.principal);
            service::assess(context, &desk, principal, &permit, &at, vec![traveller]).await
        }
        Err(error) => Err(error),
    };
    match made {
        Ok(made) => {
            let held = made.first().ok_or(Failure::Internal)?;
            Ok(Redirect::to(&format!("/desk/{}", held.id)).into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let page = desk_page(&app, &desk, &signed, &presented, None, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn presented(posted: &Posted) -> Presented {
    let get = |name| posted.get(name).to_owned();
    Presented {
        mrz: get("mrz"),
        name: get("name"),
        birth_date: get("birth_date"),
        sex: get("sex"),
        nationality: get("nationality"),
        document: get("document"),
        expires: get("expires"),
        nik: get("nik"),
        occupation: get("occupation"),
        port: get("port"),
        destination: get("destination"),
        departure: get("departure"),
        voyage: get("voyage"),
        one_way: get("one_way"),
    }
}

async fn desk_page(
    app: &App,
    desk: &Desk,
    signed: &Signed,
    presented: &Presented,
    done: Option<Uuid>,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let visit = &signed.visit;
    let words = visit.words;
    let permit = needed(app, signed, Action::Screen)?;
    let checked = service::sight(&app.context, desk, &signed.principal).await?;
    let names = agencies(app).await?;
    let port = Port::read(&presented.port);
    let latest = service::latest(&app.context, &permit, port.as_ref()).await?;
    let done = done.and_then(|done| latest.iter().find(|line| line.id == done));
    let title = words.text("desk");
    let body = html! {
        div.head {
            h1 { (title) }
            @if let Some(port) = &port { p.quiet { (port_words(port)) } }
        }
        @if let Some(line) = done {
            div.notice.good role="status" {
                p { (line.name) ": " strong { (line.outcome.map(|o| words::outcome(words, o)).unwrap_or_default()) } " · " (words.text("desk-next")) }
                @if matches!(line.outcome, Some(Outcome::Defer | Outcome::Refer)) {
                    p { a href={ "/desk/" (line.id) "/slip" } { (words.text("slip-give")) } " · "
                        a href={ "/desk/" (line.id) "/referral" } { (words.text("handing-new")) } }
                }
            }
        }
        (words::unseen(words, &checked, &names))
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        (question(visit, presented, fault))
        (table(words, &latest).show(words))
    };
    Ok(page(visit, &title, body))
}

/// `Batam Centre (IDBTC)`.
fn port_words(port: &Port) -> String {
    port.city().map_or_else(
        || port.code().to_owned(),
        |city| format!("{city} ({})", port.code()),
    )
}

fn question(visit: &Visit, asked: &Presented, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let field = |name, label, hint, value| Field {
        name,
        label,
        hint,
        value,
        optional: true,
        ..Field::default()
    };
    let sexes: Vec<Choice> = [("F", "sex-f"), ("M", "sex-m")]
        .map(|(code, key)| choice(code, words.text(key), &asked.sex))
        .into();
    let ways: Vec<Choice> = [("yes", "one-way-yes"), ("no", "one-way-no")]
        .map(|(code, key)| choice(code, words.text(key), &asked.one_way))
        .into();
    let wrong = fault.is_some_and(|fault| fault.field == "mrz");
    let by_hand =
        fault.is_some() && !wrong || !(asked.name.is_empty() && asked.document.is_empty());
    let body = html! {
        div.field.wrong[wrong] {
            label for="mrz" { (words.text("desk-scan")) }
            p.hint id="mrz-hint" { (words.text("desk-scan-hint")) }
            @if let Some(fault) = fault.filter(|_| wrong) { p.fault id="mrz-fault" { (words.text(fault.message)) } }
            textarea.mono.zone id="mrz" name="mrz" rows="3" spellcheck="false" autocomplete="off" autocapitalize="characters"
                autofocus data-zone aria-describedby=(if wrong { "mrz-hint mrz-fault" } else { "mrz-hint" })
                aria-invalid=[wrong.then_some("true")] { (asked.mrz) }
        }
        div.columns {
            (field("destination", "desk-to", Some("desk-to-hint"), &asked.destination).show(words, fault))
            (field("port", "desk-from", Some("desk-from-hint"), &asked.port).show(words, fault))
        }
        details open[by_hand] {
            summary { (words.text("desk-by-hand")) }
            div.columns {
                (field("name", "person-name", None, &asked.name).show(words, fault))
                (field("birth_date", "birth-date", None, &asked.birth_date).show(words, fault))
                (field("document", "desk-document", None, &asked.document).show(words, fault))
                (field("expires", "desk-expires", None, &asked.expires).show(words, fault))
                (field("nationality", "nationality", None, &asked.nationality).show(words, fault))
                (select(words, "sex", "sex", true, &sexes))
                (field("nik", "nik", None, &asked.nik).show(words, fault))
            }
        }
        details open[!(asked.departure.is_empty() && asked.voyage.is_empty() && asked.one_way.is_empty() && asked.occupation.is_empty())] {
            summary { (words.text("desk-trip")) }
            div.columns {
                (field("departure", "desk-departure", Some("desk-departure-hint"), &asked.departure).show(words, fault))
                (field("voyage", "desk-voyage", None, &asked.voyage).show(words, fault))
                (select(words, "one_way", "desk-one-way", true, &ways))
                (field("occupation", "desk-occupation", None, &asked.occupation).show(words, fault))
            }
        }
        div.actions { button { (words.text("desk-check")) } }
    };
    html! { search.card { (form(visit, "/desk", body)) } }
}

fn choice(value: &'static str, text: String, chosen: &str) -> Choice {
    Choice {
        value: value.into(),
        text,
        chosen: value == chosen,
    }
}

fn table<'a>(words: Words, latest: &[Line]) -> Table<'a> {
    let rows = latest
        .iter()
        .map(|line| {
            let destination = line.destination.as_ref();
            vec![
                html! { (moment(words, line.at)) },
                html! { a href={ "/desk/" (line.id) } { (line.name) } },
                html! { (destination.map_or("—", |to| to.in_language(words.language))) },
                badge(words::tone(line.action), line.action.words(words.language)),
                words::outcome_badge(words, line.outcome),
            ]
        })
        .collect();
    Table {
        caption: "desk-latest",
        columns: &[
            "desk-when",
            "person-name",
            "desk-to",
            "desk-advice",
            "desk-decision",
        ],
        rows,
        empty: "desk-latest-empty",
    }
}
