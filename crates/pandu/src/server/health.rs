//! For those who watch over the server: does it live, can it work, what does it measure.

use axum::{Extension, extract::State, http::StatusCode, response::IntoResponse};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use storage::{jobs, snapshot};
use tokio::sync::Mutex;
use ui::{App, Failure};

/// It lives.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// What the last look at the database said, so that many who ask cost one flush a second.
#[derive(Debug, Clone, Default)]
pub struct Readiness(Arc<Mutex<Option<(Timestamp, Said)>>>);

type Said = (StatusCode, String);
/// So long an answer counts.
const FRESH: SignedDuration = SignedDuration::from_secs(1);

/// It can work: the database answers, its tables are those of this program, and it takes changes.
pub async fn readyz(
    State(app): State<App>,
    Extension(readiness): Extension<Readiness>,
) -> impl IntoResponse {
    let now = app.context.db.ambient().now();
    let mut last = readiness.0.lock().await;
    match &*last {
        Some((at, said)) if now.duration_since(*at).abs() < FRESH => said.clone(),
        _ => {
            let said = look(&app).await;
            *last = Some((now, said.clone()));
            said
        }
    }
}

async fn look(app: &App) -> Said {
    let not_ready = |why: &str| {
        let text = format!("not ready: {why}\n");
        (StatusCode::SERVICE_UNAVAILABLE, text)
    };
    match storage::pending(&app.context.db, super::TABLES).await {
        Ok(pending) if pending.is_empty() => {}
        Ok(pending) => return not_ready(&format!("{} migrations are missing", pending.len())),
        Err(error) => {
            tracing::error!(%error, "not ready");
            return not_ready("the database does not answer");
        }
    }
    if let Err(error) = storage::writable(&app.context.db).await {
        tracing::error!(%error, "not ready");
        return not_ready("the database takes no changes (is its disk full or read-only?)");
    }
    (StatusCode::OK, "ready\n".to_owned())
}

/// What it measures, for Prometheus.
pub async fn metrics(State(app): State<App>) -> Result<impl IntoResponse, Failure> {
    let db = &app.context.db;
    let (pending, jobs) = snapshot!(db, |tx| {
        let pending = journal::unsequenced(tx).await?;
        Ok::<_, journal::JournalError>((pending, jobs::count(tx).await?))
    })?;
    let metrics = &app.metrics;
    let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    metrics.journal_pending.set(number(pending));
    metrics.jobs_waiting.set(jobs.waiting);
    metrics.jobs_dead.set(jobs.dead);
    let media = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(axum::http::header::CONTENT_TYPE, media)], metrics.text()))
}
