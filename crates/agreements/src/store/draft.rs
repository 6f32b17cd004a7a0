//! Versions, proposals, who agreed, and comments.

use super::{count, unknown};
use crate::model::{
    Author, Comment, Consent, Document, Proposal, ProposalState, Proposed, Version,
};
use access::AccessError;
use sqlx::types::Json;
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_one, fetch_optional};
use uuid::Uuid;

type VersionRow = (i64, Option<String>, Uuid, Uuid, String, Stamp);

/// The words at a version.
pub(crate) async fn document(
    tx: &mut Tx,
    agreement: Uuid,
    number: u32,
) -> Result<Document, AccessError> {
    let row: Option<(Json<Document>,)> = fetch_optional!(
        tx,
        "SELECT document FROM agreement_version WHERE agreement = $1 AND number = $2",
        agreement,
        i64::from(number)
    )?;
    row.map(|(document,)| document.0)
        .ok_or(AccessError::NotFound)
}

/// All versions, newest first, without their words.
pub(crate) async fn versions(tx: &mut Tx, agreement: Uuid) -> Result<Vec<Version>, StorageError> {
    let rows: Vec<VersionRow> = fetch_all!(
        tx,
        "SELECT number, part, agency, officer, officer_name, made_at FROM agreement_version
         WHERE agreement = $1 ORDER BY number DESC",
        agreement
    )?;
    Ok(rows
        .into_iter()
        .map(|(number, part, agency, officer, name, made_at)| Version {
            number: count(number),
            part,
            author: Author {
                agency,
                officer,
                name,
            },
            made_at,
        })
        .collect())
}

/// Writes a version and makes it the newest.
pub(crate) async fn insert_version(
    tx: &mut Tx,
    number: u32,
    part: Option<&str>,
    document: &Document,
    author: &Author,
) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "INSERT INTO agreement_version (agreement, number, part, document, agency, officer, officer_name, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        document.agreement,
        i64::from(number),
        part,
        Json(document),
        author.agency,
        author.officer,
        author.name.as_str(),
        now
    )?;
    execute!(
        tx,
        "UPDATE agreement_agreement SET version = $1 WHERE id = $2",
        i64::from(number),
        document.agreement
    )?;
    Ok(())
}

/// The version at which a part got its present words.
pub(crate) async fn changed_at(
    tx: &mut Tx,
    agreement: Uuid,
    part: &str,
) -> Result<u32, StorageError> {
    let (number,): (i64,) = fetch_one!(
        tx,
        "SELECT MAX(number) FROM agreement_version WHERE agreement = $1 AND (part = $2 OR part IS NULL)",
        agreement,
        part
    )?;
    Ok(count(number))
}

#[derive(sqlx::FromRow)]
struct ProposalRow {
    id: Uuid,
    agreement: Uuid,
    part: String,
    base: i64,
    proposed: Json<Proposed>,
    note: String,
    state: String,
    agency: Uuid,
    officer: Uuid,
    officer_name: String,
    made_at: Stamp,
}

impl ProposalRow {
    fn proposal(self) -> Result<Proposal, StorageError> {
        Ok(Proposal {
            id: self.id,
            agreement: self.agreement,
            part: self.part,
            base: count(self.base),
            proposed: self.proposed.0,
            note: self.note,
            state: ProposalState::from_code(&self.state).ok_or_else(|| unknown("state"))?,
            author: Author {
                agency: self.agency,
                officer: self.officer,
                name: self.officer_name,
            },
            made_at: self.made_at,
            consents: Vec::new(),
        })
    }
}

/// All proposals of an agreement, newest first, with who agreed.
pub(crate) async fn proposals(tx: &mut Tx, agreement: Uuid) -> Result<Vec<Proposal>, StorageError> {
    let rows: Vec<ProposalRow> = fetch_all!(
        tx,
        "SELECT id, agreement, part, base, proposed, note, state, agency, officer, officer_name, made_at
         FROM agreement_proposal WHERE agreement = $1 ORDER BY id DESC",
        agreement
    )?;
    let consents: Vec<(Uuid, Uuid, i64, Uuid, String, Stamp)> = fetch_all!(
        tx,
        "SELECT c.proposal, c.agency, c.seen, c.officer, c.officer_name, c.given_at FROM agreement_consent c
         JOIN agreement_proposal p ON p.id = c.proposal WHERE p.agreement = $1 ORDER BY c.given_at, c.agency",
        agreement
    )?;
    let mut proposals = rows
        .into_iter()
        .map(ProposalRow::proposal)
        .collect::<Result<Vec<_>, _>>()?;
    for (id, agency, seen, officer, name, given_at) in consents {
        if let Some(proposal) = proposals.iter_mut().find(|proposal| proposal.id == id) {
            proposal.consents.push(Consent {
                author: Author {
                    agency,
                    officer,
                    name,
                },
                seen: count(seen),
                given_at,
            });
        }
    }
    Ok(proposals)
}

/// Keeps a proposal.
pub(crate) async fn insert_proposal(tx: &mut Tx, proposal: &Proposal) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO agreement_proposal (id, agreement, part, base, proposed, note, state, agency, officer, officer_name, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        proposal.id,
        proposal.agreement,
        proposal.part.as_str(),
        i64::from(proposal.base),
        Json(&proposal.proposed),
        proposal.note.as_str(),
        proposal.state.code(),
        proposal.author.agency,
        proposal.author.officer,
        proposal.author.name.as_str(),
        proposal.made_at
    )?;
    Ok(())
}

/// Closes a proposal; its words stay.
pub(crate) async fn close_proposal(
    tx: &mut Tx,
    id: Uuid,
    state: ProposalState,
) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE agreement_proposal SET state = $1, closed_at = $2 WHERE id = $3",
        state.code(),
        now,
        id
    )?;
    Ok(())
}

/// Keeps that a side agrees, and what it was looking at.
pub(crate) async fn consent(
    tx: &mut Tx,
    proposal: Uuid,
    seen: u32,
    author: &Author,
) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "INSERT INTO agreement_consent (proposal, agency, seen, officer, officer_name, given_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (proposal, agency) DO UPDATE SET seen = excluded.seen, officer = excluded.officer,
         officer_name = excluded.officer_name, given_at = excluded.given_at",
        proposal,
        author.agency,
        i64::from(seen),
        author.officer,
        author.name.as_str(),
        now
    )?;
    Ok(())
}

type CommentRow = (Uuid, String, String, Uuid, Uuid, String, Stamp);

/// All comments, oldest first.
pub(crate) async fn comments(tx: &mut Tx, agreement: Uuid) -> Result<Vec<Comment>, StorageError> {
    let rows: Vec<CommentRow> = fetch_all!(
        tx,
        "SELECT id, part, body, agency, officer, officer_name, made_at FROM agreement_comment
         WHERE agreement = $1 ORDER BY id",
        agreement
    )?;
    Ok(rows
        .into_iter()
        .map(|(id, part, body, agency, officer, name, made_at)| Comment {
            id,
            part,
            body,
            author: Author {
                agency,
                officer,
                name,
            },
            made_at,
        })
        .collect())
}

/// Keeps a comment.
pub(crate) async fn insert_comment(
    tx: &mut Tx,
    agreement: Uuid,
    part: &str,
    body: &str,
    author: &Author,
) -> Result<(), StorageError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO agreement_comment (id, agreement, part, body, agency, officer, officer_name, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        agreement,
        part,
        body,
        author.agency,
        author.officer,
        author.name.as_str(),
        now
    )?;
    Ok(())
}
