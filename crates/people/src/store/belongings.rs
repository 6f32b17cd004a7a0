//! What belongs to a person: numbers, contacts, family.

use super::number_of;
use crate::{Contact, ContactKind, Identifier, IdentifierKind, Relation, Relative};
use domain::Country;
use storage::{Stamp, StorageError, Tx, execute, fetch_in};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct IdentifierRow {
    id: Uuid,
    person: Uuid,
    kind: String,
    number: Vec<u8>,
    issuer: Option<String>,
    issued: Option<String>,
    expires: Option<String>,
    first_seen: Stamp,
    superseded_at: Option<Stamp>,
}

impl From<IdentifierRow> for Identifier {
    fn from(row: IdentifierRow) -> Self {
        Self {
            id: row.id,
            person: row.person,
            // A kind that a newer program wrote is some other document to this one.
            kind: IdentifierKind::from_code(&row.kind).unwrap_or(IdentifierKind::Other),
            number: number_of(row.number),
            issuer: row.issuer.as_deref().and_then(Country::from_alpha3),
            issued: row.issued.and_then(|text| text.parse().ok()),
            expires: row.expires.and_then(|text| text.parse().ok()),
            first_seen: row.first_seen,
            superseded_at: row.superseded_at,
        }
    }
}

/// Numbers of some records, the newest first.
pub(crate) async fn identifiers(
    tx: &mut Tx,
    persons: &[Uuid],
) -> Result<Vec<Identifier>, StorageError> {
    let rows: Vec<IdentifierRow> = fetch_in!(
        tx,
        "SELECT id, person, kind, number, issuer, issued, expires, first_seen, superseded_at
         FROM person_identifier WHERE person IN";
        persons
    )?;
    let mut found: Vec<Identifier> = rows.into_iter().map(Identifier::from).collect();
    found.sort_by_key(|found| (found.kind, std::cmp::Reverse((found.first_seen, found.id))));
    Ok(found)
}

#[derive(sqlx::FromRow)]
struct ContactRow {
    id: Uuid,
    person: Uuid,
    kind: String,
    value: Vec<u8>,
    first_seen: Stamp,
    superseded_at: Option<Stamp>,
}

/// Contacts of some records, the newest first.
pub(crate) async fn contacts(tx: &mut Tx, persons: &[Uuid]) -> Result<Vec<Contact>, StorageError> {
    let rows: Vec<ContactRow> = fetch_in!(
        tx,
        "SELECT id, person, kind, value, first_seen, superseded_at FROM person_contact WHERE person IN";
        persons
    )?;
    let mut found: Vec<Contact> = rows
        .into_iter()
        .map(|row| Contact {
            id: row.id,
            person: row.person,
            kind: ContactKind::from_code(&row.kind).unwrap_or(ContactKind::Phone),
            value: number_of(row.value),
            first_seen: row.first_seen,
            superseded_at: row.superseded_at,
        })
        .collect();
    found.sort_by_key(|found| (found.kind, std::cmp::Reverse((found.first_seen, found.id))));
    Ok(found)
}

#[derive(sqlx::FromRow)]
struct RelativeRow {
    id: Uuid,
    person: Uuid,
    relation: String,
    name: String,
    relative: Option<Uuid>,
    first_seen: Stamp,
    superseded_at: Option<Stamp>,
}

/// The family of some records, as it was written.
pub(crate) async fn relatives(
    tx: &mut Tx,
    persons: &[Uuid],
) -> Result<Vec<Relative>, StorageError> {
    let rows: Vec<RelativeRow> = fetch_in!(
        tx,
        "SELECT id, person, relation, name, relative, first_seen, superseded_at FROM person_relative WHERE person IN";
        persons
    )?;
    let mut found: Vec<Relative> = rows
        .into_iter()
        .map(|row| Relative {
            id: row.id,
            person: row.person,
            relation: Relation::from_code(&row.relation).unwrap_or(Relation::Other),
            name: row.name,
            relative: row.relative,
            first_seen: row.first_seen,
            superseded_at: row.superseded_at,
        })
        .collect();
    found.sort_by_key(|found| (found.relation, found.first_seen, found.id));
    Ok(found)
}

/// Writes since when a contact is no longer used.
pub(crate) async fn update_contact(tx: &mut Tx, contact: &Contact) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE person_contact SET superseded_at = $1 WHERE id = $2",
        contact.superseded_at,
        contact.id
    )?;
    Ok(())
}

/// Writes since when a member of the family is known to be wrong.
pub(crate) async fn update_relative(tx: &mut Tx, relative: &Relative) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE person_relative SET superseded_at = $1 WHERE id = $2",
        relative.superseded_at,
        relative.id
    )?;
    Ok(())
}

/// Writes what became known about a document, and whether it counts again.
pub(crate) async fn update_identifier(
    tx: &mut Tx,
    identifier: &Identifier,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE person_identifier SET issuer = $1, issued = $2, expires = $3, superseded_at = $4 WHERE id = $5",
        identifier.issuer.as_ref().map(Country::alpha3),
        identifier.issued.map(|date| date.to_string()),
        identifier.expires.map(|date| date.to_string()),
        identifier.superseded_at,
        identifier.id
    )?;
    Ok(())
}
