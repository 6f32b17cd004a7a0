//! Who has or had a number of which an officer knows all or a part.
//!
//! The beginning and the end of a number are found by an index each. What stands in the middle is looked for last, by reading
//! the numbers of the agency one after the other: rare at a desk, and not worth a row for every place of every number.

use super::number_of;
use storage::{StorageError, Tx, fetch_all};
use uuid::Uuid;

/// A number that fits: the record, what kind of number, the number, and whether it still counts.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    pub(crate) person: Uuid,
    pub(crate) kind: String,
    pub(crate) number: String,
    pub(crate) holds: bool,
}

type Row = (Uuid, String, Vec<u8>, bool);

fn matches(rows: Vec<Row>) -> Vec<Match> {
    rows.into_iter()
        .map(|(person, kind, number, holds)| Match {
            person,
            kind,
            number: number_of(number),
            holds,
        })
        .collect()
}

/// The bytes after all that begin with these.
fn end_of(beginning: &[u8]) -> Vec<u8> {
    let mut end = beginning.to_vec();
    end.push(0xFF);
    end
}

/// Numbers and contacts that begin with this.
pub(crate) async fn beginning(
    tx: &mut Tx,
    agency: Uuid,
    text: &str,
    most: i64,
) -> Result<Vec<Match>, StorageError> {
    let from = text.as_bytes();
    let to = end_of(from);
    let mut rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT person, kind, number, superseded_at IS NULL FROM person_identifier
         WHERE controller = $1 AND number >= $2 AND number < $3 ORDER BY number, id LIMIT $4",
        agency,
        from,
        to.as_slice(),
        most
    )?;
    let contacts: Vec<Row> = fetch_all!(
        tx,
        "SELECT person, kind, value, superseded_at IS NULL FROM person_contact
         WHERE controller = $1 AND value >= $2 AND value < $3 ORDER BY value, id LIMIT $4",
        agency,
        from,
        to.as_slice(),
        most
    )?;
    rows.extend(contacts);
    Ok(matches(rows))
}

/// Numbers and contacts that end with this.
pub(crate) async fn ending(
    tx: &mut Tx,
    agency: Uuid,
    text: &str,
    most: i64,
) -> Result<Vec<Match>, StorageError> {
    let from = super::reversed(text);
    let to = end_of(&from);
    let mut rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT person, kind, number, superseded_at IS NULL FROM person_identifier
         WHERE controller = $1 AND reversed >= $2 AND reversed < $3 ORDER BY reversed, id LIMIT $4",
        agency,
        from.as_slice(),
        to.as_slice(),
        most
    )?;
    let contacts: Vec<Row> = fetch_all!(
        tx,
        "SELECT person, kind, value, superseded_at IS NULL FROM person_contact
         WHERE controller = $1 AND reversed >= $2 AND reversed < $3 ORDER BY reversed, id LIMIT $4",
        agency,
        from.as_slice(),
        to.as_slice(),
        most
    )?;
    rows.extend(contacts);
    Ok(matches(rows))
}

/// Documents whose number holds this anywhere.
pub(crate) async fn holding(
    tx: &mut Tx,
    agency: Uuid,
    text: &str,
    most: i64,
) -> Result<Vec<Match>, StorageError> {
    let rows: Vec<Row> = match tx.connection() {
        storage::Connection::Sqlite(_) => fetch_all!(
            tx,
            "SELECT person, kind, number, superseded_at IS NULL FROM person_identifier
             WHERE controller = $1 AND instr(number, $2) > 0 ORDER BY number, id LIMIT $3",
            agency,
            text.as_bytes(),
            most
        ),
        storage::Connection::Postgres(_) => fetch_all!(
            tx,
            "SELECT person, kind, number, superseded_at IS NULL FROM person_identifier
             WHERE controller = $1 AND position($2 in number) > 0 ORDER BY number, id LIMIT $3",
            agency,
            text.as_bytes(),
            most
        ),
    }?;
    Ok(matches(rows))
}
