//! The pages of the rules: read as sentences by whoever wants to know why somebody is stopped, drafted by an analyst who need not
//! know TOML, tried on past travellers, put in force by a second person.

mod change;
mod differences;
mod list;
mod one;
mod part;
mod rule;
mod trial;

use crate::{
    model::ruleset::{RuleStage, RuleVersion},
    service::rules::{Author, RulesProblem},
};
use axum::{
    Router,
    extract::{FromRequestParts, Path},
    http::request::Parts,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::Diagnostic;
use maud::{Markup, html};
use risk::Clause;
use serde::de::DeserializeOwned;
use ui::{App, Failure, Signed, Words, components::badge};
use uuid::Uuid;

/// The routes of these pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/rules", get(list::show))
        .route("/rules/{id}", get(one::show))
        .route("/rules/{id}/file", get(one::file).post(change::replace))
        .route("/rules/{id}/draft", post(change::draft))
        .route("/rules/{id}/submit", post(change::submit))
        .route("/rules/{id}/approve", post(change::approve))
        .route("/rules/{id}/refuse", post(change::refuse))
        .route("/rules/{id}/retire", post(change::retire))
        .route("/rules/{id}/differences", get(differences::show))
        .route("/rules/{id}/trial", get(trial::show).post(trial::run))
        .route("/rules/{id}/rule/{rule}", get(rule::show).post(rule::save))
        .route("/rules/{id}/remove/{rule}", post(rule::remove))
        .route("/rules/{id}/part/{rule}", get(part::show).post(part::save))
}

/// Somebody who may read rules.
struct Reading {
    signed: Signed,
    author: Author,
}

impl FromRequestParts<App> for Reading {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let signed = Signed::from_request_parts(parts, app).await?;
        match Author::of(&signed.principal) {
            Ok(author) => Ok(Self { signed, author }),
            Err(refused) => Err(Failure::from(refused).into_response()),
        }
    }
}

/// A version and something of it in an address; what is not of that form is not found.
struct Below<T>(Uuid, T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Below<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Path::from_request_parts(parts, state)
            .await
            .map(|Path((id, rest))| Self(id, rest))
            .map_err(|_| Failure::NotFound)
    }
}

fn title(words: Words, version: &RuleVersion) -> String {
    words.with("rules-version", "number", &version.number.to_string())
}

fn stage_badge(words: Words, version: &RuleVersion, in_force: Option<Uuid>) -> Markup {
    if in_force == Some(version.id) {
        return badge("good", &words.text("rules-in-force"));
    }
    let tone = match version.stage {
        RuleStage::Draft | RuleStage::Submitted => "warn",
        RuleStage::Approved | RuleStage::Refused | RuleStage::Retired => "",
    };
    badge(
        tone,
        &words.text(&format!("rules-is-{}", version.stage.code())),
    )
}

/// A condition as a list of lists, so that what belongs together stands together.
fn clause(words: Words, clause: &Clause) -> Markup {
    let group = |key: &str, parts: &[Clause]| {
        html! {
            (words.text(key))
            ul { @for part in parts { li { (self::clause(words, part)) } } }
        }
    };
    match clause {
        Clause::One(text) => html! { (text) },
        Clause::All(parts) => group("rules-all", parts),
        Clause::Any(parts) => group("rules-any", parts),
        Clause::Not(part) => group("rules-none", std::slice::from_ref(part)),
    }
}

/// What is wrong with rules, as the reader of files says it.
fn faults(words: Words, faults: &[Diagnostic]) -> Markup {
    html! {
        div.notice.bad role="alert" {
            p { (words.text("rules-faults")) }
            ul { @for fault in faults.iter().take(20) { li { (fault.message) @if let Some(line) = fault.place.line { " (" (words.with("rules-line", "line", &line.to_string())) ")" } } } }
        }
    }
}

/// Faults are shown where they were made; whatever else went wrong is a failure.
fn told(problem: RulesProblem) -> Result<Vec<Diagnostic>, Failure> {
    match problem {
        RulesProblem::Faults(faults) => Ok(faults),
        RulesProblem::Access(error) => Err(error.into()),
    }
}
