//! The API of the door: who one is, and the journal as a feed.

use crate::{App, Caller, Failure, Problem, problems};
use access::{Action, service::history};
use axum::{
    Json,
    extract::{Query, State},
};
use journal::Cursor;
use serde::{Deserialize, Serialize};
use storage::snapshot;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// Entries in one answer at most.
const MOST: u32 = 1000;

/// The routes, with their description.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(me))
        .routes(routes!(journal))
        .routes(routes!(checkpoint))
}

/// Who asks, and what they may do.
#[derive(Debug, Serialize, ToSchema)]
struct Me {
    /// The account's name.
    name: String,
    /// The agency to which it belongs.
    agency: Option<Uuid>,
    /// What it may do, by code.
    actions: Vec<&'static str>,
}

/// Who asks
///
/// Shows to which account a key or session belongs and what it may do.
#[utoipa::path(get, path = "/me", tag = "account", operation_id = "me",
    responses((status = 200, body = Me), (status = 401, body = Problem, content_type = "application/problem+json")))]
async fn me(Caller(principal): Caller) -> Json<Me> {
    Json(Me {
        name: principal.name().to_owned(),
        agency: principal.agency(),
        actions: principal
            .actions()
            .iter()
            .map(|action| action.code())
            .collect(),
    })
}

/// From where to read, and how much.
#[derive(Debug, Deserialize, IntoParams)]
struct Page {
    /// The cursor of the last answer; 0 for the beginning.
    #[serde(default)]
    cursor: u64,
    /// Entries wanted, up to 1000; 100 if nothing is said.
    limit: Option<u32>,
}

/// Entries of the journal.
#[derive(Debug, Serialize, ToSchema)]
struct Facts {
    /// The entries in their order.
    #[schema(value_type = Vec<Object>)]
    facts: Vec<journal::Fact>,
    /// What to ask for next; the same as before when there is nothing new.
    cursor: u64,
}

/// The journal from a cursor on
///
/// Entries in the one order that everybody sees. They name fields and never hold a value. Keep the cursor and ask again.
#[utoipa::path(get, path = "/journal", tag = "journal", operation_id = "journal", params(Page),
    responses((status = 200, body = Facts), problems::NotAllowed))]
async fn journal(
    State(app): State<App>,
    Caller(principal): Caller,
    Query(page): Query<Page>,
) -> Result<Json<Facts>, Failure> {
    let permit = principal.permit(Action::ReadJournal, "journal feed")?;
    let limit = page.limit.unwrap_or(100).clamp(1, MOST);
    let (facts, cursor) = history::feed(&app.context, &permit, Cursor(page.cursor), limit).await?;
    Ok(Json(Facts {
        facts,
        cursor: cursor.0,
    }))
}

/// A signed statement of the journal's size and root.
#[derive(Debug, Serialize, ToSchema)]
struct CheckpointAnswer {
    /// The checkpoint (C2SP tlog-checkpoint); empty before the first entry.
    note: String,
    /// The key to check it with (C2SP signed note).
    verifying_key: String,
}

/// The newest checkpoint
///
/// Keep it somewhere else: later it shows whether the journal was rewritten.
#[utoipa::path(get, path = "/journal/checkpoint", tag = "journal", operation_id = "journal_checkpoint",
    responses((status = 200, body = CheckpointAnswer), (status = 401, body = Problem, content_type = "application/problem+json")))]
async fn checkpoint(
    State(app): State<App>,
    Caller(_): Caller,
) -> Result<Json<CheckpointAnswer>, Failure> {
    let keys = app.context.journal.keys();
    let latest = snapshot!(app.context.db, |tx| journal::latest_checkpoint(tx, keys)
        .await)?;
    Ok(Json(CheckpointAnswer {
        note: latest.map(|checkpoint| checkpoint.note).unwrap_or_default(),
        verifying_key: keys.verifying().to_owned(),
    }))
}
