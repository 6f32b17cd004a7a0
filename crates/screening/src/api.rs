//! The JSON routes of screening.

mod handing_over;
mod lists;
mod manifests;

use crate::{
    Assessment, Checked, Decision, Desk, Outcome, Presented, SCREENING,
    service::{self, At, Held},
};
use access::{Action, Ask, Permit, Principal};
use axum::{
    Extension, Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
};
use domain::{Port, day_in_jakarta};
use serde::{Deserialize, Serialize};
use storage::Stamp;
use ui::{App, Caller, Failure, Id, problems};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// The routes, with their description.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(get))
        .routes(routes!(decide))
        .merge(handing_over::routes())
        .merge(lists::routes())
        .merge(manifests::routes())
}

/// A permit for assessments of the caller's own agency.
fn permit(app: &App, principal: &Principal, action: Action) -> Result<Permit, Failure> {
    let ask = Ask::own(principal, action, &SCREENING, "screening before departure");
    Ok(principal.permit_on(&app.context.policies, ask)?)
}

/// An assessment of a trip. It recommends; an officer decides.
#[derive(Debug, Serialize, ToSchema)]
struct ScreeningAnswer {
    /// Identifier.
    id: Uuid,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    at: Stamp,
    /// Port or airport, by code.
    #[schema(value_type = Option<String>)]
    port: Option<Port>,
    /// Status, score, reasons, candidates with their evidence, what is not known, and the versions that said so.
    #[schema(value_type = Object)]
    assessment: Assessment,
    /// What was looked into, and what could not be.
    #[schema(value_type = Object)]
    checked: Checked,
    /// Earlier assessments of somebody who may be the same, the most probable first.
    earlier: Vec<EarlierAnswer>,
    /// What was decided, the first decision first.
    decisions: Vec<Decision>,
    /// Whether the same rules, asked again now, say the same.
    replayed: bool,
}

/// An earlier assessment of somebody who may be the same.
#[derive(Debug, Serialize, ToSchema)]
struct EarlierAnswer {
    /// The assessment.
    id: Uuid,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    at: Stamp,
    /// How probable it is that it was the same person, from 0 to 1.
    probability: f64,
    /// What was decided last.
    outcome: Option<Outcome>,
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DecisionForm {
    /// What is decided.
    outcome: Outcome,
    /// Why; may be left out only where somebody is let go and nothing else was recommended.
    #[serde(default)]
    reason: String,
}

impl From<Held> for ScreeningAnswer {
    fn from(held: Held) -> Self {
        let earlier = held
            .earlier
            .iter()
            .map(|(line, probability)| EarlierAnswer {
                id: line.id,
                at: line.at,
                probability: *probability,
                outcome: line.outcome,
            });
        Self {
            id: held.id,
            at: held.at,
            port: held.port,
            earlier: earlier.collect(),
            assessment: held.kept.assessment,
            checked: held.kept.checked,
            decisions: held.decisions,
            replayed: held.replayed,
        }
    }
}

/// Assess a traveller: the zone of the document, or fields
#[utoipa::path(post, path = "/screenings", tag = "screenings", operation_id = "screen", request_body = Presented,
    responses((status = 201, body = ScreeningAnswer), problems::NotAllowed, problems::Malformed, problems::Faulty))]
async fn create(
    State(app): State<App>,
    Extension(desk): Extension<Desk>,
    Caller(principal): Caller,
    form: Result<Json<Presented>, JsonRejection>,
) -> Result<(StatusCode, Json<ScreeningAnswer>), Failure> {
    let permit = permit(&app, &principal, Action::Screen)?;
    let Json(presented) = form.map_err(|_| Failure::Malformed)?;
    let context = &app.context;
    let traveller = presented.read(day_in_jakarta(context.db.ambient().now()))?;
    let at = At {
        port: Port::read(&presented.port),
        ..At::default()
    };
    let made = service::assess(context, &desk, &principal, &permit, &at, vec![traveller]).await?;
    let held = made.into_iter().next().ok_or(Failure::Internal)?;
    Ok((StatusCode::CREATED, Json(held.into())))
}

/// One assessment, judged again by the rules that it names
#[utoipa::path(get, path = "/screenings/{id}", tag = "screenings", operation_id = "screening", params(("id" = Uuid, Path)),
    responses((status = 200, body = ScreeningAnswer), problems::NotAllowed, problems::Absent))]
async fn get(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<ScreeningAnswer>, Failure> {
    let permit = permit(&app, &principal, Action::Screen)?;
    let held = service::get(&app.context, &permit, id).await?;
    Ok(Json(held.into()))
}

/// Decide about a traveller
#[utoipa::path(post, path = "/screenings/{id}/decisions", tag = "screenings", operation_id = "decide_screening",
    params(("id" = Uuid, Path)), request_body = DecisionForm,
    responses((status = 201, body = Decision), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn decide(
    State(app): State<App>,
    Extension(desk): Extension<Desk>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<DecisionForm>, JsonRejection>,
) -> Result<(StatusCode, Json<Decision>), Failure> {
    let permit = permit(&app, &principal, Action::DecideScreening)?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    let DecisionForm { outcome, reason } = form;
    let decision = service::decide(&app.context, &desk, &permit, id, outcome, &reason).await?;
    Ok((StatusCode::CREATED, Json(decision)))
}
