//! Users.

use super::{head, names::names};
use crate::service as agencies;
use access::{
    AccessError, Action, Fault, Permit, User, UserForm,
    service::{history, roles, users},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{Choice, Field, Table, badge, button, checks, form, notice, select, timeline},
    moment, narrow_page, page,
};
use uuid::Uuid;

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let permit = permit(&signed)?;
    let found = users::list(&app.context, &permit).await?;
    let names = names(&app, &signed).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let name = |id: &Uuid| names.get(id).cloned().unwrap_or_default();
    let rows = found
        .iter()
        .map(|user| {
            let roles: Vec<String> = user.roles.iter().map(name).collect();
            vec![
                html! { a href={ "/users/" (user.id) } { (user.name) } },
                html! { (user.login) },
                html! { (user.agency.as_ref().map(name).unwrap_or_default()) },
                html! { (roles.join(", ")) },
                state(visit, user),
            ]
        })
        .collect();
    let table = Table {
        caption: "users",
        columns: &["user-name", "login", "user-agency", "user-roles", "state"],
        rows,
        empty: "users-empty",
    };
    let title = words.text("users");
    let head = head(words, &title, Some(("/users/new", "user-new")));
    Ok(page(visit, &title, html! { (head) (table.show(words)) }))
}

pub(super) async fn show_new(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let empty = UserForm {
        login: String::new(),
        name: String::new(),
        agency: None,
        roles: Vec::new(),
    };
    new_page(&app, &signed, &empty, None).await
}

pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = permit(&signed)?;
    let written = user_form(&posted)?;
    match users::create(&app.context, &permit, written.clone()).await {
        Ok((id, password)) => {
            Ok(password_page(&signed.visit, id, &written.name, &password).into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let page = new_page(&app, &signed, &written, Some(fault)).await?;
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
    user_page(&app, &signed, id, None).await
}

pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = permit(&signed)?;
    match users::change(&app.context, &permit, id, user_form(&posted)?).await {
        Ok(()) => saved(&app, signed, id).await,
        Err(AccessError::Invalid(fault)) => {
            let page = user_page(&app, &signed, id, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn disable(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    _: Posted,
) -> Result<Response, Failure> {
    users::set_disabled(&app.context, &permit(&signed)?, id, true).await?;
    saved(&app, signed, id).await
}

pub(super) async fn enable(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    _: Posted,
) -> Result<Response, Failure> {
    users::set_disabled(&app.context, &permit(&signed)?, id, false).await?;
    saved(&app, signed, id).await
}

pub(super) async fn unlock(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    _: Posted,
) -> Result<Response, Failure> {
    users::unlock(&app.context, &permit(&signed)?, id).await?;
    saved(&app, signed, id).await
}

pub(super) async fn reset_password(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    _: Posted,
) -> Result<Markup, Failure> {
    let permit = permit(&signed)?;
    let user = users::get(&app.context, &permit, id).await?;
    let password = users::reset_password(&app.context, &permit, id).await?;
    Ok(password_page(&signed.visit, id, &user.name, &password))
}

pub(super) async fn reset_second_factor(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    _: Posted,
) -> Result<Response, Failure> {
    users::reset_second_factor(&app.context, &permit(&signed)?, id).await?;
    saved(&app, signed, id).await
}

fn permit(signed: &Signed) -> Result<Permit, Failure> {
    signed.permit(Action::ManageUsers, "users")
}

async fn saved(app: &App, mut signed: Signed, id: Uuid) -> Result<Response, Failure> {
    signed.visit.notice = Some("saved".to_owned());
    Ok(user_page(app, &signed, id, None).await?.into_response())
}

fn user_form(posted: &Posted) -> Result<UserForm, Failure> {
    let roles = posted.all("roles").map(Uuid::parse_str);
    Ok(UserForm {
        login: posted.get("login").to_owned(),
        name: posted.get("name").to_owned(),
        agency: posted.id("agency")?,
        roles: roles
            .collect::<Result<_, _>>()
            .map_err(|_| Failure::Malformed)?,
    })
}

fn state(visit: &Visit, user: &User) -> Markup {
    let words = visit.words;
    if user.disabled_at.is_some() {
        badge("bad", &words.text("disabled"))
    } else if user.locked_until.is_some_and(|until| until > visit.now) {
        badge("warn", &words.text("locked"))
    } else {
        badge("good", &words.text("active"))
    }
}

/// Name, agency and roles; the name for signing in only while the account is made (`new`).
async fn fields(
    app: &App,
    permit: &Permit,
    words: Words,
    written: &UserForm,
    new: bool,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let login = Field {
        name: "login",
        label: "login",
        hint: Some("user-login-hint"),
        value: &written.login,
        ..Field::default()
    };
    let agencies = agencies::agencies(&app.context)
        .await?
        .into_iter()
        .map(|agency| Choice {
            value: agency.id.to_string(),
            text: agency.short_name,
            chosen: written.agency == Some(agency.id),
        })
        .collect::<Vec<_>>();
    let roles = roles::list(&app.context, permit)
        .await?
        .into_iter()
        .map(|role| Choice {
            value: role.id.to_string(),
            text: role.name,
            chosen: written.roles.contains(&role.id),
        })
        .collect::<Vec<_>>();
    Ok(html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        @if new { (login.show(words, fault)) }
        (Field { name: "name", label: "user-name", value: &written.name, ..Field::default() }.show(words, fault))
        (select(words, "agency", "user-agency", true, &agencies))
        (checks(words, "roles", "user-roles", &roles, fault))
    })
}

async fn new_page(
    app: &App,
    signed: &Signed,
    written: &UserForm,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let permit = permit(signed)?;
    let visit = &signed.visit;
    let words = visit.words;
    let rest = fields(app, &permit, words, written, true, fault).await?;
    let body = html! {
        (rest)
        div.actions { button { (words.text("user-create")) } a href="/users" { (words.text("cancel")) } }
    };
    let title = words.text("user-new");
    Ok(narrow_page(
        visit,
        &title,
        html! { h1 { (title) } div.card { (form(visit, "/users", body)) } },
    ))
}

async fn user_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let permit = permit(signed)?;
    let user = users::get(&app.context, &permit, id).await?;
    let happened =
        history::of_record(&app.context, &permit, Action::ManageUsers, "user", id).await?;
    let names = names(app, signed).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let written = UserForm {
        login: user.login.clone(),
        name: user.name.clone(),
        agency: user.agency,
        roles: user.roles.clone(),
    };
    let body = html! {
        (fields(app, &permit, words, &written, false, fault).await?)
        div.actions { button { (words.text("save")) } }
    };
    let path = |end: &str| format!("/users/{id}/{end}");
    let locked = user.locked_until.is_some_and(|until| until > visit.now);
    Ok(page(
        visit,
        &user.name,
        html! {
            h1 { (user.name) " " (state(visit, &user)) }
            p.quiet { (words.text("login")) ": " (user.login) }
            @if let Some(at) = user.disabled_at {
                p { (words.with("user-disabled-since", "at", &moment(words, at))) }
            }
            div.card { (form(visit, &format!("/users/{id}"), body)) }
            h2 { (words.text("user-actions")) }
            div.actions {
                @if locked { (button(visit, &path("unlock"), "second", &words.text("user-unlock"))) }
                (button(visit, &path("password"), "second", &words.text("user-reset-password")))
                @if user.second_factor {
                    (button(visit, &path("second-factor"), "second", &words.text("user-reset-second-factor")))
                }
                @if user.disabled_at.is_some() {
                    (button(visit, &path("enable"), "second", &words.text("user-enable")))
                } @else {
                    (button(visit, &path("disable"), "danger", &words.text("user-disable")))
                }
            }
            h2 { (words.text("history")) }
            (timeline(words, &happened, &names))
        },
    ))
}

fn password_page(visit: &Visit, id: Uuid, name: &str, password: &str) -> Markup {
    let words = visit.words;
    let title = words.text("user-password-title");
    narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            (notice("warn", &words.with("user-password-text", "name", name)))
            p.secret { (password) }
            p { a.button href={ "/users/" (id) } { (words.text("continue")) } }
        },
    )
}
