//! The pages of agreements: for those who draft, sign and watch them, and for whoever asks what an agreement opens.

mod additions;
mod ask;
mod change;
mod clock;
mod compare;
mod duties;
mod exchanges;
mod facts;
mod list;
mod new;
mod papers;
mod part;
mod schedule;
mod show;
mod sign;
mod work;

use crate::model::{Document, Standing};
use access::AccessError;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use maud::Markup;
use std::collections::HashMap;
use ui::{App, Words, components::badge};
use uuid::Uuid;

/// The addresses of the pages that can be read, for tests that open them all.
pub const PAGES: &[&str] = &["/agreements", "/agreements/new", "/duties"];

/// The routes of these pages.
pub fn routes() -> Router<App> {
    let largest = usize::try_from(papers::LARGEST_FORM).unwrap_or(usize::MAX);
    Router::new()
        .route("/agreements", get(list::show))
        .route("/agreements/new", get(new::show).post(new::create))
        .route("/agreements/clock", post(clock::repair))
        .route("/agreements/{id}", get(show::show))
        .route("/agreements/{id}/file", get(show::file))
        .route(
            "/agreements/{id}/papers",
            get(papers::show)
                .post(papers::add)
                .layer(DefaultBodyLimit::max(largest)),
        )
        .route("/agreements/{id}/papers/{paper}", get(papers::file))
        .route("/agreements/{id}/draft", get(work::show))
        .route(
            "/agreements/{id}/parts/{part}",
            get(part::show).post(part::propose),
        )
        .route("/agreements/{id}/comments/{part}", post(part::comment))
        .route(
            "/agreements/{id}/proposals/{proposal}/agree",
            post(part::agree),
        )
        .route(
            "/agreements/{id}/proposals/{proposal}/close",
            post(part::close),
        )
        .route("/agreements/{id}/versions/{number}", get(compare::show))
        .route("/agreements/{id}/data", get(schedule::show))
        .route("/agreements/{id}/exchanges", get(exchanges::show))
        .route(
            "/agreements/{id}/ask/{schedule}",
            get(ask::show).post(ask::ask),
        )
        .route("/agreements/{id}/sign", get(sign::show).post(sign::sign))
        .route("/agreements/{id}/share", post(change::share))
        .route("/agreements/{id}/fix", post(change::fix))
        .route("/agreements/{id}/return", post(change::return_to_draft))
        .route("/agreements/{id}/withdraw", post(change::withdraw))
        .route("/agreements/{id}/suspend", post(change::suspend))
        .route("/agreements/{id}/resume", post(change::resume))
        .route("/agreements/{id}/notice", post(change::give_notice))
        .route("/agreements/{id}/amend", post(change::amend))
        .route("/agreements/{id}/commitments", post(duties::create))
        .route(
            "/agreements/{id}/commitments/{commitment}/accept",
            post(duties::accept),
        )
        .route(
            "/agreements/{id}/commitments/{commitment}/done",
            post(duties::done),
        )
        .route("/duties", get(duties::show))
}

/// The short names of agencies.
async fn agency_names(app: &App) -> Result<HashMap<Uuid, String>, AccessError> {
    let agencies = organisations::service::agencies(&app.context).await?;
    Ok(agencies
        .into_iter()
        .map(|agency| (agency.id, agency.short_name))
        .collect())
}

fn name_of(names: &HashMap<Uuid, String>, agency: Uuid) -> &str {
    names.get(&agency).map_or("—", String::as_str)
}

/// What an agreement is now, as a word with a colour.
fn standing_badge(words: Words, standing: Standing) -> Markup {
    let tone = match standing {
        Standing::InForce => "good",
        Standing::Suspended | Standing::ParentNotInForce => "bad",
        Standing::Draft | Standing::Signing | Standing::Awaiting => "",
        _ => "warn",
    };
    badge(
        tone,
        &words.text(&format!("agreement-is-{}", standing.code())),
    )
}

/// `PKS: Sinergisitas ..`.
fn title(words: Words, document: &Document) -> String {
    let kind = words.text(&format!("agreement-{}", document.kind.code()));
    format!("{kind}: {}", document.title.in_language(words.language))
}

/// What a part is called.
fn part_name(
    words: Words,
    document: &Document,
    names: &HashMap<Uuid, String>,
    part: &str,
) -> String {
    let (kind, key) = part.split_once(':').unwrap_or((part, ""));
    match kind {
        "party" => {
            let agency = key.parse().ok();
            agency.map_or_else(
                || key.to_owned(),
                |agency| name_of(names, agency).to_owned(),
            )
        }
        "clause" => match document.clause(key) {
            Some((number, clause)) => {
                let number = words.with("clause-number", "number", &number.to_string());
                format!("{number} {}", clause.heading.in_language(words.language))
            }
            None => words.text("clause-struck"),
        },
        "schedule" => match document.schedule(key) {
            Some(schedule) => {
                let purpose = schedule.purpose.words.in_language(words.language);
                format!("{}: {purpose}", words.text("schedule"))
            }
            None => words.text("schedule"),
        },
        "term" => words.text("term"),
        _ => words.text("agreement-about"),
    }
}
