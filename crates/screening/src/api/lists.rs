//! Lists of persons and rules for machines: files of proposals, and the rules in force as TOML.

use crate::{
    model::watch::{Accuses, List, Protects, read},
    service::{
        rules::{self, Author},
        watch::{self, ImportOutcome, ImportReport, Keeper},
    },
};
use access::Principal;
use axum::{
    Json,
    body::Bytes,
    extract::{Query, State, rejection::BytesRejection, rejection::QueryRejection},
};
use domain::day_in_jakarta;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ui::{App, Caller, Failure, problems};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes, with their description.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(protect))
        .routes(routes!(accuse))
        .routes(routes!(rules_in_force))
}

/// How a list is taken.
#[derive(Debug, Default, Deserialize, IntoParams)]
struct ListQuery {
    /// Only see what would become of each row.
    #[serde(default)]
    rehearsal: bool,
}

/// What became of a list.
#[derive(Debug, Serialize, ToSchema)]
struct ListAnswer {
    /// Rows that are proposed now; a second person decides.
    proposed: usize,
    /// Rows that were on the list already, in the same words.
    known: usize,
    /// Rows that were left out.
    refused: usize,
    /// Every row, in order.
    rows: Vec<ListRowAnswer>,
    /// Headers that are not known; these columns were left out.
    left_out: Vec<String>,
}

/// What became of one row. Nothing that stands in it is repeated.
#[derive(Debug, Serialize, ToSchema)]
struct ListRowAnswer {
    /// Line of the file, from 1.
    line: u64,
    /// `proposed`, `known` or `refused`.
    #[schema(value_type = String)]
    outcome: ImportOutcome,
    /// What was wrong: field and code.
    faults: Vec<ListRowFault>,
}

/// What was wrong with a field of a row.
#[derive(Debug, Serialize, ToSchema)]
struct ListRowFault {
    /// The field, by our name.
    field: String,
    /// What is wrong with it, by code.
    code: String,
}

impl From<ImportReport> for ListAnswer {
    fn from(report: ImportReport) -> Self {
        Self {
            proposed: report.count(ImportOutcome::Proposed),
            known: report.count(ImportOutcome::Known),
            refused: report.count(ImportOutcome::Refused),
            rows: report
                .lines
                .into_iter()
                .map(|line| ListRowAnswer {
                    line: line.line,
                    outcome: line.outcome,
                    faults: line
                        .faults
                        .into_iter()
                        .map(|(field, code)| ListRowFault {
                            field: field.to_owned(),
                            code: code.to_owned(),
                        })
                        .collect(),
                })
                .collect(),
            left_out: report.left_out,
        }
    }
}

async fn take<L: List>(
    app: &App,
    principal: &Principal,
    query: Result<Query<ListQuery>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ListAnswer>, Failure> {
    let keeper = Keeper::<L>::of(&app.context, principal)?;
    let Query(query) = query.map_err(|_| Failure::Malformed)?;
    let body = body.map_err(|_| Failure::Malformed)?;
    let table = read(&body).map_err(|_| Failure::Malformed)?;
    let report = watch::import(&app.context, &keeper, &table, query.rehearsal).await?;
    Ok(Json(report.into()))
}

/// Propose persons for the list that protects
///
/// CSV or a workbook, told by its content: name, birth date, sex, passport number, NIK, reason, source, legal basis, last day, key. The
/// same row again changes nothing.
#[utoipa::path(post, path = "/protection-list:batch", tag = "lists", operation_id = "import_protection_list", params(ListQuery),
    request_body(content = String, content_type = "text/csv", description = "A table; also workbooks"),
    responses((status = 200, body = ListAnswer), problems::NotAllowed, problems::Malformed))]
async fn protect(
    State(app): State<App>,
    Caller(principal): Caller,
    query: Result<Query<ListQuery>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ListAnswer>, Failure> {
    take::<Protects>(&app, &principal, query, body).await
}

/// Propose persons for the list that accuses
///
/// As for the list that protects.
#[utoipa::path(post, path = "/watchlist:batch", tag = "lists", operation_id = "import_watchlist", params(ListQuery),
    request_body(content = String, content_type = "text/csv", description = "A table; also workbooks"),
    responses((status = 200, body = ListAnswer), problems::NotAllowed, problems::Malformed))]
async fn accuse(
    State(app): State<App>,
    Caller(principal): Caller,
    query: Result<Query<ListQuery>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ListAnswer>, Failure> {
    take::<Accuses>(&app, &principal, query, body).await
}

/// Rules of risk.
#[derive(Debug, Serialize, ToSchema)]
struct RulesAnswer {
    /// Number of the version, from 1.
    number: i64,
    /// Since when it is in force.
    #[schema(value_type = Option<String>, format = Date)]
    effective_from: Option<Date>,
    /// The rules, as TOML.
    rules: String,
}

/// The rules of risk in force
#[utoipa::path(get, path = "/rules/in-force", tag = "rules", operation_id = "rules_in_force",
    responses((status = 200, body = RulesAnswer), problems::NotAllowed, problems::Absent))]
async fn rules_in_force(
    State(app): State<App>,
    Caller(principal): Caller,
) -> Result<Json<RulesAnswer>, Failure> {
    let author = Author::of(&principal)?;
    let versions = rules::versions(&app.context, &author).await?;
    let today = day_in_jakarta(app.context.db.ambient().now());
    let version = crate::ruleset::RuleVersion::in_force(&versions, today);
    let version = version.ok_or(Failure::NotFound)?;
    Ok(Json(RulesAnswer {
        number: version.number,
        effective_from: version.effective_from,
        rules: version.text.clone(),
    }))
}
