//! Signing in and out.

use crate::{
    App, Failure, Posted, Signed, Visit,
    components::{Field, notice},
    door::set_cookie,
    form::form_token,
    layout::token,
    narrow_page, open,
    time::moment,
    visit::local_path,
};
use access::{
    AccessError,
    service::{account, sign_in},
};
use axum::{
    extract::{Query, State},
    http::{StatusCode, header::SET_COOKIE},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use data_encoding::BASE64URL_NOPAD;
use maud::{Markup, html};
use serde::Deserialize;

/// Where to go afterwards, and whether somebody just left.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Way {
    /// A path in base64url.
    #[serde(default)]
    next: String,
    #[serde(default)]
    left: bool,
}

impl Way {
    fn path(&self) -> String {
        let decoded = BASE64URL_NOPAD.decode(self.next.as_bytes()).ok();
        let path = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
        local_path(path.as_deref().unwrap_or("/")).to_owned()
    }
}

pub(super) async fn show(State(app): State<App>, visit: Visit, Query(way): Query<Way>) -> Response {
    if visit.principal.is_some() {
        return Redirect::to(&way.path()).into_response();
    }
    let left = way.left.then(|| visit.words.text("sign-in-ended"));
    let message = left.map(|text| notice("good", &text));
    password_page(&app, &visit, &way.next, "", message).into_response()
}

pub(super) async fn enter(
    State(app): State<App>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Failure> {
    let login = posted.get("login").to_owned();
    let next = posted.get("next").to_owned();
    let entered = sign_in::sign_in(&app.context, &login, posted.get("password")).await;
    let way = Way { next, left: false };
    match entered {
        Ok(signed_in) if signed_in.awaits_code => {
            let to = format!("/sign-in/code?next={}", way.next);
            Ok(with_session(&app, &signed_in.token, &to))
        }
        Ok(signed_in) => Ok(with_session(&app, &signed_in.token, &way.path())),
        Err(error) => {
            let message = refusal(&visit, error)?;
            let page = password_page(&app, &visit, &way.next, &login, Some(message));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn show_code(
    State(app): State<App>,
    visit: Visit,
    Query(way): Query<Way>,
) -> Response {
    if visit.token.is_none() || visit.principal.is_some() {
        return Redirect::to("/sign-in").into_response();
    }
    code_page(&app, &visit, &way.next, None).into_response()
}

pub(super) async fn enter_code(
    State(app): State<App>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Failure> {
    let half = visit.token.as_deref().unwrap_or_default();
    let next = posted.get("next").to_owned();
    let way = Way { next, left: false };
    match sign_in::enter_code(&app.context, half, posted.get("code")).await {
        Ok(signed_in) => Ok(with_session(&app, &signed_in.token, &way.path())),
        Err(AccessError::NoSession) => Ok(Redirect::to("/sign-in").into_response()),
        Err(error) => {
            let message = refusal(&visit, error)?;
            let page = code_page(&app, &visit, &way.next, Some(message));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn leave(
    State(app): State<App>,
    signed: Signed,
    _: Posted,
) -> Result<Response, Failure> {
    account::sign_out(&app.context, &signed.principal).await?;
    Ok(with_session(&app, "", "/sign-in?left=true"))
}

fn with_session(app: &App, token: &str, to: &str) -> Response {
    let cookie = set_cookie(app, app.web.session_cookie(), token, None);
    (AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(to)).into_response()
}

fn refusal(visit: &Visit, error: AccessError) -> Result<Markup, Failure> {
    let words = visit.words;
    let text = match error {
        AccessError::WrongCredentials => words.text("sign-in-wrong"),
        AccessError::WrongCode => words.text("code-wrong"),
        AccessError::Locked(until) => words.with("sign-in-locked", "until", &moment(words, until)),
        other => return Err(other.into()),
    };
    Ok(notice("bad", &text))
}

fn password_page(
    app: &App,
    visit: &Visit,
    next: &str,
    login: &str,
    message: Option<Markup>,
) -> impl IntoResponse + use<> {
    let words = visit.words;
    let page = narrow_page(
        visit,
        &words.text("sign-in"),
        html! {
            h1 { (words.text("sign-in-title")) }
            @if let Some(message) = message { (message) }
            form.card method="post" action="/sign-in" {
                (token(&form_token(app, visit)))
                input type="hidden" name="next" value=(next);
                (Field { name: "login", label: "login", value: login, autocomplete: "username", ..Field::default() }.show(words, None))
                (Field { name: "password", label: "password", kind: "password", autocomplete: "current-password", ..Field::default() }.show(words, None))
                div.actions { button { (words.text("sign-in")) } }
            }
            p.quiet { (words.text("sign-in-help")) }
        },
    );
    open::answer(app, visit, page)
}

fn code_page(
    app: &App,
    visit: &Visit,
    next: &str,
    message: Option<Markup>,
) -> impl IntoResponse + use<> {
    let words = visit.words;
    let page = narrow_page(
        visit,
        &words.text("code-title"),
        html! {
            h1 { (words.text("code-title")) }
            @if let Some(message) = message { (message) }
            form.card method="post" action="/sign-in/code" {
                (token(&form_token(app, visit)))
                input type="hidden" name="next" value=(next);
                (Field { name: "code", label: "code", hint: Some("code-hint"), class: "code", autocomplete: "one-time-code", ..Field::default() }.show(words, None))
                div.actions { button { (words.text("continue")) } a href="/sign-in" { (words.text("back")) } }
            }
            p.quiet { (words.text("code-lost")) }
        },
    );
    open::answer(app, visit, page)
}
