//! One person, or some, by identifier.

use crate::{Particulars, Person};
use domain::{Country, Sex};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_in, fetch_optional};
use uuid::Uuid;

/// A person as the database holds them.
#[derive(Debug, Clone, sqlx::FromRow)]
struct Row {
    id: Uuid,
    controller: Uuid,
    source_key: Option<String>,
    name: String,
    given_names: Option<String>,
    surname: Option<String>,
    birth_date: Option<String>,
    birth_place: Option<String>,
    sex: Option<String>,
    nationality: Option<String>,
    address: Option<String>,
    region: Option<String>,
    safe_contact: Option<String>,
    merged_into: Option<Uuid>,
    created_at: Stamp,
    changed_at: Stamp,
}

impl From<Row> for Person {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            controller: row.controller,
            source_key: row.source_key,
            particulars: Particulars {
                name: row.name,
                given_names: row.given_names,
                surname: row.surname,
                birth_date: row.birth_date.and_then(|text| text.parse().ok()),
                birth_place: row.birth_place,
                sex: row.sex.as_deref().and_then(Sex::read),
                nationality: row.nationality.as_deref().and_then(Country::from_alpha3),
                address: row.address,
                region: row.region,
                safe_contact: row.safe_contact,
            },
            merged_into: row.merged_into,
            created_at: row.created_at,
            changed_at: row.changed_at,
        }
    }
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Person>, StorageError> {
    let row: Option<Row> = fetch_optional!(tx, "SELECT * FROM person WHERE id = $1", id)?;
    Ok(row.map(Person::from))
}

pub(crate) async fn all_of(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Person>, StorageError> {
    let rows: Vec<Row> = fetch_in!(tx, "SELECT * FROM person WHERE id IN"; ids)?;
    Ok(rows.into_iter().map(Person::from).collect())
}

/// Persons after one in the order of identifiers, for readers that go through all of them.
pub(crate) async fn after(tx: &mut Tx, id: Uuid, limit: i64) -> Result<Vec<Person>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT * FROM person WHERE id > $1 ORDER BY id LIMIT $2",
        id,
        limit
    )?;
    Ok(rows.into_iter().map(Person::from).collect())
}

/// The records of an agency that changed last.
pub(crate) async fn latest(
    tx: &mut Tx,
    controller: Uuid,
    limit: i64,
) -> Result<Vec<Person>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT * FROM person WHERE controller = $1 AND merged_into IS NULL ORDER BY changed_at DESC, id DESC LIMIT $2",
        controller,
        limit
    )?;
    Ok(rows.into_iter().map(Person::from).collect())
}

/// The identifiers of a record and of all records that were merged into it, directly or through others; itself first.
pub(crate) async fn group(tx: &mut Tx, id: Uuid) -> Result<Vec<Uuid>, StorageError> {
    let rows: Vec<(Uuid,)> = fetch_all!(
        tx,
        "WITH RECURSIVE merged (id, depth) AS (
             SELECT id, 0 FROM person WHERE id = $1
             UNION ALL
             SELECT person.id, merged.depth + 1 FROM person JOIN merged ON person.merged_into = merged.id
         )
         SELECT id FROM merged ORDER BY depth, id",
        id
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The record that stands for this one: itself, or that into which it was merged, directly or through others.
pub(crate) async fn survivor(tx: &mut Tx, id: Uuid) -> Result<Uuid, StorageError> {
    let row: Option<(Uuid,)> = fetch_optional!(
        tx,
        "WITH RECURSIVE above (id, next) AS (
             SELECT id, merged_into FROM person WHERE id = $1
             UNION ALL
             SELECT person.id, person.merged_into FROM person JOIN above ON person.id = above.next
         )
         SELECT id FROM above WHERE next IS NULL",
        id
    )?;
    Ok(row.map_or(id, |(id,)| id))
}

/// Writes all particulars of a record.
pub(crate) async fn update(tx: &mut Tx, person: &Person) -> Result<(), StorageError> {
    let p = &person.particulars;
    execute!(
        tx,
        "UPDATE person SET name = $1, given_names = $2, surname = $3, birth_date = $4, birth_place = $5, sex = $6,
             nationality = $7, address = $8, region = $9, safe_contact = $10, changed_at = $11, source_key = $12 WHERE id = $13",
        p.name.as_str(),
        p.given_names.as_deref(),
        p.surname.as_deref(),
        p.birth_date.map(|date| date.to_string()),
        p.birth_place.as_deref(),
        p.sex.map(|sex| sex.letter().to_string()),
        p.nationality.as_ref().map(Country::alpha3),
        p.address.as_deref(),
        p.region.as_deref(),
        p.safe_contact.as_deref(),
        person.changed_at,
        person.source_key.as_deref(),
        person.id
    )?;
    Ok(())
}
