//! The JSON routes of agreements.

mod exchange;

use crate::{
    model::{Commitment, Exchange, Standing},
    service::{Officer, commitments, exchange as exchanging, sign, view},
};
use access::Action;
use axum::{Json, extract::State};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use storage::Stamp;
use ui::{App, Caller, Failure, Id, problems};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// The routes, with their description.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get))
        .routes(routes!(signed))
        .routes(routes!(list_commitments))
        .routes(routes!(keys))
        .routes(routes!(exchanges))
        .merge(exchange::routes())
}

/// An agreement in a list.
#[derive(Debug, Serialize, ToSchema)]
struct AgreementLine {
    /// Identifier.
    id: Uuid,
    /// What it is about, in Indonesian.
    title: String,
    /// The agencies that are parties.
    parties: Vec<Uuid>,
    /// What it is now.
    standing: Standing,
    /// When it closes, as things are.
    #[schema(value_type = Option<String>, format = DateTime)]
    closes: Option<Stamp>,
}

/// An agreement with its words.
#[derive(Debug, Serialize, ToSchema)]
struct AgreementAnswer {
    /// What it is now.
    standing: Standing,
    /// When it opens.
    #[schema(value_type = Option<String>, format = DateTime)]
    opens: Option<Stamp>,
    /// When it closes, as things are.
    #[schema(value_type = Option<String>, format = DateTime)]
    closes: Option<Stamp>,
    /// The newest version.
    version: u32,
    /// Its words: parties, term, clauses, data schedules.
    #[schema(value_type = Object)]
    document: Value,
}

/// The agreements of one's own agency
#[utoipa::path(get, path = "/agreements", tag = "agreements", operation_id = "agreements",
    responses((status = 200, body = Vec<AgreementLine>), problems::NotAllowed))]
async fn list(
    State(app): State<App>,
    Caller(principal): Caller,
) -> Result<Json<Vec<AgreementLine>>, Failure> {
    let officer = Officer::of(&principal, Action::ReadAgreements)?;
    let lines = view::list(&app.context, &officer).await?;
    Ok(Json(
        lines
            .into_iter()
            .map(|line| AgreementLine {
                id: line.record.id,
                title: line.document.title.id.into_owned(),
                closes: line.record.life.closes().map(Stamp::from),
                parties: line.record.parties,
                standing: line.standing,
            })
            .collect(),
    ))
}

/// One agreement
#[utoipa::path(get, path = "/agreements/{id}", tag = "agreements", operation_id = "agreement", params(("id" = Uuid, Path)),
    responses((status = 200, body = AgreementAnswer), problems::NotAllowed, problems::Absent))]
async fn get(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<AgreementAnswer>, Failure> {
    let officer = Officer::of(&principal, Action::ReadAgreements)?;
    let view = view::get(&app.context, &officer, id).await?;
    Ok(Json(AgreementAnswer {
        standing: view.standing,
        opens: view.record.life.opens().map(Stamp::from),
        closes: view.record.life.closes().map(Stamp::from),
        version: view.record.version,
        document: serde_json::to_value(view.document).map_err(|_| Failure::Internal)?,
    }))
}

/// The signed words
///
/// The words with the signatures under them. `pandu agreement verify` checks them without the server; so can anybody who knows
/// RFC 8785 (canonical JSON) and RFC 8032 (Ed25519).
#[utoipa::path(get, path = "/agreements/{id}/signed", tag = "agreements", operation_id = "signed_agreement", params(("id" = Uuid, Path)),
    responses((status = 200, body = Object), problems::NotAllowed, problems::Absent))]
async fn signed(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<Value>, Failure> {
    let officer = Officer::of(&principal, Action::ReadAgreements)?;
    let agreement = view::signed(&app.context, &officer, id).await?;
    serde_json::to_value(agreement)
        .map(Json)
        .map_err(|_| Failure::Internal)
}

/// The commitments under an agreement
#[utoipa::path(get, path = "/agreements/{id}/commitments", tag = "agreements", operation_id = "commitments", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<Commitment>), problems::NotAllowed, problems::Absent))]
async fn list_commitments(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<Vec<Commitment>>, Failure> {
    let officer = Officer::of(&principal, Action::ReadAgreements)?;
    Ok(Json(commitments::list(&app.context, &officer, id).await?))
}

/// The public keys of agencies
///
/// Ed25519, in base64, by agency. Keep them somewhere else: signatures are held against them.
#[utoipa::path(get, path = "/agreement-keys", tag = "agreements", operation_id = "agreement_keys",
    responses((status = 200, body = BTreeMap<Uuid, String>), problems::NotAllowed))]
async fn keys(
    State(app): State<App>,
    Caller(principal): Caller,
) -> Result<Json<BTreeMap<Uuid, String>>, Failure> {
    let officer = Officer::of(&principal, Action::ReadAgreements)?;
    Ok(Json(sign::keys(&app.context, &officer).await?))
}

/// The requests under an agreement
///
/// The latest 200, answered and refused. They name nobody.
#[utoipa::path(get, path = "/agreements/{id}/exchanges", tag = "exchange", operation_id = "exchanges", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<Exchange>), problems::NotAllowed, problems::Absent))]
async fn exchanges(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<Vec<Exchange>>, Failure> {
    let officer = Officer::of(&principal, Action::ReadAgreements)?;
    let overview = exchanging::overview(&app.context, &officer, id).await?;
    Ok(Json(overview.latest))
}
