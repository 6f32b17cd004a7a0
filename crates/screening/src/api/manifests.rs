//! Passenger lists as carriers send them, and the queue they lead to.

use crate::{
    Input, Intake, Leaving, Notice, QueueLine, QueueVoyage, SCREENING, Way,
    service::{
        queue::{self, Wanted},
        receive::{self, LARGEST},
    },
};
use access::{Action, Ask};
use axum::{
    Extension, Json,
    body::Bytes,
    extract::{
        DefaultBodyLimit, Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::Port;
use serde::{Deserialize, Serialize};
use ui::{App, Caller, Failure, Id, Problem, problems};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// The media type of UN/EDIFACT (RFC 1767).
const EDIFACT: &str = "application/edifact";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(send))
        .layer(DefaultBodyLimit::max(
            usize::try_from(LARGEST).unwrap_or(usize::MAX),
        ))
        .routes(routes!(get))
        .routes(routes!(read_queue))
}

/// What was read of an input.
#[derive(Debug, Serialize, ToSchema)]
struct ManifestAnswer {
    /// The input; the same bytes have the same.
    id: Uuid,
    /// The very same bytes were received before: nothing has changed.
    again: bool,
    /// What it was told to be by its content: `paxlst`, `pnrgov`, `csv`, `xlsx`.
    format: Option<&'static str>,
    /// Messages in it.
    messages: u32,
    /// Travellers in it.
    travellers: usize,
    /// The voyages in it.
    voyages: Vec<VoyageAnswer>,
    /// What was odd, the gravest first; at most 500. Names places, never persons.
    notices: Vec<Notice>,
    /// How many notices there are in all.
    notices_in_all: usize,
    /// Voyages that wait to be assessed, those of this input among them.
    waiting: i64,
}

/// A voyage of an input.
#[derive(Debug, Serialize, ToSchema)]
struct VoyageAnswer {
    /// Which, from where to where, when.
    #[serde(flatten)]
    leaving: Leaving,
    /// Travellers on it in this input.
    travellers: usize,
}

/// Send a passenger list
///
/// PAXLST, PNRGOV, CSV or a workbook, as it is: told by its content, up to 32 MiB. What can be read is taken in and assessed later, the
/// voyage that leaves soonest first; what was odd is named. With `Accept: application/edifact` the answer is a CUSRES, which
/// acknowledges receipt and names errors; it never says whether somebody may board.
#[utoipa::path(post, path = "/manifests", tag = "manifests", operation_id = "send_manifest",
    request_body(content = String, content_type = "application/octet-stream", description = "The list as it is; its media type does not matter"),
    responses(
        (status = 202, description = "Taken in", content((ManifestAnswer = "application/json"), (String = "application/edifact"))),
        (status = 413, body = Problem, content_type = "application/problem+json"), problems::NotAllowed, problems::Malformed,
        problems::Faulty))]
async fn send(
    State(app): State<App>,
    Extension(intake): Extension<Intake>,
    Caller(principal): Caller,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Failure> {
    let permit = principal.permit(Action::SendManifests, "passenger lists")?;
    let body = body.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => Failure::Malformed,
    })?;
    let agency = principal.agency().ok_or(Failure::Refused)?;
    let received = receive::take(&app.context, &intake, &permit, agency, Way::Api, body).await?;
    if wants_edifact(&headers) {
        let answer = receive::answer(&app.context, &received);
        let media = [(header::CONTENT_TYPE, EDIFACT)];
        return Ok((StatusCode::ACCEPTED, media, answer).into_response());
    }
    let reading = received.reading;
    let answer = ManifestAnswer {
        id: received.id,
        again: received.again,
        format: reading.manifest.format.map(manifest::Format::word),
        messages: reading.manifest.messages,
        travellers: reading.travellers,
        voyages: reading
            .voyages
            .into_iter()
            .map(|(leaving, travellers)| VoyageAnswer {
                leaving,
                travellers,
            })
            .collect(),
        notices: reading.notices,
        notices_in_all: reading.notices_in_all,
        waiting: received.waiting,
    };
    Ok((StatusCode::ACCEPTED, Json(answer)).into_response())
}

/// Whether the caller reads EDIFACT rather than JSON.
fn wants_edifact(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|media| {
        media
            .split(';')
            .next()
            .is_some_and(|name| name.trim().eq_ignore_ascii_case(EDIFACT))
    })
}

/// An input with its voyages as they are now.
#[derive(Debug, Serialize, ToSchema)]
struct InputAnswer {
    /// The input.
    #[serde(flatten)]
    input: Input,
    /// Its voyages.
    voyages: Vec<Leaving>,
}

/// A passenger list that was sent
#[utoipa::path(get, path = "/manifests/{id}", tag = "manifests", operation_id = "manifest", params(("id" = Uuid, Path)),
    responses((status = 200, body = InputAnswer), problems::NotAllowed, problems::Absent))]
async fn get(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<InputAnswer>, Failure> {
    let permit = principal.permit(Action::SendManifests, "passenger lists")?;
    let (input, voyages) = receive::get(&app.context, &permit, id).await?;
    let voyages = voyages.into_iter().map(|voyage| voyage.leaving).collect();
    Ok(Json(InputAnswer { input, voyages }))
}

/// Which part of the queue.
#[derive(Debug, Default, Deserialize, IntoParams)]
struct QueueQuery {
    /// Only voyages from this port, by code.
    #[serde(default)]
    port: String,
    /// Only this voyage.
    voyage: Option<Uuid>,
    /// Also those of whom nothing is to be asked.
    #[serde(default)]
    all: bool,
}

/// The queue as it is now.
#[derive(Debug, Serialize, ToSchema)]
struct QueueAnswer {
    /// Passengers, the most urgent first.
    lines: Vec<QueueLine>,
    /// Passengers who are not shown, since nothing is to be asked of them.
    others: usize,
    /// The voyages, the one that leaves soonest first.
    voyages: Vec<QueueVoyage>,
    /// Voyages that wait to be assessed.
    waiting: i64,
}

/// The queue before departure
///
/// Passengers of the voyages that leave within a day, the most urgent first.
#[utoipa::path(get, path = "/queue", tag = "manifests", operation_id = "queue", params(QueueQuery),
    responses((status = 200, body = QueueAnswer), problems::NotAllowed, problems::Malformed, problems::Absent))]
async fn read_queue(
    State(app): State<App>,
    Caller(principal): Caller,
    query: Result<Query<QueueQuery>, QueryRejection>,
) -> Result<Json<QueueAnswer>, Failure> {
    let ask = Ask::own(
        &principal,
        Action::Screen,
        &SCREENING,
        "queue before departure",
    );
    let permit = principal.permit_on(&app.context.policies, ask)?;
    let Query(query) = query.map_err(|_| Failure::Malformed)?;
    let wanted = Wanted {
        port: Port::read(&query.port),
        voyage: query.voyage,
        all: query.all,
    };
    let found = queue::queue(&app.context, &permit, &wanted).await?;
    Ok(Json(QueueAnswer {
        lines: found.lines,
        others: found.others,
        voyages: found.voyages,
        waiting: found.waiting,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_reads_edifact() {
        for (accept, expected) in [
            ("application/edifact", true),
            ("Application/EDIFACT; charset=utf-8, */*;q=0.1", true),
            ("application/json", false),
            ("*/*", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            assert_eq!(wants_edifact(&headers), expected, "{accept}");
        }
        assert!(!wants_edifact(&HeaderMap::new()));
    }
}
