//! The exchange: data of one agency for another, under an agreement in force.

use crate::service::{
    Blocks,
    exchange::{self, Answer, Denied, Request},
};
use access::{AccessError, Subject};
use axum::{
    Extension, Json,
    extract::{State, rejection::JsonRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Country, Nik};
use serde::{Deserialize, Serialize};
use ui::{App, Caller, Failure, Problem, Visit, problems};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// The route, with its description.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(ask))
}

/// What is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ExchangeRequest {
    /// Under which agreement.
    agreement: Uuid,
    /// What for: a purpose of its data schedules.
    purpose: String,
    /// The kind of record.
    kind: String,
    /// Whom about; at most 100.
    subjects: Vec<ExchangeSubject>,
    /// Which fields.
    fields: Vec<String>,
}

/// One person, by exactly one of the numbers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ExchangeSubject {
    /// Population number, 16 digits.
    nik: Option<String>,
    /// Passport number.
    passport: Option<String>,
    /// The passport's issuing state, three letters; any if it is left out.
    issuer: Option<String>,
    /// The record itself.
    record: Option<Uuid>,
}

impl std::fmt::Debug for ExchangeSubject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ExchangeSubject(…)")
    }
}

/// Why nothing was given (RFC 9457), and what the consumer can do.
#[derive(Debug, Serialize, ToSchema)]
struct ExchangeProblem {
    /// The kind of problem and its words.
    #[serde(flatten)]
    problem: Problem,
    /// What the agreement is, if it is not in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<&'static str>,
    /// When it opens, or since when it is closed, or when the quota comes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    /// The fields that are not shared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_shared: Vec<String>,
    /// The fields that are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shared: Vec<String>,
    /// The purposes for which this agency may ask, each with the kind of record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    purposes: Vec<[String; 2]>,
}

/// Ask another agency under an agreement
///
/// Answers what the agreement's data schedule covers, no field more, and refuses the whole request otherwise. Every request is
/// kept and both parties see it. At 24:00 of the agreement's last day the answer is a refusal.
#[utoipa::path(post, path = "/exchange", tag = "exchange", operation_id = "exchange", request_body = ExchangeRequest,
    responses((status = 200, body = Answer), (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = ExchangeProblem, content_type = "application/problem+json"),
        (status = 404, body = ExchangeProblem, content_type = "application/problem+json"),
        (status = 429, body = ExchangeProblem, content_type = "application/problem+json"), problems::Malformed, problems::Faulty))]
async fn ask(
    State(app): State<App>,
    Extension(blocks): Extension<Blocks>,
    visit: Visit,
    Caller(principal): Caller,
    request: Result<Json<ExchangeRequest>, JsonRejection>,
) -> Result<Response, Failure> {
    let Ok(Json(request)) = request else {
        principal.permit(access::Action::UseExchange, "exchange")?;
        return Err(Failure::Malformed);
    };
    let subjects = request
        .subjects
        .iter()
        .map(subject)
        .collect::<Result<_, _>>()?;
    let request = Request {
        agreement: request.agreement,
        purpose: request.purpose,
        kind: request.kind,
        subjects,
        fields: request.fields,
    };
    match exchange::ask(&app.context, &principal, &blocks, &request).await? {
        Ok((answer, _)) => Ok(Json(answer).into_response()),
        Err(denied) => Ok(refusal(&visit, denied)),
    }
}

fn subject(written: &ExchangeSubject) -> Result<Subject, AccessError> {
    let wrong = || AccessError::invalid("subjects", "exchange-subject-form");
    match (&written.nik, &written.passport, written.record) {
        (Some(nik), None, None) => Nik::read(nik).map(Subject::Nik).map_err(|_| wrong()),
        (None, Some(number), None) => {
            let issuer = match &written.issuer {
                None => None,
                Some(issuer) => Some(Country::from_alpha3(issuer).ok_or_else(wrong)?),
            };
            Subject::of_passport(number, issuer).ok_or_else(wrong)
        }
        (None, None, Some(id)) => Ok(Subject::Record(id)),
        _ => Err(wrong()),
    }
}

fn refusal(visit: &Visit, denied: Denied) -> Response {
    let words = visit.words;
    let code = denied.outcome().code();
    let status = match denied {
        Denied::NoSuchAgreement => StatusCode::NOT_FOUND,
        Denied::Quota(_) => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::FORBIDDEN,
    };
    let mut body = ExchangeProblem {
        problem: Problem {
            kind: format!("/problems/exchange-{code}"),
            title: words.text(&format!("outcome-{code}")),
            status: status.as_u16(),
            detail: words.text(&format!("outcome-{code}-text")),
            field: None,
        },
        standing: None,
        at: None,
        not_shared: Vec::new(),
        shared: Vec::new(),
        purposes: Vec::new(),
    };
    let mut retry = None;
    match denied {
        Denied::NotInForce(standing, at) => {
            body.standing = Some(standing.code());
            body.problem.detail = words.text(&format!("refused-{}", standing.code()));
            body.at = at.map(|at| at.to_string());
        }
        Denied::Quota(at) => {
            body.at = at.map(|at| at.to_string());
            retry = at.map(|at| (at.micros() - visit.now.micros()).max(0) / 1_000_000 + 1);
        }
        Denied::Fields(not_shared, shared) => {
            body.not_shared = not_shared;
            body.shared = shared;
        }
        Denied::Purpose(purposes) => {
            body.purposes = purposes
                .into_iter()
                .map(|(purpose, kind)| [purpose, kind])
                .collect();
        }
        Denied::NoSuchAgreement | Denied::Forbidden => {}
    }
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    if let Some(seconds) = retry {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
