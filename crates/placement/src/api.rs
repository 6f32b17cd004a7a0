//! The JSON routes of placements and their imports.

mod batch;

use crate::{Details, Document, Order, PLACEMENT, Placement, Step, Wanted, service};
use access::{Action, Ask, Permit, Principal};
use axum::{
    Json,
    extract::{
        Query, State,
        rejection::{JsonRejection, QueryRejection},
    },
    http::StatusCode,
};
use domain::{Country, PlacementScheme, PlacementStatus};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ui::{App, Caller, Failure, Id, problems};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// The routes, with their description.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, change))
        .routes(routes!(put_document))
        .routes(routes!(take_step))
        .merge(batch::routes())
}

/// A permit for placements of the caller's own agency.
fn permit(
    app: &App,
    principal: &Principal,
    action: Action,
    purpose: &'static str,
) -> Result<Permit, Failure> {
    let ask = Ask::own(principal, action, &PLACEMENT, purpose);
    Ok(principal.permit_on(&app.context.policies, ask)?)
}

/// Which placements.
#[derive(Debug, Default, Deserialize, IntoParams)]
struct ListQuery {
    /// Only those that stand there, by code.
    #[serde(default)]
    status: String,
    /// Only those in this country, ISO 3166-1 alpha-3.
    #[serde(default)]
    country: String,
    /// Only those under this scheme, by code.
    #[serde(default)]
    scheme: String,
    /// `newest` (also if it is left out) or `ends-first`.
    #[serde(default)]
    order: String,
    /// Only records behind this one: the last of the page before.
    before: Option<Uuid>,
}

/// One page of placements.
#[derive(Debug, Serialize, ToSchema)]
struct PlacementsPage {
    /// At most 50, in the order that was asked for; without their documents.
    rows: Vec<Placement>,
    /// Whether there are more.
    more: bool,
}

/// What a new placement is made of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlacementForm {
    /// The person, whom the agency must know.
    person: Uuid,
    /// What is written about it.
    details: Details,
}

/// A step that is taken.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct StepForm {
    /// Which.
    step: Step,
    /// On which day it happened.
    #[schema(value_type = String, format = Date)]
    day: Date,
}

/// The identifier of what was added.
#[derive(Debug, Serialize, ToSchema)]
struct PlacementCreated {
    /// Identifier.
    id: Uuid,
}

/// A code that may be left out.
fn code<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Failure> {
    match text {
        "" => Ok(None),
        text => read(text).map(Some).ok_or(Failure::Malformed),
    }
}

/// Placements of the own agency, by status, country and scheme
#[utoipa::path(get, path = "/placements", tag = "placements", operation_id = "placements", params(ListQuery),
    responses((status = 200, body = PlacementsPage), problems::NotAllowed, problems::Malformed))]
async fn list(
    State(app): State<App>,
    Caller(principal): Caller,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Json<PlacementsPage>, Failure> {
    let permit = permit(&app, &principal, Action::ReadPlacements, "placements")?;
    let Query(query) = query.map_err(|_| Failure::Malformed)?;
    let wanted = Wanted {
        status: code(&query.status, PlacementStatus::from_code)?,
        country: code(&query.country, Country::from_alpha3)?,
        scheme: code(&query.scheme, PlacementScheme::from_code)?,
        order: code(&query.order, Order::from_code)?.unwrap_or_default(),
        before: query.before,
    };
    let found = service::list(&app.context, &permit, &wanted).await?;
    Ok(Json(PlacementsPage {
        rows: found.rows,
        more: found.more,
    }))
}

/// Add a placement of a person
#[utoipa::path(post, path = "/placements", tag = "placements", operation_id = "create_placement", request_body = PlacementForm,
    responses((status = 201, body = PlacementCreated), problems::NotAllowed, problems::Malformed, problems::Absent,
        problems::Faulty))]
async fn create(
    State(app): State<App>,
    Caller(principal): Caller,
    form: Result<Json<PlacementForm>, JsonRejection>,
) -> Result<(StatusCode, Json<PlacementCreated>), Failure> {
    let permit = permit(&app, &principal, Action::ManagePlacements, "placements")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    let id = service::create(&app.context, &permit, form.person, form.details).await?;
    Ok((StatusCode::CREATED, Json(PlacementCreated { id })))
}

/// One placement with its documents
#[utoipa::path(get, path = "/placements/{id}", tag = "placements", operation_id = "placement", params(("id" = Uuid, Path)),
    responses((status = 200, body = Placement), problems::NotAllowed, problems::Absent))]
async fn get(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<Placement>, Failure> {
    let permit = permit(&app, &principal, Action::ReadPlacements, "placements")?;
    Ok(Json(service::get(&app.context, &permit, id).await?))
}

/// Change the details of a placement
#[utoipa::path(put, path = "/placements/{id}", tag = "placements", operation_id = "change_placement",
    params(("id" = Uuid, Path)), request_body = Details,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn change(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<Details>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = permit(&app, &principal, Action::ManagePlacements, "placements")?;
    let Json(details) = form.map_err(|_| Failure::Malformed)?;
    service::change(&app.context, &permit, id, details).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Write a document of a placement, in place of the one of its kind
#[utoipa::path(put, path = "/placements/{id}/documents", tag = "placements", operation_id = "put_placement_document",
    params(("id" = Uuid, Path)), request_body = Document,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn put_document(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<Document>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = permit(&app, &principal, Action::ManagePlacements, "placements")?;
    let Json(document) = form.map_err(|_| Failure::Malformed)?;
    service::put_document(&app.context, &permit, id, document).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a step with a placement
#[utoipa::path(post, path = "/placements/{id}/steps", tag = "placements", operation_id = "take_placement_step",
    params(("id" = Uuid, Path)), request_body = StepForm,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn take_step(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<StepForm>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = permit(&app, &principal, Action::ManagePlacements, "placements")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    service::take_step(&app.context, &permit, id, form.step, form.day).await?;
    Ok(StatusCode::NO_CONTENT)
}
