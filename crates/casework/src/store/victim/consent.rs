//! Consents, and what was passed on under them.

use crate::{
    Hand,
    model::victim::{Consent, Disclosure, Manner, Purpose, Withdrawal},
};
use storage::{Day, Stamp, StorageError, Tx, execute, fetch_all, fetch_in};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    recipient: Option<Uuid>,
    recipient_name: String,
    purpose: String,
    what: String,
    manner: String,
    given_by: String,
    witness: String,
    until: Option<Day>,
    given_at: Stamp,
    hand: Uuid,
    hand_name: String,
    withdrawn_at: Option<Stamp>,
    withdrawn_why: Option<String>,
    told_at: Option<Stamp>,
    told_how: Option<String>,
}

impl TryFrom<Row> for Consent {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let odd = |column: &str| StorageError::Form(format!("column {column}"));
        let told = row.told_at.zip(row.told_how);
        Ok(Self {
            id: row.id,
            recipient: row.recipient,
            recipient_name: row.recipient_name,
            purpose: Purpose::from_code(&row.purpose).ok_or_else(|| odd("purpose"))?,
            what: row.what,
            manner: Manner::from_code(&row.manner).ok_or_else(|| odd("manner"))?,
            given_by: row.given_by,
            witness: row.witness,
            until: row.until.map(|Day(day)| day),
            given_at: row.given_at,
            by: Hand {
                id: row.hand,
                name: row.hand_name,
            },
            withdrawn: row.withdrawn_at.map(|at| Withdrawal {
                at,
                why: row.withdrawn_why.unwrap_or_default(),
                told,
            }),
            disclosed: Vec::new(),
        })
    }
}

pub(crate) async fn insert(
    tx: &mut Tx,
    person: Uuid,
    consent: &Consent,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO casework_consents (id, person, recipient, recipient_name, purpose, what, manner, given_by, witness, until, given_at,
         hand, hand_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        consent.id,
        person,
        consent.recipient,
        consent.recipient_name.as_str(),
        consent.purpose.code(),
        consent.what.as_str(),
        consent.manner.code(),
        consent.given_by.as_str(),
        consent.witness.as_str(),
        consent.until.map(Day),
        consent.given_at,
        consent.by.id,
        consent.by.name.as_str()
    )?;
    Ok(())
}

/// The consents of a victim, the latest first, each with what was passed on under it.
pub(crate) async fn of_person(tx: &mut Tx, person: Uuid) -> Result<Vec<Consent>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, recipient, recipient_name, purpose, what, manner, given_by, witness, until, given_at, hand, hand_name, withdrawn_at,
         withdrawn_why, told_at, told_how FROM casework_consents WHERE person = $1 ORDER BY id DESC",
        person
    )?;
    let mut consents: Vec<Consent> = rows
        .into_iter()
        .map(TryInto::try_into)
        .collect::<Result<_, _>>()?;
    let ids: Vec<Uuid> = consents.iter().map(|consent| consent.id).collect();
    let passed: Vec<(Uuid, Uuid, String, Stamp, Uuid, String)> = fetch_in!(
        tx,
        "SELECT id, consent, what, at, hand, hand_name FROM casework_disclosures WHERE consent IN";
        ids
    )?;
    for (id, consent, what, at, hand, name) in passed {
        if let Some(consent) = consents.iter_mut().find(|one| one.id == consent) {
            let by = Hand { id: hand, name };
            consent.disclosed.push(Disclosure { id, what, at, by });
        }
    }
    Ok(consents)
}

/// Writes down what is passed on under a consent that still stands; false where it was taken back in the meantime.
pub(crate) async fn disclose(
    tx: &mut Tx,
    consent: Uuid,
    one: &Disclosure,
) -> Result<bool, StorageError> {
    let written = execute!(
        tx,
        "INSERT INTO casework_disclosures (id, consent, what, at, hand, hand_name)
         SELECT $1, id, $3, $4, $5, $6 FROM casework_consents WHERE id = $2 AND withdrawn_at IS NULL",
        one.id,
        consent,
        one.what.as_str(),
        one.at,
        one.by.id,
        one.by.name.as_str()
    )?;
    Ok(written == 1)
}

/// Takes a consent back; false where it was taken back before.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    consent: Uuid,
    at: Stamp,
    why: &str,
) -> Result<bool, StorageError> {
    let written = execute!(
        tx,
        "UPDATE casework_consents SET withdrawn_at = $2, withdrawn_why = $3 WHERE id = $1 AND withdrawn_at IS NULL",
        consent,
        at,
        why
    )?;
    Ok(written == 1)
}

/// Writes down that the recipient knows of the withdrawal; false where there is nothing to tell.
pub(crate) async fn told(
    tx: &mut Tx,
    consent: Uuid,
    at: Stamp,
    how: &str,
) -> Result<bool, StorageError> {
    let written = execute!(
        tx,
        "UPDATE casework_consents SET told_at = $2, told_how = $3 WHERE id = $1 AND withdrawn_at IS NOT NULL AND told_at IS NULL",
        consent,
        at,
        how
    )?;
    Ok(written == 1)
}
