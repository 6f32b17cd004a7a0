//! Work to be done later: queued in the transaction that makes it necessary, leased, repeated, and at last given up.

use crate::{Db, Stamp, StorageError, Tx, execute, fetch_all, fetch_optional, transaction};
use futures_util::future::BoxFuture;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sqlx::types::Json;
use std::time::Duration;
use uuid::Uuid;

/// A job is given up after so many attempts.
pub const MOST_ATTEMPTS: i64 = 8;
/// How long a worker may take before others try.
const LEASE_SECONDS: i64 = 300;
/// The longest wait between two attempts.
const LONGEST_WAIT_SECONDS: i64 = 3600;

/// A job that a worker holds.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Job {
    /// Its identifier.
    pub id: Uuid,
    /// What is to be done; picks the handler.
    pub kind: String,
    payload: Json<Value>,
    /// Attempts begun, this one included.
    pub attempts: i64,
    lease: Uuid,
}

impl Job {
    /// What the job was queued with.
    ///
    /// # Errors
    /// If it has another form.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, StorageError> {
        T::deserialize(&self.payload.0)
            .map_err(|_| StorageError::Form(format!("payload of a job `{}`", self.kind)))
    }
}

/// A job that was given up.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DeadJob {
    /// Its identifier.
    pub id: Uuid,
    /// What was to be done.
    pub kind: String,
    /// When it was given up.
    pub dead_at: Stamp,
    /// What the last attempt said.
    pub problem: String,
}

/// What the queue holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Count {
    /// Jobs to be done now or later.
    pub waiting: i64,
    /// Jobs that were given up.
    pub dead: i64,
}

/// Does one kind of job, in the transaction that also marks it as done: its effect happens exactly once.
pub type Handler = Box<
    dyn for<'a> Fn(&'a mut Tx, &'a Job) -> BoxFuture<'a, Result<(), StorageError>> + Send + Sync,
>;

/// A handler made of a function or closure.
pub fn handler<F>(handler: F) -> Handler
where
    F: for<'a> Fn(&'a mut Tx, &'a Job) -> BoxFuture<'a, Result<(), StorageError>>
        + Send
        + Sync
        + 'static,
{
    Box::new(handler)
}

/// Queues a job for `due` or later.
///
/// With a `key` there is at most one such job: one that waits already is left as it is.
///
/// # Errors
/// If the database failed or the payload is no JSON.
pub async fn queue(
    tx: &mut Tx,
    kind: &str,
    key: Option<&str>,
    payload: &impl Serialize,
    due: Stamp,
) -> Result<(), StorageError> {
    let payload = serde_json::to_value(payload)
        .map_err(|_| StorageError::Form(format!("payload of a job `{kind}`")))?;
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO job (id, kind, key, payload, queued_at, due_at, attempts)
         VALUES ($1, $2, $3, $4, $5, $6, 0) ON CONFLICT (key) DO NOTHING",
        id,
        kind,
        key,
        Json(&payload),
        now,
        due
    )?;
    Ok(())
}

/// Takes the job that has waited longest; others leave it alone until the lease ends.
///
/// # Errors
/// If the database failed.
pub async fn lease(tx: &mut Tx) -> Result<Option<Job>, StorageError> {
    let (now, lease) = (tx.stamp(), tx.id());
    fetch_optional!(
        tx,
        "UPDATE job SET lease = $1, leased_until = $2, attempts = attempts + 1
         WHERE id = (
             SELECT id FROM job
             WHERE dead_at IS NULL AND due_at <= $3 AND (leased_until IS NULL OR leased_until <= $3)
             ORDER BY due_at, id LIMIT 1
         )
         RETURNING id, kind, payload, attempts, lease",
        lease,
        now.plus_seconds(LEASE_SECONDS),
        now
    )
}

/// Marks a job as done. False if the lease was lost meanwhile: then the whole transaction must be given up.
///
/// # Errors
/// If the database failed.
pub async fn finish(tx: &mut Tx, job: &Job) -> Result<bool, StorageError> {
    let done = execute!(
        tx,
        "DELETE FROM job WHERE id = $1 AND lease = $2",
        job.id,
        job.lease
    )?;
    Ok(done == 1)
}

/// Puts a job back for later, each time for longer, and gives it up after [`MOST_ATTEMPTS`].
///
/// # Errors
/// If the database failed.
pub async fn put_back(tx: &mut Tx, job: &Job, problem: &str) -> Result<(), StorageError> {
    let now = tx.stamp();
    let dead = (job.attempts >= MOST_ATTEMPTS).then_some(now);
    let wait = (5_i64 << job.attempts.clamp(0, 20)).min(LONGEST_WAIT_SECONDS);
    execute!(
        tx,
        "UPDATE job SET lease = NULL, leased_until = NULL, due_at = $1, dead_at = $2, problem = $3
         WHERE id = $4 AND lease = $5",
        now.plus_seconds(wait),
        dead,
        problem,
        job.id,
        job.lease
    )?;
    Ok(())
}

/// The jobs that were given up, latest first.
///
/// # Errors
/// If the database failed.
pub async fn dead(tx: &mut Tx) -> Result<Vec<DeadJob>, StorageError> {
    fetch_all!(
        tx,
        "SELECT id, kind, dead_at, COALESCE(problem, '') AS problem FROM job
         WHERE dead_at IS NOT NULL ORDER BY dead_at DESC, id LIMIT 100"
    )
}

/// Tries a job again that was given up. False if there is no such job.
///
/// # Errors
/// If the database failed.
pub async fn revive(tx: &mut Tx, id: Uuid) -> Result<bool, StorageError> {
    let now = tx.stamp();
    let revived = execute!(
        tx,
        "UPDATE job SET dead_at = NULL, attempts = 0, due_at = $1 WHERE id = $2 AND dead_at IS NOT NULL",
        now,
        id
    )?;
    Ok(revived == 1)
}

/// How many jobs wait and how many were given up.
///
/// # Errors
/// If the database failed.
pub async fn count(tx: &mut Tx) -> Result<Count, StorageError> {
    crate::fetch_one!(
        tx,
        "SELECT CAST(COUNT(*) - COUNT(dead_at) AS BIGINT) AS waiting, COUNT(dead_at) AS dead FROM job"
    )
}

/// Does the next job that is due. False if there is none.
///
/// # Errors
/// If the database failed; a job that fails is put back instead.
pub async fn run_next(db: &Db, handlers: &[(&str, Handler)]) -> Result<bool, StorageError> {
    let Some(job) = transaction!(db, |tx| lease(tx).await)? else {
        return Ok(false);
    };
    let handler = handlers.iter().find(|(kind, _)| *kind == job.kind);
    let done = match handler {
        None => Err(StorageError::Form(format!(
            "no handler for jobs `{}`",
            job.kind
        ))),
        Some((_, handler)) => {
            transaction!(db, |tx| {
                // First the mark, so that work under a lost lease is not even begun.
                if finish(tx, &job).await? {
                    handler(tx, &job).await?;
                }
                Ok::<_, StorageError>(())
            })
        }
    };
    if let Err(problem) = done {
        tracing::warn!(kind = job.kind, attempts = job.attempts, %problem, "a job failed");
        let problem = problem.to_string();
        transaction!(db, |tx| put_back(tx, &job, &problem).await)?;
    }
    Ok(true)
}

/// Does jobs as they fall due, until `stop` says so; one at a time.
pub async fn work(
    db: Db,
    handlers: &[(&str, Handler)],
    mut stop: tokio::sync::watch::Receiver<bool>,
) {
    const PAUSE: Duration = Duration::from_secs(1);
    while !*stop.borrow() {
        let more = run_next(&db, handlers).await.unwrap_or_else(|problem| {
            tracing::error!(%problem, "the queue of jobs cannot be read");
            false
        });
        if !more {
            // Whichever comes first; a closed channel means that the program ends.
            if let Ok(Err(_)) = tokio::time::timeout(PAUSE, stop.changed()).await {
                return;
            }
        }
    }
}
