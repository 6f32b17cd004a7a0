//! Groups met away from a gate: taken in once however often they are sent, each person assessed as a traveller.

use super::{At, Line, agency, assess};
use crate::{
    Desk,
    model::interception::{Interception, InterceptionForm},
    store::{assessment, interception as store},
};
use access::{AccessError, Action, Context, Permit, Principal, service::note, service::receipts};
use domain::Port;
use journal::Changes;
use storage::{snapshot, transaction};
use uuid::Uuid;

const KIND: &str = "interception";
/// Whoever took a group to assess it and has said nothing for so long does not any more.
const PATIENCE_SECONDS: i64 = 60;

/// Takes in a group and has everybody in it assessed. The same key again is the same group: nobody is assessed twice.
///
/// # Errors
/// A fault of the form; if the permit is for another action; if the database failed. What was taken in then is assessed when it is
/// sent again.
pub async fn report(
    context: &Context,
    desk: &Desk,
    principal: &Principal,
    permit: &Permit,
    form: InterceptionForm,
) -> Result<Uuid, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    let group = form.checked(context.db.ambient().now().into())?;
    let taken = transaction!(context.db, |tx| {
        if let Some((id, taken_at)) = store::by_key(tx, agency, &group.key).await? {
            let done = !store::tied(tx, id).await?.is_empty();
            if done || tx.stamp() < taken_at.plus_seconds(PATIENCE_SECONDS) {
                return Ok((id, false));
            }
            store::take(tx, id).await?;
            return Ok((id, true));
        }
        let id = tx.id();
        let officer = (super::account(permit), principal.name());
        if !store::insert(tx, id, agency, officer, &group).await? {
            // The same group, sent twice at once: the first to write it assesses it.
            let known = store::by_key(tx, agency, &group.key).await?;
            return known
                .map(|(id, _)| (id, false))
                .ok_or(AccessError::NotFound);
        }
        let changes = Changes::default()
            .set("place", None::<&str>, Some(&group.place))
            .set("people", None::<usize>, Some(group.people.len()));
        note(
            context,
            tx,
            permit,
            "interception.report",
            KIND,
            id,
            changes,
        )
        .await?;
        Ok::<_, AccessError>((id, true))
    });
    let (id, ours) = taken?;
    if !ours {
        return Ok(id);
    }
    let at = At {
        port: Port::read(&group.place),
        ..At::default()
    };
    let travellers = group.people.into_iter().map(|(_, traveller)| traveller);
    let made = assess(context, desk, principal, permit, &at, travellers.collect()).await?;
    let assessments: Vec<Uuid> = made.iter().map(|held| held.id).collect();
    transaction!(context.db, |tx| {
        store::tie(tx, id, &assessments).await?;
        let changes = Changes::default().set("assessments", None::<&[Uuid]>, Some(&assessments));
        note(
            context,
            tx,
            permit,
            "interception.assess",
            KIND,
            id,
            changes,
        )
        .await
    })?;
    Ok(id)
}

/// A group with what was said of each of its people, in their order; nobody yet while they are assessed.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    /// The group.
    pub interception: Interception,
    /// What was said.
    pub lines: Vec<Line>,
}

/// One group.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<Met, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let interception = store::get(tx, agency, id).await?;
        let interception = interception.ok_or(AccessError::NotFound)?;
        let mut lines = Vec::new();
        for id in store::tied(tx, id).await? {
            let stored = assessment::get(tx, id).await?;
            lines.extend(stored.as_ref().map(Line::from));
        }
        Ok(Met {
            interception,
            lines,
        })
    });
    let met = read?;
    let seen: Vec<Uuid> = met.lines.iter().map(|line| line.id).collect();
    receipts::leave(context, permit, &seen).await?;
    Ok(met)
}

/// The groups of one's own agency, the latest first. Names nobody.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn latest(context: &Context, permit: &Permit) -> Result<Vec<Interception>, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    Ok(snapshot!(context.db, |tx| store::latest(tx, agency).await)?)
}
