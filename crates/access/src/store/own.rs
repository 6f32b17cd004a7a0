//! Slips, sessions and requests of persons who look at their own records.

use crate::{
    AccessError,
    secret::token_hash,
    service::own::{Asked, Owner},
};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

/// What makes a slip void: a newer one for the same person.
pub(crate) async fn insert_slip(
    tx: &mut Tx,
    person: Uuid,
    agency: Uuid,
    code: &[u8],
    ends_at: Stamp,
) -> Result<(), StorageError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "DELETE FROM access_slip WHERE person = $1 AND agency = $2",
        person,
        agency
    )?;
    execute!(
        tx,
        "INSERT INTO access_slip (id, person, agency, code, given_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        person,
        agency,
        code,
        now,
        ends_at
    )?;
    Ok(())
}

/// Uses a slip, whose owner it gives. Nothing if there is none, it was used, or it has ended.
pub(crate) async fn use_slip(
    tx: &mut Tx,
    code: &[u8],
) -> Result<Option<(Uuid, Uuid)>, StorageError> {
    let now = tx.stamp();
    let found: Option<(Uuid, Uuid, Uuid)> = fetch_optional!(
        tx,
        "SELECT id, person, agency FROM access_slip WHERE code = $1 AND used_at IS NULL AND ends_at > $2",
        code,
        now
    )?;
    let Some((id, person, agency)) = found else {
        return Ok(None);
    };
    execute!(
        tx,
        "UPDATE access_slip SET used_at = $1 WHERE id = $2",
        now,
        id
    )?;
    Ok(Some((person, agency)))
}

pub(crate) async fn insert_session(
    tx: &mut Tx,
    token: &str,
    (person, agency): (Uuid, Uuid),
    ends_at: Stamp,
) -> Result<(), StorageError> {
    let id = tx.id();
    execute!(
        tx,
        "INSERT INTO access_own_session (id, token, person, agency, ends_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        token_hash(token),
        person,
        agency,
        ends_at
    )?;
    Ok(())
}

pub(crate) async fn session(tx: &mut Tx, token: &str) -> Result<Option<Owner>, StorageError> {
    let now = tx.stamp();
    fetch_optional!(
        tx,
        "SELECT person, agency, ends_at FROM access_own_session WHERE token = $1 AND ends_at > $2",
        token_hash(token),
        now
    )
}

pub(crate) async fn end_session(tx: &mut Tx, token: &str) -> Result<(), StorageError> {
    execute!(
        tx,
        "DELETE FROM access_own_session WHERE token = $1",
        token_hash(token)
    )?;
    Ok(())
}

/// Forgets slips and sessions that ended.
pub(crate) async fn sweep(tx: &mut Tx) -> Result<u64, StorageError> {
    let now = tx.stamp();
    let slips = execute!(tx, "DELETE FROM access_slip WHERE ends_at <= $1", now)?;
    let sessions = execute!(
        tx,
        "DELETE FROM access_own_session WHERE ends_at <= $1",
        now
    )?;
    Ok(slips + sessions)
}

pub(crate) async fn insert_request(
    tx: &mut Tx,
    owner: &Owner,
    kind: &str,
    words: &str,
    due_at: Stamp,
) -> Result<Uuid, StorageError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO access_own_request (id, person, agency, kind, words, asked_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        owner.person,
        owner.agency,
        kind,
        words,
        now,
        due_at
    )?;
    Ok(id)
}

/// What a person asked an agency for, the latest first.
pub(crate) async fn of_person(tx: &mut Tx, owner: &Owner) -> Result<Vec<Asked>, StorageError> {
    fetch_all!(
        tx,
        "SELECT id, person, kind, words, asked_at, due_at, granted, answer, answered_at FROM access_own_request
         WHERE person = $1 AND agency = $2 ORDER BY asked_at DESC LIMIT 100",
        owner.person,
        owner.agency
    )
}

/// What an agency has to answer: first what is open, by its due time, then what was answered, the latest first.
pub(crate) async fn of_agency(tx: &mut Tx, agency: Uuid) -> Result<Vec<Asked>, StorageError> {
    let mut open: Vec<Asked> = fetch_all!(
        tx,
        "SELECT id, person, kind, words, asked_at, due_at, granted, answer, answered_at FROM access_own_request
         WHERE agency = $1 AND answered_at IS NULL ORDER BY due_at LIMIT 500",
        agency
    )?;
    let answered: Vec<Asked> = fetch_all!(
        tx,
        "SELECT id, person, kind, words, asked_at, due_at, granted, answer, answered_at FROM access_own_request
         WHERE agency = $1 AND answered_at IS NOT NULL ORDER BY answered_at DESC LIMIT 50",
        agency
    )?;
    open.extend(answered);
    Ok(open)
}

pub(crate) async fn get(tx: &mut Tx, agency: Uuid, id: Uuid) -> Result<Asked, AccessError> {
    let found: Option<Asked> = fetch_optional!(
        tx,
        "SELECT id, person, kind, words, asked_at, due_at, granted, answer, answered_at FROM access_own_request
         WHERE id = $1 AND agency = $2",
        id,
        agency
    )?;
    found.ok_or(AccessError::NotFound)
}

/// Answers a request. False if it was answered already.
pub(crate) async fn answer(
    tx: &mut Tx,
    id: Uuid,
    by: Uuid,
    granted: bool,
    words: &str,
) -> Result<bool, StorageError> {
    let now = tx.stamp();
    let written = execute!(
        tx,
        "UPDATE access_own_request SET granted = $1, answer = $2, answered_at = $3, answered_by = $4
         WHERE id = $5 AND answered_at IS NULL",
        granted,
        words,
        now,
        by,
        id
    )?;
    Ok(written == 1)
}
