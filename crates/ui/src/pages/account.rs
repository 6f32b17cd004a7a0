//! One's own account: password, second factor, sessions.

use crate::{
    App, Failure, Posted, Signed, Visit,
    components::{Field, Table, badge, button, form, notice},
    narrow_page, page,
    time::moment,
};
use access::{AccessError, Fault, service::account};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};

pub(super) async fn show(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    overview(&app, signed).await
}

async fn overview(app: &App, signed: Signed) -> Result<Markup, Failure> {
    let Signed { visit, principal } = signed;
    let sessions = account::sessions(&app.context, &principal).await?;
    let has_factor = matches!(
        account::enrolment(&app.context, &principal).await,
        Err(AccessError::NotFound)
    );
    let words = visit.words;
    let rows = sessions
        .iter()
        .map(|session| {
            vec![
                html! { (moment(words, session.started_at)) },
                html! { (moment(words, session.seen_at)) },
            ]
        })
        .collect();
    let table = Table {
        caption: "sessions",
        columns: &["session-started", "session-seen"],
        rows,
        empty: "none",
    };
    Ok(page(
        &visit,
        &words.text("account"),
        html! {
            h1 { (words.text("account")) }
            section.card {
                h2 { (words.text("second-factor")) }
                @if has_factor {
                    p { (badge("good", &words.text("active"))) " " (words.text("second-factor-on")) }
                } @else {
                    p { (badge("warn", &words.text("disabled"))) " " (words.text("second-factor-off")) }
                    p { a.button href="/account/second-factor" { (words.text("second-factor-set-up")) } }
                }
            }
            section.card {
                h2 { (words.text("password")) }
                p { a.button.second href="/account/password" { (words.text("account-password")) } }
            }
            (table.show(words))
            @if sessions.len() > 1 {
                (button(&visit, "/account/sessions", "second", &words.text("sessions-end")))
            }
        },
    ))
}

pub(super) async fn end_sessions(
    State(app): State<App>,
    mut signed: Signed,
    _: Posted,
) -> Result<Markup, Failure> {
    account::end_other_sessions(&app.context, &signed.principal).await?;
    signed.visit.notice = Some("sessions-ended".to_owned());
    overview(&app, signed).await
}

pub(super) async fn show_password(Signed { visit, principal }: Signed) -> Markup {
    password_page(&visit, principal.must_change_password(), None)
}

pub(super) async fn change_password(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let (old, new) = (posted.get("old"), posted.get("new"));
    match account::change_password(&app.context, &signed.principal, old, new).await {
        Ok(()) => {
            let mut visit = signed.visit;
            visit.notice = Some("password-changed".to_owned());
            let words = visit.words;
            let body = html! {
                h1 { (words.text("account-password")) }
                p { a.button href="/" { (words.text("continue")) } }
            };
            Ok(narrow_page(&visit, &words.text("account-password"), body).into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let must = signed.principal.must_change_password();
            let page = password_page(&signed.visit, must, Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn password_page(visit: &Visit, must: bool, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let fields = html! {
        (Field { name: "old", label: "password-old", kind: "password", autocomplete: "current-password", ..Field::default() }.show(words, fault))
        (Field { name: "new", label: "password-new", hint: Some("password-new-hint"), kind: "password", autocomplete: "new-password", ..Field::default() }.show(words, fault))
        div.actions { button { (words.text("save")) } @if !must { a href="/account" { (words.text("cancel")) } } }
    };
    narrow_page(
        visit,
        &words.text("account-password"),
        html! {
            h1 { (words.text("account-password")) }
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            @else if must { (notice("warn", &words.text("account-password-must"))) }
            div.card { (form(visit, "/account/password", fields)) }
        },
    )
}

pub(super) async fn show_second_factor(
    State(app): State<App>,
    signed: Signed,
) -> Result<Markup, Failure> {
    second_factor_page(&app, &signed, false).await
}

pub(super) async fn confirm(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    match account::confirm(&app.context, &signed.principal, posted.get("code")).await {
        Ok(()) => {
            let mut visit = signed.visit;
            visit.notice = Some("second-factor-done".to_owned());
            let words = visit.words;
            let body = html! {
                h1 { (words.text("second-factor")) }
                p { a.button href="/" { (words.text("continue")) } }
            };
            Ok(narrow_page(&visit, &words.text("second-factor"), body).into_response())
        }
        Err(AccessError::WrongCode) => {
            let page = second_factor_page(&app, &signed, true).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn second_factor_page(app: &App, signed: &Signed, wrong: bool) -> Result<Markup, Failure> {
    let Signed { visit, principal } = signed;
    let enrolment = account::enrolment(&app.context, principal).await?;
    let words = visit.words;
    // In groups of four, as one types it.
    let letters: Vec<char> = enrolment.secret.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    let fields = html! {
        (Field { name: "code", label: "code", class: "code", autocomplete: "one-time-code", ..Field::default() }.show(words, None))
        div.actions { button { (words.text("continue")) } }
    };
    Ok(narrow_page(
        visit,
        &words.text("second-factor"),
        html! {
            h1 { (words.text("second-factor")) }
            @if wrong { (notice("bad", &words.text("code-wrong"))) }
            @else if principal.must_enrol() { (notice("warn", &words.text("second-factor-must"))) }
            div.card {
                ol {
                    li { p { (words.text("second-factor-step-1")) } }
                    li {
                        p { (words.text("second-factor-step-2")) }
                        p.secret { (groups.join(" ")) }
                        p { a href=(enrolment.address) { (words.text("second-factor-open")) } }
                    }
                    li { p { (words.text("second-factor-step-3")) } }
                }
                (form(visit, "/account/second-factor", fields))
            }
        },
    ))
}
