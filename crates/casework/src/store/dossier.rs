//! Dossiers as they were sent.

use crate::model::Dossier;
use storage::{Stamp, StorageError, Tx, execute, fetch_all};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    letter: String,
    addressee: String,
    signer: String,
    post: String,
    content: String,
    made_at: Stamp,
    made_by: String,
}

pub(crate) async fn insert(tx: &mut Tx, dossier: &Dossier) -> Result<(), StorageError> {
    let content = serde_json::to_string(&dossier.content)
        .map_err(|_| StorageError::Form("column content".to_owned()))?;
    execute!(
        tx,
        "INSERT INTO casework_dossiers (id, case_id, letter, addressee, signer, post, content, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        dossier.id,
        dossier.case,
        dossier.letter.as_str(),
        dossier.addressee.as_str(),
        dossier.signer.as_str(),
        dossier.post.as_str(),
        content.as_str(),
        dossier.made_at,
        dossier.made_by.as_str()
    )?;
    Ok(())
}

/// The dossiers of a case, the first one first.
pub(crate) async fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<Dossier>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, case_id, letter, addressee, signer, post, content, made_at, made_by FROM casework_dossiers WHERE case_id = $1 ORDER BY id",
        case
    )?;
    rows.into_iter()
        .map(|row| {
            let content = serde_json::from_str(&row.content);
            Ok(Dossier {
                id: row.id,
                case: row.case_id,
                letter: row.letter,
                addressee: row.addressee,
                signer: row.signer,
                post: row.post,
                content: content.map_err(|_| StorageError::Form("column content".to_owned()))?,
                made_at: row.made_at,
                made_by: row.made_by,
            })
        })
        .collect()
}
