//! What came in, what was said since, and how whoever told can be reached.

use crate::model::{About, Channel, Intake, Message, SafeContact, Way};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    channel: String,
    about: String,
    words: String,
    place: String,
    received_at: Stamp,
}

fn odd(column: &str) -> StorageError {
    StorageError::Form(format!("column {column}"))
}

impl TryFrom<Row> for Intake {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id,
            case: row.case_id,
            channel: Channel::from_code(&row.channel).ok_or_else(|| odd("channel"))?,
            about: About::from_code(&row.about).ok_or_else(|| odd("about"))?,
            words: row.words,
            place: row.place,
            received_at: row.received_at,
        })
    }
}

pub(crate) async fn insert(
    tx: &mut Tx,
    intake: &Intake,
    form: &[u8; 32],
    code: &[u8; 32],
) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO casework_intakes (id, case_id, channel, about, words, place, received_at, form, code)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        intake.id,
        intake.case,
        intake.channel.code(),
        intake.about.code(),
        intake.words.as_str(),
        intake.place.as_str(),
        intake.received_at,
        form.as_slice(),
        code.as_slice()
    )?;
    Ok(())
}

/// What came by a form that was sent before.
pub(crate) async fn by_form(tx: &mut Tx, form: &[u8; 32]) -> Result<Option<Intake>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, case_id, channel, about, words, place, received_at FROM casework_intakes WHERE form = $1",
        form.as_slice()
    )?;
    row.map(Intake::try_from).transpose()
}

/// What a receipt code stands for.
pub(crate) async fn by_code(tx: &mut Tx, code: &[u8; 32]) -> Result<Option<Intake>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, case_id, channel, about, words, place, received_at FROM casework_intakes WHERE code = $1",
        code.as_slice()
    )?;
    row.map(Intake::try_from).transpose()
}

/// What came in about a case, and about those that were joined into it, the first one first.
pub(crate) async fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<Intake>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, case_id, channel, about, words, place, received_at FROM casework_intakes
         WHERE case_id = $1 OR case_id IN (SELECT id FROM casework_cases WHERE joined_into = $1) ORDER BY id",
        case
    )?;
    rows.into_iter().map(Intake::try_from).collect()
}

/// Writes what was said.
pub(crate) async fn say(
    tx: &mut Tx,
    intake: Uuid,
    message: &Message,
    by: Option<Uuid>,
) -> Result<(), StorageError> {
    let id = tx.id();
    execute!(
        tx,
        "INSERT INTO casework_messages (id, intake, ours, words, at, by_id, by_name) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        intake,
        message.ours,
        message.words.as_str(),
        message.at,
        by,
        message.by.as_deref()
    )?;
    Ok(())
}

/// What was said, the first word first.
pub(crate) async fn said(tx: &mut Tx, intake: Uuid) -> Result<Vec<Message>, StorageError> {
    let rows: Vec<(bool, String, Stamp, Option<String>)> = fetch_all!(
        tx,
        "SELECT ours, words, at, by_name FROM casework_messages WHERE intake = $1 ORDER BY id",
        intake
    )?;
    let messages = rows.into_iter().map(|(ours, words, at, by)| Message {
        ours,
        words,
        at,
        by,
    });
    Ok(messages.collect())
}

/// Writes how somebody can be reached.
pub(crate) async fn set_contact(
    tx: &mut Tx,
    case: Uuid,
    rule: &SafeContact,
) -> Result<(), StorageError> {
    let id = tx.id();
    execute!(
        tx,
        "INSERT INTO casework_contact_rules (id, case_id, way, times, pretext, set_at, by_name) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        case,
        rule.way.code(),
        rule.times.as_str(),
        rule.pretext.as_str(),
        rule.set_at,
        rule.by.as_deref()
    )?;
    Ok(())
}

/// The rule that counts.
pub(crate) async fn contact(tx: &mut Tx, case: Uuid) -> Result<Option<SafeContact>, StorageError> {
    type Rule = (String, String, String, Stamp, Option<String>);
    let row: Option<Rule> = fetch_optional!(
        tx,
        "SELECT way, times, pretext, set_at, by_name FROM casework_contact_rules WHERE case_id = $1 ORDER BY id DESC LIMIT 1",
        case
    )?;
    row.map(|(way, times, pretext, set_at, by)| {
        Ok(SafeContact {
            way: Way::from_code(&way).ok_or_else(|| odd("way"))?,
            times,
            pretext,
            set_at,
            by,
        })
    })
    .transpose()
}
