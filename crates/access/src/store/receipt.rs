//! Receipts, and whose records they are about.

use crate::{AccessError, Receipt, receipt::NewReceipt};
use storage::{Stamp, StorageError, Tx, fetch_all, fetch_one, fetch_optional, insert_all};
use uuid::Uuid;

/// Writes a group of receipts.
pub(crate) async fn insert(tx: &mut Tx, receipts: &[NewReceipt]) -> Result<(), StorageError> {
    insert_all!(
        tx,
        "access_receipt (id, at, actor_kind, actor_id, asks, answers, action, kind, purpose, basis, basis_id, policy,
         fields, subjects, commitment)",
        receipts,
        |receipt| receipt.id,
        receipt.at,
        receipt.actor.columns().0,
        receipt.actor.columns().1,
        receipt.scope.asks,
        receipt.scope.agency,
        receipt.action,
        receipt.scope.kind.code,
        receipt.purpose.as_str(),
        receipt.scope.basis.code(),
        receipt.scope.basis.id(),
        &receipt.scope.policy[..],
        receipt.fields(),
        i64::try_from(receipt.persons.len()).unwrap_or(i64::MAX),
        &receipt.commitment[..]
    )?;
    let persons: Vec<(Uuid, Stamp, Uuid)> = receipts
        .iter()
        .flat_map(|receipt| {
            let row = |person: &Uuid| (*person, receipt.at, receipt.id);
            receipt.persons.iter().map(row)
        })
        .collect();
    insert_all!(
        tx,
        "access_receipt_subject (person, at, receipt)",
        persons,
        |(person, at, receipt)| *person,
        *at,
        *receipt
    )
}

/// Receipts about a person since a moment that concern an agency (it saw, or it answers for the records), the latest first.
/// Without an agency, all.
pub(crate) async fn about(
    tx: &mut Tx,
    person: Uuid,
    since: Stamp,
    agency: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Receipt>, StorageError> {
    fetch_all!(
        tx,
        "SELECT r.id, r.at, r.actor_kind, r.actor_id, r.asks, r.answers, r.action, r.kind, r.purpose, r.basis, r.basis_id,
         r.fields, r.subjects FROM access_receipt_subject s JOIN access_receipt r ON r.id = s.receipt
         WHERE s.person = $1 AND s.at >= $2 AND ($3 IS NULL OR r.asks = $3 OR r.answers = $3)
         ORDER BY s.at DESC, s.receipt DESC LIMIT $4",
        person,
        since,
        agency,
        limit
    )
}

/// Receipts of an account or a machine since a moment that concern an agency, the latest first.
pub(crate) async fn by_actor(
    tx: &mut Tx,
    actor: Uuid,
    since: Stamp,
    agency: Uuid,
    limit: i64,
) -> Result<Vec<Receipt>, StorageError> {
    fetch_all!(
        tx,
        "SELECT id, at, actor_kind, actor_id, asks, answers, action, kind, purpose, basis, basis_id, fields, subjects
         FROM access_receipt WHERE actor_id = $1 AND at >= $2 AND (asks = $3 OR answers = $3)
         ORDER BY at DESC, id DESC LIMIT $4",
        actor,
        since,
        agency,
        limit
    )
}

/// Receipts since a moment that concern an agency, the latest first.
pub(crate) async fn since(
    tx: &mut Tx,
    since: Stamp,
    agency: Uuid,
    limit: i64,
) -> Result<Vec<Receipt>, StorageError> {
    fetch_all!(
        tx,
        "SELECT id, at, actor_kind, actor_id, asks, answers, action, kind, purpose, basis, basis_id, fields, subjects
         FROM access_receipt WHERE at >= $1 AND (asks = $2 OR answers = $2) ORDER BY at DESC, id DESC LIMIT $3",
        since,
        agency,
        limit
    )
}

/// A receipt that concerns an agency, and what binds it to its persons.
pub(crate) async fn get(
    tx: &mut Tx,
    id: Uuid,
    agency: Uuid,
) -> Result<(Receipt, Vec<u8>), AccessError> {
    let receipt: Option<Receipt> = fetch_optional!(
        tx,
        "SELECT id, at, actor_kind, actor_id, asks, answers, action, kind, purpose, basis, basis_id, fields, subjects
         FROM access_receipt WHERE id = $1 AND (asks = $2 OR answers = $2)",
        id,
        agency
    )?;
    let receipt = receipt.ok_or(AccessError::NotFound)?;
    let (commitment,): (Vec<u8>,) = fetch_one!(
        tx,
        "SELECT commitment FROM access_receipt WHERE id = $1",
        id
    )?;
    Ok((receipt, commitment))
}

/// The persons of a receipt that were not erased, in order.
pub(crate) async fn persons(tx: &mut Tx, receipt: Uuid) -> Result<Vec<Uuid>, StorageError> {
    let rows: Vec<(Uuid,)> = fetch_all!(
        tx,
        "SELECT person FROM access_receipt_subject WHERE receipt = $1 ORDER BY person",
        receipt
    )?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}
