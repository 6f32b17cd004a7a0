//! What was signed on paper beside, or before, the words that are kept here: the scan, by its hash, for all parties to see.

use super::{Officer, visible, write_down};
use crate::{
    model::{Paper, Stage, media_type},
    store::paper as store,
};
use access::{AccessError, Action, Context, one_line};
use axum::body::Bytes;
use data_encoding::HEXLOWER;
use domain::day_in_jakarta;
use jiff::civil::Date;
use journal::Changes;
use storage::{StorageError, files::Files, snapshot, transaction};
use uuid::Uuid;

/// A scan may have so many bytes.
pub const LARGEST: u64 = 32 << 20;

/// The papers of an agreement, the first that was added first.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn list(
    context: &Context,
    officer: &Officer,
    id: Uuid,
) -> Result<Vec<Paper>, AccessError> {
    officer.permit().covers(Action::ReadAgreements)?;
    snapshot!(context.db, |tx| {
        visible(tx, officer, id).await?;
        Ok(store::of_agreement(tx, id).await?)
    })
}

/// Adds a scan of what was signed on a day under a number. A draft has none: nobody has signed it.
///
/// # Errors
/// A fault of a field; [`AccessError::Conflict`] for a draft; [`AccessError::NotFound`]; if the bytes cannot be kept.
pub async fn add(
    context: &Context,
    files: &Files,
    officer: &Officer,
    id: Uuid,
    (number, signed_on): (&str, Date),
    bytes: &Bytes,
) -> Result<(), AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    let author = officer.author()?;
    let number = one_line("number", number)?;
    if signed_on > day_in_jakarta(context.db.ambient().now()) {
        return Err(AccessError::invalid("signed_on", "date-future"));
    }
    let media = media_type(bytes).ok_or(AccessError::invalid("file", "paper-unknown"))?;
    // Before anything is kept: who may not add one leaves nothing behind.
    let record = snapshot!(context.db, |tx| visible(tx, officer, id).await)?;
    if matches!(record.life.stage, Stage::Draft | Stage::Withdrawn) {
        return Err(super::draft::not_now());
    }
    let content = files.put(bytes.as_ref(), LARGEST).await?;
    transaction!(context.db, |tx| {
        visible(tx, officer, id).await?;
        let file = storage::files::record(tx, &content, media).await?;
        let paper = Paper {
            id: tx.id(),
            number: number.clone(),
            signed_on,
            content: content.clone(),
            media_type: media.to_owned(),
            author: author.clone(),
            added_at: tx.stamp(),
        };
        store::insert(tx, id, file, &paper).await?;
        let changes = Changes::default()
            .set("number", None::<&str>, Some(&paper.number))
            .set("signed_on", None::<Date>, Some(signed_on))
            .set(
                "sha256",
                None::<String>,
                Some(HEXLOWER.encode(&content.sha256)),
            );
        write_down(context, tx, officer, "agreement.paper", id, changes).await
    })
}

/// One paper and its bytes, which are still those that were added.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`], also where the bytes are gone or are others.
pub async fn get(
    context: &Context,
    files: &Files,
    officer: &Officer,
    id: Uuid,
    which: Uuid,
) -> Result<(Paper, Bytes), AccessError> {
    let papers = list(context, officer, id).await?;
    let paper = papers.into_iter().find(|paper| paper.id == which);
    let paper = paper.ok_or(AccessError::NotFound)?;
    match files.get(&paper.content).await {
        Ok(bytes) => Ok((paper, bytes)),
        Err(StorageError::File(problem)) => {
            tracing::error!(%problem, paper = %which, "a paper of an agreement cannot be shown");
            Err(AccessError::NotFound)
        }
        Err(error) => Err(error.into()),
    }
}
