//! Posts abroad: list, add, change.

use crate::{Listing, Post, PostForm, Wanted, store::post as store};
use access::{AccessError, Action, Context, Permit, service::note};
use journal::Changes;
use storage::{snapshot, transaction};
use uuid::Uuid;

const KIND: &str = "post";

/// One page of posts.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn list(
    context: &Context,
    permit: &Permit,
    wanted: &Wanted,
) -> Result<Listing<Post>, AccessError> {
    permit.covers(Action::ReadAgencies)?;
    Ok(snapshot!(context.db, |tx| store::list(tx, wanted).await)?)
}

/// One post.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<Post, AccessError> {
    permit.covers(Action::ReadAgencies)?;
    snapshot!(context.db, |tx| store::get(tx, id).await)
}

/// Adds one.
///
/// # Errors
/// A fault of a field; if the permit is for another action.
pub async fn create(
    context: &Context,
    permit: &Permit,
    form: PostForm,
) -> Result<Uuid, AccessError> {
    permit.covers(Action::ManageCompanies)?;
    let form = form.checked()?;
    transaction!(context.db, |tx| {
        let id = store::insert(tx, &form).await?;
        let changes = Changes::between(None, Some(&form));
        note(context, tx, permit, "post.create", KIND, id, changes).await?;
        Ok(id)
    })
}

/// Changes one; what was before stays in its history.
///
/// # Errors
/// A fault of a field; if the permit is for another action; [`AccessError::NotFound`].
pub async fn change(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    form: PostForm,
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
        note(context, tx, permit, "post.change", KIND, id, changes).await
    })
}
