//! What was signed on paper.

use super::unknown;
use crate::model::{Author, Paper};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, files::Content};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    number: String,
    signed_on: String,
    sha256: Vec<u8>,
    size: i64,
    media_type: String,
    agency: Uuid,
    officer: Uuid,
    officer_name: String,
    added_at: Stamp,
}

/// The papers of an agreement, the first that was added first.
pub(crate) async fn of_agreement(tx: &mut Tx, agreement: Uuid) -> Result<Vec<Paper>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT p.id, p.number, p.signed_on, f.sha256, f.size, f.media_type, p.agency, p.officer, p.officer_name, p.added_at
         FROM agreement_paper p JOIN file f ON f.id = p.file WHERE p.agreement = $1 ORDER BY p.added_at, p.id",
        agreement
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(Paper {
                id: row.id,
                number: row.number,
                signed_on: row.signed_on.parse().map_err(|_| unknown("signed_on"))?,
                content: Content {
                    sha256: row
                        .sha256
                        .as_slice()
                        .try_into()
                        .map_err(|_| unknown("sha256"))?,
                    size: u64::try_from(row.size).map_err(|_| unknown("size"))?,
                },
                media_type: row.media_type,
                author: Author {
                    agency: row.agency,
                    officer: row.officer,
                    name: row.officer_name,
                },
                added_at: row.added_at,
            })
        })
        .collect()
}

/// Adds a paper to an agreement.
pub(crate) async fn insert(
    tx: &mut Tx,
    agreement: Uuid,
    file: Uuid,
    paper: &Paper,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO agreement_paper (id, agreement, file, number, signed_on, agency, officer, officer_name, added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        paper.id,
        agreement,
        file,
        paper.number.as_str(),
        paper.signed_on.to_string(),
        paper.author.agency,
        paper.author.officer,
        paper.author.name.as_str(),
        paper.added_at
    )?;
    Ok(())
}
