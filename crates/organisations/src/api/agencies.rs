//! The JSON routes of agencies and units.

use super::Created;
use crate::{Agency, AgencyForm, Unit, UnitForm, service::agencies as service};
use access::Action;
use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
};
use serde::Serialize;
use ui::{App, Caller, Failure, Id, problems};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes, with their description.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, change))
        .routes(routes!(create_unit))
}

/// An agency with its units.
#[derive(Debug, Serialize, ToSchema)]
struct AgencyAnswer {
    /// The agency.
    agency: Agency,
    /// Its units by name.
    units: Vec<Unit>,
}

/// All agencies
#[utoipa::path(get, path = "/agencies", tag = "agencies", operation_id = "agencies",
    responses((status = 200, body = Vec<Agency>), problems::NotAllowed))]
async fn list(
    State(app): State<App>,
    Caller(principal): Caller,
) -> Result<Json<Vec<Agency>>, Failure> {
    principal.permit(Action::ReadAgencies, "agencies")?;
    Ok(Json(service::agencies(&app.context).await?))
}

/// Add an agency
#[utoipa::path(post, path = "/agencies", tag = "agencies", operation_id = "create_agency", request_body = AgencyForm,
    responses((status = 201, body = Created), problems::NotAllowed, problems::Malformed, problems::Faulty))]
async fn create(
    State(app): State<App>,
    Caller(principal): Caller,
    form: Result<Json<AgencyForm>, JsonRejection>,
) -> Result<(StatusCode, Json<Created>), Failure> {
    let permit = principal.permit(Action::ManageAgencies, "agencies")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    let id = service::create(&app.context, &permit, form).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

/// One agency with its units
#[utoipa::path(get, path = "/agencies/{id}", tag = "agencies", operation_id = "agency", params(("id" = Uuid, Path)),
    responses((status = 200, body = AgencyAnswer), problems::NotAllowed, problems::Absent))]
async fn get(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<AgencyAnswer>, Failure> {
    let permit = principal.permit(Action::ReadAgencies, "agencies")?;
    let (agency, units) = service::get(&app.context, &permit, id).await?;
    Ok(Json(AgencyAnswer { agency, units }))
}

/// Change an agency
#[utoipa::path(put, path = "/agencies/{id}", tag = "agencies", operation_id = "change_agency",
    params(("id" = Uuid, Path)), request_body = AgencyForm,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn change(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<AgencyForm>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = principal.permit(Action::ManageAgencies, "agencies")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    service::change(&app.context, &permit, id, form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Add a unit to an agency
#[utoipa::path(post, path = "/agencies/{id}/units", tag = "agencies", operation_id = "create_unit",
    params(("id" = Uuid, Path)), request_body = UnitForm,
    responses((status = 201, body = Created), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn create_unit(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<UnitForm>, JsonRejection>,
) -> Result<(StatusCode, Json<Created>), Failure> {
    let permit = principal.permit(Action::ManageAgencies, "agencies")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    let id = service::create_unit(&app.context, &permit, id, form).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}
