//! Cases that may tell of the same: suggested with what speaks for it, joined by an officer, and parted again without loss.

use super::{KIND, Officer, reached};
use crate::{Case, Status, Who, store};
use access::{AccessError, Context, service::note};
use domain::day_in_jakarta;
use journal::Changes;
use std::collections::BTreeMap;
use storage::{snapshot, transaction};
use uuid::Uuid;

/// A case that may tell of the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// The case.
    pub case: Case,
    /// What both have: `nik`, `passport_no`, `phone` or `name`, the strongest first.
    pub evidence: Vec<&'static str>,
}

/// Other cases of the agency in which somebody has a number, a telephone or the name of somebody in this one; the strongest first. A
/// name alone is weak: it is said which it is, and the officer decides.
///
/// # Errors
/// If they may not see cases; [`AccessError::NotFound`].
pub async fn similar(
    context: &Context,
    officer: &Officer,
    id: Uuid,
) -> Result<Vec<Similar>, AccessError> {
    officer.reading()?;
    snapshot!(context.db, |tx| {
        let this = reached(tx, officer, id).await?;
        let mut found: BTreeMap<Uuid, Vec<&'static str>> = BTreeMap::new();
        for person in store::person::of_case(tx, id).await? {
            if person.struck.is_some() {
                continue;
            }
            for (case, other) in store::person::like(tx, id, &person.who).await? {
                found
                    .entry(case)
                    .or_default()
                    .extend(shared(&person.who, &other.who));
            }
        }
        let mut similar = Vec::new();
        for (other, mut evidence) in found {
            evidence.sort_by_key(|field| strength(field));
            evidence.dedup();
            let case = store::case::get(tx, other).await?;
            let case = case.filter(|case| officer.sight().includes(case));
            let case =
                case.filter(|case| case.joined_into.is_none() && this.joined_into != Some(case.id));
            similar.extend(case.map(|case| Similar { case, evidence }));
        }
        similar.sort_by_key(|one| one.evidence.first().map(|field| strength(field)));
        Ok::<_, AccessError>(similar)
    })
}

fn strength(field: &str) -> usize {
    let order = ["nik", "passport_no", "phone", "name"];
    order
        .iter()
        .position(|one| *one == field)
        .unwrap_or(order.len())
}

fn shared(one: &Who, other: &Who) -> Vec<&'static str> {
    let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    let name = store::person::name_key(&one.name) == store::person::name_key(&other.name);
    [
        ("nik", same(&one.nik, &other.nik)),
        ("passport_no", same(&one.passport_no, &other.passport_no)),
        ("phone", same(&one.phone, &other.phone)),
        ("name", name),
    ]
    .into_iter()
    .filter_map(|(field, same)| same.then_some(field))
    .collect()
}

/// Joins a case into another that tells of the same: it is closed and points there. Nothing is moved.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`]; a conflict where the other one is joined or the same.
pub async fn join(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    into: Uuid,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        let before = reached(tx, officer, id).await?;
        let target = reached(tx, officer, into).await?;
        let carries = !store::case::joined(tx, id).await?.is_empty();
        if id == into || target.joined_into.is_some() || before.joined_into.is_some() || carries {
            return Err(AccessError::Conflict("case-not-joinable"));
        }
        let after = Case {
            status: Status::Closed,
            closed_at: Some(tx.stamp()),
            next: None,
            joined_into: Some(into),
            version: before.version + 1,
            ..before
        };
        store::case::update(tx, &after).await?;
        let changes = Changes::default().set("joined_into", None::<Uuid>, Some(into));
        note(context, tx, permit, "case.join", KIND, id, changes).await
    })
}

/// Parts a case from the one into which it was joined: it goes on by itself, from today.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`] also for one that is not joined.
pub async fn part(context: &Context, officer: &Officer, id: Uuid) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        let before = reached(tx, officer, id).await?;
        let into = before.joined_into.ok_or(AccessError::NotFound)?;
        let after = Case {
            status: Status::Review,
            closed_at: None,
            next: Some(crate::Next {
                on: day_in_jakarta(tx.now()),
                step: String::new(),
            }),
            joined_into: None,
            version: before.version + 1,
            ..before
        };
        store::case::update(tx, &after).await?;
        let changes = Changes::default().set("joined_into", Some(into), None::<Uuid>);
        note(context, tx, permit, "case.part", KIND, id, changes).await
    })
}
