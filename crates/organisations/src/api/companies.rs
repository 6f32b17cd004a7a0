//! The JSON routes of placement companies and their recruitment permits.

use super::{Created, ListQuery, SearchForm};
use crate::{Company, CompanyForm, Recruitment, RecruitmentForm, service::companies as service};
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
        .routes(routes!(create_recruitment))
        .routes(routes!(change_recruitment))
}

/// One page of companies.
#[derive(Debug, Serialize, ToSchema)]
struct CompaniesPage {
    /// At most 50.
    rows: Vec<Company>,
    /// Whether there are more.
    more: bool,
}

/// A company with its recruitment permits.
#[derive(Debug, Serialize, ToSchema)]
struct CompanyAnswer {
    /// The company.
    company: Company,
    /// Its recruitment permits, the longest valid first.
    recruitments: Vec<Recruitment>,
}

async fn page(
    app: &App,
    principal: &access::Principal,
    wanted: &crate::Wanted,
) -> Result<Json<CompaniesPage>, Failure> {
    let permit = principal.permit(Action::ReadAgencies, "companies")?;
    let found = service::list(&app.context, &permit, wanted).await?;
    Ok(Json(CompaniesPage {
        rows: found.rows,
        more: found.more,
    }))
}

/// Placement companies, by state
#[utoipa::path(get, path = "/companies", tag = "companies", operation_id = "companies", params(ListQuery),
    responses((status = 200, body = CompaniesPage), problems::NotAllowed, problems::Malformed))]
async fn list(
    State(app): State<App>,
    Caller(principal): Caller,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Json<CompaniesPage>, Failure> {
    let Query(query) = query.map_err(|_| Failure::Malformed)?;
    page(&app, &principal, &query.wanted()?).await
}

/// Placement companies by a part of the name
#[utoipa::path(post, path = "/companies/search", tag = "companies", operation_id = "search_companies", request_body = SearchForm,
    responses((status = 200, body = CompaniesPage), problems::NotAllowed, problems::Malformed))]
async fn search(
    State(app): State<App>,
    Caller(principal): Caller,
    form: Result<Json<SearchForm>, JsonRejection>,
) -> Result<Json<CompaniesPage>, Failure> {
    // Who may not ask hears nothing about the form.
    principal.permit(Action::ReadAgencies, "companies")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    page(&app, &principal, &form.wanted()?).await
}

/// Add a placement company
#[utoipa::path(post, path = "/companies", tag = "companies", operation_id = "create_company", request_body = CompanyForm,
    responses((status = 201, body = Created), problems::NotAllowed, problems::Malformed, problems::Faulty))]
async fn create(
    State(app): State<App>,
    Caller(principal): Caller,
    form: Result<Json<CompanyForm>, JsonRejection>,
) -> Result<(StatusCode, Json<Created>), Failure> {
    let permit = principal.permit(Action::ManageCompanies, "companies")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    let id = service::create(&app.context, &permit, form).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

/// One placement company and its recruitment permits
#[utoipa::path(get, path = "/companies/{id}", tag = "companies", operation_id = "company", params(("id" = Uuid, Path)),
    responses((status = 200, body = CompanyAnswer), problems::NotAllowed, problems::Absent))]
async fn get(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<CompanyAnswer>, Failure> {
    let permit = principal.permit(Action::ReadAgencies, "companies")?;
    let (company, recruitments) = service::get(&app.context, &permit, id).await?;
    Ok(Json(CompanyAnswer {
        company,
        recruitments,
    }))
}

/// Change a placement company
#[utoipa::path(put, path = "/companies/{id}", tag = "companies", operation_id = "change_company",
    params(("id" = Uuid, Path)), request_body = CompanyForm,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn change(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<CompanyForm>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = principal.permit(Action::ManageCompanies, "companies")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    service::change(&app.context, &permit, id, form).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Add a recruitment permit to a company
#[utoipa::path(post, path = "/companies/{id}/recruitments", tag = "companies", operation_id = "create_recruitment",
    params(("id" = Uuid, Path)), request_body = RecruitmentForm,
    responses((status = 201, body = Created), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn create_recruitment(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<RecruitmentForm>, JsonRejection>,
) -> Result<(StatusCode, Json<Created>), Failure> {
    let permit = principal.permit(Action::ManageCompanies, "companies")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    let id = service::create_recruitment(&app.context, &permit, id, form).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

/// Change a recruitment permit
#[utoipa::path(put, path = "/recruitments/{id}", tag = "companies", operation_id = "change_recruitment",
    params(("id" = Uuid, Path)), request_body = RecruitmentForm,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn change_recruitment(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<RecruitmentForm>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = principal.permit(Action::ManageCompanies, "companies")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    service::change_recruitment(&app.context, &permit, id, form).await?;
    Ok(StatusCode::NO_CONTENT)
}
