//! Requests under agreements, and their quotas.

use super::{count, unknown};
use crate::model::{Exchange, Outcome, Quota, SignedReceipt};
use sqlx::types::Json;
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_one};
use uuid::Uuid;

/// The `day` of the count over the whole term.
const ALL: &str = "all";

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    schedule: Option<String>,
    client: Uuid,
    agency: Option<Uuid>,
    kind: String,
    purpose: String,
    fields: Json<Vec<String>>,
    subjects: i64,
    found: i64,
    outcome: String,
    at: Stamp,
}

/// The latest requests under an agreement.
pub(crate) async fn latest(tx: &mut Tx, agreement: Uuid) -> Result<Vec<Exchange>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, schedule, client, agency, kind, purpose, fields, subjects, found, outcome, at FROM agreement_exchange
         WHERE agreement = $1 ORDER BY at DESC, id DESC LIMIT 200",
        agreement
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(Exchange {
                id: row.id,
                agreement,
                schedule: row.schedule,
                client: row.client,
                agency: row.agency,
                kind: row.kind,
                purpose: row.purpose,
                fields: row.fields.0,
                subjects: count(row.subjects),
                found: count(row.found),
                outcome: Outcome::from_code(&row.outcome).ok_or_else(|| unknown("outcome"))?,
                at: row.at,
            })
        })
        .collect()
}

/// How many requests were answered, and how many refused.
pub(crate) async fn tally(tx: &mut Tx, agreement: Uuid) -> Result<(u32, u32), StorageError> {
    let (answered, refused): (i64, i64) = fetch_one!(
        tx,
        "SELECT COUNT(CASE WHEN outcome = 'answered' THEN 1 END), COUNT(CASE WHEN outcome <> 'answered' THEN 1 END)
         FROM agreement_exchange WHERE agreement = $1",
        agreement
    )?;
    Ok((count(answered), count(refused)))
}

/// Keeps a request, answered or refused.
pub(crate) async fn insert(
    tx: &mut Tx,
    exchange: &Exchange,
    receipt: Option<&SignedReceipt>,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO agreement_exchange (id, agreement, schedule, client, agency, kind, purpose, fields, subjects, found, outcome,
         receipt, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        exchange.id,
        exchange.agreement,
        exchange.schedule.as_deref(),
        exchange.client,
        exchange.agency,
        exchange.kind.as_str(),
        exchange.purpose.as_str(),
        Json(&exchange.fields),
        i64::from(exchange.subjects),
        i64::from(exchange.found),
        exchange.outcome.code(),
        receipt.map(Json),
        exchange.at
    )?;
    Ok(())
}

/// How many subjects servers have taken from the quota: on the day, and in all.
pub(crate) async fn taken(
    tx: &mut Tx,
    agreement: Uuid,
    schedule: &str,
    day: &str,
) -> Result<(u32, u32), StorageError> {
    let rows: Vec<(String, i64)> = fetch_all!(
        tx,
        "SELECT day, taken FROM agreement_quota WHERE agreement = $1 AND schedule = $2 AND day IN ($3, $4)",
        agreement,
        schedule,
        day,
        ALL
    )?;
    let of = |wanted: &str| {
        rows.iter()
            .find(|(day, _)| day == wanted)
            .map_or(0, |(_, taken)| count(*taken))
    };
    Ok((of(day), of(ALL)))
}

/// Takes up to `wanted` subjects of the quota, at least `least`; nothing if so many are not left.
pub(crate) async fn take(
    tx: &mut Tx,
    (agreement, schedule, day): (Uuid, &str, &str),
    quota: Quota,
    least: u32,
    wanted: u32,
) -> Result<Option<u32>, StorageError> {
    let (today, in_all) = taken(tx, agreement, schedule, day).await?;
    let left = quota
        .per_day
        .saturating_sub(today)
        .min(quota.in_all.saturating_sub(in_all));
    if left < least {
        return Ok(None);
    }
    let taking = wanted.max(least).min(left);
    for day in [day, ALL] {
        execute!(
            tx,
            "INSERT INTO agreement_quota (agreement, schedule, day, taken) VALUES ($1, $2, $3, $4)
             ON CONFLICT (agreement, schedule, day) DO UPDATE SET taken = agreement_quota.taken + excluded.taken",
            agreement,
            schedule,
            day,
            i64::from(taking)
        )?;
    }
    Ok(Some(taking))
}
