//! Users.

use crate::{AccessError, User, UserForm};
use std::collections::HashMap;
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_one, fetch_optional, insert_all};
use uuid::Uuid;

/// A row with what signing in needs.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct UserRow {
    pub(crate) id: Uuid,
    pub(crate) login: String,
    pub(crate) name: String,
    pub(crate) agency: Option<Uuid>,
    pub(crate) password: String,
    pub(crate) password_temporary: bool,
    pub(crate) totp_generation: i64,
    pub(crate) totp_confirmed: bool,
    pub(crate) totp_last_step: i64,
    pub(crate) failures: i64,
    pub(crate) locked_until: Option<Stamp>,
    pub(crate) disabled_at: Option<Stamp>,
}

impl UserRow {
    fn user(self, roles: Vec<Uuid>) -> User {
        User {
            id: self.id,
            login: self.login,
            name: self.name,
            agency: self.agency,
            second_factor: self.totp_confirmed,
            locked_until: self.locked_until,
            disabled_at: self.disabled_at,
            roles,
        }
    }
}

pub(crate) async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<UserRow>, StorageError> {
    fetch_optional!(
        tx,
        "SELECT id, login, name, agency, password, password_temporary, totp_generation, totp_confirmed, totp_last_step,
         failures, locked_until, disabled_at FROM access_user WHERE login = $1",
        login.trim().to_lowercase()
    )
}

pub(crate) async fn by_id(tx: &mut Tx, id: Uuid) -> Result<UserRow, AccessError> {
    let found: Option<UserRow> = fetch_optional!(
        tx,
        "SELECT id, login, name, agency, password, password_temporary, totp_generation, totp_confirmed, totp_last_step,
         failures, locked_until, disabled_at FROM access_user WHERE id = $1",
        id
    )?;
    found.ok_or(AccessError::NotFound)
}

pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<User>, StorageError> {
    let rows: Vec<UserRow> = fetch_all!(
        tx,
        "SELECT id, login, name, agency, password, password_temporary, totp_generation, totp_confirmed, totp_last_step,
         failures, locked_until, disabled_at FROM access_user ORDER BY name, login"
    )?;
    let pairs: Vec<(Uuid, Uuid)> = fetch_all!(
        tx,
        "SELECT user_id, role_id FROM access_user_role ORDER BY role_id"
    )?;
    let mut roles: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (user, role) in pairs {
        roles.entry(user).or_default().push(role);
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let roles = roles.remove(&row.id).unwrap_or_default();
            row.user(roles)
        })
        .collect())
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<User, AccessError> {
    let row = by_id(tx, id).await?;
    let roles: Vec<(Uuid,)> = fetch_all!(
        tx,
        "SELECT role_id FROM access_user_role WHERE user_id = $1 ORDER BY role_id",
        id
    )?;
    Ok(row.user(roles.into_iter().map(|(role,)| role).collect()))
}

pub(crate) async fn insert(
    tx: &mut Tx,
    form: &UserForm,
    password: &str,
) -> Result<Uuid, AccessError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO access_user (id, login, name, agency, password, password_temporary, totp_generation,
         totp_confirmed, totp_last_step, failures, created_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, 0, 0, $8)",
        id,
        form.login.as_str(),
        form.name.as_str(),
        form.agency,
        password,
        true,
        false,
        now
    )
    .map_err(AccessError::taken("login"))?;
    set_roles(tx, id, &form.roles).await?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, id: Uuid, form: &UserForm) -> Result<(), AccessError> {
    execute!(
        tx,
        "UPDATE access_user SET name = $1, agency = $2 WHERE id = $3",
        form.name.as_str(),
        form.agency,
        id
    )?;
    execute!(tx, "DELETE FROM access_user_role WHERE user_id = $1", id)?;
    set_roles(tx, id, &form.roles).await
}

async fn set_roles(tx: &mut Tx, user: Uuid, roles: &[Uuid]) -> Result<(), AccessError> {
    insert_all!(
        tx,
        "access_user_role (user_id, role_id)",
        roles,
        |role| user,
        *role
    )?;
    Ok(())
}

pub(crate) async fn set_disabled(
    tx: &mut Tx,
    id: Uuid,
    at: Option<Stamp>,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE access_user SET disabled_at = $1 WHERE id = $2",
        at,
        id
    )?;
    Ok(())
}

pub(crate) async fn set_password(
    tx: &mut Tx,
    id: Uuid,
    hash: &str,
    temporary: bool,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE access_user SET password = $1, password_temporary = $2 WHERE id = $3",
        hash,
        temporary,
        id
    )?;
    Ok(())
}

pub(crate) async fn set_failures(
    tx: &mut Tx,
    id: Uuid,
    failures: i64,
    locked_until: Option<Stamp>,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE access_user SET failures = $1, locked_until = $2 WHERE id = $3",
        failures,
        locked_until,
        id
    )?;
    Ok(())
}

/// Uses a step of the second factor. False if it, or a later one, was used already.
pub(crate) async fn use_step(tx: &mut Tx, id: Uuid, step: i64) -> Result<bool, StorageError> {
    let used = execute!(
        tx,
        "UPDATE access_user SET totp_last_step = $1, totp_confirmed = $2 WHERE id = $3 AND totp_last_step < $1",
        step,
        true,
        id
    )?;
    Ok(used == 1)
}

/// Makes the second factor worthless; the person sets up a new one.
pub(crate) async fn reset_second_factor(tx: &mut Tx, id: Uuid) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE access_user SET totp_generation = totp_generation + 1, totp_confirmed = $1 WHERE id = $2",
        false,
        id
    )?;
    Ok(())
}

/// Names of the accounts and machines of an agency, disabled ones too.
pub(crate) async fn names_of(
    tx: &mut Tx,
    agency: Uuid,
) -> Result<Vec<(Uuid, String)>, StorageError> {
    fetch_all!(
        tx,
        "SELECT id, name FROM access_user WHERE agency = $1
         UNION ALL SELECT id, name FROM access_client WHERE agency = $1",
        agency
    )
}

pub(crate) async fn count(tx: &mut Tx) -> Result<i64, StorageError> {
    let (count,): (i64,) = fetch_one!(tx, "SELECT COUNT(*) FROM access_user")?;
    Ok(count)
}
