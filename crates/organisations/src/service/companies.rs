//! Placement companies and their recruitment permits: list, add, change.

use crate::{
    Company, CompanyForm, Listing, Recruitment, RecruitmentForm, Registered, Wanted,
    store::company as store,
};
use access::{AccessError, Action, Context, Permit, service::note};
use journal::Changes;
use std::collections::HashMap;
use storage::{StorageError, Tx, snapshot, transaction};
use uuid::Uuid;

const KIND: &str = "company";

/// One page of companies by name.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn list(
    context: &Context,
    permit: &Permit,
    wanted: &Wanted,
) -> Result<Listing<Company>, AccessError> {
    permit.covers(Action::ReadAgencies)?;
    Ok(snapshot!(context.db, |tx| store::list(tx, wanted).await)?)
}

/// One company and its recruitment permits, the longest valid first.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn get(
    context: &Context,
    permit: &Permit,
    id: Uuid,
) -> Result<(Company, Vec<Recruitment>), AccessError> {
    permit.covers(Action::ReadAgencies)?;
    snapshot!(context.db, |tx| {
        let company = store::get(tx, id).await?;
        Ok((company, store::recruitments(tx, id).await?))
    })
}

/// All companies by their folded name (see [`crate::folded`]). The register of companies is public: no permit is asked.
///
/// # Errors
/// If the database failed.
pub async fn by_name(tx: &mut Tx) -> Result<HashMap<String, Uuid>, StorageError> {
    Ok(store::names(tx).await?.into_iter().collect())
}

/// The whole register of companies: it is public, and no permit is asked.
///
/// # Errors
/// If the database failed.
pub async fn register(context: &Context) -> Result<Vec<Registered>, AccessError> {
    Ok(snapshot!(context.db, |tx| store::register(tx).await)?)
}

/// Adds a company.
///
/// # Errors
/// A fault of a field; if the permit is for another action.
pub async fn create(
    context: &Context,
    permit: &Permit,
    form: CompanyForm,
) -> Result<Uuid, AccessError> {
    permit.covers(Action::ManageCompanies)?;
    let form = form.checked()?;
    transaction!(context.db, |tx| {
        let id = store::insert(tx, &form).await?;
        let changes = Changes::between(None, Some(&form));
        note(context, tx, permit, "company.create", KIND, id, changes).await?;
        Ok(id)
    })
}

/// Changes a company, its licence included; what was before stays in its history.
///
/// # Errors
/// A fault of a field; if the permit is for another action; [`AccessError::NotFound`].
pub async fn change(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    form: CompanyForm,
) -> Result<(), AccessError> {
    permit.covers(Action::ManageCompanies)?;
    let form = form.checked()?;
    transaction!(context.db, |tx| {
        let before = store::get(tx, id).await?.form;
        if before == form {
            return Ok(());
        }
        store::update(tx, id, &form).await?;
        let changes = Changes::between(Some(&before), Some(&form));
        note(context, tx, permit, "company.change", KIND, id, changes).await
    })
}

/// Adds a recruitment permit to a company. It is written down in the company's history.
///
/// # Errors
/// A fault of a field; if the permit is for another action; [`AccessError::NotFound`].
pub async fn create_recruitment(
    context: &Context,
    permit: &Permit,
    company: Uuid,
    form: RecruitmentForm,
) -> Result<Uuid, AccessError> {
    permit.covers(Action::ManageCompanies)?;
    let form = form.checked()?;
    transaction!(context.db, |tx| {
        store::get(tx, company).await?;
        known_employer(tx, &form).await?;
        let id = store::insert_recruitment(tx, company, &form).await?;
        let changes = Changes::between(None, Some(&form));
        note(
            context,
            tx,
            permit,
            "recruitment.create",
            KIND,
            company,
            changes,
        )
        .await?;
        Ok(id)
    })
}

/// Changes a recruitment permit. It is written down in the company's history.
///
/// # Errors
/// A fault of a field; if the permit is for another action; [`AccessError::NotFound`].
pub async fn change_recruitment(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    form: RecruitmentForm,
) -> Result<(), AccessError> {
    permit.covers(Action::ManageCompanies)?;
    let form = form.checked()?;
    transaction!(context.db, |tx| {
        let before = store::recruitment(tx, id).await?;
        known_employer(tx, &form).await?;
        store::update_recruitment(tx, id, &form).await?;
        // The number stays beside the change: a company's history tells of several permits.
        let changes = Changes::between(Some(&before.form), Some(&form)).set(
            "recruitment",
            None::<&str>,
            Some(form.number.as_str()),
        );
        note(
            context,
            tx,
            permit,
            "recruitment.change",
            KIND,
            before.company,
            changes,
        )
        .await
    })
}

async fn known_employer(tx: &mut Tx, form: &RecruitmentForm) -> Result<(), AccessError> {
    let Some(employer) = form.employer else {
        return Ok(());
    };
    match crate::store::employer::get(tx, employer).await {
        Ok(found) if found.form.country == form.country => Ok(()),
        Ok(_) => Err(AccessError::invalid("employer", "employer-country")),
        Err(AccessError::NotFound) => Err(AccessError::invalid("employer", "unknown")),
        Err(error) => Err(error),
    }
}
