//! Placements: list, add, change, check documents, take steps.

use super::{KIND, reach};
use crate::{
    Details, Document, Journey, Placement, Step, Wanted, lacks,
    store::{bulk, placement as store},
};
use access::{
    AccessError, Action, Context, Permit,
    service::{note, receipts},
};
use domain::day_in_jakarta;
use jiff::civil::Date;
use organisations::{Listing, folded, service::companies};
use storage::{Tx, snapshot, transaction};
use uuid::Uuid;

/// One page of placements.
///
/// # Errors
/// If the permit is for something else, or the database failed.
pub async fn list(
    context: &Context,
    permit: &Permit,
    wanted: &Wanted,
) -> Result<Listing<Placement>, AccessError> {
    let agency = reach(permit, Action::ReadPlacements)?;
    let mut rows = snapshot!(context.db, |tx| store::list(tx, agency, wanted).await)?;
    let more = rows.len() > store::ROWS;
    rows.truncate(store::ROWS);
    leave(context, permit, &rows).await?;
    Ok(Listing { rows, more })
}

/// One placement with its documents.
///
/// # Errors
/// If the permit is for something else; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<Placement, AccessError> {
    let agency = reach(permit, Action::ReadPlacements)?;
    let placement = snapshot!(context.db, |tx| reached(tx, agency, id).await)?;
    leave(context, permit, std::slice::from_ref(&placement)).await?;
    Ok(placement)
}

/// The placements of a person, whose records may be several after a merge; the latest contract first.
///
/// # Errors
/// If the permit is for something else, or the database failed.
pub async fn of_persons(
    context: &Context,
    permit: &Permit,
    persons: &[Uuid],
) -> Result<Vec<Placement>, AccessError> {
    let agency = reach(permit, Action::ReadPlacements)?;
    let mut placements = snapshot!(context.db, |tx| store::of_persons(tx, persons).await)?;
    placements.retain(|placement| agency.is_none_or(|agency| placement.agency == agency));
    leave(context, permit, &placements).await?;
    Ok(placements)
}

/// A receipt for those whose placements are about to be shown.
async fn leave(context: &Context, permit: &Permit, shown: &[Placement]) -> Result<(), AccessError> {
    let persons: Vec<Uuid> = shown.iter().map(|placement| placement.person).collect();
    receipts::leave(context, permit, &persons).await?;
    Ok(())
}

/// Adds a placement of a person whom the agency knows; it begins as a candidate's.
///
/// # Errors
/// A fault of a field; if the permit is for something else; [`AccessError::NotFound`] for a person of others.
pub async fn create(
    context: &Context,
    permit: &Permit,
    person: Uuid,
    details: Details,
) -> Result<Uuid, AccessError> {
    let agency = reach(permit, Action::ManagePlacements)?
        .ok_or(AccessError::invalid("agency", "agency-needed"))?;
    let details = details.checked()?;
    transaction!(context.db, |tx| {
        if !people::service::known(tx, agency, person).await? {
            return Err(AccessError::NotFound);
        }
        let placement = Placement {
            id: tx.id(),
            agency,
            person,
            source_key: None,
            company_id: company(tx, &details).await?,
            details: details.clone(),
            journey: Journey::BEGUN,
            documents: Vec::new(),
        };
        let (id, changes) = (placement.id, placement.changes(None));
        bulk::insert(tx, &[(placement, None)]).await?;
        note(context, tx, permit, "placement.create", KIND, id, changes).await?;
        Ok(id)
    })
}

/// Changes the details of a placement.
///
/// # Errors
/// A fault of a field; if the permit is for something else; [`AccessError::NotFound`].
pub async fn change(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    details: Details,
) -> Result<(), AccessError> {
    let agency = reach(permit, Action::ManagePlacements)?;
    let details = details.checked()?;
    transaction!(context.db, |tx| {
        let before = reached(tx, agency, id).await?;
        let after = Placement {
            details: details.clone(),
            company_id: company(tx, &details).await?,
            ..before.clone()
        };
        changed(context, tx, permit, "placement.change", &before, &after).await
    })
}

/// Writes a document of a placement, in place of the one of its kind.
///
/// # Errors
/// A fault of a field; if the permit is for something else; [`AccessError::NotFound`].
pub async fn put_document(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    document: Document,
) -> Result<(), AccessError> {
    let agency = reach(permit, Action::ManagePlacements)?;
    let document = document.checked()?;
    transaction!(context.db, |tx| {
        let before = reached(tx, agency, id).await?;
        let mut after = before.clone();
        after.documents.retain(|other| other.kind != document.kind);
        after.documents.push(document.clone());
        after.documents.sort_by_key(|document| document.kind);
        if before != after {
            store::put_document(tx, id, &document).await?;
        }
        changed(context, tx, permit, "placement.document", &before, &after).await
    })
}

/// Takes a step with a placement on a day; nobody is verified who lacks what the law asks for.
///
/// # Errors
/// A fault of `step` or `day`; if the permit is for something else; [`AccessError::NotFound`].
pub async fn take_step(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    step: Step,
    day: Date,
) -> Result<(), AccessError> {
    let agency = reach(permit, Action::ManagePlacements)?;
    transaction!(context.db, |tx| {
        let today = day_in_jakarta(tx.now());
        if day > today {
            return Err(AccessError::invalid("day", "date-future"));
        }
        let before = reached(tx, agency, id).await?;
        let journey = before.journey.take(step, day)?;
        if step == Step::Verify && !lacks(&before, today).is_empty() {
            return Err(AccessError::invalid("step", "step-lacks"));
        }
        let after = Placement {
            journey,
            ..before.clone()
        };
        changed(
            context,
            tx,
            permit,
            &format!("placement.{}", step.code()),
            &before,
            &after,
        )
        .await
    })
}

async fn reached(tx: &mut Tx, agency: Option<Uuid>, id: Uuid) -> Result<Placement, AccessError> {
    store::get(tx, id)
        .await?
        .filter(|placement| agency.is_none_or(|agency| placement.agency == agency))
        .ok_or(AccessError::NotFound)
}

/// The company in the register, if it knows one of that name.
async fn company(tx: &mut Tx, details: &Details) -> Result<Option<Uuid>, AccessError> {
    let Some(name) = &details.company else {
        return Ok(None);
    };
    Ok(companies::by_name(tx).await?.get(&folded(name)).copied())
}

async fn changed(
    context: &Context,
    tx: &mut Tx,
    permit: &Permit,
    action: &str,
    before: &Placement,
    after: &Placement,
) -> Result<(), AccessError> {
    if before == after {
        return Ok(());
    }
    store::update(tx, after, None).await?;
    let changes = after.changes(Some(before));
    note(context, tx, permit, action, KIND, after.id, changes).await
}
