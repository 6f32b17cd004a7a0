//! What was received, each input once.

use crate::model::{Notice, Way};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_optional, files::Content};
use uuid::Uuid;

/// An input as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    pub(crate) id: Uuid,
    pub(crate) agency: Uuid,
    pub(crate) file: Uuid,
    pub(crate) sha256: [u8; 32],
    pub(crate) received_at: Stamp,
    pub(crate) way: Way,
    pub(crate) format: manifest::Format,
    pub(crate) sender: Option<String>,
    pub(crate) messages: i64,
    pub(crate) travellers: i64,
    pub(crate) notices: Vec<Notice>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    agency: Uuid,
    file: Uuid,
    sha256: Vec<u8>,
    received_at: Stamp,
    way: String,
    format: String,
    sender: Option<String>,
    messages: i64,
    travellers: i64,
    notices: String,
}

fn form(column: &str) -> StorageError {
    StorageError::Form(format!("column {column}"))
}

impl TryFrom<Row> for Input {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id,
            agency: row.agency,
            file: row.file,
            sha256: row
                .sha256
                .as_slice()
                .try_into()
                .map_err(|_| form("sha256"))?,
            received_at: row.received_at,
            way: Way::from_code(&row.way).ok_or_else(|| form("way"))?,
            format: manifest::Format::from_word(&row.format).ok_or_else(|| form("format"))?,
            sender: row.sender,
            messages: row.messages,
            travellers: row.travellers,
            notices: serde_json::from_str(&row.notices).map_err(|_| form("notices"))?,
        })
    }
}

pub(crate) async fn insert(tx: &mut Tx, input: &Input) -> Result<(), StorageError> {
    let notices = serde_json::to_string(&input.notices).map_err(|_| form("notices"))?;
    execute!(
        tx,
        "INSERT INTO screening_inputs (id, agency, file, sha256, received_at, way, format, sender, messages, travellers, notices)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        input.id,
        input.agency,
        input.file,
        input.sha256.as_slice(),
        input.received_at,
        input.way.code(),
        input.format.word(),
        input.sender.as_deref(),
        input.messages,
        input.travellers,
        notices.as_str()
    )?;
    Ok(())
}

/// The input of these bytes, if they were received before.
pub(crate) async fn known(
    tx: &mut Tx,
    agency: Uuid,
    sha256: &[u8; 32],
) -> Result<Option<Input>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, agency, file, sha256, received_at, way, format, sender, messages, travellers, notices
         FROM screening_inputs WHERE agency = $1 AND sha256 = $2",
        agency,
        sha256.as_slice()
    )?;
    row.map(Input::try_from).transpose()
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Input>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, agency, file, sha256, received_at, way, format, sender, messages, travellers, notices
         FROM screening_inputs WHERE id = $1",
        id
    )?;
    row.map(Input::try_from).transpose()
}

/// The latest inputs of an agency, the latest first.
pub(crate) async fn latest(tx: &mut Tx, agency: Uuid) -> Result<Vec<Input>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, agency, file, sha256, received_at, way, format, sender, messages, travellers, notices
         FROM screening_inputs WHERE agency = $1 ORDER BY received_at DESC, id DESC LIMIT 50",
        agency
    )?;
    rows.into_iter().map(Input::try_from).collect()
}

/// When and as which content the inputs of a voyage were received.
pub(crate) async fn of_voyage(
    tx: &mut Tx,
    voyage: Uuid,
) -> Result<Vec<(Stamp, Content)>, StorageError> {
    let rows: Vec<(Stamp, Vec<u8>, i64)> = fetch_all!(
        tx,
        "SELECT i.received_at, f.sha256, f.size FROM screening_voyage_inputs v
         JOIN screening_inputs i ON i.id = v.input JOIN file f ON f.id = i.file
         WHERE v.voyage = $1 ORDER BY i.received_at, i.id",
        voyage
    )?;
    rows.into_iter()
        .map(|(received_at, sha256, size)| {
            let content = Content {
                sha256: sha256.as_slice().try_into().map_err(|_| form("sha256"))?,
                size: u64::try_from(size).map_err(|_| form("size"))?,
            };
            Ok((received_at, content))
        })
        .collect()
}
