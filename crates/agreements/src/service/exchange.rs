//! Asking under an agreement: what it covers, what is left of the quota, what the records say, and a signed receipt. Every
//! request is kept, also one that was refused.

use super::{Blocks, Officer, clock, sign::key_of, view, visible};
use crate::{
    model::{
        Document, Exchange, NotCovered, Receipt, Record, Schedule, SignedReceipt, Standing, cover,
        policy,
    },
    store::{agreement, draft, exchange},
};
use access::{
    AccessError, Action, Ask, Context, Permit, Principal, Source, Subject, Terms, service::receipts,
};
use data_encoding::HEXLOWER;
use domain::record::{Field, Shown, Transform};
use journal::Actor;
use serde::Serialize;
use std::{borrow::Cow, collections::BTreeMap};
use storage::{Stamp, Tx, snapshot, transaction};
use utoipa::ToSchema;
use uuid::Uuid;

/// Subjects in one request at most.
pub const MOST_SUBJECTS: usize = 100;
/// Fields in one request at most.
pub const MOST_FIELDS: usize = 100;

/// What a machine asks.
#[derive(Debug, Clone)]
pub struct Request {
    /// Under which agreement.
    pub agreement: Uuid,
    /// What for, by the code of the schedule.
    pub purpose: String,
    /// The kind of record.
    pub kind: String,
    /// Whom about.
    pub subjects: Vec<Subject>,
    /// Which fields.
    pub fields: Vec<String>,
}

/// What it gets.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Answer {
    /// On which basis, in words: `PKS.1/2026, pasal 3, sampai 2026-12-31`.
    pub basis: String,
    /// For each subject, in the order of the request, the records found.
    #[schema(value_type = Vec<Vec<Object>>)]
    pub records: Records,
    /// What proves it.
    pub receipt: SignedReceipt,
}

/// For each subject the records found, field by field as it is shown.
type Records = Vec<Vec<BTreeMap<&'static str, Shown>>>;

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// There is no such agreement, or the agency is no party of it.
    NoSuchAgreement,
    /// It is not in force; what it is, and since or until when.
    NotInForce(Standing, Option<Stamp>),
    /// No schedule gives this agency this kind of record for this purpose; the purposes that there are, with their kinds.
    Purpose(Vec<(String, String)>),
    /// These fields are not shared; those that are.
    Fields(Vec<String>, Vec<String>),
    /// So many are not left; again from then on, if ever.
    Quota(Option<Stamp>),
    /// A policy above the agreement forbids it.
    Forbidden,
}

impl Denied {
    /// The word in tables, problems and messages.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchAgreement => "no-such-agreement",
            Self::NotInForce(..) => "not-in-force",
            Self::Purpose(_) => "purpose-not-covered",
            Self::Fields(..) => "fields-not-covered",
            Self::Quota(_) => "quota-used-up",
            Self::Forbidden => "forbidden",
        }
    }
}

/// The exchanges under an agreement, and how much of its quotas is used.
#[derive(Debug, Clone)]
pub struct Overview {
    /// The latest, newest first.
    pub latest: Vec<Exchange>,
    /// How many were answered.
    pub answered: u32,
    /// How many were refused.
    pub refused: u32,
    /// Of each schedule, by key, the records taken today and in all.
    pub used: BTreeMap<String, (u32, u32)>,
}

/// What was given and refused under an agreement.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn overview(
    context: &Context,
    officer: &Officer,
    id: Uuid,
) -> Result<Overview, AccessError> {
    officer.permit().covers(Action::ReadAgreements)?;
    snapshot!(context.db, |tx| {
        let record = visible(tx, officer, id).await?;
        let document = draft::document(tx, id, record.version).await?;
        let now = clock::now(tx).await?;
        let day = day(&document, now);
        let mut used = BTreeMap::new();
        for schedule in &document.schedules {
            let taken = exchange::taken(tx, id, &schedule.key, &day).await?;
            used.insert(schedule.key.clone(), taken);
        }
        let (answered, refused) = exchange::tally(tx, id).await?;
        Ok(Overview {
            latest: exchange::latest(tx, id).await?,
            answered,
            refused,
            used,
        })
    })
}

/// Answers a request, or says why not; either is kept.
///
/// # Errors
/// A fault of a field; if the account may not ask at all; if the database failed.
pub async fn ask(
    context: &Context,
    principal: &Principal,
    blocks: &Blocks,
    request: &Request,
) -> Result<Result<Answer, Denied>, AccessError> {
    principal.permit(Action::UseExchange, "exchange")?;
    let consumer = principal
        .agency()
        .ok_or(AccessError::Conflict("agreement-no-agency"))?;
    let count = check(request)?;
    let covered = snapshot!(context.db, |tx| covered(tx, consumer, request).await)?;
    let (schedule, day) = match covered {
        Ok(covered) => covered,
        Err(denied) => return keep_refused(context, principal, request, None, denied).await,
    };
    let key = schedule.key.as_str();
    if !blocks
        .take(context, request.agreement, &schedule, &day, count)
        .await?
    {
        let denied = snapshot!(context.db, |tx| quota_denied(
            tx,
            request.agreement,
            &schedule
        )
        .await)?;
        return keep_refused(context, principal, request, Some(key), denied).await;
    }
    let answered = transaction!(context.db, |tx| answer(
        context, tx, principal, request, count
    )
    .await);
    match answered {
        Ok(Ok((answer, permit, persons))) => {
            // On the disk before anything leaves; without it nothing does.
            receipts::leave(context, &permit, &persons).await?;
            Ok(Ok(answer))
        }
        Ok(Err(denied)) => {
            blocks.give_back(request.agreement, key, &day, count).await;
            keep_refused(context, principal, request, Some(key), denied).await
        }
        Err(error) => {
            blocks.give_back(request.agreement, key, &day, count).await;
            Err(error)
        }
    }
}

fn check(request: &Request) -> Result<u32, AccessError> {
    let count = request.subjects.len();
    if count == 0 || count > MOST_SUBJECTS {
        return Err(AccessError::invalid("subjects", "exchange-subjects"));
    }
    if request.fields.is_empty() || request.fields.len() > MOST_FIELDS {
        return Err(AccessError::invalid("fields", "exchange-fields"));
    }
    let long = [&request.purpose, &request.kind];
    if long
        .into_iter()
        .chain(&request.fields)
        .any(|code| code.len() > 100)
    {
        return Err(AccessError::invalid("fields", "too-long"));
    }
    u32::try_from(count).map_err(|_| AccessError::invalid("subjects", "exchange-subjects"))
}

/// The state of the agreement now, with its words, if this agency may know of it.
async fn open(
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
async fn covered(
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

async fn quota_denied(tx: &mut Tx, id: Uuid, schedule: &Schedule) -> Result<Denied, AccessError> {
    let now = clock::now(tx).await?;
    let record = agreement::get(tx, id).await?;
    let document = draft::document(tx, id, record.version).await?;
    let (_, in_all) = exchange::taken(tx, id, &schedule.key, &day(&document, now)).await?;
    // The day's quota comes back at midnight, the whole one never.
    let tomorrow = document
        .term
        .day(now.timestamp())
        .and_then(|day| document.term.end_of(day));
    let left = in_all < schedule.quota.in_all;
    Ok(Denied::Quota(
        tomorrow.ok().filter(|_| left).map(Stamp::from),
    ))
}

fn day(document: &Document, now: Stamp) -> String {
    document
        .term
        .day(now.timestamp())
        .map_or_else(|_| String::new(), |day| day.to_string())
}

/// Reads and answers, on one state of the data and at one moment.
async fn answer(
    context: &Context,
    tx: &mut Tx,
    principal: &Principal,
    request: &Request,
    count: u32,
) -> Result<Result<(Answer, Permit, Vec<Uuid>), Denied>, AccessError> {
    let consumer = principal.agency().ok_or(AccessError::NotFound)?;
    let now = clock::moved_on(tx).await?;
    let (record, document) = match open(tx, consumer, request.agreement, now).await? {
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
    let mut kept = kept(principal, request, id, now);
    kept.schedule = Some(schedule.key.clone());
    kept.found = found;
    kept.outcome = "answered".to_owned();
    exchange::insert(tx, &kept, Some(&serde_json::json!(receipt))).await?;
    let answer = Answer {
        basis,
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

/// On which words an answer stands: the number under which its receiver files the agreement, the clause, and until when.
fn basis(document: &Document, schedule: &Schedule, consumer: Uuid) -> String {
    let number = document
        .party(consumer)
        .map_or("", |party| party.number.as_str());
    let clause = document
        .clause(&schedule.clause)
        .map_or(0, |(number, _)| number);
    format!("{number}, pasal {clause}, sampai {}", document.term.ends)
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
                format!(
                    "passport {} {number}",
                    issuer.map_or("", |issuer| issuer.alpha3())
                )
            }
            Subject::Record(id) => format!("record {id}"),
        };
        bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    HEXLOWER.encode(&context.secrets.derive("subjects of an exchange", &bytes))
}

/// Keeps a refused request where there is an agreement to keep it under, and marks the time by which it was refused.
async fn keep_refused(
    context: &Context,
    principal: &Principal,
    request: &Request,
    schedule: Option<&str>,
    denied: Denied,
) -> Result<Result<Answer, Denied>, AccessError> {
    transaction!(context.db, |tx| {
        match agreement::get(tx, request.agreement).await {
            Ok(_) => {}
            Err(AccessError::NotFound) => return Ok(()),
            Err(error) => return Err(error),
        }
        let now = clock::moved_on(tx).await?;
        let id = tx.id();
        let mut kept = kept(principal, request, id, now);
        kept.schedule = schedule.map(str::to_owned);
        kept.outcome = denied.code().to_owned();
        exchange::insert(tx, &kept, None).await?;
        Ok(())
    })?;
    Ok(Err(denied))
}

fn kept(principal: &Principal, request: &Request, id: Uuid, at: Stamp) -> Exchange {
    let client = match principal.actor() {
        Actor::Client(id) | Actor::User(id) => id,
        _ => Uuid::nil(),
    };
    Exchange {
        id,
        agreement: request.agreement,
        schedule: None,
        client,
        agency: principal.agency(),
        kind: request.kind.clone(),
        purpose: request.purpose.clone(),
        fields: request.fields.clone(),
        subjects: u32::try_from(request.subjects.len()).unwrap_or(u32::MAX),
        found: 0,
        outcome: String::new(),
        at,
    }
}
