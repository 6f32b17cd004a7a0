//! Roles.

use super::{action_choices, action_text, actions_of, head, names::names};
use access::{
    AccessError, Action, Actions, Fault, TEMPLATES,
    service::{history, roles},
};
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{Field, Table, checks, form, notice, timeline},
    narrow_page, page,
};
use uuid::Uuid;

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ManageRoles, "roles")?;
    let found = roles::list(&app.context, &permit).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let rows = found
        .into_iter()
        .map(|role| {
            let actions: Vec<String> = role
                .actions
                .iter()
                .map(|action| action_text(words, *action))
                .collect();
            vec![
                html! { a href={ "/roles/" (role.id) } { (role.name) } },
                html! { (actions.join("; ")) },
            ]
        })
        .collect();
    let table = Table {
        caption: "roles",
        columns: &["role-name", "role-actions"],
        rows,
        empty: "roles-empty",
    };
    let title = words.text("roles");
    let head = head(words, &title, Some(("/roles/new", "role-new")));
    Ok(page(visit, &title, html! { (head) (table.show(words)) }))
}

/// From which template to start.
#[derive(Debug, Deserialize)]
pub(super) struct Start {
    template: Option<String>,
}

pub(super) async fn show_new(
    signed: Signed,
    Query(start): Query<Start>,
) -> Result<Markup, Failure> {
    signed.permit(Action::ManageRoles, "roles")?;
    let code = start.template.as_deref();
    let template = TEMPLATES.iter().find(|t| Some(t.code) == code);
    let language = signed.visit.words.language;
    let name = template.map_or("", |template| template.name.in_language(language));
    let actions = template.map(|template| template.actions.iter().copied().collect());
    let actions = actions.unwrap_or_default();
    Ok(new_page(&signed.visit, name, &actions, None))
}

pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManageRoles, "roles")?;
    let (name, actions) = (posted.get("name"), actions_of(&posted));
    match roles::create(&app.context, &permit, name, actions.clone()).await {
        Ok(id) => Ok(Redirect::to(&format!("/roles/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = new_page(&signed.visit, name, &actions, Some(fault));
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
    role_page(&app, &signed, id, None).await
}

pub(super) async fn change(
    State(app): State<App>,
    mut signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManageRoles, "roles")?;
    let (name, actions) = (posted.get("name"), actions_of(&posted));
    match roles::change(&app.context, &permit, id, name, actions).await {
        Ok(()) => {
            signed.visit.notice = Some("saved".to_owned());
            Ok(role_page(&app, &signed, id, None).await?.into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let page = role_page(&app, &signed, id, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn fields(words: Words, name: &str, actions: &Actions, fault: Option<Fault>) -> Markup {
    html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        (Field { name: "name", label: "role-name", value: name, ..Field::default() }.show(words, fault))
        (checks(words, "actions", "role-actions", &action_choices(words, actions), fault))
    }
}

fn new_page(visit: &Visit, name: &str, actions: &Actions, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let body = html! {
        (fields(words, name, actions, fault))
        div.actions { button { (words.text("save")) } a href="/roles" { (words.text("cancel")) } }
    };
    let title = words.text("role-new");
    narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            div.card { (form(visit, "/roles", body)) }
            h2 { (words.text("role-templates")) }
            p { (words.text("role-templates-text")) }
            ul {
                @for template in &TEMPLATES {
                    li {
                        a href={ "/roles/new?template=" (template.code) } { (template.name.in_language(words.language)) }
                        ": " (template.whom.in_language(words.language))
                    }
                }
            }
        },
    )
}

async fn role_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ManageRoles, "roles")?;
    let role = roles::get(&app.context, &permit, id).await?;
    let happened =
        history::of_record(&app.context, &permit, Action::ManageRoles, "role", id).await?;
    let names = names(app, signed).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let body = html! {
        (fields(words, &role.name, &role.actions, fault))
        div.actions { button { (words.text("save")) } }
    };
    Ok(page(
        visit,
        &role.name,
        html! {
            h1 { (role.name) }
            div.card { (form(visit, &format!("/roles/{id}"), body)) }
            h2 { (words.text("history")) }
            (timeline(words, &happened, &names))
        },
    ))
}
