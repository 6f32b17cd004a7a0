//! What a victim needs and who gives it.

use super::{Working, head, path};
use crate::{
    pages::words,
    service::victim::{self as service, Victim},
    victim::{Service, ServiceForm, ServiceKind, ServiceState},
};
use access::{AccessError, Fault};
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{
    App, Below, Failure, Posted, Visit, Words,
    components::{Area, Field, Table, badge, form, notice, select},
    day, page,
};
use uuid::Uuid;

/// Which service is to be written; a new one where none is named.
#[derive(Deserialize)]
pub(super) struct Which {
    service: Option<Uuid>,
}

/// The services of a victim.
pub(super) fn table(words: Words, at: &str, services: &[Service]) -> Markup {
    let rows = services
        .iter()
        .map(|one| {
            let tone = match one.state {
                ServiceState::Needed => "warn",
                ServiceState::Done => "good",
                ServiceState::Declined | ServiceState::Unavailable => "bad",
                ServiceState::Arranged | ServiceState::Running => "",
            };
            let days = [one.due_on, one.from_on, one.until_on];
            let days: Vec<String> = days.into_iter().flatten().map(|date| day(words, date)).collect();
            vec![
                html! { a href={ (at) "/services?service=" (one.id) } { (words::word(words, "service", one.kind.code())) } },
                html! { (one.need) },
                html! { (one.provider) @if !one.escort.is_empty() { " (" (words.with("service-with", "name", &one.escort)) ")" } },
                html! { (badge(tone, &words::word(words, "service-state", one.state.code()))) " " (one.result) },
                html! { (days.join(" – ")) },
            ]
        })
        .collect();
    let table = Table {
        caption: "victim-services",
        columns: &[
            "service-kind",
            "service-need",
            "service-provider",
            "state",
            "service-days",
        ],
        rows,
        empty: "service-none",
    };
    table.show(words)
}

pub(super) async fn show(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Below(case, person): Below<Uuid>,
    Query(which): Query<Which>,
) -> Result<Markup, Failure> {
    let seen = service::get(&app.context, &officer, case, person).await?;
    let chosen = match which.service {
        None => None,
        Some(id) => Some(
            seen.services
                .iter()
                .find(|one| one.id == id)
                .ok_or(Failure::NotFound)?,
        ),
    };
    let written = chosen.map(ServiceForm::from).unwrap_or_default();
    let posted = Posted::of(&written);
    Ok(whole(
        &signed.visit,
        &seen,
        &posted,
        chosen.map(|one| one.id),
        None,
        None,
    ))
}

pub(super) async fn change(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Below(case, person): Below<Uuid>,
    posted: Posted,
) -> Result<Response, Failure> {
    let text = |name: &str| posted.get(name).to_owned();
    let written = ServiceForm {
        kind: text("kind"),
        need: text("need"),
        provider: text("provider"),
        escort: text("escort"),
        state: text("state"),
        due_on: text("due_on"),
        from_on: text("from_on"),
        until_on: text("until_on"),
        result: text("result"),
        version: posted.get("version").parse().unwrap_or_default(),
    };
    let which = posted.id("service")?;
    let done = match which {
        None => service::add_service(&app.context, &officer, case, person, &written)
            .await
            .map(|_| ()),
        Some(id) => {
            service::change_service(&app.context, &officer, (case, person, id), &written).await
        }
    };
    let (fault, conflict) = match done {
        Ok(()) => return Ok(Redirect::to(&path(case, person)).into_response()),
        Err(AccessError::Invalid(fault)) => (Some(fault), None),
        Err(AccessError::Conflict(message)) => (None, Some(message)),
        Err(error) => return Err(error.into()),
    };
    let seen = service::get(&app.context, &officer, case, person).await?;
    let page = whole(&signed.visit, &seen, &posted, which, fault, conflict);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn whole(
    visit: &Visit,
    seen: &Victim,
    posted: &Posted,
    which: Option<Uuid>,
    fault: Option<Fault>,
    conflict: Option<&'static str>,
) -> Markup {
    let words = visit.words;
    let at = path(seen.case.id, seen.person.id);
    let title = words.with("victim-services-of", "name", &seen.person.who.name);
    let field = |name, label, kind| Field {
        name,
        label,
        kind,
        value: posted.get(name),
        optional: true,
        ..Field::default()
    };
    let area = |name, label, hint, optional| Area {
        name,
        label,
        hint,
        value: posted.get(name),
        rows: 2,
        optional,
    };
    let kinds = words::choices(
        words,
        "service",
        ServiceKind::ALL,
        ServiceKind::code,
        posted.get("kind"),
    );
    let states = words::choices(
        words,
        "service-state",
        ServiceState::ALL,
        ServiceState::code,
        posted.get("state"),
    );
    let body = html! {
        @if let Some(id) = which { input type="hidden" name="service" value=(id); }
        input type="hidden" name="version" value=(posted.get("version"));
        (select(words, "kind", "service-kind", false, &kinds))
        (area("need", "service-need", Some("service-need-hint"), false).show(words, fault))
        (select(words, "state", "state", false, &states))
        (field("provider", "service-provider", "").show(words, fault))
        (field("escort", "service-escort", "").show(words, fault))
        (field("due_on", "service-due", "date").show(words, fault))
        (field("from_on", "service-from", "date").show(words, fault))
        (field("until_on", "service-until", "date").show(words, fault))
        (area("result", "service-result", Some("service-result-hint"), true).show(words, fault))
        div.actions { button { (words.text("save")) } a href=(at) { (words.text("cancel")) } }
    };
    page(
        visit,
        &title,
        html! {
            (head(visit, seen, &title))
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            @if let Some(conflict) = conflict { (notice("bad", &words.text(conflict))) }
            @if !seen.services.is_empty() { (table(words, &at, &seen.services)) }
            h2 { (words.text(if which.is_some() { "service-change" } else { "service-new" })) }
            div.card { (form(visit, &format!("{at}/services"), body)) }
        },
    )
}
