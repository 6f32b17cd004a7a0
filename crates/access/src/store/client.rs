//! Machine clients and their keys.

use crate::{AccessError, Actions, Client, Key, secret::token_hash};
use sqlx::types::Json;
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct ClientRow {
    id: Uuid,
    name: String,
    agency: Option<Uuid>,
    actions: Json<Actions>,
    disabled_at: Option<Stamp>,
}

impl From<ClientRow> for Client {
    fn from(row: ClientRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            agency: row.agency,
            actions: row.actions.0,
            disabled_at: row.disabled_at,
        }
    }
}

/// What recognising a key needs.
#[derive(sqlx::FromRow)]
pub(crate) struct KeyRow {
    pub(crate) client_id: Uuid,
    pub(crate) secret: Vec<u8>,
    pub(crate) expires_at: Stamp,
    pub(crate) revoked_at: Option<Stamp>,
    pub(crate) used_at: Option<Stamp>,
}

pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Client>, StorageError> {
    let rows: Vec<ClientRow> = fetch_all!(
        tx,
        "SELECT id, name, agency, actions, disabled_at FROM access_client ORDER BY name"
    )?;
    Ok(rows.into_iter().map(Client::from).collect())
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Client, AccessError> {
    let row: Option<ClientRow> = fetch_optional!(
        tx,
        "SELECT id, name, agency, actions, disabled_at FROM access_client WHERE id = $1",
        id
    )?;
    row.map(Client::from).ok_or(AccessError::NotFound)
}

pub(crate) async fn insert(
    tx: &mut Tx,
    name: &str,
    agency: Option<Uuid>,
    actions: &Actions,
) -> Result<Uuid, AccessError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO access_client (id, name, agency, actions, created_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        name,
        agency,
        Json(actions),
        now
    )
    .map_err(AccessError::taken("name"))?;
    Ok(id)
}

pub(crate) async fn set_disabled(
    tx: &mut Tx,
    id: Uuid,
    at: Option<Stamp>,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE access_client SET disabled_at = $1 WHERE id = $2",
        at,
        id
    )?;
    Ok(())
}

pub(crate) async fn insert_key(
    tx: &mut Tx,
    client: Uuid,
    secret: &str,
    expires_at: Stamp,
) -> Result<Uuid, StorageError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO access_key (id, client_id, secret, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        client,
        token_hash(secret),
        now,
        expires_at
    )?;
    Ok(id)
}

pub(crate) async fn keys(tx: &mut Tx, client: Uuid) -> Result<Vec<Key>, StorageError> {
    fetch_all!(
        tx,
        "SELECT id, created_at, expires_at, revoked_at, used_at FROM access_key
         WHERE client_id = $1 ORDER BY id DESC",
        client
    )
}

pub(crate) async fn find_key(tx: &mut Tx, id: Uuid) -> Result<Option<KeyRow>, StorageError> {
    fetch_optional!(
        tx,
        "SELECT client_id, secret, expires_at, revoked_at, used_at FROM access_key WHERE id = $1",
        id
    )
}

/// Revokes a key of a client. False if that client has no such key, or it was revoked before.
pub(crate) async fn revoke(tx: &mut Tx, client: Uuid, key: Uuid) -> Result<bool, StorageError> {
    let now = tx.stamp();
    let revoked = execute!(
        tx,
        "UPDATE access_key SET revoked_at = $1 WHERE id = $2 AND client_id = $3 AND revoked_at IS NULL",
        now,
        key,
        client
    )?;
    Ok(revoked == 1)
}

pub(crate) async fn used(tx: &mut Tx, key: Uuid) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE access_key SET used_at = $1 WHERE id = $2",
        now,
        key
    )?;
    Ok(())
}
