//! The JSON routes of casework.

use crate::{
    CASE, Case, Channel, OpeningForm, ReportForm,
    service::{self, Officer},
};
use access::{Action, Ask};
use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
};
use domain::{Country, day_in_jakarta};
use serde::Serialize;
use storage::Stamp;
use ui::{App, Caller, Failure, Id, problems};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// The routes, with their description.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(tell))
        .routes(routes!(get))
}

/// A case that was opened.
#[derive(Debug, Serialize, ToSchema)]
struct OpenedCase {
    /// Identifier.
    id: Uuid,
}

/// A case as another system sees it: where it stands, and nobody's name.
#[derive(Debug, Serialize, ToSchema)]
struct CaseAnswer {
    /// Identifier.
    id: Uuid,
    /// By which people call it.
    number: String,
    /// What it is.
    kind: crate::Kind,
    /// When in the journey.
    phase: crate::Phase,
    /// Where, as a code of three letters.
    #[schema(value_type = Option<String>)]
    country: Option<Country>,
    /// As what it is counted.
    category: crate::Category,
    /// Whether somebody is in danger.
    danger: crate::Danger,
    /// Where it stands.
    status: crate::Status,
    /// What is to be done next.
    next: Option<crate::Next>,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    opened_at: Stamp,
    /// When it was solved or closed.
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Stamp>,
}

impl From<Case> for CaseAnswer {
    fn from(case: Case) -> Self {
        Self {
            id: case.id,
            number: case.number,
            kind: case.kind,
            phase: case.phase,
            country: case.country,
            category: case.category,
            danger: case.danger,
            status: case.status,
            next: case.next,
            opened_at: case.opened_at,
            closed_at: case.closed_at,
        }
    }
}

/// Open a case from another system
#[utoipa::path(post, path = "/cases", tag = "cases", operation_id = "open_case", request_body = OpeningForm,
    responses((status = 201, body = OpenedCase), problems::NotAllowed, problems::Malformed, problems::Faulty))]
async fn create(
    State(app): State<App>,
    Caller(principal): Caller,
    form: Result<Json<OpeningForm>, JsonRejection>,
) -> Result<(StatusCode, Json<OpenedCase>), Failure> {
    let context = &app.context;
    let ask = Ask::own(&principal, Action::OpenCases, &CASE, "casework");
    let permit = principal.permit_on(&context.policies, ask)?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    let today = day_in_jakarta(context.db.ambient().now());
    let opening = form.read(Channel::System, today)?;
    let id = service::open(context, &permit, opening).await?;
    Ok((StatusCode::CREATED, Json(OpenedCase { id })))
}

/// What another system gets for a report that it passed on.
#[derive(Debug, Serialize, ToSchema)]
struct ReportReceipt {
    /// The case.
    case: Uuid,
    /// The code with which whoever told follows it: to be handed on to them, and kept nowhere.
    code: String,
}

/// Pass on what somebody told
///
/// `once` makes it count once however often it is sent; the answer is the same then.
#[utoipa::path(post, path = "/intakes", tag = "cases", operation_id = "pass_on_report", request_body = ReportForm,
    responses((status = 201, body = ReportReceipt), problems::NotAllowed, problems::Malformed, problems::Faulty))]
async fn tell(
    State(app): State<App>,
    Caller(principal): Caller,
    form: Result<Json<ReportForm>, JsonRejection>,
) -> Result<(StatusCode, Json<ReportReceipt>), Failure> {
    let context = &app.context;
    let ask = Ask::own(&principal, Action::OpenCases, &CASE, "casework");
    let permit = principal.permit_on(&context.policies, ask)?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    let receipt = service::report(context, &permit, &form).await?;
    let receipt = ReportReceipt {
        case: receipt.case,
        code: receipt.code,
    };
    Ok((StatusCode::CREATED, Json(receipt)))
}

/// Where a case stands
#[utoipa::path(get, path = "/cases/{id}", tag = "cases", operation_id = "case", params(("id" = Uuid, Path)),
    responses((status = 200, body = CaseAnswer), problems::NotAllowed, problems::Absent))]
async fn get(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<CaseAnswer>, Failure> {
    let officer = Officer::of(&app.context, &principal)?;
    let held = service::get(&app.context, &officer, id).await?;
    Ok(Json(held.case.into()))
}
