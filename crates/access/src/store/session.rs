//! Sessions.

use crate::{SessionLine, secret::token_hash};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct SessionRow {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) awaits_code: bool,
    pub(crate) seen_at: Stamp,
    pub(crate) ends_at: Stamp,
}

pub(crate) async fn insert(
    tx: &mut Tx,
    token: &str,
    user: Uuid,
    awaits_code: bool,
    ends_at: Stamp,
) -> Result<(), StorageError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO access_session (id, token, user_id, awaits_code, started_at, seen_at, ends_at)
         VALUES ($1, $2, $3, $4, $5, $5, $6)",
        id,
        token_hash(token),
        user,
        awaits_code,
        now,
        ends_at
    )?;
    Ok(())
}

pub(crate) async fn find(tx: &mut Tx, token: &str) -> Result<Option<SessionRow>, StorageError> {
    fetch_optional!(
        tx,
        "SELECT id, user_id, awaits_code, seen_at, ends_at FROM access_session WHERE token = $1",
        token_hash(token)
    )
}

pub(crate) async fn touch(tx: &mut Tx, id: Uuid) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE access_session SET seen_at = $1 WHERE id = $2",
        now,
        id
    )?;
    Ok(())
}

/// Ends a session of a user. False if that user has no such session.
pub(crate) async fn end(tx: &mut Tx, user: Uuid, id: Uuid) -> Result<bool, StorageError> {
    let ended = execute!(
        tx,
        "DELETE FROM access_session WHERE id = $1 AND user_id = $2",
        id,
        user
    )?;
    Ok(ended == 1)
}

/// Ends all sessions of a user, one excepted.
pub(crate) async fn end_all(
    tx: &mut Tx,
    user: Uuid,
    except: Option<Uuid>,
) -> Result<(), StorageError> {
    let except = except.unwrap_or_default();
    execute!(
        tx,
        "DELETE FROM access_session WHERE user_id = $1 AND id <> $2",
        user,
        except
    )?;
    Ok(())
}

pub(crate) async fn of_user(tx: &mut Tx, user: Uuid) -> Result<Vec<SessionLine>, StorageError> {
    let now = tx.stamp();
    fetch_all!(
        tx,
        "SELECT id, started_at, seen_at FROM access_session
         WHERE user_id = $1 AND awaits_code = $2 AND ends_at > $3 ORDER BY seen_at DESC",
        user,
        false,
        now
    )
}

/// Forgets sessions that ended.
pub(crate) async fn sweep(tx: &mut Tx) -> Result<u64, StorageError> {
    let now = tx.stamp();
    execute!(tx, "DELETE FROM access_session WHERE ends_at <= $1", now)
}
