//! Roles.

use crate::{AccessError, Actions, Role};
use sqlx::types::Json;
use storage::{StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

type Row = (Uuid, String, Json<Actions>);

fn role((id, name, actions): Row) -> Role {
    Role {
        id,
        name,
        actions: actions.0,
    }
}

pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Role>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, name, actions FROM access_role ORDER BY name"
    )?;
    Ok(rows.into_iter().map(role).collect())
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Role, AccessError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, name, actions FROM access_role WHERE id = $1",
        id
    )?;
    row.map(role).ok_or(AccessError::NotFound)
}

/// The roles of a user, the disabled user's too.
pub(crate) async fn of_user(tx: &mut Tx, user: Uuid) -> Result<Vec<Role>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT r.id, r.name, r.actions FROM access_role r JOIN access_user_role u ON u.role_id = r.id
         WHERE u.user_id = $1 ORDER BY r.name",
        user
    )?;
    Ok(rows.into_iter().map(role).collect())
}

/// The actions of all users that are not disabled, user by user, role by role.
pub(crate) async fn in_use(tx: &mut Tx) -> Result<Vec<Actions>, StorageError> {
    let rows: Vec<(Json<Actions>,)> = fetch_all!(
        tx,
        "SELECT r.actions FROM access_role r JOIN access_user_role u ON u.role_id = r.id
         JOIN access_user a ON a.id = u.user_id WHERE a.disabled_at IS NULL"
    )?;
    Ok(rows.into_iter().map(|(actions,)| actions.0).collect())
}

pub(crate) async fn insert(
    tx: &mut Tx,
    name: &str,
    actions: &Actions,
) -> Result<Uuid, AccessError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO access_role (id, name, actions, created_at) VALUES ($1, $2, $3, $4)",
        id,
        name,
        Json(actions),
        now
    )
    .map_err(AccessError::taken("name"))?;
    Ok(id)
}

pub(crate) async fn update(
    tx: &mut Tx,
    id: Uuid,
    name: &str,
    actions: &Actions,
) -> Result<(), AccessError> {
    execute!(
        tx,
        "UPDATE access_role SET name = $1, actions = $2 WHERE id = $3",
        name,
        Json(actions),
        id
    )
    .map_err(AccessError::taken("name"))?;
    Ok(())
}
