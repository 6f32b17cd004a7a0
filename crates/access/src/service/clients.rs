//! Machine clients and their keys, managed by an administrator.

use super::note;
use crate::{
    AccessError, Action, Actions, Client, Context, Key, Permit, model::one_line, secret::new_token,
    store::client,
};
use journal::Changes;
use storage::{snapshot, transaction};
use uuid::Uuid;

const KIND: &str = "client";
/// The longest life of a key.
pub const LONGEST_DAYS: u32 = 366;

/// All clients by name.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn list(context: &Context, permit: &Permit) -> Result<Vec<Client>, AccessError> {
    permit.covers(Action::ManageClients)?;
    Ok(snapshot!(context.db, |tx| client::list(tx).await)?)
}

/// One client and its keys, the newest first.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn get(
    context: &Context,
    permit: &Permit,
    id: Uuid,
) -> Result<(Client, Vec<Key>), AccessError> {
    permit.covers(Action::ManageClients)?;
    snapshot!(context.db, |tx| {
        let client = client::get(tx, id).await?;
        Ok((client, client::keys(tx, id).await?))
    })
}

/// Adds a client with what its keys will allow.
///
/// # Errors
/// A fault of a field; if the permit is for another action or the client would get more than its maker has.
pub async fn create(
    context: &Context,
    permit: &Permit,
    name: &str,
    agency: Option<Uuid>,
    actions: Actions,
) -> Result<Uuid, AccessError> {
    permit.covers(Action::ManageClients)?;
    permit.may_give(&actions)?;
    let name = one_line("name", name)?;
    transaction!(context.db, |tx| {
        let id = client::insert(tx, &name, agency, &actions).await?;
        let after = Client {
            id,
            name: name.clone(),
            agency,
            actions: actions.clone(),
            disabled_at: None,
        };
        let changes = Changes::between(None, Some(&after));
        note(context, tx, permit, "client.create", KIND, id, changes).await?;
        Ok(id)
    })
}

/// Disables a client with all its keys, or enables it again.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn set_disabled(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    disabled: bool,
) -> Result<(), AccessError> {
    permit.covers(Action::ManageClients)?;
    transaction!(context.db, |tx| {
        let before = client::get(tx, id).await?;
        let at = disabled.then(|| tx.stamp());
        client::set_disabled(tx, id, at).await?;
        let changes = Changes::default().set("disabled_at", before.disabled_at, at);
        let action = if disabled {
            "client.disable"
        } else {
            "client.enable"
        };
        note(context, tx, permit, action, KIND, id, changes).await
    })
}

/// Gives a client a key that ends after `days`; it is shown once.
///
/// # Errors
/// If `days` is not between 1 and [`LONGEST_DAYS`]; if the permit is for another action or the client may do more than
/// the giver; [`AccessError::NotFound`].
pub async fn give_key(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    days: u32,
) -> Result<String, AccessError> {
    permit.covers(Action::ManageClients)?;
    if !(1..=LONGEST_DAYS).contains(&days) {
        return Err(AccessError::invalid("days", "key-days"));
    }
    let secret = new_token(context.db.ambient());
    let key = transaction!(context.db, |tx| {
        let client = client::get(tx, id).await?;
        permit.may_give(&client.actions)?;
        let expires_at = tx.stamp().plus_seconds(i64::from(days) * 24 * 3600);
        let key = client::insert_key(tx, id, &secret, expires_at).await?;
        let changes = Changes::default().set("key", None::<Uuid>, Some(key)).set(
            "expires_at",
            None::<Uuid>,
            Some(expires_at),
        );
        note(context, tx, permit, "client.give-key", KIND, id, changes).await?;
        Ok::<_, AccessError>(key)
    })?;
    Ok(format!("pandu_{}_{secret}", key.simple()))
}

/// Revokes a key at once.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn revoke_key(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    key: Uuid,
) -> Result<(), AccessError> {
    permit.covers(Action::ManageClients)?;
    transaction!(context.db, |tx| {
        if !client::revoke(tx, id, key).await? {
            return Err(AccessError::NotFound);
        }
        let changes = Changes::default().set("key", Some(key), None::<Uuid>);
        note(context, tx, permit, "client.revoke-key", KIND, id, changes).await
    })
}
