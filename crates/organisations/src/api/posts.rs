//! The JSON routes of posts abroad.

use super::{Created, ListQuery, SearchForm};
use crate::{Post, PostForm, service::posts as service};
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

/// One page of posts.
#[derive(Debug, Serialize, ToSchema)]
struct PostsPage {
    /// At most 50.
    rows: Vec<Post>,
    /// Whether there are more.
    more: bool,
}

async fn page(
    app: &App,
    principal: &access::Principal,
    wanted: &crate::Wanted,
) -> Result<Json<PostsPage>, Failure> {
    let permit = principal.permit(Action::ReadAgencies, "posts")?;
    let found = service::list(&app.context, &permit, wanted).await?;
    Ok(Json(PostsPage {
        rows: found.rows,
        more: found.more,
    }))
}

/// Posts abroad, by state (kind of post) and country
#[utoipa::path(get, path = "/posts", tag = "posts", operation_id = "posts", params(ListQuery),
    responses((status = 200, body = PostsPage), problems::NotAllowed, problems::Malformed))]
async fn list(
    State(app): State<App>,
    Caller(principal): Caller,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Json<PostsPage>, Failure> {
    let Query(query) = query.map_err(|_| Failure::Malformed)?;
    page(&app, &principal, &query.wanted()?).await
}

/// Posts abroad by a part of the name
#[utoipa::path(post, path = "/posts/search", tag = "posts", operation_id = "search_posts", request_body = SearchForm,
    responses((status = 200, body = PostsPage), problems::NotAllowed, problems::Malformed))]
async fn search(
    State(app): State<App>,
    Caller(principal): Caller,
    form: Result<Json<SearchForm>, JsonRejection>,
) -> Result<Json<PostsPage>, Failure> {
    // Who may not ask hears nothing about the form.
    principal.permit(Action::ReadAgencies, "posts")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    page(&app, &principal, &form.wanted()?).await
}

/// Add a post
#[utoipa::path(post, path = "/posts", tag = "posts", operation_id = "create_post", request_body = PostForm,
    responses((status = 201, body = Created), problems::NotAllowed, problems::Malformed, problems::Faulty))]
async fn create(
    State(app): State<App>,
    Caller(principal): Caller,
    form: Result<Json<PostForm>, JsonRejection>,
) -> Result<(StatusCode, Json<Created>), Failure> {
    let permit = principal.permit(Action::ManageCompanies, "posts")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    let id = service::create(&app.context, &permit, form).await?;
    Ok((StatusCode::CREATED, Json(Created { id })))
}

/// One post abroad
#[utoipa::path(get, path = "/posts/{id}", tag = "posts", operation_id = "post", params(("id" = Uuid, Path)),
    responses((status = 200, body = Post), problems::NotAllowed, problems::Absent))]
async fn get(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<Post>, Failure> {
    let permit = principal.permit(Action::ReadAgencies, "posts")?;
    Ok(Json(service::get(&app.context, &permit, id).await?))
}

/// Change a post
#[utoipa::path(put, path = "/posts/{id}", tag = "posts", operation_id = "change_post",
    params(("id" = Uuid, Path)), request_body = PostForm,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn change(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<PostForm>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = principal.permit(Action::ManageCompanies, "posts")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    service::change(&app.context, &permit, id, form).await?;
    Ok(StatusCode::NO_CONTENT)
}
