//! Pages for people without an account: their forms, and the cookie of one's own view.

use crate::{
    App, Visit,
    door::{VISITOR, set_cookie},
    form::form_token,
    layout::token,
};
use axum::{
    http::header::SET_COOKIE,
    response::{AppendHeaders, IntoResponse, Redirect},
};
use maud::{Markup, html};

/// A form on a page that goes out by [`answer`].
pub fn form(app: &App, visit: &Visit, action: &str, body: Markup) -> Markup {
    html! { form method="post" action=(action) { (token(&form_token(app, visit))) (body) } }
}

/// A page with the cookie to which the tokens of its forms are tied.
pub fn answer(app: &App, visit: &Visit, page: Markup) -> impl IntoResponse + use<> {
    let cookie = set_cookie(app, VISITOR, &visit.visitor, None);
    (AppendHeaders([(SET_COOKIE, cookie)]), page)
}

/// Begins one's own view with its token, or ends it with an empty one, and leads on.
pub fn enter(app: &App, own: &str, to: &str) -> impl IntoResponse + use<> {
    let cookie = set_cookie(app, app.web.own_cookie(), own, None);
    (AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(to))
}
