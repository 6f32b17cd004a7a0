//! For those who watch over the server: does it live, can it work, what does it measure.

use axum::{extract::State, http::StatusCode, response::IntoResponse};
use storage::{jobs, snapshot};
use ui::{App, Failure};

/// It lives.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// It can work: the database answers and the tables are those of this program.
pub async fn readyz(State(app): State<App>) -> impl IntoResponse {
    match storage::pending(&app.context.db, super::TABLES).await {
        Ok(pending) if pending.is_empty() => (StatusCode::OK, "ready\n".to_owned()),
        Ok(pending) => {
            let text = format!("not ready: {} migrations are missing\n", pending.len());
            (StatusCode::SERVICE_UNAVAILABLE, text)
        }
        Err(error) => {
            tracing::error!(%error, "not ready");
            let text = "not ready: the database does not answer\n".to_owned();
            (StatusCode::SERVICE_UNAVAILABLE, text)
        }
    }
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
