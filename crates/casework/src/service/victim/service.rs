//! What a victim needs and gets.

use super::super::{KIND, Officer};
use super::victim;
use crate::{
    model::victim::{Service, ServiceForm},
    store::victim::service as store,
};
use access::{AccessError, Context, service::note};
use domain::day_in_jakarta;
use journal::Changes;
use storage::transaction;
use uuid::Uuid;

fn changes(person: Uuid, before: Option<&Service>, after: &Service) -> Changes {
    Changes::default()
        .set("person", None::<Uuid>, Some(person))
        .set(
            "kind",
            before.map(|one| one.kind.code()),
            Some(after.kind.code()),
        )
        .set(
            "state",
            before.map(|one| one.state.code()),
            Some(after.state.code()),
        )
        .set(
            "provider",
            before.map(|one| one.provider.as_str()),
            Some(&after.provider),
        )
}

/// Writes down what a victim needs.
///
/// # Errors
/// A fault of the form; [`AccessError::NotFound`].
pub async fn add_service(
    context: &Context,
    officer: &Officer,
    case: Uuid,
    person: Uuid,
    form: &ServiceForm,
) -> Result<Uuid, AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        victim(tx, officer, case, person).await?;
        let service = form.read(tx.id(), day_in_jakarta(tx.now()))?;
        store::insert(tx, person, &service).await?;
        let changes = changes(person, None, &service);
        note(context, tx, permit, "case.service", KIND, case, changes).await?;
        Ok(service.id)
    })
}

/// Writes down what became of it.
///
/// # Errors
/// A fault of the form; [`AccessError::Conflict`] where somebody else wrote in between; [`AccessError::NotFound`].
pub async fn change_service(
    context: &Context,
    officer: &Officer,
    (case, person, service): (Uuid, Uuid, Uuid),
    form: &ServiceForm,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        victim(tx, officer, case, person).await?;
        let after = form.read(service, day_in_jakarta(tx.now()))?;
        let all = store::of_person(tx, person).await?;
        let before = all.iter().find(|one| one.id == service);
        let before = before.ok_or(AccessError::NotFound)?;
        if !store::update(tx, person, &after).await? {
            return Err(AccessError::Conflict("service-changed"));
        }
        let changes = changes(person, Some(before), &after);
        note(context, tx, permit, "case.service", KIND, case, changes).await
    })
}
