//! Agreements, their parties and what decides whether they are in force.

use super::{count, unknown};
use crate::model::{Kind, Life, Record, Span, Stage};
use access::AccessError;
use std::collections::{BTreeMap, BTreeSet};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_optional, insert_all};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    parent: Option<Uuid>,
    supersedes: Option<Uuid>,
    drafted_by: Uuid,
    shared_at: Option<Stamp>,
    stage: String,
    version: i64,
    begins_at: Option<Stamp>,
    ends_at: Option<Stamp>,
    signed_at: Option<Stamp>,
    notice_at: Option<Stamp>,
    superseded_at: Option<Stamp>,
}

#[derive(sqlx::FromRow)]
struct PartyRow {
    agreement: Uuid,
    agency: Uuid,
    suspended_at: Option<Stamp>,
}

/// The agreements among rows, each with its parties.
fn records(rows: Vec<Row>, parties: Vec<PartyRow>) -> Result<Vec<Record>, StorageError> {
    let mut sides: BTreeMap<Uuid, (Vec<Uuid>, BTreeSet<Uuid>)> = BTreeMap::new();
    for party in parties {
        let (all, suspending) = sides.entry(party.agreement).or_default();
        all.push(party.agency);
        if party.suspended_at.is_some() {
            suspending.insert(party.agency);
        }
    }
    rows.into_iter()
        .map(|row| {
            let (parties, suspended_by) = sides.remove(&row.id).unwrap_or_default();
            let term = row.begins_at.zip(row.ends_at);
            Ok(Record {
                id: row.id,
                kind: Kind::from_code(&row.kind).ok_or_else(|| unknown("kind"))?,
                parent: row.parent,
                supersedes: row.supersedes,
                drafted_by: row.drafted_by,
                shared: row.shared_at.is_some(),
                version: count(row.version),
                parties,
                life: Life {
                    stage: Stage::from_code(&row.stage).ok_or_else(|| unknown("stage"))?,
                    term: term.map(|(from, to)| Span {
                        from: from.timestamp(),
                        to: to.timestamp(),
                    }),
                    signed_at: row.signed_at.map(Stamp::timestamp),
                    suspended_by,
                    notice: row.notice_at.map(Stamp::timestamp),
                    superseded_from: row.superseded_at.map(Stamp::timestamp),
                },
            })
        })
        .collect()
}

/// The agreement, whoever asks.
pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Record, AccessError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, kind, parent, supersedes, drafted_by, shared_at, stage, version, begins_at, ends_at, signed_at, notice_at,
         superseded_at FROM agreement_agreement WHERE id = $1",
        id
    )?;
    let parties = fetch_all!(
        tx,
        "SELECT agreement, agency, suspended_at FROM agreement_party WHERE agreement = $1 ORDER BY agency",
        id
    )?;
    let found = records(row.into_iter().collect(), parties)?;
    found.into_iter().next().ok_or(AccessError::NotFound)
}

/// The agreements of a party, newest first: drafts that it did not write only once they are shared.
pub(crate) async fn of_agency(tx: &mut Tx, agency: Uuid) -> Result<Vec<Record>, StorageError> {
    let rows = fetch_all!(
        tx,
        "SELECT a.id, kind, parent, supersedes, drafted_by, shared_at, stage, version, begins_at, ends_at, signed_at, notice_at,
         superseded_at FROM agreement_agreement a JOIN agreement_party p ON p.agreement = a.id
         WHERE p.agency = $1 AND (shared_at IS NOT NULL OR drafted_by = $1) ORDER BY a.id DESC LIMIT 500",
        agency
    )?;
    let parties = fetch_all!(
        tx,
        "SELECT o.agreement, o.agency, o.suspended_at FROM agreement_party p JOIN agreement_party o ON o.agreement = p.agreement
         WHERE p.agency = $1 ORDER BY o.agreement, o.agency",
        agency
    )?;
    records(rows, parties)
}

/// Memoranda that were signed: what a cooperation agreement can stand under.
pub(crate) async fn umbrellas(tx: &mut Tx) -> Result<Vec<Record>, StorageError> {
    let rows = fetch_all!(
        tx,
        "SELECT id, kind, parent, supersedes, drafted_by, shared_at, stage, version, begins_at, ends_at, signed_at, notice_at,
         superseded_at FROM agreement_agreement WHERE kind = 'mou' AND stage = 'signed' ORDER BY id DESC LIMIT 200"
    )?;
    let parties = fetch_all!(
        tx,
        "SELECT p.agreement, p.agency, p.suspended_at FROM agreement_party p
         JOIN agreement_agreement a ON a.id = p.agreement WHERE a.kind = 'mou' AND a.stage = 'signed'
         ORDER BY p.agreement, p.agency"
    )?;
    records(rows, parties)
}

/// The amendment that took the place of an agreement, once it is signed.
pub(crate) async fn successor(tx: &mut Tx, id: Uuid) -> Result<Option<Uuid>, StorageError> {
    let found: Option<(Uuid,)> = fetch_optional!(
        tx,
        "SELECT id FROM agreement_agreement WHERE supersedes = $1 AND stage = 'signed'",
        id
    )?;
    Ok(found.map(|(id,)| id))
}

/// Whether somebody is already at work on an amendment.
pub(crate) async fn being_amended(tx: &mut Tx, id: Uuid) -> Result<bool, StorageError> {
    let found: Option<(Uuid,)> = fetch_optional!(
        tx,
        "SELECT id FROM agreement_agreement WHERE supersedes = $1 AND stage <> 'withdrawn' LIMIT 1",
        id
    )?;
    Ok(found.is_some())
}

/// The lives above an agreement, nearest first; of one that was amended, the amendment's.
pub(crate) async fn above(
    tx: &mut Tx,
    record: &Record,
    now: Stamp,
) -> Result<Vec<Life>, AccessError> {
    // Deeper is no agreement but a circle.
    const DEEPEST: usize = 16;
    let mut lives = Vec::new();
    let mut next = record.parent;
    while let Some(id) = next {
        let mut parent = get(tx, id).await?;
        let replaced = |record: &Record| {
            let from = record.life.superseded_from;
            from.is_some_and(|from| from <= now.timestamp())
        };
        for _ in 0..DEEPEST {
            match successor(tx, parent.id).await? {
                Some(newer) if replaced(&parent) => parent = get(tx, newer).await?,
                _ => break,
            }
        }
        next = parent.parent.filter(|_| lives.len() < DEEPEST);
        lives.push(parent.life);
    }
    Ok(lives)
}

/// A new draft.
pub(crate) async fn insert(tx: &mut Tx, record: &Record) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "INSERT INTO agreement_agreement (id, kind, parent, supersedes, drafted_by, stage, version, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        record.id,
        record.kind.code(),
        record.parent,
        record.supersedes,
        record.drafted_by,
        record.life.stage.code(),
        i64::from(record.version),
        now
    )?;
    insert_all!(
        tx,
        "agreement_party (agreement, agency)",
        record.parties,
        |agency| record.id,
        *agency
    )
}

/// Shows a draft to the other parties.
pub(crate) async fn share(tx: &mut Tx, id: Uuid) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE agreement_agreement SET shared_at = $1 WHERE id = $2",
        now,
        id
    )?;
    Ok(())
}

/// Writes what an act changed.
pub(crate) async fn live(tx: &mut Tx, id: Uuid, life: &Life) -> Result<(), StorageError> {
    let stamp = |at: Option<jiff::Timestamp>| at.map(Stamp::from);
    execute!(
        tx,
        "UPDATE agreement_agreement SET stage = $1, begins_at = $2, ends_at = $3, signed_at = $4, notice_at = $5,
         superseded_at = $6 WHERE id = $7",
        life.stage.code(),
        stamp(life.term.map(|term| term.from)),
        stamp(life.term.map(|term| term.to)),
        stamp(life.signed_at),
        stamp(life.notice),
        stamp(life.superseded_from),
        id
    )?;
    Ok(())
}

/// Whether a party has suspended.
pub(crate) async fn suspend(
    tx: &mut Tx,
    id: Uuid,
    agency: Uuid,
    suspended: bool,
) -> Result<(), StorageError> {
    let at = suspended.then_some(tx.stamp());
    execute!(
        tx,
        "UPDATE agreement_party SET suspended_at = $1 WHERE agreement = $2 AND agency = $3",
        at,
        id,
        agency
    )?;
    Ok(())
}
