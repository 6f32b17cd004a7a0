//! Many persons at once: looked up and written with few statements.

use super::reversed;
use crate::{Contact, Identifier, Person, Relative};
use domain::Country;
use storage::{StorageError, Tx, fetch_in, insert_all};
use uuid::Uuid;

/// Which records of an agency have one of these keys of its source.
pub(crate) async fn by_source_key(
    tx: &mut Tx,
    controller: Uuid,
    keys: &[&str],
) -> Result<Vec<(String, Uuid)>, StorageError> {
    fetch_in!(
        tx,
        "SELECT source_key, id FROM person WHERE controller = $1 AND source_key IN",
        controller;
        keys
    )
}

/// Which records of an agency have or had one of these numbers.
pub(crate) async fn by_number(
    tx: &mut Tx,
    controller: Uuid,
    numbers: &[&str],
) -> Result<Vec<Uuid>, StorageError> {
    let numbers: Vec<&[u8]> = numbers.iter().map(|number| number.as_bytes()).collect();
    let rows: Vec<(Uuid,)> = fetch_in!(
        tx,
        "SELECT person FROM person_identifier WHERE controller = $1 AND number IN",
        controller;
        numbers
    )?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}

pub(crate) async fn insert_persons(tx: &mut Tx, rows: &[&Person]) -> Result<(), StorageError> {
    insert_all!(
        tx,
        "person (id, controller, source_key, name, given_names, surname, birth_date, birth_place, sex, nationality, address, \
         region, safe_contact, created_at, changed_at)",
        rows,
        |row| row.id,
        row.controller,
        row.source_key.as_deref(),
        row.particulars.name.as_str(),
        row.particulars.given_names.as_deref(),
        row.particulars.surname.as_deref(),
        row.particulars.birth_date.map(|date| date.to_string()),
        row.particulars.birth_place.as_deref(),
        row.particulars.sex.map(|sex| sex.letter().to_string()),
        row.particulars.nationality.as_ref().map(Country::alpha3),
        row.particulars.address.as_deref(),
        row.particulars.region.as_deref(),
        row.particulars.safe_contact.as_deref(),
        row.created_at,
        row.changed_at
    )
}

/// Numbers with the agency of the record to which they belong.
pub(crate) async fn insert_identifiers(
    tx: &mut Tx,
    controller: Uuid,
    rows: &[&Identifier],
) -> Result<(), StorageError> {
    insert_all!(
        tx,
        "person_identifier (id, person, controller, kind, number, reversed, issuer, issued, expires, first_seen, superseded_at)",
        rows,
        |row| row.id,
        row.person,
        controller,
        row.kind.code(),
        row.number.as_bytes(),
        reversed(&row.number),
        row.issuer.as_ref().map(Country::alpha3),
        row.issued.map(|date| date.to_string()),
        row.expires.map(|date| date.to_string()),
        row.first_seen,
        row.superseded_at
    )
}

/// Contacts with the agency of the record to which they belong.
pub(crate) async fn insert_contacts(
    tx: &mut Tx,
    controller: Uuid,
    rows: &[&Contact],
) -> Result<(), StorageError> {
    insert_all!(
        tx,
        "person_contact (id, person, controller, kind, value, reversed, first_seen)",
        rows,
        |row| row.id,
        row.person,
        controller,
        row.kind.code(),
        row.value.as_bytes(),
        reversed(&row.value),
        row.first_seen
    )
}

pub(crate) async fn insert_relatives(tx: &mut Tx, rows: &[&Relative]) -> Result<(), StorageError> {
    insert_all!(
        tx,
        "person_relative (id, person, relation, name, relative, first_seen)",
        rows,
        |row| row.id,
        row.person,
        row.relation.code(),
        row.name.as_str(),
        row.relative,
        row.first_seen
    )
}
