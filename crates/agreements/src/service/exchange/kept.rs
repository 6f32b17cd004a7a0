//! What is kept of every request, answered or refused: a row that both parties see, and an entry of the journal.

use super::{Request, terms};
use crate::{
    model::{Exchange, Outcome, SignedReceipt},
    service::{Officer, clock, visible},
    store::{agreement, draft, exchange},
};
use access::{AccessError, Action, Context, Principal};
use journal::{Actor, Changes, Entry};
use std::collections::BTreeMap;
use storage::{Stamp, Tx, snapshot, transaction};
use uuid::Uuid;

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
        let day = terms::day(&document, now);
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

/// Keeps a refused request, and marks the time by which it was refused.
pub(super) async fn refused(
    context: &Context,
    principal: &Principal,
    request: &Request,
    schedule: Option<&str>,
    outcome: Outcome,
) -> Result<(), AccessError> {
    transaction!(context.db, |tx| {
        let now = clock::moved_on(tx).await?;
        let id = tx.id();
        let mut kept = of(principal, request, id, now, outcome);
        kept.schedule = schedule.map(str::to_owned);
        insert(context, tx, principal, &kept, None).await
    })
}

/// A request as it is kept.
pub(super) fn of(
    principal: &Principal,
    request: &Request,
    id: Uuid,
    at: Stamp,
    outcome: Outcome,
) -> Exchange {
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
        outcome,
        at,
    }
}

/// Keeps a request under its agreement, and in the journal. What was asked under an agreement that does not exist is in the
/// journal alone.
pub(super) async fn insert(
    context: &Context,
    tx: &mut Tx,
    principal: &Principal,
    kept: &Exchange,
    receipt: Option<&SignedReceipt>,
) -> Result<(), AccessError> {
    match agreement::get(tx, kept.agreement).await {
        Ok(_) => exchange::insert(tx, kept, receipt).await?,
        Err(AccessError::NotFound) => {}
        Err(error) => return Err(error),
    }
    let changes = Changes::default()
        .set("agreement", None::<Uuid>, Some(kept.agreement))
        .set("outcome", None::<&str>, Some(kept.outcome.code()))
        .set("subjects", None::<u32>, Some(kept.subjects))
        .set("found", None::<u32>, Some(kept.found))
        .set(
            "receipt",
            None::<&str>,
            receipt.map(|receipt| &receipt.signature),
        );
    let action = match kept.outcome {
        Outcome::Answered => "exchange.answer",
        _ => "exchange.refuse",
    };
    let entry = Entry {
        actor: principal.actor(),
        purpose: "exchange",
        action,
        record: journal::Record {
            kind: "exchange",
            id: kept.id,
        },
        changes,
    };
    context.journal.record(tx, entry).await?;
    Ok(())
}
