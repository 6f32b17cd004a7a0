//! The houses of an agency, with their beds.

use super::Working;
use crate::{
    pages::words,
    service::{Officer, victim as service},
    victim::{Shelter, ShelterForm, Takes},
};
use access::{AccessError, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Posted, Visit,
    components::{Field, Table, badge, form, notice, select},
    page,
};

pub(super) async fn show(
    State(app): State<App>,
    Working { signed, officer }: Working,
) -> Result<Markup, Failure> {
    let houses = service::shelters(&app.context, &officer).await?;
    Ok(whole(
        &signed.visit,
        &officer,
        &houses,
        &Posted::default(),
        None,
    ))
}

pub(super) async fn change(
    State(app): State<App>,
    Working { signed, officer }: Working,
    posted: Posted,
) -> Result<Response, Failure> {
    let done = match posted.id("shelter")? {
        Some(house) => {
            let closed = posted.get("do") == "close";
            service::close_shelter(&app.context, &officer, house, closed).await
        }
        None => {
            let written = ShelterForm {
                name: posted.get("name").to_owned(),
                place: posted.get("place").to_owned(),
                beds: posted.get("beds").to_owned(),
                takes: posted.get("takes").to_owned(),
            };
            service::add_shelter(&app.context, &officer, &written)
                .await
                .map(|_| ())
        }
    };
    match done {
        Ok(()) => Ok(Redirect::to("/shelters").into_response()),
        Err(AccessError::Invalid(fault)) => {
            let houses = service::shelters(&app.context, &officer).await?;
            let page = whole(&signed.visit, &officer, &houses, &posted, Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn whole(
    visit: &Visit,
    officer: &Officer,
    houses: &[Shelter],
    posted: &Posted,
    fault: Option<Fault>,
) -> Markup {
    let words = visit.words;
    let title = words.text("shelters");
    let rows = houses
        .iter()
        .map(|house| row(visit, officer, house))
        .collect();
    let table = Table {
        caption: "shelters",
        columns: &[
            "shelter-name",
            "shelter-place",
            "shelter-takes",
            "shelter-beds",
            "state",
        ],
        rows,
        empty: "shelters-empty",
    };
    let field = |name, label, hint, kind| Field {
        name,
        label,
        hint,
        kind,
        value: posted.get(name),
        ..Field::default()
    };
    let body = html! {
        (field("name", "shelter-name", None, "").show(words, fault))
        (field("place", "shelter-place", Some("shelter-place-hint"), "").show(words, fault))
        (Field { class: "short", ..field("beds", "shelter-beds", None, "number") }.show(words, fault))
        (select(words, "takes", "shelter-takes", false, &words::choices(words, "takes", Takes::ALL, Takes::code, posted.get("takes"))))
        div.actions { button { (words.text("shelter-add")) } }
    };
    page(
        visit,
        &title,
        html! {
            h1 { (title) }
            p { (words.text("shelters-text")) }
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            (table.show(words))
            @if officer.may_manage() {
                h2 { (words.text("shelter-new")) }
                div.card { (form(visit, "/shelters", body)) }
            }
        },
    )
}

fn row(visit: &Visit, officer: &Officer, house: &Shelter) -> Vec<Markup> {
    let words = visit.words;
    let (tone, state) = match (house.closed, house.free()) {
        (true, _) => ("bad", words.text("shelter-closed")),
        (false, 0) => ("warn", words.text("shelter-full-badge")),
        (false, free) => (
            "good",
            words.with("shelter-free", "count", &free.to_string()),
        ),
    };
    let (act, label) = match house.closed {
        true => ("open", "shelter-reopen"),
        false => ("close", "shelter-close"),
    };
    vec![
        html! { (house.name) },
        html! { (house.place) },
        html! { (words::word(words, "takes", house.takes.code())) },
        html! { (house.taken) "/" (house.beds) },
        html! {
            (badge(tone, &state)) " "
            @if officer.may_manage() {
                (form(visit, "/shelters", html! {
                    input type="hidden" name="shelter" value=(house.id);
                    button.plain name="do" value=(act) { (words.text(label)) }
                }))
            }
        },
    ]
}
