//! The pages of the desk (the next traveller, and the one who stands there) and of the lists and rules that it works by.

mod desk;
mod rules;
mod traveller;
mod watch;
mod words;

use crate::SCREENING;
use access::{AccessError, Action, Ask, Permit};
use axum::{
    Router,
    routing::{get, post},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{App, Failure, Signed, components::notice, narrow_page};
use uuid::Uuid;

/// The addresses of the pages that can be read, for tests that open them all.
pub const PAGES: &[&str] = &[
    "/desk",
    "/protection-list",
    "/protection-list/new",
    "/protection-list/import",
    "/watchlist",
    "/watchlist/new",
    "/watchlist/import",
    "/rules",
];

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/desk", get(desk::show).post(desk::assess))
        .route("/desk/{id}", get(traveller::show))
        .route("/desk/{id}/decisions", post(traveller::decide))
        .merge(watch::routes())
        .merge(rules::routes())
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
fn homeless(signed: &Signed) -> Markup {
    let words = signed.visit.words;
    let title = words.text("desk");
    narrow_page(
        &signed.visit,
        &title,
        html! { h1 { (title) } (notice("warn", &words.text("people-no-agency"))) },
    )
}

/// The short names of agencies.
async fn agencies(app: &App) -> Result<HashMap<Uuid, String>, AccessError> {
    let all = organisations::service::agencies(&app.context).await?;
    Ok(all
        .into_iter()
        .map(|agency| (agency.id, agency.short_name))
        .collect())
}
