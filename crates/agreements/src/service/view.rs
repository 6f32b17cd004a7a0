//! What a party sees of its agreements.

use super::{Officer, clock, visible};
use crate::{
    model::{
        Comment, Document, Flaw, Proposal, Record, Signature, SignedAgreement, Stage, Standing,
        Term, Version,
    },
    store::{agreement, draft, signature},
};
use access::{AccessError, Action, Context};
use storage::{Stamp, Tx, snapshot};
use uuid::Uuid;

/// One line of the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The agreement.
    pub record: Record,
    /// Its words at the newest version.
    pub document: Document,
    /// What it is now.
    pub standing: Standing,
}

/// An agreement with all that belongs to it.
#[derive(Debug, Clone)]
pub struct View {
    /// The agreement.
    pub record: Record,
    /// Its words at the newest version.
    pub document: Document,
    /// What it is now.
    pub standing: Standing,
    /// The time by which that was judged.
    pub now: Stamp,
    /// The title and standing of the agreement above it.
    pub parent: Option<(Document, Standing)>,
    /// What keeps it from being signed, while it is a draft.
    pub flaws: Vec<Flaw>,
    /// The signatures, while its words are fixed.
    pub signatures: Vec<Signature>,
    /// All versions, newest first.
    pub versions: Vec<Version>,
    /// All proposals, newest first.
    pub proposals: Vec<Proposal>,
    /// All comments, oldest first.
    pub comments: Vec<Comment>,
}

/// The agreements of the officer's agency, newest first.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn list(context: &Context, officer: &Officer) -> Result<Vec<Line>, AccessError> {
    officer.permit().covers(Action::ReadAgreements)?;
    let Some(agency) = officer.agency() else {
        return Ok(Vec::new());
    };
    snapshot!(context.db, |tx| {
        let records = agreement::of_agency(tx, agency).await?;
        lines(tx, records).await
    })
}

/// The memoranda that are not over: what a cooperation agreement can stand under. Their titles are no secret.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn umbrellas(context: &Context, officer: &Officer) -> Result<Vec<Line>, AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    snapshot!(context.db, |tx| {
        let records = agreement::umbrellas(tx).await?;
        let mut lines = lines(tx, records).await?;
        lines.retain(|line| !line.standing.closed());
        Ok(lines)
    })
}

async fn lines(tx: &mut Tx, records: Vec<Record>) -> Result<Vec<Line>, AccessError> {
    let now = clock::now(tx).await?;
    let mut lines = Vec::with_capacity(records.len());
    for record in records {
        let document = draft::document(tx, record.id, record.version).await?;
        let standing = standing(tx, &record, now).await?;
        lines.push(Line {
            record,
            document,
            standing,
        });
    }
    Ok(lines)
}

/// What an agreement is at a moment, with those above it.
pub(crate) async fn standing(
    tx: &mut Tx,
    record: &Record,
    now: Stamp,
) -> Result<Standing, AccessError> {
    let above = agreement::above(tx, record, now).await?;
    Ok(record.life.standing_under(&above, now.timestamp()))
}

/// One agreement.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn get(context: &Context, officer: &Officer, id: Uuid) -> Result<View, AccessError> {
    officer.permit().covers(Action::ReadAgreements)?;
    snapshot!(context.db, |tx| {
        let record = visible(tx, officer, id).await?;
        let now = clock::now(tx).await?;
        let document = draft::document(tx, id, record.version).await?;
        let parent = match record.parent {
            Some(parent) => {
                let parent = agreement::get(tx, parent).await?;
                let words = draft::document(tx, parent.id, parent.version).await?;
                Some((words, standing(tx, &parent, now).await?))
            }
            None => None,
        };
        let flaws = if record.life.stage == Stage::Draft {
            flaws(context, tx, &document, now).await?
        } else {
            Vec::new()
        };
        Ok(View {
            standing: standing(tx, &record, now).await?,
            signatures: signature::all(tx, id).await?,
            versions: draft::versions(tx, id).await?,
            proposals: draft::proposals(tx, id).await?,
            comments: draft::comments(tx, id).await?,
            record,
            document,
            now,
            parent,
            flaws,
        })
    })
}

/// The words at one version.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn version(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    number: u32,
) -> Result<Document, AccessError> {
    officer.permit().covers(Action::ReadAgreements)?;
    snapshot!(context.db, |tx| {
        visible(tx, officer, id).await?;
        draft::document(tx, id, number).await
    })
}

/// The words with the signatures under them, to be kept and verified elsewhere.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`], also while parties have not all signed.
pub async fn signed(
    context: &Context,
    officer: &Officer,
    id: Uuid,
) -> Result<SignedAgreement, AccessError> {
    officer.permit().covers(Action::ReadAgreements)?;
    snapshot!(context.db, |tx| {
        let record = visible(tx, officer, id).await?;
        if record.life.stage != Stage::Signed {
            return Err(AccessError::NotFound);
        }
        Ok(SignedAgreement {
            version: record.version,
            document: draft::document(tx, id, record.version).await?,
            signatures: signature::all(tx, id).await?,
        })
    })
}

/// What keeps a document from being signed.
pub(crate) async fn flaws(
    context: &Context,
    tx: &mut Tx,
    document: &Document,
    now: Stamp,
) -> Result<Vec<Flaw>, AccessError> {
    let kinds: Vec<_> = context.sources.kinds().collect();
    let (mut above, mut closed): (Option<Term>, bool) = (None, false);
    if let Some(parent) = document.parent {
        let parent = agreement::get(tx, parent).await?;
        let standing = standing(tx, &parent, now).await?;
        closed = standing.closed() || parent.life.stage != Stage::Signed;
        above = Some(draft::document(tx, parent.id, parent.version).await?.term);
    }
    let mut flaws = document.flaws(above.as_ref(), &kinds, now.timestamp());
    if closed {
        flaws.push(Flaw {
            part: "title".to_owned(),
            message: "flaw-parent-closed",
        });
    }
    Ok(flaws)
}
