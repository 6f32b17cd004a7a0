//! What follows a decision, for programs: interviews and referrals.

use super::permit;
use crate::{
    model::{
        interview::{Interview, Interviewed, Touched},
        referral::{Finding, Referral, ReferralForm, ReferralState},
    },
    service::{interview, referral},
};
use access::Action;
use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use ui::{App, Caller, Failure, Id, problems};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(take_interview, interviews))
        .routes(routes!(refer, referrals))
        .routes(routes!(step))
}

/// An interview, and what its answers touch. A reason to go on talking, never a verdict.
#[derive(Debug, Serialize, ToSchema)]
struct InterviewAnswered {
    /// What was written down.
    #[serde(flatten)]
    interviewed: Interviewed,
    /// What is recommended: `help`, `refer`, `further`, `nothing`, `unanswered`.
    #[schema(value_type = String)]
    counsel: crate::model::interview::Counsel,
    /// Operational indicators that the answers touch, by identifier.
    indicators: Vec<&'static str>,
    /// Elements of the law that the answers touch.
    elements: Vec<&'static str>,
}

impl From<Interviewed> for InterviewAnswered {
    fn from(interviewed: Interviewed) -> Self {
        let touched = Touched::by(&interviewed.interview);
        let indicators = touched
            .questions
            .iter()
            .flat_map(|question| &question.indicators);
        let elements = touched.questions.iter().filter_map(|one| one.element);
        let mut elements: Vec<&str> = elements.map(|element| element.code()).collect();
        elements.sort_unstable();
        elements.dedup();
        Self {
            counsel: touched.counsel(),
            indicators: indicators.map(String::as_str).collect(),
            elements,
            interviewed,
        }
    }
}

/// How far a referral is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ScreeningReferralStep)]
struct StepForm {
    /// The step.
    state: ReferralState,
    /// What was found; needed when it is done.
    finding: Option<Finding>,
    /// What was said.
    #[serde(default)]
    note: String,
}

/// Keep an interview that was held at an assessment
#[utoipa::path(post, path = "/screenings/{id}/interviews", tag = "screenings", operation_id = "interview_traveller",
    params(("id" = Uuid, Path)), request_body = Interview,
    responses((status = 201, body = InterviewAnswered), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn take_interview(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<Interview>, JsonRejection>,
) -> Result<(StatusCode, Json<InterviewAnswered>), Failure> {
    let permit = permit(&app, &principal, Action::Screen)?;
    let Json(written) = form.map_err(|_| Failure::Malformed)?;
    let context = &app.context;
    let written = written.checked()?;
    let begun = interview::begin(context, &permit, principal.name(), id).await?;
    let held = interview::get(context, &permit, begun).await?.interviewed;
    let kept = interview::write(context, &permit, begun, held.revision, written, true).await?;
    Ok((StatusCode::CREATED, Json(kept.into())))
}

/// The interviews at an assessment
#[utoipa::path(get, path = "/screenings/{id}/interviews", tag = "screenings", operation_id = "interviews", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<InterviewAnswered>), problems::NotAllowed, problems::Absent))]
async fn interviews(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<Vec<InterviewAnswered>>, Failure> {
    let permit = permit(&app, &principal, Action::Screen)?;
    let found = interview::of(&app.context, &permit, id).await?;
    Ok(Json(found.into_iter().map(Into::into).collect()))
}

/// Refer a traveller to whoever protects or investigates
#[utoipa::path(post, path = "/screenings/{id}/referrals", tag = "screenings", operation_id = "refer_traveller",
    params(("id" = Uuid, Path)), request_body = ReferralForm,
    responses((status = 201, body = Referral), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn refer(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<ReferralForm>, JsonRejection>,
) -> Result<(StatusCode, Json<Referral>), Failure> {
    let permit = permit(&app, &principal, Action::DecideScreening)?;
    let Json(form) = form.map_err(|_| Failure::Malformed)?;
    let sent = referral::send(&app.context, &principal, &permit, id, form).await?;
    Ok((StatusCode::CREATED, Json(sent)))
}

/// The referrals of an assessment
#[utoipa::path(get, path = "/screenings/{id}/referrals", tag = "screenings", operation_id = "screening_referrals", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<Referral>), problems::NotAllowed, problems::Absent))]
async fn referrals(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<Vec<Referral>>, Failure> {
    let permit = permit(&app, &principal, Action::Screen)?;
    Ok(Json(referral::of(&app.context, &permit, id).await?))
}

/// Write down how far a referral is
#[utoipa::path(post, path = "/screening-referrals/{id}/steps", tag = "screenings", operation_id = "step_screening_referral",
    params(("id" = Uuid, Path)), request_body = StepForm,
    responses((status = 200, body = Referral), problems::NotAllowed, problems::Malformed, problems::Absent, problems::Faulty))]
async fn step(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    form: Result<Json<StepForm>, JsonRejection>,
) -> Result<Json<Referral>, Failure> {
    let permit = permit(&app, &principal, Action::DecideScreening)?;
    let Json(StepForm {
        state,
        finding,
        note,
    }) = form.map_err(|_| Failure::Malformed)?;
    let stepped = referral::step(&app.context, &permit, id, state, finding, &note).await?;
    Ok(Json(stepped))
}
