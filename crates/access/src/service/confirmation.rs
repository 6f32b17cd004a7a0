//! Proving again who one is, before an act that binds more than oneself: an open session alone signs nothing.

use super::sign_in::note_failure;
use crate::{AccessError, Context, Principal, store::user, totp};
use journal::Actor;
use storage::{snapshot, transaction};

/// Somebody has just proved who they are, with password and second factor.
#[derive(Debug)]
pub struct Confirmed {
    actor: Actor,
}

impl Confirmed {
    pub(crate) fn of(actor: Actor) -> Self {
        Self { actor }
    }

    /// Whether it was this actor who did.
    ///
    /// # Errors
    /// [`AccessError::WrongCredentials`] if it was somebody else.
    pub fn is(&self, actor: Actor) -> Result<(), AccessError> {
        if self.actor == actor {
            Ok(())
        } else {
            Err(AccessError::WrongCredentials)
        }
    }
}

/// Takes password and code of somebody who is signed in. Failures count as those at the door do.
///
/// # Errors
/// A fault of a field, [`AccessError::Locked`], or a failure of the database. Machines cannot confirm.
pub async fn confirm(
    context: &Context,
    principal: &Principal,
    password: &str,
    code: &str,
) -> Result<Confirmed, AccessError> {
    let actor = principal.actor;
    let Actor::User(id) = actor else {
        return Err(AccessError::NotFound);
    };
    let found = snapshot!(context.db, |tx| user::by_id(tx, id).await)?;
    let right = context
        .hashing
        .verify(password, Some(&found.password))
        .await;
    let failed = transaction!(context.db, |tx| {
        let user = user::by_id(tx, id).await?;
        let now = tx.stamp();
        if let Some(until) = user.locked_until.filter(|until| *until > now) {
            return Ok(Some(AccessError::Locked(until)));
        }
        if !right || user.password != found.password || user.disabled_at.is_some() {
            note_failure(context, tx, &user).await?;
            return Ok(Some(AccessError::invalid("password", "password-wrong")));
        }
        if user.totp_confirmed {
            let secret = totp::secret(&context.secrets, user.id, user.totp_generation);
            let used = match totp::step_of(code, &secret, now, user.totp_last_step) {
                Some(step) => user::use_step(tx, user.id, step).await?,
                None => false,
            };
            if !used {
                note_failure(context, tx, &user).await?;
                return Ok(Some(AccessError::invalid("code", "code-wrong")));
            }
        } else if context.settings.require_second_factor {
            return Err(AccessError::NoSession);
        }
        Ok::<_, AccessError>(None)
    })?;
    match failed {
        // The failure itself had to be written down: it is no error of the transaction.
        Some(error) => Err(error),
        None => Ok(Confirmed::of(actor)),
    }
}
