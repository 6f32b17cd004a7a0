//! Many placements in one request, and the reports of imports.

use super::permit;
use crate::{
    Counts, Import, Outcome, ReportLine,
    import::Mapping,
    service::{RunError, Task, imports, run},
};
use access::Action;
use axum::{
    Json,
    body::Bytes,
    extract::{
        DefaultBodyLimit, Query, State,
        rejection::{BytesRejection, QueryRejection},
    },
    http::StatusCode,
    response::IntoResponse,
};
use domain::Diagnostic;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::Cursor;
use ui::{App, Caller, Failure, Id, Problem, problems};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// A request takes no more bytes; larger files come in parts, or at the command line.
const LARGEST: usize = 8 << 20;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(batch))
        .layer(DefaultBodyLimit::max(LARGEST))
        .routes(routes!(import))
        .routes(routes!(report))
}

/// What became of a batch.
#[derive(Debug, Serialize, ToSchema)]
struct BatchAnswer {
    /// The import; nothing for a rehearsal.
    import: Option<Uuid>,
    /// What became of the rows.
    counts: Counts,
    /// Row by row.
    rows: Vec<RowAnswer>,
    /// What was odd about the whole.
    #[schema(value_type = Vec<Object>)]
    notices: Vec<Diagnostic>,
}

/// What became of one row.
#[derive(Debug, Serialize, ToSchema)]
struct RowAnswer {
    /// The line on which the row stands, counted from 1; in a JSON array its number.
    line: u64,
    /// The row's key.
    id: String,
    /// What became of it.
    outcome: Outcome,
    /// Fields that could not be read: left out, or the reason of a refusal.
    faults: Vec<RowFault>,
}

/// A field that could not be read.
#[derive(Debug, Serialize, ToSchema)]
struct RowFault {
    /// The field, by our name.
    field: String,
    /// What is wrong with it, by code.
    code: String,
}

impl From<ReportLine> for RowAnswer {
    fn from(line: ReportLine) -> Self {
        Self {
            line: line.line,
            id: line.key,
            outcome: line.outcome,
            faults: line
                .faults
                .into_iter()
                .map(|(field, code)| RowFault { field, code })
                .collect(),
        }
    }
}

/// How a batch is taken.
#[derive(Debug, Default, Deserialize, IntoParams)]
struct BatchQuery {
    /// Only see what would become of each row.
    #[serde(default)]
    rehearsal: bool,
}

/// Take in many placements
///
/// CSV, JSON Lines, a JSON array or a workbook, told by its content; columns as in the registry, in Indonesian or English. Each
/// row needs a key (`id`) that stays the same: the same row again changes nothing.
#[utoipa::path(post, path = "/placements:batch", tag = "placements", operation_id = "import_placements", params(BatchQuery),
    request_body(content((String = "text/csv"), (Vec<Object> = "application/json"), (String = "application/x-ndjson")),
        description = "Rows; also workbooks, whatever their media type"),
    responses((status = 200, body = BatchAnswer), (status = 413, body = Problem, content_type = "application/problem+json"),
        problems::NotAllowed, problems::Malformed))]
async fn batch(
    State(app): State<App>,
    Caller(principal): Caller,
    query: Result<Query<BatchQuery>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<BatchAnswer>, Failure> {
    let permit = permit(
        &app,
        &principal,
        Action::ImportPlacements,
        "placement import",
    )?;
    let Query(query) = query.map_err(|_| Failure::Malformed)?;
    let body = body.map_err(|rejection| match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => Failure::Malformed,
    })?;
    let agency = principal.agency().ok_or(Failure::Refused)?;
    let task = Task {
        agency,
        digest: Sha256::digest(&body).into(),
        mapping: Mapping::default(),
        rehearsal: query.rehearsal,
    };
    let mut rows = Vec::new();
    let done = run(
        &app.context,
        &permit,
        task,
        Cursor::new(body),
        |lines, _| {
            rows.extend(lines.iter().cloned().map(RowAnswer::from));
        },
    )
    .await
    .map_err(failure)?;
    Ok(Json(BatchAnswer {
        import: done.import.map(|import| import.id),
        counts: done.counts,
        rows,
        notices: done.notices,
    }))
}

pub(crate) fn failure(error: RunError) -> Failure {
    match error {
        RunError::Input(_) => Failure::Malformed,
        RunError::Access(error) => error.into(),
        RunError::Reader => Failure::Internal,
    }
}

/// An import as far as it has come
#[utoipa::path(get, path = "/imports/{id}", tag = "placements", operation_id = "import", params(("id" = Uuid, Path)),
    responses((status = 200, body = Import), problems::NotAllowed, problems::Absent))]
async fn import(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
) -> Result<Json<Import>, Failure> {
    let permit = permit(
        &app,
        &principal,
        Action::ImportPlacements,
        "placement import",
    )?;
    Ok(Json(imports::get(&app.context, &permit, id).await?))
}

/// From which row on.
#[derive(Debug, Default, Deserialize, IntoParams)]
struct ReportQuery {
    /// What the answer before said; 0 for the beginning.
    #[serde(default)]
    from: u32,
}

/// A part of a report.
#[derive(Debug, Serialize, ToSchema)]
struct ReportAnswer {
    /// Row by row.
    rows: Vec<RowAnswer>,
    /// What to ask for next; nothing at the end.
    next: Option<i64>,
}

/// What became of the rows of an import
#[utoipa::path(get, path = "/imports/{id}/report", tag = "placements", operation_id = "import_report",
    params(("id" = Uuid, Path), ReportQuery),
    responses((status = 200, body = ReportAnswer), problems::NotAllowed, problems::Malformed, problems::Absent))]
async fn report(
    State(app): State<App>,
    Caller(principal): Caller,
    Id(id): Id,
    query: Result<Query<ReportQuery>, QueryRejection>,
) -> Result<Json<ReportAnswer>, Failure> {
    let permit = permit(
        &app,
        &principal,
        Action::ImportPlacements,
        "placement import",
    )?;
    let Query(query) = query.map_err(|_| Failure::Malformed)?;
    let (lines, next) = imports::report(&app.context, &permit, id, i64::from(query.from)).await?;
    Ok(Json(ReportAnswer {
        rows: lines.into_iter().map(RowAnswer::from).collect(),
        next,
    }))
}
