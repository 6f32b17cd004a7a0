//! Signatures, and the public keys of agencies.

use crate::model::Signature;
use sqlx::types::Json;
use std::collections::BTreeMap;
use storage::{StorageError, Tx, execute, fetch_all};
use uuid::Uuid;

/// The signatures under an agreement, in the order in which they were given.
pub(crate) async fn all(tx: &mut Tx, agreement: Uuid) -> Result<Vec<Signature>, StorageError> {
    let rows: Vec<(Json<Signature>,)> = fetch_all!(
        tx,
        "SELECT signature FROM agreement_signature WHERE agreement = $1 ORDER BY made_at, agency",
        agreement
    )?;
    Ok(rows.into_iter().map(|(signature,)| signature.0).collect())
}

/// Keeps a signature.
pub(crate) async fn insert(
    tx: &mut Tx,
    signature: &Signature,
    officer_name: &str,
) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "INSERT INTO agreement_signature (agreement, agency, signature, officer_name, made_at) VALUES ($1, $2, $3, $4, $5)",
        signature.statement.agreement,
        signature.statement.agency,
        Json(signature),
        officer_name,
        now
    )?;
    Ok(())
}

/// Drops the signatures of words that will change; the journal keeps that they were given.
pub(crate) async fn delete(tx: &mut Tx, agreement: Uuid) -> Result<(), StorageError> {
    execute!(
        tx,
        "DELETE FROM agreement_signature WHERE agreement = $1",
        agreement
    )?;
    Ok(())
}

/// The public keys of all agencies that have one.
pub(crate) async fn keys(tx: &mut Tx) -> Result<BTreeMap<Uuid, String>, StorageError> {
    let rows: Vec<(Uuid, String)> = fetch_all!(
        tx,
        "SELECT agency, public FROM agreement_key ORDER BY agency"
    )?;
    Ok(rows.into_iter().collect())
}

/// Keeps the public key of an agency at its first use.
pub(crate) async fn insert_key(
    tx: &mut Tx,
    agency: Uuid,
    public: &str,
) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "INSERT INTO agreement_key (agency, public, made_at) VALUES ($1, $2, $3)",
        agency,
        public,
        now
    )?;
    Ok(())
}
