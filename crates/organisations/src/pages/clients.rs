//! Machine clients and their keys.

use super::{action_choices, actions_of, head, names::names};
use crate::service as agencies;
use access::{
    AccessError, Action, Actions, Fault, Key, Permit,
    service::{clients, history},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed, Visit,
    components::{Choice, Field, Table, badge, button, checks, form, notice, select, timeline},
    moment, narrow_page, page,
};
use uuid::Uuid;

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let permit = permit(&signed)?;
    let found = clients::list(&app.context, &permit).await?;
    let names = names(&app, &signed).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let rows = found
        .into_iter()
        .map(|client| {
            let agency = client.agency.and_then(|id| names.get(&id).cloned());
            vec![
                html! { a href={ "/clients/" (client.id) } { (client.name) } },
                html! { (agency.unwrap_or_default()) },
                state(visit, client.disabled_at.is_some()),
            ]
        })
        .collect();
    let table = Table {
        caption: "clients",
        columns: &["client-name", "user-agency", "state"],
        rows,
        empty: "clients-empty",
    };
    let title = words.text("clients");
    let head = head(words, &title, Some(("/clients/new", "client-new")));
    let body = html! { (head) p { (words.text("clients-text")) } (table.show(words)) };
    Ok(page(visit, &title, body))
}

pub(super) async fn show_new(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    permit(&signed)?;
    new_page(&app, &signed.visit, "", None, &Actions::new(), None).await
}

pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = permit(&signed)?;
    let (name, agency, actions) = (
        posted.get("name"),
        posted.id("agency")?,
        actions_of(&posted),
    );
    match clients::create(&app.context, &permit, name, agency, actions.clone()).await {
        Ok(id) => Ok(Redirect::to(&format!("/clients/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = new_page(&app, &signed.visit, name, agency, &actions, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    client_page(&app, &signed, id, None).await
}

pub(super) async fn give_key(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    // What is no number is outside every range.
    let days = posted.get("days").trim().parse().unwrap_or(0);
    match clients::give_key(&app.context, &permit(&signed)?, id, days).await {
        Ok(key) => Ok(key_page(&signed.visit, id, &key).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = client_page(&app, &signed, id, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn revoke_key(
    State(app): State<App>,
    signed: Signed,
    Path((id, key)): Path<(Uuid, Uuid)>,
    _: Posted,
) -> Result<Markup, Failure> {
    clients::revoke_key(&app.context, &permit(&signed)?, id, key).await?;
    saved(&app, signed, id).await
}

pub(super) async fn disable(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    _: Posted,
) -> Result<Markup, Failure> {
    clients::set_disabled(&app.context, &permit(&signed)?, id, true).await?;
    saved(&app, signed, id).await
}

pub(super) async fn enable(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    _: Posted,
) -> Result<Markup, Failure> {
    clients::set_disabled(&app.context, &permit(&signed)?, id, false).await?;
    saved(&app, signed, id).await
}

fn permit(signed: &Signed) -> Result<Permit, Failure> {
    signed.permit(Action::ManageClients, "clients")
}

async fn saved(app: &App, mut signed: Signed, id: Uuid) -> Result<Markup, Failure> {
    signed.visit.notice = Some("saved".to_owned());
    client_page(app, &signed, id, None).await
}

fn state(visit: &Visit, disabled: bool) -> Markup {
    if disabled {
        badge("bad", &visit.words.text("disabled"))
    } else {
        badge("good", &visit.words.text("active"))
    }
}

async fn new_page(
    app: &App,
    visit: &Visit,
    name: &str,
    agency: Option<Uuid>,
    actions: &Actions,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let words = visit.words;
    let agencies = agencies::agencies(&app.context)
        .await?
        .into_iter()
        .map(|found| Choice {
            value: found.id.to_string(),
            text: found.short_name,
            chosen: agency == Some(found.id),
        })
        .collect::<Vec<_>>();
    let body = html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        (Field { name: "name", label: "client-name", value: name, ..Field::default() }.show(words, fault))
        (select(words, "agency", "user-agency", true, &agencies))
        (checks(words, "actions", "role-actions", &action_choices(words, actions), fault))
        div.actions { button { (words.text("save")) } a href="/clients" { (words.text("cancel")) } }
    };
    let title = words.text("client-new");
    Ok(narrow_page(
        visit,
        &title,
        html! { h1 { (title) } div.card { (form(visit, "/clients", body)) } },
    ))
}

async fn client_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let permit = permit(signed)?;
    let (client, keys) = clients::get(&app.context, &permit, id).await?;
    let happened =
        history::of_record(&app.context, &permit, Action::ManageClients, "client", id).await?;
    let names = names(app, signed).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let table = Table {
        caption: "client-keys",
        columns: &["since", "until", "client-key-used", "state", "user-actions"],
        rows: keys.iter().map(|key| key_row(visit, id, key)).collect(),
        empty: "client-keys-empty",
    };
    let body = html! {
        (Field { name: "days", label: "client-key-days", value: "90", kind: "number", class: "short", ..Field::default() }.show(words, fault))
        div.actions { button { (words.text("client-key-give")) } }
    };
    let disabled = client.disabled_at.is_some();
    let path = |end: &str| format!("/clients/{id}/{end}");
    Ok(page(
        visit,
        &client.name,
        html! {
            h1 { (client.name) " " (state(visit, disabled)) }
            ul { @for action in &client.actions { li { (super::action_text(words, *action)) } } }
            (table.show(words))
            @if !disabled { div.card { (form(visit, &path("keys"), body)) } }
            div.actions {
                @if disabled { (button(visit, &path("enable"), "second", &words.text("user-enable"))) }
                @else { (button(visit, &path("disable"), "danger", &words.text("user-disable"))) }
            }
            h2 { (words.text("history")) }
            (timeline(words, &happened, &names))
        },
    ))
}

fn key_row(visit: &Visit, client: Uuid, key: &Key) -> Vec<Markup> {
    let words = visit.words;
    let alive = key.revoked_at.is_none() && key.expires_at > visit.now;
    let state = if key.revoked_at.is_some() {
        badge("bad", &words.text("client-key-revoked"))
    } else if alive {
        badge("good", &words.text("active"))
    } else {
        badge("warn", &words.text("client-key-expired"))
    };
    let path = format!("/clients/{client}/keys/{}/revoke", key.id);
    vec![
        html! { (moment(words, key.created_at)) },
        html! { (moment(words, key.expires_at)) },
        html! { (key.used_at.map_or_else(|| "—".to_owned(), |at| moment(words, at))) },
        state,
        html! { @if alive { (button(visit, &path, "danger", &words.text("client-key-revoke"))) } },
    ]
}

fn key_page(visit: &Visit, client: Uuid, key: &str) -> Markup {
    let words = visit.words;
    let title = words.text("client-key-title");
    narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            (notice("warn", &words.text("client-key-text")))
            p.secret { (key) }
            p { a.button href={ "/clients/" (client) } { (words.text("continue")) } }
        },
    )
}
