//! Opening a case.

use super::journaled::Voice;
use crate::{CASE, Case, CasePerson, Opening, Status, model::number, store};
use access::{AccessError, Action, Context, Permit};
use domain::day_in_jakarta;
use journal::Changes;
use storage::{Tx, transaction};
use uuid::Uuid;

/// Opens a case of the agency of whoever acts, in the caller's transaction: both happen, or neither. Where the agency has a case
/// from the same record already, it gives that one.
///
/// # Errors
/// If the permit does not allow to open cases; if the database failed.
pub async fn open_in(
    context: &Context,
    tx: &mut Tx,
    permit: &Permit,
    opening: Opening,
) -> Result<Uuid, AccessError> {
    let scope = permit.opens(Action::OpenCases, &CASE)?;
    let agency = scope
        .map(|scope| scope.agency)
        .ok_or(AccessError::invalid("agency", "agency-needed"))?;
    Ok(open_for(context, tx, permit.into(), agency, opening)
        .await?
        .id)
}

/// Opens a case in a transaction of its own.
///
/// # Errors
/// As [`open_in`].
pub async fn open(
    context: &Context,
    permit: &Permit,
    opening: Opening,
) -> Result<Uuid, AccessError> {
    transaction!(context.db, |tx| open_in(
        context,
        tx,
        permit,
        opening.clone()
    )
    .await)
}

/// Opens a case of an agency.
pub(super) async fn open_for(
    context: &Context,
    tx: &mut Tx,
    voice: Voice<'_>,
    agency: Uuid,
    opening: Opening,
) -> Result<Case, AccessError> {
    if let Some(reference) = &opening.refers_to
        && let Some(known) = store::case::from_record(tx, agency, reference).await?
    {
        return Ok(known);
    }
    let year = day_in_jakarta(tx.now()).year();
    let place = store::case::next_place(tx, year).await?;
    let next = opening.next(tx.now());
    let case = Case {
        id: tx.id(),
        number: number(year, place),
        agency,
        channel: opening.channel,
        kind: opening.kind,
        phase: opening.phase,
        country: opening.country,
        category: opening.category,
        danger: opening.danger,
        status: Status::Received,
        summary: opening.summary,
        next: Some(next),
        handler: None,
        sealed: false,
        opened_at: tx.stamp(),
        closed_at: None,
        version: 1,
        refers_to: opening.refers_to,
        joined_into: None,
    };
    store::case::insert(tx, &case).await?;
    let people: Vec<CasePerson> = opening
        .people
        .into_iter()
        .map(|(role, who)| CasePerson {
            id: tx.id(),
            role,
            who,
            added_at: tx.stamp(),
            struck: None,
        })
        .collect();
    store::person::insert(tx, case.id, &people).await?;
    let changes = Changes::default()
        .set("number", None::<&str>, Some(&case.number))
        .set("kind", None::<&str>, Some(case.kind))
        .set("category", None::<&str>, Some(case.category))
        .set("danger", None::<&str>, Some(case.danger))
        .set("summary", None::<&str>, Some(&case.summary))
        .set("people", None::<usize>, Some(people.len()));
    voice
        .note(context, tx, "case.open", case.id, changes)
        .await?;
    Ok(case)
}
