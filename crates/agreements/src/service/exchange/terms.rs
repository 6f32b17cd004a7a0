//! What an agreement says to a request, before any record is looked at.

use super::{Denied, Request};
use crate::{
    model::{Document, NotCovered, Quota, Record, Schedule, Standing, cover},
    service::{clock, view},
    store::{agreement, draft, exchange},
};
use access::AccessError;
use storage::{Stamp, Tx};
use uuid::Uuid;

/// The state of the agreement now, with its words, if this agency may know of it.
pub(super) async fn open(
    tx: &mut Tx,
    consumer: Uuid,
    id: Uuid,
    now: Stamp,
) -> Result<Result<(Record, Document), Denied>, AccessError> {
    let record = match agreement::get(tx, id).await {
        Ok(record) if record.visible_to(consumer) => record,
        Ok(_) | Err(AccessError::NotFound) => return Ok(Err(Denied::NoSuchAgreement)),
        Err(error) => return Err(error),
    };
    let standing = view::standing(tx, &record, now).await?;
    if standing != Standing::InForce {
        let when = if standing == Standing::Awaiting {
            record.life.opens()
        } else {
            record.life.closes().filter(|_| standing.closed())
        };
        return Ok(Err(Denied::NotInForce(standing, when.map(Stamp::from))));
    }
    let document = draft::document(tx, id, record.version).await?;
    Ok(Ok((record, document)))
}

/// The schedule that covers a request, and the day whose quota it uses.
pub(super) async fn covered(
    tx: &mut Tx,
    consumer: Uuid,
    request: &Request,
) -> Result<Result<(Schedule, String), Denied>, AccessError> {
    let now = clock::now(tx).await?;
    let document = match open(tx, consumer, request.agreement, now).await? {
        Ok((_, document)) => document,
        Err(denied) => return Ok(Err(denied)),
    };
    Ok(
        match cover(
            &document.schedules,
            consumer,
            &request.kind,
            &request.purpose,
            &request.fields,
        ) {
            Ok((schedule, _)) => Ok((schedule.clone(), day(&document, now))),
            Err(NotCovered::Purpose) => {
                let own = document
                    .schedules
                    .iter()
                    .filter(|schedule| schedule.consumer == consumer);
                Err(Denied::Purpose(
                    own.map(|schedule| (schedule.purpose.code.clone(), schedule.kind.clone()))
                        .collect(),
                ))
            }
            Err(NotCovered::Fields(missing)) => {
                let same = document.schedules.iter().find(|schedule| {
                    schedule.consumer == consumer
                        && schedule.kind == request.kind
                        && schedule.purpose.code == request.purpose
                });
                let shared = same.map_or_else(Vec::new, |schedule| {
                    schedule
                        .fields
                        .iter()
                        .map(|shared| shared.field.clone())
                        .collect()
                });
                Err(Denied::Fields(missing, shared))
            }
        },
    )
}

/// Why a quota does not suffice: the day's comes back at midnight, the whole one never.
pub(super) async fn quota_denied(
    tx: &mut Tx,
    id: Uuid,
    schedule: &Schedule,
    count: u32,
) -> Result<Denied, AccessError> {
    let now = clock::now(tx).await?;
    let record = agreement::get(tx, id).await?;
    let document = draft::document(tx, id, record.version).await?;
    let (_, in_all) = exchange::taken(tx, id, &schedule.key, &day(&document, now)).await?;
    let midnight = document
        .term
        .day(now.timestamp())
        .and_then(|day| document.term.end_of(day));
    let Quota {
        per_day,
        in_all: most,
    } = schedule.quota;
    let closes = record.life.closes();
    let suffices = count <= per_day && in_all.saturating_add(count) <= most;
    let again = midnight
        .ok()
        .filter(|at| suffices && closes.is_none_or(|closes| *at < closes));
    Ok(Denied::Quota(again.map(Stamp::from)))
}

/// The day whose quota a request uses, by the clocks of the agreement.
pub(super) fn day(document: &Document, now: Stamp) -> String {
    document
        .term
        .day(now.timestamp())
        .map_or_else(|_| String::new(), |day| day.to_string())
}
