//! A bed for a victim, and leaving it.

use super::{Working, head, path};
use crate::{
    pages::words,
    service::victim::{self as service, Victim},
    victim::{Leaving, StayForm},
};
use access::{AccessError, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use ui::{
    App, Below, Failure, Posted, Visit,
    components::{Area, Choice, Field, empty, form, notice, select},
    moment, page,
};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Below(case, person): Below<Uuid>,
) -> Result<Markup, Failure> {
    let seen = service::get(&app.context, &officer, case, person).await?;
    Ok(whole(&signed.visit, &seen, &Posted::default(), None, None))
}

pub(super) async fn change(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Below(case, person): Below<Uuid>,
    posted: Posted,
) -> Result<Response, Failure> {
    let context = &app.context;
    let done = match Leaving::from_code(posted.get("leaving")) {
        Some(leaving) => {
            service::leave(
                context,
                &officer,
                (case, person),
                leaving,
                posted.get("destination"),
            )
            .await
        }
        None => {
            let written = StayForm {
                reason: posted.get("reason").to_owned(),
                needs: posted.get("needs").to_owned(),
            };
            match posted.id("shelter")? {
                None => Err(AccessError::invalid("shelter", "required")),
                Some(shelter) => {
                    service::admit(context, &officer, (case, person, shelter), &written).await
                }
            }
        }
    };
    let (fault, conflict) = match done {
        Ok(()) => return Ok(Redirect::to(&path(case, person)).into_response()),
        Err(AccessError::Invalid(fault)) => (Some(fault), None),
        Err(AccessError::Conflict(message)) => (None, Some(message)),
        Err(error) => return Err(error.into()),
    };
    let seen = service::get(context, &officer, case, person).await?;
    let page = whole(&signed.visit, &seen, &posted, fault, conflict);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn whole(
    visit: &Visit,
    seen: &Victim,
    posted: &Posted,
    fault: Option<Fault>,
    conflict: Option<&'static str>,
) -> Markup {
    let words = visit.words;
    let title = words.with("victim-stay-of", "name", &seen.person.who.name);
    let here = seen.stays.iter().find(|stay| stay.left.is_none());
    page(
        visit,
        &title,
        html! {
            (head(visit, seen, &title))
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            @if let Some(conflict) = conflict { (notice("bad", &words.text(conflict))) }
            @for stay in &seen.stays {
                div.card {
                    h2 { (stay.shelter_name) }
                    p { (words.with("stay-since", "at", &moment(words, stay.admitted_at))) " " (stay.reason) }
                    @if !stay.needs.is_empty() { p { strong { (words.text("stay-needs")) ": " } (stay.needs) } }
                    @if let Some((at, why, destination)) = &stay.left {
                        p { (moment(words, *at)) ": " (words::word(words, "leaving", why.code())) @if !destination.is_empty() { ", " (destination) } }
                    }
                }
            }
            @if here.is_some() { (leaving(visit, seen, posted, fault)) } @else { (admitting(visit, seen, posted, fault)) }
        },
    )
}

fn leaving(visit: &Visit, seen: &Victim, posted: &Posted, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let choices = words::choices(
        words,
        "leaving",
        Leaving::ALL,
        Leaving::code,
        posted.get("leaving"),
    );
    let destination = Field {
        name: "destination",
        label: "stay-destination",
        hint: Some("stay-destination-hint"),
        value: posted.get("destination"),
        optional: true,
        ..Field::default()
    };
    let body = html! {
        (select(words, "leaving", "stay-leaving", false, &choices))
        (destination.show(words, fault))
        div.actions { button { (words.text("stay-end")) } }
    };
    html! { h2 { (words.text("stay-end")) } div.card { (form(visit, &format!("{}/stay", path(seen.case.id, seen.person.id)), body)) } }
}

fn admitting(visit: &Visit, seen: &Victim, posted: &Posted, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let choices: Vec<Choice> = seen
        .shelters
        .iter()
        .filter(|house| house.free() > 0)
        .map(|house| Choice {
            value: house.id.to_string(),
            text: format!(
                "{}, {} · {} · {}",
                house.name,
                house.place,
                words::word(words, "takes", house.takes.code()),
                words.with("shelter-free", "count", &house.free().to_string())
            ),
            chosen: posted.get("shelter") == house.id.to_string(),
        })
        .collect();
    let reason = Area {
        name: "reason",
        label: "stay-reason",
        value: posted.get("reason"),
        rows: 2,
        ..Area::default()
    };
    let needs = Field {
        name: "needs",
        label: "stay-needs",
        hint: Some("stay-needs-hint"),
        value: posted.get("needs"),
        optional: true,
        ..Field::default()
    };
    let body = html! {
        (select(words, "shelter", "shelter", false, &choices))
        (reason.show(words, fault))
        (needs.show(words, fault))
        div.actions { button { (words.text("stay-admit")) } }
    };
    html! {
        h2 { (words.text("stay-admit")) }
        @if choices.is_empty() {
            (empty(&words.text("shelter-none-free")))
            p { a href="/shelters" { (words.text("shelters")) } }
        } @else {
            div.card { (form(visit, &format!("{}/stay", path(seen.case.id, seen.person.id)), body)) }
        }
    }
}
