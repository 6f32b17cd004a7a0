//! The JSON routes of employers abroad.

use super::{Created, ListQuery, SearchForm};
use crate::{Employer, EmployerForm, service::employers as service};
use access::Action;
use axum::{
    Json,
    extract::{
        Query, State,
        rejection::{JsonRejection, QueryRejection},
    },
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
        .routes(routes!(search))
        .routes(routes!(get, change))
}

/// One page of employers.
#[derive(Debug, Serialize, ToSchema)]
struct EmployersPage {
    /// At most 50.
    rows: Vec<Employer>,
    /// Whether there are more.
    more: bool,
}

async fn page(
    app: &App,
    principal: &access::Principal,
    wanted: &crate::Wanted,
) -> Result<Json<EmployersPage>, Failure> {
    let permit = principal.permit(Action::ReadAgencies, "employers")?;
    let found = service::list(&app.context, &permit, wanted).await?;
    Ok(Json(EmployersPage {
        rows: found.rows,
        more: found.more,
    }))
}

/// Employers abroad, by state and country
#[utoipa::path(get, path = "/employers", tag = "employers", operation_id = "employers", params(ListQuery),
    responses((status = 200, body = EmployersPage), problems::NotAllowed, problems::Malformed))]
async fn list(
    State(app): State<App>,
    Caller(principal): Caller,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Json<EmployersPage>, Failure> {
    let Query(query) = query.map_err(|_| Failure::Malformed)?;
    page(&app, &principal, &query.wanted()?).await
}

/// Employers abroad by a part of the name
#[utoipa::path(post, path = "/employers/search", tag = "employers", operation_id = "search_employers", request_body = SearchForm,
    responses((status = 200, body = EmployersPage), problems::NotAllowed, problems::Malformed))]
async fn search(
    State(app): State<App>,
    Caller(principal): Caller,
    form: Result<Json<SearchForm>, JsonRejection>,
) -> Result<Json<EmployersPage>, Failure> {
    // Who may not ask hears nothing about the form.
    principal.permit(Action::ReadAgencies, "employers")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    page(&app, &principal, &form.wanted()?).await
}

/// Add an employer
#[utoipa::path(post, path = "/employers", tag = "employers", operation_id = "create_employer", request_body = EmployerForm,
    responses((status = 201, body = Created), problems::NotAllowed, problems::Malformed, problems::Faulty))]
async fn create(
    State(app): State<App>,
    Caller(principal): Caller,
    form: Result<Json<EmployerForm>, JsonRejection>,
) -> Result<(StatusCode, Json<Created>), Failure> {
    let permit = principal.permit(Action::ManageCompanies, "employers")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    let id = service::create(&app.context, &permit, form).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

/// One employer
#[utoipa::path(get, path = "/employers/{id}", tag = "employers", operation_id = "employer", params(("id" = Uuid, Path)),
    responses((status = 200, body = Employer), problems::NotAllowed, problems::Absent))]
async fn get(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<Employer>, Failure> {
    let permit = principal.permit(Action::ReadAgencies, "employers")?;
    Ok(Json(service::get(&app.context, &permit, id).await?))
}

/// Change an employer
#[utoipa::path(put, path = "/employers/{id}", tag = "employers", operation_id = "change_employer",
    params(("id" = Uuid, Path)), request_body = EmployerForm,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn change(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<EmployerForm>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = principal.permit(Action::ManageCompanies, "employers")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    service::change(&app.context, &permit, id, form).await?;
    Ok(StatusCode::NO_CONTENT)
}
