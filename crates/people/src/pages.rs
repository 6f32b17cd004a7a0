//! The pages of persons: search, one person, what is added, probable duplicates.

mod additions;
mod duplicates;
mod form;
mod person;
mod search;

use crate::PERSON;
use access::{Action, Ask, Permit};
use axum::{
    Router,
    routing::{get, post},
};
use domain::PartialDate;
use maud::{Markup, html};
use ui::{App, Failure, Signed, components::notice, narrow_page};

/// The addresses of the pages that can be read, for tests that open them all.
pub const PAGES: &[&str] = &["/people", "/people/new", "/people/duplicates"];

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/people", get(search::show).post(person::create))
        .route("/people/search", post(search::find))
        .route("/people/new", get(person::show_new))
        .route("/people/{id}", get(person::show).post(person::change))
        .route("/people/{id}/edit", get(person::edit))
        .route(
            "/people/{id}/identifiers",
            get(additions::show_identifier).post(additions::add_identifier),
        )
        .route(
            "/people/{id}/contacts",
            get(additions::show_contact).post(additions::add_contact),
        )
        .route(
            "/people/{id}/family",
            get(additions::show_relative).post(additions::add_relative),
        )
        .route("/people/{id}/retire", post(additions::retire))
        .route("/people/{id}/unmerge", post(duplicates::unmerge))
        .route(
            "/people/duplicates",
            get(duplicates::list).post(duplicates::turn),
        )
        .route("/people/duplicates/{id}", get(duplicates::show))
        .route("/people/duplicates/{id}/merge", post(duplicates::merge))
        .route(
            "/people/duplicates/{id}/distinct",
            post(duplicates::dismiss),
        )
}

/// A permit for the records of the visitor's own agency; nothing if the account belongs to no agency.
fn own(
    app: &App,
    signed: &Signed,
    action: Action,
    purpose: &'static str,
) -> Result<Option<Permit>, Failure> {
    signed.permit(action, purpose)?;
    if signed.principal.agency().is_none() {
        return Ok(None);
    }
    let ask = Ask::own(&signed.principal, action, &PERSON, purpose);
    let permit = signed.principal.permit_on(&app.context.policies, ask)?;
    Ok(Some(permit))
}

/// As [`own`], where nothing can be done without an agency.
fn needed(
    app: &App,
    signed: &Signed,
    action: Action,
    purpose: &'static str,
) -> Result<Permit, Failure> {
    own(app, signed, action, purpose)?.ok_or(Failure::NotFound)
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

/// A date as a document writes it, or a dash.
fn day(date: Option<PartialDate>) -> String {
    date.map_or_else(|| "—".to_owned(), |date| date.to_string())
}
