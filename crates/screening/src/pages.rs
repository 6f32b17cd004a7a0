//! The pages of the desk (the next traveller, the one who stands there, and what follows: interview, slip, review, referral), of the
//! queue before departure with the passenger lists behind it, and of the lists and rules that the desk works by.

mod desk;
mod interception;
mod interview;
mod next;
mod quality;
mod queue;
mod referral;
mod review;
mod rules;
mod slip;
mod traveller;
mod upload;
mod watch;
mod words;

use crate::{SCREENING, service::receive::LARGEST};
use access::{AccessError, Action, Ask, Permit};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{App, Failure, Signed, components::notice, narrow_page};
use uuid::Uuid;

/// The addresses of the pages that can be read, for tests that open them all.
pub const PAGES: &[&str] = &[
    "/desk",
    "/queue",
    "/manifests",
    "/protection-list",
    "/protection-list/new",
    "/protection-list/import",
    "/watchlist",
    "/watchlist/new",
    "/watchlist/import",
    "/rules",
    "/review",
    "/reviews",
    "/desk-referrals",
    "/quality",
    "/interceptions",
    "/interceptions/new",
];

/// The routes of these pages.
pub fn routes() -> Router<App> {
    // Beside the file there are a token and the boundaries of the parts.
    let largest = usize::try_from(LARGEST).unwrap_or(usize::MAX) + 64 * 1024;
    Router::new()
        .route("/desk", get(desk::show).post(desk::assess))
        .route("/desk/{id}", get(traveller::show))
        .route("/desk/{id}/decisions", post(traveller::decide))
        .route("/desk/{id}/interviews", post(interview::begin))
        .route(
            "/interviews/{id}",
            get(interview::show).post(interview::write),
        )
        .route("/desk/{id}/slip", get(slip::show).post(slip::make))
        .route("/desk/{id}/reviews", post(review::ask_at_counter))
        .route("/review", get(review::show_code).post(review::open_code))
        .route("/review/ask", post(review::ask))
        .route("/reviews", get(review::list))
        .route("/reviews/{id}", get(review::show).post(review::answer))
        .route(
            "/desk/{id}/referral",
            get(referral::show_form).post(referral::send),
        )
        .route("/desk-referrals", get(referral::list))
        .route(
            "/desk-referrals/{id}",
            get(referral::show).post(referral::step),
        )
        .route("/quality", get(quality::show))
        .route(
            "/interceptions",
            get(interception::list).post(interception::report),
        )
        .route("/interceptions/new", get(interception::show_form))
        .route("/interceptions/{id}", get(interception::show))
        .merge(watch::routes())
        .merge(rules::routes())
        .route(
            "/manifests",
            get(upload::list)
                .post(upload::look)
                .layer(DefaultBodyLimit::max(largest)),
        )
        .route("/manifests/take", post(upload::take))
        .route("/manifests/{id}", get(upload::show))
        .route("/queue", get(queue::show))
        .route("/queue/live", get(queue::live))
        .route("/voyages/{id}", get(queue::voyage))
}

/// A permit for assessments of the visitor's own agency; nothing if the account belongs to no agency.
fn own(app: &App, signed: &Signed, action: Action) -> Result<Option<Permit>, Failure> {
    let purpose = "screening before departure";
    signed.permit(action, purpose)?;
    if signed.principal.agency().is_none() {
        return Ok(None);
    }
    let ask = Ask::own(&signed.principal, action, &SCREENING, purpose);
    let permit = signed.principal.permit_on(&app.context.policies, ask)?;
    Ok(Some(permit))
}

/// As [`own`], where nothing can be done without an agency.
fn needed(app: &App, signed: &Signed, action: Action) -> Result<Permit, Failure> {
    own(app, signed, action)?.ok_or(Failure::NotFound)
}

/// What somebody sees whose account belongs to no agency.
fn homeless(signed: &Signed, title: &str) -> Markup {
    let words = signed.visit.words;
    let title = words.text(title);
    narrow_page(
        &signed.visit,
        &title,
        html! { h1 { (title) } (notice("warn", &words.text("people-no-agency"))) },
    )
}

/// Where the assessment of a traveller is seen and decided.
fn traveller_page(assessment: Uuid) -> String {
    format!("/desk/{assessment}")
}

/// The short names of agencies.
async fn agencies(app: &App) -> Result<HashMap<Uuid, String>, AccessError> {
    let all = organisations::service::agencies(&app.context).await?;
    Ok(all
        .into_iter()
        .map(|agency| (agency.id, agency.short_name))
        .collect())
}
