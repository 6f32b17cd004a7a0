//! The pages of casework: the public form, the inbox, the list of cases, one case, and the form of the counter.

mod figures;
mod inbox;
mod link;
mod list;
mod new;
mod one;
mod referrals;
mod report;
mod victim;
mod words;

use crate::service::Officer;
use axum::{
    Router,
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use maud::html;
use ui::{App, Failure, Signed, components::notice, narrow_page};

/// The addresses of the pages that can be read, for tests that open them all.
pub const PAGES: &[&str] = &[
    "/inbox",
    "/cases",
    "/cases/new",
    "/cases/figures",
    "/referrals",
    "/lapor",
    "/lapor/ikuti",
    "/shelters",
];

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/cases", get(list::show))
        .route("/cases/new", get(new::show).post(new::open))
        .merge(one::routes())
        .route("/cases/figures", get(figures::show))
        .route("/referrals", get(referrals::list))
        .route(
            "/referrals/{id}",
            get(referrals::show).post(referrals::answer),
        )
        .route("/referrals/{id}/steps", post(referrals::step))
        .route("/rujukan/{link}", get(link::show).post(link::open_once))
        .route("/rujukan/{link}/jawab", post(link::answer))
        .route("/inbox", get(inbox::show))
        .route("/lapor", get(report::show).post(report::send))
        .route("/lapor/ikuti", get(report::show_follow).post(report::look))
        .merge(victim::routes())
}

/// Somebody who works on cases; an account without an agency is told that it has none.
struct Working {
    signed: Signed,
    officer: Officer,
}

impl FromRequestParts<App> for Working {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        use access::Action::{ManageCases, OpenCases, ReadCases};
        let signed = Signed::from_request_parts(parts, app).await?;
        let principal = &signed.principal;
        match Officer::of(&app.context, principal) {
            Ok(officer) => Ok(Self { signed, officer }),
            Err(_)
                if principal.agency().is_none()
                    && [OpenCases, ReadCases, ManageCases]
                        .iter()
                        .any(|action| principal.may(*action)) =>
            {
                let words = signed.visit.words;
                let title = words.text("cases");
                let body =
                    html! { h1 { (title) } (notice("warn", &words.text("people-no-agency"))) };
                Err(narrow_page(&signed.visit, &title, body).into_response())
            }
            Err(refused) => Err(Failure::from(refused).into_response()),
        }
    }
}
