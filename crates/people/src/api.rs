//! The JSON routes of persons.

use crate::{
    ContactKind, Directory, Draft, Duplicate, IdentifierForm, PERSON, Record, Relation,
    model::Notice,
    service::{self, Found, Question, refresh},
};
use access::{Action, Ask, Permit, Principal};
use axum::{
    Extension, Json,
    extract::{Query, State, rejection::JsonRejection},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use ui::{App, Caller, Failure, Id, problems};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// The routes, with their description.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(search))
        .routes(routes!(get, change))
        .routes(routes!(add_identifier))
        .routes(routes!(add_contact))
        .routes(routes!(add_relative))
        .routes(routes!(retire))
        .routes(routes!(duplicates))
        .routes(routes!(dismiss))
        .routes(routes!(merge))
        .routes(routes!(unmerge))
}

fn permit(
    app: &App,
    principal: &Principal,
    action: Action,
    purpose: &'static str,
) -> Result<Permit, Failure> {
    let ask = Ask::own(principal, action, &PERSON, purpose);
    Ok(principal.permit_on(&app.context.policies, ask)?)
}

/// The identifier of what was added.
#[derive(Debug, Serialize, ToSchema)]
struct PersonCreated {
    /// Identifier.
    id: Uuid,
}

/// A person.
#[derive(Debug, Serialize, ToSchema)]
struct PersonAnswer {
    /// The record.
    record: Record,
    /// Records that were merged into it; each keeps what was written to it.
    merged: Vec<Record>,
    /// What contradicts itself in the record.
    notices: Vec<Notice>,
}

/// Add a person
///
/// To the records of the agency of the key. A NIK that a record of the agency has already is refused.
#[utoipa::path(post, path = "/people", tag = "people", operation_id = "create_person", request_body = Draft,
    responses((status = 201, body = PersonCreated), problems::NotAllowed, problems::Malformed, problems::Faulty))]
async fn create(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    Caller(principal): Caller,
    draft: Result<Json<Draft>, JsonRejection>,
) -> Result<(StatusCode, Json<PersonCreated>), Failure> {
    let permit = permit(&app, &principal, Action::ManagePeople, "add a person")?;
    let Json(draft) = draft.map_err(|_| Failure::Malformed)?;
    let id = service::create(&app.context, &permit, &draft).await?;
    refresh(&app.context, &directory, &[id]).await;
    Ok((StatusCode::CREATED, Json(PersonCreated { id })))
}

/// Search for a person
///
/// By what is known: a name, however it is spelled, a part of a number, a machine-readable zone. A POST, so that nothing of it
/// stands in an address.
#[utoipa::path(post, path = "/people/search", tag = "people", operation_id = "search_people", request_body = Question,
    responses((status = 200, body = Found), problems::NotAllowed, problems::Malformed, problems::Faulty))]
async fn search(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    Caller(principal): Caller,
    question: Result<Json<Question>, JsonRejection>,
) -> Result<Json<Found>, Failure> {
    let permit = permit(&app, &principal, Action::ReadPeople, "search for a person")?;
    let Json(question) = question.map_err(|_| Failure::Malformed)?;
    let found = service::search(&app.context, &directory, &permit, &question).await?;
    Ok(Json(found))
}

/// One person
///
/// With numbers, contacts and family over time. Records of other agencies are not found.
#[utoipa::path(get, path = "/people/{id}", tag = "people", operation_id = "person", params(("id" = Uuid, Path)),
    responses((status = 200, body = PersonAnswer), problems::NotAllowed, problems::Absent))]
async fn get(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<PersonAnswer>, Failure> {
    let permit = permit(&app, &principal, Action::ReadPeople, "see a person")?;
    let mut records = service::get(&app.context, &permit, id).await?.into_iter();
    let record = records.next().ok_or(Failure::NotFound)?;
    Ok(Json(PersonAnswer {
        notices: record.notices(),
        record,
        merged: records.collect(),
    }))
}

/// Change the particulars of a person
///
/// All of them are written anew; what is empty is no longer known. Numbers, contacts and family have routes of their own.
#[utoipa::path(put, path = "/people/{id}", tag = "people", operation_id = "change_person", params(("id" = Uuid, Path)),
    request_body = Draft,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn change(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    Caller(principal): Caller,
    Id(id): Id,
    draft: Result<Json<Draft>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = permit(&app, &principal, Action::ManagePeople, "change a person")?;
    let Json(draft) = draft.map_err(|_| Failure::Malformed)?;
    service::change(&app.context, &permit, id, &draft).await?;
    refresh(&app.context, &directory, &[id]).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Add a number to a person
#[utoipa::path(post, path = "/people/{id}/identifiers", tag = "people", operation_id = "add_identifier",
    params(("id" = Uuid, Path)), request_body = IdentifierForm,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn add_identifier(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<IdentifierForm>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = permit(&app, &principal, Action::ManagePeople, "change a person")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    service::add_identifier(&app.context, &permit, id, &form).await?;
    refresh(&app.context, &directory, &[id]).await;
    Ok(StatusCode::NO_CONTENT)
}

/// A telephone or an address of e-mail.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ContactForm {
    /// By what.
    kind: ContactKind,
    /// The number or address.
    value: String,
}

/// Add a contact to a person
#[utoipa::path(post, path = "/people/{id}/contacts", tag = "people", operation_id = "add_contact",
    params(("id" = Uuid, Path)), request_body = ContactForm,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn add_contact(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<ContactForm>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = permit(&app, &principal, Action::ManagePeople, "change a person")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    service::add_contact(&app.context, &permit, id, form.kind, &form.value).await?;
    refresh(&app.context, &directory, &[id]).await;
    Ok(StatusCode::NO_CONTENT)
}

/// A member of the family.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RelativeForm {
    /// What they are to the person.
    relation: Relation,
    /// Their name.
    name: String,
}

/// Add a member of the family
#[utoipa::path(post, path = "/people/{id}/family", tag = "people", operation_id = "add_relative",
    params(("id" = Uuid, Path)), request_body = RelativeForm,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn add_relative(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<RelativeForm>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = permit(&app, &principal, Action::ManagePeople, "change a person")?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    service::add_relative(&app.context, &permit, id, form.relation, &form.name).await?;
    refresh(&app.context, &directory, &[id]).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Which row.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Row {
    /// The identifier of the number, contact or member of the family.
    row: Uuid,
}

/// Say that a number, a contact or a member of the family no longer counts
///
/// It stays in the record, with the day on which that became known.
#[utoipa::path(post, path = "/people/{id}/retire", tag = "people", operation_id = "retire", params(("id" = Uuid, Path)),
    request_body = Row,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent))]
async fn retire(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    Caller(principal): Caller,
    Id(id): Id,
    row: Result<Json<Row>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = permit(&app, &principal, Action::ManagePeople, "change a person")?;
    let Json(row) = row.map_err(|_| Failure::Malformed)?;
    service::retire(&app.context, &permit, id, row.row).await?;
    refresh(&app.context, &directory, &[id]).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
struct At {
    /// Pages of 25 pairs, from 0.
    #[serde(default)]
    page: u32,
}

/// Pairs of records that may be one person.
#[derive(Debug, Serialize, ToSchema)]
struct Duplicates {
    /// The surest first.
    pairs: Vec<Duplicate>,
    /// How many wait in all.
    count: i64,
}

/// Records that may be one person
#[utoipa::path(get, path = "/people/duplicates", tag = "people", operation_id = "duplicates", params(At),
    responses((status = 200, body = Duplicates), problems::NotAllowed))]
async fn duplicates(
    State(app): State<App>,
    Caller(principal): Caller,
    Query(at): Query<At>,
) -> Result<Json<Duplicates>, Failure> {
    let permit = permit(
        &app,
        &principal,
        Action::MergePeople,
        "records of one person",
    )?;
    let (pairs, count) = service::open_duplicates(&app.context, &permit, at.page).await?;
    Ok(Json(Duplicates { pairs, count }))
}

/// Say that a pair is two persons
#[utoipa::path(post, path = "/people/duplicates/{id}/distinct", tag = "people", operation_id = "distinct",
    params(("id" = Uuid, Path)),
    responses((status = 204), problems::NotAllowed, problems::Absent))]
async fn dismiss(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<StatusCode, Failure> {
    let permit = permit(
        &app,
        &principal,
        Action::MergePeople,
        "records of one person",
    )?;
    service::dismiss(&app.context, &permit, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is merged, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MergeForm {
    /// The record that is merged into the other.
    absorbed: Uuid,
    /// Why both are one person.
    reason: String,
}

/// Merge a record into this one
///
/// Without loss: the other record keeps what was written to it, and can stand for itself again.
#[utoipa::path(post, path = "/people/{id}/merge", tag = "people", operation_id = "merge", params(("id" = Uuid, Path)),
    request_body = MergeForm,
    responses((status = 204), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn merge(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<MergeForm>, JsonRejection>,
) -> Result<StatusCode, Failure> {
    let permit = permit(
        &app,
        &principal,
        Action::MergePeople,
        "records of one person",
    )?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    service::merge(&app.context, &permit, id, form.absorbed, &form.reason).await?;
    refresh(&app.context, &directory, &[id, form.absorbed]).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Let a record that was merged stand for itself again
#[utoipa::path(post, path = "/people/{id}/unmerge", tag = "people", operation_id = "unmerge", params(("id" = Uuid, Path)),
    responses((status = 204), problems::NotAllowed, problems::Absent))]
async fn unmerge(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<StatusCode, Failure> {
    let permit = permit(
        &app,
        &principal,
        Action::MergePeople,
        "records of one person",
    )?;
    let survivor = service::unmerge(&app.context, &permit, id).await?;
    refresh(&app.context, &directory, &[survivor, id]).await;
    Ok(StatusCode::NO_CONTENT)
}
