//! What waits, and what can be done; the way in for those who are not signed in; and the choice of language.

use crate::{
    App, Failure, Signed, Visit,
    components::empty,
    door::{LANGUAGE, set_cookie},
    layout::menu,
    page,
    visit::local_path,
};
use axum::{
    body::Bytes,
    extract::State,
    http::header::SET_COOKIE,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use domain::Language;
use maud::{Markup, html};

pub(super) async fn show(visit: Visit, signed: Result<Signed, Response>) -> Response {
    match signed {
        Ok(signed) => home(signed).into_response(),
        // Whoever is signed in and refused has something to set up first.
        Err(refused) if visit.principal.is_some() => refused,
        Err(_) => welcome(&visit).into_response(),
    }
}

/// What a family needs that comes without an account.
fn welcome(visit: &Visit) -> Markup {
    let words = visit.words;
    page(
        visit,
        &words.text("welcome"),
        html! {
            h1 { (words.text("welcome")) }
            p { (words.text("welcome-text")) }
            ul.tasks {
                @for (path, name) in menu(visit) {
                    li { a href=(path) { (name) span.about { (words.text(&format!("welcome{}", path.replace('/', "-")))) } } }
                }
            }
            p { (words.text("welcome-danger")) " " a href="tel:110" { "110" } "." }
            p { a href="/own" { (words.text("own")) } }
        },
    )
}

fn home(Signed { visit, principal }: Signed) -> Markup {
    let words = visit.words;
    let title = words.with("home-title", "name", principal.name());
    let tasks = menu(&visit);
    page(
        &visit,
        &words.text("home"),
        html! {
            h1 { (title) }
            div.empty {
                p { strong { (words.text("home-nothing")) } }
                p { (words.text("home-nothing-text")) }
            }
            h2 { (words.text("home-tasks")) }
            @if tasks.is_empty() {
                (empty(&words.text("none")))
            } @else {
                ul.tasks { @for (path, name) in tasks { li { a href=(path) { (name) } } } }
            }
        },
    )
}

/// Remembers the language for a year. It changes nothing but words: no form token is needed.
pub(super) async fn choose_language(
    State(app): State<App>,
    body: Bytes,
) -> Result<impl IntoResponse, Failure> {
    let fields: Vec<(String, String)> = url::form_urlencoded::parse(&body).into_owned().collect();
    let get = |name: &str| {
        fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, v)| v.as_str())
    };
    let language: Language = get("language")
        .and_then(|tag| tag.parse().ok())
        .ok_or(Failure::Malformed)?;
    let cookie = set_cookie(&app, LANGUAGE, language.tag(), Some(365 * 24 * 3600));
    let back = Redirect::to(local_path(get("back").unwrap_or("/")));
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), back))
}
