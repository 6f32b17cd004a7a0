//! Reading what was asked for, and the receipt that proves what was given.

use super::{Answer, Denied, Records, Request, kept, terms};
use crate::{
    model::{Document, Outcome, Receipt, Schedule, SignedReceipt, cover, policy},
    service::{clock, sign::key_of},
    store::exchange,
};
use access::{AccessError, Action, Ask, Context, Permit, Principal, Source, Subject, Terms};
use data_encoding::HEXLOWER;
use domain::{
    Country,
    record::{Field, Transform},
};
use std::borrow::Cow;
use storage::{Stamp, Tx};
use uuid::Uuid;

/// Reads and answers, on one state of the data and at one moment. The quota was taken from that of `day`.
pub(super) async fn answer(
    context: &Context,
    tx: &mut Tx,
    principal: &Principal,
    request: &Request,
    count: u32,
    day: &str,
) -> Result<Result<(Answer, Permit, Vec<Uuid>), Denied>, AccessError> {
    let consumer = principal.agency().ok_or(AccessError::NotFound)?;
    let now = clock::moved_on(tx).await?;
    let (record, document) = match terms::open(tx, consumer, request.agreement, now).await? {
        Ok(opened) => opened,
        Err(denied) => return Ok(Err(denied)),
    };
    let covered = cover(
        &document.schedules,
        consumer,
        &request.kind,
        &request.purpose,
        &request.fields,
    );
    let (Ok((schedule, shared)), Some(source)) = (covered, context.sources.of(&request.kind))
    else {
        return Ok(Err(Denied::Forbidden));
    };
    let today = terms::day(&document, now);
    if today != day {
        // Midnight has passed since: what is answered today counts for today.
        let place = (record.id, schedule.key.as_str(), today.as_str());
        if exchange::take(tx, place, schedule.quota, count, count)
            .await?
            .is_none()
        {
            return Ok(Err(
                terms::quota_denied(tx, record.id, schedule, count).await?
            ));
        }
    }
    let fields: Vec<(&'static Field, Transform)> = (shared.iter())
        .filter_map(|(code, transform)| Some((source.kind().field(code)?, *transform)))
        .collect();
    let (Some(opens), Some(closes)) = (record.life.opens(), record.life.closes()) else {
        return Ok(Err(Denied::Forbidden));
    };
    let policy = policy(&document, opens, closes);
    let basis = basis(&document, schedule, consumer);
    let terms = Terms {
        id: record.id,
        name: &basis,
        until: closes.into(),
        policy: &policy,
    };
    let ask = Ask {
        action: Action::UseExchange,
        kind: source.kind(),
        agency: Some(schedule.provider),
        sealed: false,
        purpose: Cow::Owned(request.purpose.clone()),
    };
    let Ok(permit) =
        principal.permit_under(&context.policies, ask, &fields, &terms, now.timestamp())
    else {
        return Ok(Err(Denied::Forbidden));
    };
    let (records, persons) = read(context, tx, &permit, source, request, &fields).await?;
    let found = records.iter().map(Vec::len).sum::<usize>();
    let found = u32::try_from(found).unwrap_or(u32::MAX);
    let id = tx.id();
    let receipt = Receipt {
        id,
        agreement: record.id,
        version: record.version,
        schedule: schedule.key.clone(),
        provider: schedule.provider,
        consumer,
        purpose: request.purpose.clone(),
        kind: request.kind.clone(),
        fields: (fields.iter())
            .map(|(field, transform)| format!("{}.{}", field.code, transform.code()))
            .collect(),
        subjects: count,
        subjects_commitment: commitment(context, id, &request.subjects),
        records: found,
        policy_sha256: permit
            .scope()
            .map(|scope| HEXLOWER.encode(&scope.policy))
            .unwrap_or_default(),
        answered_at: now.to_string(),
        erase_by: erase_by(&document, schedule, now),
    };
    let key = key_of(context, tx, schedule.provider).await?;
    let receipt = SignedReceipt::make(receipt, &key)
        .map_err(|_| AccessError::Conflict("agreement-not-now"))?;
    let mut kept = kept::of(principal, request, id, now, Outcome::Answered);
    kept.schedule = Some(schedule.key.clone());
    kept.found = found;
    kept::insert(context, tx, principal, &kept, Some(&receipt)).await?;
    let answer = Answer {
        basis: format!("{basis}, sampai {}", document.term.ends),
        records,
        receipt,
    };
    Ok(Ok((answer, permit, persons)))
}

async fn read(
    context: &Context,
    tx: &mut Tx,
    permit: &Permit,
    source: &dyn Source,
    request: &Request,
    fields: &[(&'static Field, Transform)],
) -> Result<(Records, Vec<Uuid>), AccessError> {
    let codes: Vec<&'static str> = fields.iter().map(|(field, _)| field.code).collect();
    let mut records = Vec::with_capacity(request.subjects.len());
    let mut persons = Vec::new();
    for subject in &request.subjects {
        let found = source.read(tx, permit, subject, &codes).await?;
        let mut named = Vec::new();
        for found in &found {
            if let Some(row) = permit.show(context, found) {
                persons.push(found.person);
                named.push(
                    row.into_iter()
                        .map(|(field, shown)| (field.code, shown))
                        .collect(),
                );
            }
        }
        records.push(named);
    }
    Ok((records, persons))
}

/// On which words an answer stands: the number under which its receiver files the agreement, and the clause.
pub(super) fn basis(document: &Document, schedule: &Schedule, consumer: Uuid) -> String {
    let number = document
        .party(consumer)
        .map_or("", |party| party.number.as_str());
    let clause = document
        .clause(&schedule.clause)
        .map_or(0, |(number, _)| number);
    // Many numbers begin with the word already.
    let word = if number.starts_with("PKS") {
        ""
    } else {
        "PKS "
    };
    format!("{word}{number}, pasal {clause}")
}

fn erase_by(document: &Document, schedule: &Schedule, now: Stamp) -> String {
    let days = jiff::Span::new().days(i64::from(schedule.retention_days));
    let today = document.term.day(now.timestamp()).ok();
    let day = today.and_then(|today| today.checked_add(days).ok());
    day.map_or_else(String::new, |day| day.to_string())
}

/// HMAC over the subjects as they were asked for: a bare hash of a NIK would be the NIK.
fn commitment(context: &Context, id: Uuid, subjects: &[Subject]) -> String {
    let mut bytes = id.as_bytes().to_vec();
    for subject in subjects {
        let text = match subject {
            Subject::Nik(nik) => format!("nik {}", nik.digits()),
            Subject::Passport { number, issuer } => {
                let issuer = issuer.as_ref().map_or("", Country::alpha3);
                format!("passport {issuer} {number}")
            }
            Subject::Record(id) => format!("record {id}"),
        };
        bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    HEXLOWER.encode(&context.secrets.derive("subjects of an exchange", &bytes))
}
