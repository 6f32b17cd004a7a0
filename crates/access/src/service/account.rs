//! One's own account: password, second factor, sessions.

use crate::{
    AccessError, Context, Principal, SessionLine, password,
    store::{session, user},
    totp,
};
use data_encoding::BASE64URL_NOPAD;
use journal::{Actor, Changes, Entry, Record};
use storage::{Tx, jobs, snapshot, transaction};
use uuid::Uuid;

/// The kind of the job that forgets sessions which ended.
pub const SWEEP: &str = "access.sweep";

/// A second factor that can be set up.
#[derive(Debug)]
pub struct Enrolment {
    /// The secret as it is typed into an app.
    pub secret: String,
    /// The same as an address that an app opens (`otpauth://`).
    pub address: String,
}

/// The token that each form of a session must carry.
pub(crate) fn csrf_token(context: &Context, token: &str) -> String {
    BASE64URL_NOPAD.encode(&context.secrets.derive("csrf", token.as_bytes()))
}

/// The token of a form that is shown before anybody signed in; `visitor` is a random value in the visitor's cookie.
pub fn visitor_token(context: &Context, visitor: &str) -> String {
    BASE64URL_NOPAD.encode(&context.secrets.derive("visitor", visitor.as_bytes()))
}

/// Changes one's own password and ends all other sessions.
///
/// # Errors
/// A fault of a field, [`AccessError::Locked`], or a failure of the database.
pub async fn change_password(
    context: &Context,
    principal: &Principal,
    old: &str,
    new: &str,
) -> Result<(), AccessError> {
    let id = person(principal)?;
    let user = snapshot!(context.db, |tx| user::by_id(tx, id).await)?;
    if !context.hashing.verify(old, Some(&user.password)).await {
        return Err(AccessError::invalid("old", "password-wrong"));
    }
    password::judge(new, &user.login)?;
    if old == new {
        return Err(AccessError::invalid("new", "password-same"));
    }
    let hash = context.hashing.hash(context.db.ambient(), new).await?;
    let session = principal.session.as_ref().map(|session| session.id);
    transaction!(context.db, |tx| {
        user::set_password(tx, id, &hash, false).await?;
        session::end_all(tx, id, session).await?;
        note(context, tx, id, "user.change-password").await
    })
}

/// What the person types into an app to set up the second factor.
///
/// # Errors
/// If there is one already (an administrator can reset it), or the database failed.
pub async fn enrolment(context: &Context, principal: &Principal) -> Result<Enrolment, AccessError> {
    let id = person(principal)?;
    let user = snapshot!(context.db, |tx| user::by_id(tx, id).await)?;
    if user.totp_confirmed {
        return Err(AccessError::NotFound);
    }
    let secret = totp::written(&totp::secret(&context.secrets, id, user.totp_generation));
    Ok(Enrolment {
        address: format!(
            "otpauth://totp/Pandu:{}?secret={secret}&issuer=Pandu",
            user.login
        ),
        secret,
    })
}

/// Confirms the second factor with its first code.
///
/// # Errors
/// [`AccessError::WrongCode`], or a failure of the database.
pub async fn confirm(
    context: &Context,
    principal: &Principal,
    code: &str,
) -> Result<(), AccessError> {
    let id = person(principal)?;
    transaction!(context.db, |tx| {
        let user = user::by_id(tx, id).await?;
        if user.totp_confirmed {
            return Err(AccessError::NotFound);
        }
        let secret = totp::secret(&context.secrets, id, user.totp_generation);
        let now = tx.stamp();
        let step =
            totp::step_of(code, &secret, now, user.totp_last_step).ok_or(AccessError::WrongCode)?;
        user::use_step(tx, id, step).await?;
        note(context, tx, id, "user.enrol").await
    })
}

/// One's own sessions, the latest first.
///
/// # Errors
/// If the database failed.
pub async fn sessions(
    context: &Context,
    principal: &Principal,
) -> Result<Vec<SessionLine>, AccessError> {
    let id = person(principal)?;
    Ok(snapshot!(context.db, |tx| session::of_user(tx, id).await)?)
}

/// Ends the session in use.
///
/// # Errors
/// If the database failed.
pub async fn sign_out(context: &Context, principal: &Principal) -> Result<(), AccessError> {
    let id = person(principal)?;
    let session = principal.session.as_ref().ok_or(AccessError::NoSession)?;
    transaction!(context.db, |tx| {
        session::end(tx, id, session.id).await?;
        note(context, tx, id, "user.sign-out").await
    })
}

/// Ends all sessions but the one in use.
///
/// # Errors
/// If the database failed.
pub async fn end_other_sessions(
    context: &Context,
    principal: &Principal,
) -> Result<(), AccessError> {
    let id = person(principal)?;
    let session = principal.session.as_ref().map(|session| session.id);
    transaction!(context.db, |tx| {
        session::end_all(tx, id, session).await?;
        note(context, tx, id, "user.end-sessions").await
    })
}

/// Forgets sessions that ended, and comes back in a day. Gives how many there were.
///
/// # Errors
/// If the database failed.
pub async fn sweep(tx: &mut Tx) -> Result<u64, storage::StorageError> {
    let swept = session::sweep(tx).await? + super::own::sweep(tx).await?;
    let tomorrow = tx.stamp().plus_seconds(24 * 3600);
    jobs::queue(tx, SWEEP, Some(SWEEP), &(), tomorrow).await?;
    Ok(swept)
}

fn person(principal: &Principal) -> Result<Uuid, AccessError> {
    match principal.actor {
        Actor::User(id) => Ok(id),
        // Machines have no account of this kind.
        _ => Err(AccessError::NotFound),
    }
}

async fn note(context: &Context, tx: &mut Tx, id: Uuid, action: &str) -> Result<(), AccessError> {
    let entry = Entry {
        actor: Actor::User(id),
        purpose: "own account",
        action,
        record: Record { kind: "user", id },
        changes: Changes::default(),
    };
    context.journal.record(tx, entry).await?;
    Ok(())
}
