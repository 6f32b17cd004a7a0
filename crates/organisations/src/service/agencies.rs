//! Agencies and units: list, add, change.

use crate::{Agency, AgencyForm, Unit, UnitForm, store::agency as store};
use access::{AccessError, Action, Context, Permit, service::note};
use journal::Changes;
use storage::{snapshot, transaction};
use uuid::Uuid;

/// All agencies by short name. Names of agencies are public: no permit is asked.
///
/// # Errors
/// If the database failed.
pub async fn agencies(context: &Context) -> Result<Vec<Agency>, AccessError> {
    snapshot!(context.db, |tx| Ok(store::agencies(tx).await?))
}

/// One agency and its units.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn get(
    context: &Context,
    permit: &Permit,
    id: Uuid,
) -> Result<(Agency, Vec<Unit>), AccessError> {
    permit.covers(Action::ReadAgencies)?;
    snapshot!(context.db, |tx| {
        let agency = store::get(tx, id).await?;
        Ok((agency, store::units(tx, id).await?))
    })
}

/// Adds an agency.
///
/// # Errors
/// A fault of a field; if the permit is for another action.
pub async fn create(
    context: &Context,
    permit: &Permit,
    form: AgencyForm,
) -> Result<Uuid, AccessError> {
    permit.covers(Action::ManageAgencies)?;
    let form = form.checked()?;
    transaction!(context.db, |tx| {
        let id = store::insert(tx, &form).await?;
        let changes = Changes::between(None, Some(&form));
        note(context, tx, permit, "agency.create", "agency", id, changes).await?;
        Ok(id)
    })
}

/// Changes an agency.
///
/// # Errors
/// A fault of a field; if the permit is for another action; [`AccessError::NotFound`].
pub async fn change(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    form: AgencyForm,
) -> Result<(), AccessError> {
    permit.covers(Action::ManageAgencies)?;
    let form = form.checked()?;
    transaction!(context.db, |tx| {
        let before = store::get(tx, id).await?;
        store::update(tx, id, &form).await?;
        let before = AgencyForm {
            name: before.name,
            short_name: before.short_name,
            kind: before.kind,
        };
        let changes = Changes::between(Some(&before), Some(&form));
        note(context, tx, permit, "agency.change", "agency", id, changes).await
    })
}

/// Adds a unit to an agency. It is written down in the agency's history.
///
/// # Errors
/// A fault of a field; if the permit is for another action; [`AccessError::NotFound`].
pub async fn create_unit(
    context: &Context,
    permit: &Permit,
    agency: Uuid,
    form: UnitForm,
) -> Result<Uuid, AccessError> {
    permit.covers(Action::ManageAgencies)?;
    let form = form.checked()?;
    transaction!(context.db, |tx| {
        store::get(tx, agency).await?;
        let id = store::insert_unit(tx, agency, &form).await?;
        let changes = Changes::between(None, Some(&form));
        note(
            context,
            tx,
            permit,
            "unit.create",
            "agency",
            agency,
            changes,
        )
        .await?;
        Ok(id)
    })
}
