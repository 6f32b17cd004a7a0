//! Roles, managed by an administrator.

use super::{note, users::administrators_are_left};
use crate::{AccessError, Action, Actions, Context, Permit, Role, model::one_line, store::role};
use journal::Changes;
use storage::{snapshot, transaction};
use uuid::Uuid;

const KIND: &str = "role";

/// All roles by name; also for those who give them to users.
///
/// # Errors
/// If the permit is for neither, or the database failed.
pub async fn list(context: &Context, permit: &Permit) -> Result<Vec<Role>, AccessError> {
    permit
        .covers(Action::ManageRoles)
        .or_else(|_| permit.covers(Action::ManageUsers))?;
    Ok(snapshot!(context.db, |tx| role::list(tx).await)?)
}

/// One role.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<Role, AccessError> {
    permit.covers(Action::ManageRoles)?;
    snapshot!(context.db, |tx| role::get(tx, id).await)
}

/// Adds a role.
///
/// # Errors
/// A fault of a field; if the permit is for another action or the role would give more than its maker has.
pub async fn create(
    context: &Context,
    permit: &Permit,
    name: &str,
    actions: Actions,
) -> Result<Uuid, AccessError> {
    permit.covers(Action::ManageRoles)?;
    permit.may_give(&actions)?;
    let name = one_line("name", name)?;
    transaction!(context.db, |tx| {
        let id = role::insert(tx, &name, &actions).await?;
        let after = Role {
            id,
            name: name.clone(),
            actions: actions.clone(),
        };
        let changes = Changes::between(None, Some(&after));
        note(context, tx, permit, "role.create", KIND, id, changes).await?;
        Ok(id)
    })
}

/// Changes a role, for all who have it from their next request on.
///
/// # Errors
/// As [`create`]; [`AccessError::NotFound`]; [`AccessError::LastAdministrator`].
pub async fn change(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    name: &str,
    actions: Actions,
) -> Result<(), AccessError> {
    permit.covers(Action::ManageRoles)?;
    let name = one_line("name", name)?;
    transaction!(context.db, |tx| {
        let before = role::get(tx, id).await?;
        let added = actions.difference(&before.actions).copied().collect();
        permit.may_give(&added)?;
        let after = Role {
            id,
            name: name.clone(),
            actions: actions.clone(),
        };
        role::update(tx, id, &after.name, &after.actions).await?;
        administrators_are_left(tx).await?;
        let changes = Changes::between(Some(&before), Some(&after));
        note(context, tx, permit, "role.change", KIND, id, changes).await
    })
}
