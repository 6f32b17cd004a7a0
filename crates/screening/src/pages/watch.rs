//! The pages of both lists, for those who propose entries and for the second person who decides. One set of pages serves both,
//! but each page is of one list: its colour, its sign and its word say which.

mod form;
mod import;
mod list;
mod one;

use crate::{
    model::watch::{Accuses, List, ListKind, Protects, Standing},
    service::watch::Keeper,
};
use axum::{
    Router,
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Signed, Words,
    components::{badge, notice},
    narrow_page,
};

/// The routes of these pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/protection-list", get(list::show::<Protects>))
        .route("/protection-list/find", post(list::find::<Protects>))
        .route("/protection-list/export", post(list::export::<Protects>))
        .route(
            "/protection-list/new",
            get(form::show::<Protects>).post(form::propose::<Protects>),
        )
        .route(
            "/protection-list/import",
            get(import::show::<Protects>).post(import::take::<Protects>),
        )
        .route("/protection-list/{id}", get(one::show::<Protects>))
        .route("/protection-list/{id}/{act}", post(one::decide::<Protects>))
        .route("/watchlist", get(list::show::<Accuses>))
        .route("/watchlist/find", post(list::find::<Accuses>))
        .route("/watchlist/export", post(list::export::<Accuses>))
        .route(
            "/watchlist/new",
            get(form::show::<Accuses>).post(form::propose::<Accuses>),
        )
        .route(
            "/watchlist/import",
            get(import::show::<Accuses>).post(import::take::<Accuses>),
        )
        .route("/watchlist/{id}", get(one::show::<Accuses>))
        .route("/watchlist/{id}/{act}", post(one::decide::<Accuses>))
}

/// Somebody who works on a list; an account without an agency is told that it has none.
struct Keeping<L> {
    signed: Signed,
    keeper: Keeper<L>,
}

impl<L: List> FromRequestParts<App> for Keeping<L> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let signed = Signed::from_request_parts(parts, app).await?;
        let may = signed.principal.may(L::KEEP) || signed.principal.may(L::APPROVE);
        match Keeper::of(&app.context, &signed.principal) {
            Ok(keeper) => Ok(Self { signed, keeper }),
            Err(_) if may && signed.principal.agency().is_none() => {
                let words = signed.visit.words;
                let title = words.text(name::<L>());
                let body =
                    html! { h1 { (title) } (notice("warn", &words.text("people-no-agency"))) };
                Err(narrow_page(&signed.visit, &title, body).into_response())
            }
            Err(refused) => Err(Failure::from(refused).into_response()),
        }
    }
}

/// The message of a list's name.
fn name<L: List>() -> &'static str {
    match L::KIND {
        ListKind::Protect => "protection-list",
        ListKind::Accuse => "watchlist",
    }
}

/// The sign of a list with its word: a shield that protects, an eye that watches. Shape and word say it, not the colour alone.
fn mark<L: List>(words: Words) -> Markup {
    let (class, shape, word) = match L::KIND {
        ListKind::Protect => (
            "list-mark protect",
            "M8 1 14 3.5V8c0 3.5-2.5 6-6 7-3.5-1-6-3.5-6-7V3.5Z",
            "list-protects",
        ),
        ListKind::Accuse => (
            "list-mark accuse",
            "M8 3C4.5 3 1.8 5.4.5 8 1.8 10.6 4.5 13 8 13s6.2-2.4 7.5-5C14.2 5.4 11.5 3 8 3Zm0 2.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z",
            "list-accuses",
        ),
    };
    html! {
        p class=(class) {
            svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true" { path d=(shape) fill="currentColor" fill-rule="evenodd" {} }
            " " strong { (words.text(word)) }
        }
    }
}

fn standing_badge(words: Words, standing: Standing) -> Markup {
    let tone = match standing {
        Standing::InForce => "good",
        Standing::Proposed | Standing::DueForReview => "warn",
        Standing::Lapsed | Standing::Ended | Standing::Refused => "",
    };
    badge(tone, &words.text(&format!("list-is-{}", standing.code())))
}
