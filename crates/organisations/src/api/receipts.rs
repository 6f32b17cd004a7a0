//! Receipts as JSON: who saw which records since when.

use access::{
    Action, Receipt,
    service::receipts::{self, About},
};
use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
};
use serde::{Deserialize, Serialize};
use storage::Stamp;
use ui::{App, Caller, Failure, problems};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// The routes, with their description.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search_receipts))
}

/// What is asked about receipts. With neither persons nor actor: everything.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReceiptsQuestion {
    /// Since when, RFC 3339.
    #[schema(value_type = String, format = DateTime)]
    since: Stamp,
    /// Whoever saw records of these persons.
    #[serde(default)]
    persons: Vec<Uuid>,
    /// Whatever this account or machine saw.
    actor: Option<Uuid>,
}

/// Receipts, the latest first.
#[derive(Debug, Serialize, ToSchema)]
struct ReceiptsAnswer {
    /// The receipts.
    #[schema(value_type = Vec<Object>)]
    receipts: Vec<Receipt>,
    /// Whether there are more than one answer holds: ask for a shorter time.
    more: bool,
}

/// Who saw which records
///
/// Receipts that concern the agency of whoever asks. The search itself is written into the journal.
#[utoipa::path(post, path = "/receipts/search", tag = "receipts", operation_id = "search_receipts", request_body = ReceiptsQuestion,
    responses((status = 200, body = ReceiptsAnswer), problems::NotAllowed, problems::Malformed, problems::Faulty))]
async fn search_receipts(
    State(app): State<App>,
    Caller(principal): Caller,
    question: Result<Json<ReceiptsQuestion>, JsonRejection>,
) -> Result<Json<ReceiptsAnswer>, Failure> {
    let permit = principal.permit(Action::ReadReceipts, "receipts")?;
    let Json(question) = question.map_err(|_| Failure::Malformed)?;
    let about = match (question.persons, question.actor) {
        (persons, None) if persons.is_empty() => About::All,
        (persons, None) => About::Persons(persons),
        (persons, Some(actor)) if persons.is_empty() => About::Actor(actor),
        _ => return Err(access::AccessError::invalid("actor", "receipts-one").into()),
    };
    let receipts = receipts::seen(&app.context, &permit, &about, question.since).await?;
    let more = i64::try_from(receipts.len()).is_ok_and(|count| count >= receipts::MOST);
    Ok(Json(ReceiptsAnswer { receipts, more }))
}
