//! The pages of the door: signing in, one's own account, the home page, the journal.

mod account;
mod home;
mod journal;
mod sign_in;

use crate::{
    App,
    layout::{ICON, ICON_PATH, SCRIPT, STYLE},
};
use axum::{
    Router,
    http::header,
    response::IntoResponse,
    routing::{get, post},
};

/// The addresses of the pages that can be read, for tests that open them all.
pub const PAGES: &[&str] = &["/", "/sign-in", "/account", "/account/password", "/journal"];

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::show))
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route(
            "/sign-in/code",
            get(sign_in::show_code).post(sign_in::enter_code),
        )
        .route("/sign-out", post(sign_in::leave))
        .route("/language", post(home::choose_language))
        .route("/account", get(account::show))
        .route(
            "/account/password",
            get(account::show_password).post(account::change_password),
        )
        .route(
            "/account/second-factor",
            get(account::show_second_factor).post(account::confirm),
        )
        .route("/account/sessions", post(account::end_sessions))
        .route("/journal", get(journal::show))
        .route(&crate::STYLE_PATH, get(style))
        .route(&crate::SCRIPT_PATH, get(script))
        .route(ICON_PATH, get(icon))
}

async fn icon() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "image/svg+xml")], ICON)
}

async fn style() -> impl IntoResponse {
    asset("text/css; charset=utf-8", STYLE)
}

async fn script() -> impl IntoResponse {
    asset("text/javascript; charset=utf-8", SCRIPT)
}

fn asset(media: &'static str, content: &'static str) -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, media),
            // Its name changes with its content.
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        ],
        content,
    )
}
