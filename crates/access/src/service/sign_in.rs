//! Signing in: password, then the code of the second factor; and recognising who asks.

use super::account::csrf_token;
use crate::{
    AccessError, Context, Principal,
    permit::Session,
    secret::{new_token, token_hash},
    store::{client, role, session, user},
    totp,
};
use journal::{Actor, Changes, Entry, Record};
use storage::{Stamp, Tx, snapshot, transaction};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// Failures after which an account is locked for the first time.
const FAILURES: i64 = 5;
/// The longest lock.
const LONGEST_LOCK_MINUTES: i64 = 60;
/// How long the code may take.
const CODE_SECONDS: i64 = 5 * 60;
/// A key's last use is noted to the hour: one write an hour, not one a request.
const KEY_USED_SECONDS: i64 = 3600;

/// A session has begun.
#[derive(Debug)]
pub struct SignedIn {
    /// What the cookie holds.
    pub token: String,
    /// Whether the code of the second factor is still missing.
    pub awaits_code: bool,
}

/// Takes name and password. An account with a second factor then needs [`enter_code`].
///
/// # Errors
/// [`AccessError::WrongCredentials`], [`AccessError::Locked`], or a failure of the database.
pub async fn sign_in(
    context: &Context,
    login: &str,
    password: &str,
) -> Result<SignedIn, AccessError> {
    let found = snapshot!(context.db, |tx| user::by_login(tx, login).await)?;
    let hash = found.as_ref().map(|user| user.password.as_str());
    let right = context.hashing.verify(password, hash).await;
    let Some(found) = found else {
        return Err(AccessError::WrongCredentials);
    };
    let token = new_token(context.db.ambient());
    let failed = transaction!(context.db, |tx| {
        // Read again: others may have failed or been locked while the password was hashed.
        let user = user::by_id(tx, found.id).await?;
        let now = tx.stamp();
        if let Some(until) = user.locked_until.filter(|until| *until > now) {
            return Ok(Some(AccessError::Locked(until)));
        }
        if !right || user.password != found.password {
            note_failure(context, tx, &user).await?;
            return Ok(Some(AccessError::WrongCredentials));
        }
        if user.disabled_at.is_some() {
            return Ok(Some(AccessError::WrongCredentials));
        }
        let seconds = if user.totp_confirmed {
            CODE_SECONDS
        } else {
            began(context, tx, &user).await?;
            session_seconds(context)
        };
        let ends_at = now.plus_seconds(seconds);
        session::insert(tx, &token, user.id, user.totp_confirmed, ends_at).await?;
        Ok::<_, AccessError>(None)
    })?;
    match failed {
        // The failure itself had to be written down: it is no error of the transaction.
        Some(error) => Err(error),
        None => Ok(SignedIn {
            token,
            awaits_code: found.totp_confirmed,
        }),
    }
}

/// Takes the code of the second factor and begins the session proper, under a new token.
///
/// # Errors
/// [`AccessError::WrongCode`], [`AccessError::Locked`], [`AccessError::NoSession`], or a failure of the database.
pub async fn enter_code(
    context: &Context,
    token: &str,
    code: &str,
) -> Result<SignedIn, AccessError> {
    let new = new_token(context.db.ambient());
    let failed = transaction!(context.db, |tx| {
        let now = tx.stamp();
        let session = session::find(tx, token)
            .await?
            .filter(|session| session.awaits_code && session.ends_at > now)
            .ok_or(AccessError::NoSession)?;
        let user = user::by_id(tx, session.user_id).await?;
        if let Some(until) = user.locked_until.filter(|until| *until > now) {
            return Ok(Some(AccessError::Locked(until)));
        }
        let secret = totp::secret(&context.secrets, user.id, user.totp_generation);
        let step = totp::step_of(code, &secret, now, user.totp_last_step);
        let used = match step {
            Some(step) => user::use_step(tx, user.id, step).await?,
            None => false,
        };
        if !used || user.disabled_at.is_some() {
            note_failure(context, tx, &user).await?;
            return Ok(Some(AccessError::WrongCode));
        }
        session::end(tx, user.id, session.id).await?;
        let ends_at = now.plus_seconds(session_seconds(context));
        session::insert(tx, &new, user.id, false, ends_at).await?;
        began(context, tx, &user).await?;
        Ok::<_, AccessError>(None)
    })?;
    match failed {
        Some(error) => Err(error),
        None => Ok(SignedIn {
            token: new,
            awaits_code: false,
        }),
    }
}

/// Who holds a session's token; nothing if it has ended or still awaits a code.
///
/// # Errors
/// If the database failed.
pub async fn recognise(context: &Context, token: &str) -> Result<Option<Principal>, AccessError> {
    let idle = i64::from(context.settings.idle_minutes) * 60;
    let found = snapshot!(context.db, |tx| {
        let now = tx.stamp();
        let Some(session) = session::find(tx, token).await? else {
            return Ok(None);
        };
        let alive = !session.awaits_code
            && session.ends_at > now
            && session.seen_at.plus_seconds(idle) > now;
        let user = user::by_id(tx, session.user_id).await?;
        if !alive || user.disabled_at.is_some() {
            return Ok(None);
        }
        let roles = role::of_user(tx, user.id).await?;
        let principal = Principal {
            actor: Actor::User(user.id),
            name: user.name,
            agency: user.agency,
            actions: roles.into_iter().flat_map(|role| role.actions).collect(),
            session: Some(Session {
                id: session.id,
                csrf: csrf_token(context, token),
                must_change_password: user.password_temporary,
                must_enrol: context.settings.require_second_factor && !user.totp_confirmed,
                second_factor: user.totp_confirmed,
            }),
        };
        let stale = session.seen_at.plus_seconds(60) <= now;
        Ok::<_, AccessError>(Some((principal, session.id, stale)))
    })?;
    let Some((principal, id, stale)) = found else {
        return Ok(None);
    };
    // Once a minute is enough: not every page should wait for the disk.
    if stale {
        transaction!(context.db, |tx| session::touch(tx, id).await)?;
    }
    Ok(Some(principal))
}

/// Which machine holds a key: `pandu_<identifier>_<secret>`.
///
/// # Errors
/// [`AccessError::WrongKey`] for whatever reason, or a failure of the database.
pub async fn recognise_key(context: &Context, key: &str) -> Result<Principal, AccessError> {
    let (id, secret) = key
        .strip_prefix("pandu_")
        .and_then(|rest| rest.split_once('_'))
        .and_then(|(id, secret)| Some((Uuid::parse_str(id).ok()?, secret)))
        .ok_or(AccessError::WrongKey)?;
    let (principal, stale) = snapshot!(context.db, |tx| {
        let now = tx.stamp();
        let key = client::find_key(tx, id)
            .await?
            .ok_or(AccessError::WrongKey)?;
        let right: bool = token_hash(secret).ct_eq(&key.secret).into();
        if !right || key.revoked_at.is_some() || key.expires_at <= now {
            return Err(AccessError::WrongKey);
        }
        let client = client::get(tx, key.client_id).await?;
        if client.disabled_at.is_some() {
            return Err(AccessError::WrongKey);
        }
        let principal = Principal {
            actor: Actor::Client(client.id),
            name: client.name,
            agency: client.agency,
            actions: client.actions,
            session: None,
        };
        let used = key.used_at.unwrap_or(Stamp::from_micros(0));
        Ok((principal, used.plus_seconds(KEY_USED_SECONDS) <= now))
    })?;
    if stale {
        transaction!(context.db, |tx| client::used(tx, id).await)?;
    }
    Ok(principal)
}

/// Locks after [`FAILURES`], for longer each time, and says so in the journal.
pub(super) async fn note_failure(
    context: &Context,
    tx: &mut Tx,
    user: &user::UserRow,
) -> Result<(), AccessError> {
    let failures = user.failures + 1;
    let minutes = (failures >= FAILURES)
        .then(|| (1_i64 << (failures - FAILURES).clamp(0, 10)).min(LONGEST_LOCK_MINUTES));
    let now = tx.stamp();
    let until = minutes.map(|minutes| now.plus_seconds(60 * minutes));
    user::set_failures(tx, user.id, failures, until).await?;
    let action = if until.is_some() {
        "user.lock"
    } else {
        "user.fail"
    };
    let entry = Entry {
        actor: Actor::Stranger,
        purpose: "sign-in",
        action,
        record: Record {
            kind: "user",
            id: user.id,
        },
        changes: Changes::default().set("locked_until", user.locked_until, until),
    };
    context.journal.record(tx, entry).await?;
    Ok(())
}

async fn began(context: &Context, tx: &mut Tx, user: &user::UserRow) -> Result<(), AccessError> {
    user::set_failures(tx, user.id, 0, None).await?;
    let entry = Entry {
        actor: Actor::User(user.id),
        purpose: "sign-in",
        action: "user.sign-in",
        record: Record {
            kind: "user",
            id: user.id,
        },
        changes: Changes::default(),
    };
    context.journal.record(tx, entry).await?;
    Ok(())
}

fn session_seconds(context: &Context) -> i64 {
    i64::from(context.settings.session_hours) * 3600
}
