//! Users, managed by an administrator.

use super::note;
use crate::{
    AccessError, Action, Actions, Context, Permit, Refused, User, UserForm,
    secret::one_time_password,
    store::{role, session, user},
};
use journal::Changes;
use storage::{Stamp, Tx, snapshot, transaction};
use uuid::Uuid;

const KIND: &str = "user";

/// All users by name.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn list(context: &Context, permit: &Permit) -> Result<Vec<User>, AccessError> {
    permit.covers(Action::ManageUsers)?;
    Ok(snapshot!(context.db, |tx| user::list(tx).await)?)
}

/// One user.
///
/// # Errors
/// As [`list`]; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<User, AccessError> {
    permit.covers(Action::ManageUsers)?;
    snapshot!(context.db, |tx| user::get(tx, id).await)
}

/// Adds a user; gives the identifier and a password for the first sign-in, which is stored nowhere in clear.
///
/// # Errors
/// A fault of a field; if the permit is for another action or a role gives more than its giver has.
pub async fn create(
    context: &Context,
    permit: &Permit,
    form: UserForm,
) -> Result<(Uuid, String), AccessError> {
    permit.covers(Action::ManageUsers)?;
    let form = form.checked()?;
    let (password, hash) = new_password(context).await?;
    let id = transaction!(context.db, |tx| {
        may_give(tx, permit, &form.roles).await?;
        let id = user::insert(tx, &form, &hash).await?;
        let changes = Changes::between(None, Some(&form));
        note(context, tx, permit, "user.create", KIND, id, changes).await?;
        Ok::<_, AccessError>(id)
    })?;
    Ok((id, password))
}

/// Makes the first administrator, with a role that allows everything, if there is no user yet.
///
/// # Errors
/// If the database failed.
pub async fn create_first(context: &Context, login: &str) -> Result<Option<String>, AccessError> {
    if snapshot!(context.db, |tx| user::count(tx).await)? > 0 {
        return Ok(None);
    }
    let permit = &Permit::system("first start");
    let (password, hash) = new_password(context).await?;
    let made = transaction!(context.db, |tx| {
        // Another program may have been faster.
        if user::count(tx).await? > 0 {
            return Ok(false);
        }
        let actions: Actions = Action::ALL.into_iter().collect();
        let role = role::insert(tx, "Administrator", &actions).await?;
        let form = UserForm {
            login: login.to_owned(),
            name: "Administrator".to_owned(),
            agency: None,
            roles: vec![role],
        }
        .checked()?;
        let id = user::insert(tx, &form, &hash).await?;
        let changes = Changes::between(None, Some(&form));
        note(context, tx, permit, "user.create", KIND, id, changes).await?;
        Ok::<_, AccessError>(true)
    })?;
    Ok(made.then_some(password))
}

/// Changes name, agency and roles; the name for signing in stays.
///
/// # Errors
/// As [`create`]; [`AccessError::LastAdministrator`].
pub async fn change(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    form: UserForm,
) -> Result<(), AccessError> {
    permit.covers(Action::ManageUsers)?;
    transaction!(context.db, |tx| {
        let before = user::get(tx, id).await?;
        let form = UserForm {
            login: before.login.clone(),
            ..form.clone()
        }
        .checked()?;
        let added: Vec<Uuid> = form
            .roles
            .iter()
            .copied()
            .filter(|role| !before.roles.contains(role))
            .collect();
        may_give(tx, permit, &added).await?;
        user::update(tx, id, &form).await?;
        administrators_are_left(tx).await?;
        let before = UserForm {
            login: before.login,
            name: before.name,
            agency: before.agency,
            roles: before.roles,
        };
        let changes = Changes::between(Some(&before), Some(&form));
        note(context, tx, permit, "user.change", KIND, id, changes).await
    })
}

/// Disables a user and ends all sessions, or enables one again.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`]; [`AccessError::LastAdministrator`].
pub async fn set_disabled(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    disabled: bool,
) -> Result<(), AccessError> {
    permit.covers(Action::ManageUsers)?;
    transaction!(context.db, |tx| {
        let before = user::get(tx, id).await?;
        let at = disabled.then(|| tx.stamp());
        user::set_disabled(tx, id, at).await?;
        session::end_all(tx, id, None).await?;
        administrators_are_left(tx).await?;
        let changes = Changes::default().set("disabled_at", before.disabled_at, at);
        let action = if disabled {
            "user.disable"
        } else {
            "user.enable"
        };
        note(context, tx, permit, action, KIND, id, changes).await
    })
}

/// Unlocks a user after failures.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn unlock(context: &Context, permit: &Permit, id: Uuid) -> Result<(), AccessError> {
    permit.covers(Action::ManageUsers)?;
    transaction!(context.db, |tx| {
        let before = user::get(tx, id).await?;
        user::set_failures(tx, id, 0, None).await?;
        let changes = Changes::default().set("locked_until", before.locked_until, None::<Stamp>);
        note(context, tx, permit, "user.unlock", KIND, id, changes).await
    })
}

/// Gives a user a new password for the next sign-in, ends all sessions, and unlocks.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn reset_password(
    context: &Context,
    permit: &Permit,
    id: Uuid,
) -> Result<String, AccessError> {
    permit.covers(Action::ManageUsers)?;
    let (password, hash) = new_password(context).await?;
    transaction!(context.db, |tx| {
        user::get(tx, id).await?;
        user::set_password(tx, id, &hash, true).await?;
        user::set_failures(tx, id, 0, None).await?;
        session::end_all(tx, id, None).await?;
        note(
            context,
            tx,
            permit,
            "user.reset-password",
            KIND,
            id,
            Changes::default(),
        )
        .await
    })?;
    Ok(password)
}

/// Makes a user's second factor worthless and ends all sessions; a new one is set up at the next sign-in.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn reset_second_factor(
    context: &Context,
    permit: &Permit,
    id: Uuid,
) -> Result<(), AccessError> {
    permit.covers(Action::ManageUsers)?;
    transaction!(context.db, |tx| {
        user::get(tx, id).await?;
        user::reset_second_factor(tx, id).await?;
        session::end_all(tx, id, None).await?;
        let action = "user.reset-second-factor";
        note(context, tx, permit, action, KIND, id, Changes::default()).await
    })
}

/// The names of the accounts and machines of one's own agency, for those who review what they did.
///
/// # Errors
/// If the permit is neither for reviewing access nor for receipts, or of no agency; if the database failed.
pub async fn colleagues(
    context: &Context,
    permit: &Permit,
) -> Result<Vec<(Uuid, String)>, AccessError> {
    permit
        .covers(Action::ReviewAccess)
        .or_else(|_| permit.covers(Action::ReadReceipts))?;
    let agency = permit.agency().ok_or(Refused(Action::ReadReceipts))?;
    Ok(snapshot!(context.db, |tx| user::names_of(tx, agency).await)?)
}

/// The identifier of a user by the name for signing in; for repairs at the command line.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn find(context: &Context, permit: &Permit, login: &str) -> Result<Uuid, AccessError> {
    permit.covers(Action::ManageUsers)?;
    let found = snapshot!(context.db, |tx| user::by_login(tx, login).await)?;
    found.map(|user| user.id).ok_or(AccessError::NotFound)
}

async fn new_password(context: &Context) -> Result<(String, String), AccessError> {
    let ambient = context.db.ambient();
    let password = one_time_password(ambient);
    let hash = context.hashing.hash(ambient, &password).await?;
    Ok((password, hash))
}

async fn may_give(tx: &mut Tx, permit: &Permit, roles: &[Uuid]) -> Result<(), AccessError> {
    for id in roles {
        let role = role::get(tx, *id)
            .await
            .map_err(|_| AccessError::invalid("roles", "unknown"))?;
        permit.may_give(&role.actions)?;
    }
    Ok(())
}

/// Somebody must be left who can put things right.
pub(super) async fn administrators_are_left(tx: &mut Tx) -> Result<(), AccessError> {
    let in_use = role::in_use(tx).await?;
    if in_use
        .iter()
        .any(|actions| actions.contains(&Action::ManageUsers))
    {
        Ok(())
    } else {
        Err(AccessError::LastAdministrator)
    }
}
