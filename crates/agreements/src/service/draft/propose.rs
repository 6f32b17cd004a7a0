//! Proposals: words for one part, who agreed to them, and the version that follows once all have.

use super::in_draft;
use crate::{
    model::{
        Document, LONGEST_TEXT, MOST_PARTS, Proposal, ProposalState, Proposed, Record, is_key,
        is_text,
    },
    service::{Officer, visible, write_down},
    store::draft,
};
use access::{AccessError, Action, Context};
use domain::Wording;
use journal::Changes;
use storage::{Tx, transaction};
use uuid::Uuid;

/// Proposes other words for one part, as seen at version `base`. They are adopted at once where nobody else has to agree and
/// the part has not changed since; otherwise they wait.
///
/// # Errors
/// A fault of a field; [`AccessError::Conflict`] if the words are fixed; [`AccessError::NotFound`].
pub async fn propose(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    base: u32,
    proposed: Proposed,
    note: &str,
) -> Result<ProposalState, AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    let author = officer.author()?;
    check(&proposed, note)?;
    transaction!(context.db, |tx| {
        let record = visible(tx, officer, id).await?;
        in_draft(&record)?;
        let document = draft::document(tx, id, record.version).await?;
        belongs(&document, &proposed)?;
        if base == 0 || base > record.version {
            return Err(AccessError::invalid("base", "unknown"));
        }
        if document.with(&proposed) == document {
            return Err(AccessError::invalid("text", "proposal-same"));
        }
        let proposal = Proposal {
            id: tx.id(),
            agreement: id,
            part: proposed.part(),
            base,
            proposed: proposed.clone(),
            note: note.trim().to_owned(),
            state: ProposalState::Open,
            author: author.clone(),
            made_at: tx.stamp(),
            consents: Vec::new(),
        };
        draft::insert_proposal(tx, &proposal).await?;
        draft::consent(tx, proposal.id, base, &author).await?;
        let changes = Changes::default().set("part", None::<&str>, Some(&proposal.part));
        write_down(context, tx, officer, "agreement.propose", id, changes).await?;
        settle(context, tx, officer, &record, proposal.id).await
    })
}

/// Agrees to a proposal for the officer's side, looking at version `seen`.
///
/// # Errors
/// [`AccessError::Conflict`] if the part changed since, or the proposal is closed; [`AccessError::NotFound`].
pub async fn agree(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    proposal: Uuid,
    seen: u32,
) -> Result<ProposalState, AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    let author = officer.author()?;
    transaction!(context.db, |tx| {
        let record = visible(tx, officer, id).await?;
        in_draft(&record)?;
        let found = open_proposal(tx, id, proposal).await?;
        let changed = draft::changed_at(tx, id, &found.part).await?;
        if seen < changed || seen > record.version {
            return Err(AccessError::Conflict("proposal-changed-meanwhile"));
        }
        draft::consent(tx, proposal, seen, &author).await?;
        let changes = Changes::default().set("part", None::<&str>, Some(&found.part));
        write_down(context, tx, officer, "agreement.agree", id, changes).await?;
        settle(context, tx, officer, &record, proposal).await
    })
}

/// Declines a proposal of another side, or takes back one of the own. Its words stay to be read.
///
/// # Errors
/// [`AccessError::Conflict`] if it is closed; [`AccessError::NotFound`].
pub async fn close(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    proposal: Uuid,
) -> Result<ProposalState, AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    let author = officer.author()?;
    transaction!(context.db, |tx| {
        in_draft(&visible(tx, officer, id).await?)?;
        let found = open_proposal(tx, id, proposal).await?;
        let (state, action) = if found.author.agency == author.agency {
            (ProposalState::Withdrawn, "agreement.take-back")
        } else {
            (ProposalState::Declined, "agreement.decline")
        };
        draft::close_proposal(tx, proposal, state).await?;
        let changes = Changes::default().set("part", None::<&str>, Some(&found.part));
        write_down(context, tx, officer, action, id, changes).await?;
        Ok(state)
    })
}

async fn open_proposal(tx: &mut Tx, id: Uuid, proposal: Uuid) -> Result<Proposal, AccessError> {
    let mut all = draft::proposals(tx, id).await?.into_iter();
    let found = all
        .find(|one| one.id == proposal)
        .ok_or(AccessError::NotFound)?;
    match found.state {
        ProposalState::Open => Ok(found),
        _ => Err(AccessError::Conflict("proposal-closed")),
    }
}

/// Adopts a proposal once all who must agree have agreed to the part as it is.
async fn settle(
    context: &Context,
    tx: &mut Tx,
    officer: &Officer,
    record: &Record,
    proposal: Uuid,
) -> Result<ProposalState, AccessError> {
    let proposal = open_proposal(tx, record.id, proposal).await?;
    let changed = draft::changed_at(tx, record.id, &proposal.part).await?;
    if !proposal.agreed(record.must_agree(), changed) {
        return Ok(ProposalState::Open);
    }
    let before = draft::document(tx, record.id, record.version).await?;
    let after = before.with(&proposal.proposed);
    if after != before {
        draft::insert_version(
            tx,
            record.version + 1,
            Some(&proposal.part),
            &after,
            &officer.author()?,
        )
        .await?;
    }
    draft::close_proposal(tx, proposal.id, ProposalState::Adopted).await?;
    let changes = Changes::default()
        .set("part", None::<&str>, Some(&proposal.part))
        .set("version", Some(record.version), Some(record.version + 1));
    write_down(context, tx, officer, "agreement.adopt", record.id, changes).await?;
    Ok(ProposalState::Adopted)
}

/// Whether a proposal's words have the form of words.
fn check(proposed: &Proposed, note: &str) -> Result<(), AccessError> {
    let text = |field: &'static str, text: &str| {
        if is_text(text) {
            Ok(())
        } else {
            Err(AccessError::invalid(field, "clause-too-long"))
        }
    };
    let both = |field: &'static str, words: &Wording| {
        text(field, &words.id).and_then(|()| text(field, &words.en))
    };
    let key = |code: &str| {
        if is_key(code) {
            Ok(())
        } else {
            Err(AccessError::invalid("key", "key-form"))
        }
    };
    text("note", note)?;
    match proposed {
        Proposed::Title { title } => both("title", title),
        Proposed::Term { term, .. } => match term.span() {
            Ok(_) => Ok(()),
            Err(crate::model::TermError::Backwards) => {
                Err(AccessError::invalid("ends", "term-backwards"))
            }
            Err(crate::model::TermError::Zone) => Err(AccessError::invalid("zone", "term-zone")),
        },
        Proposed::Party { party } => {
            for (field, line) in [
                ("number", &party.number),
                ("signatory", &party.signatory),
                ("position", &party.position),
            ] {
                if line.chars().count() > 200 || line.chars().any(char::is_control) {
                    return Err(AccessError::invalid(field, "too-long"));
                }
            }
            Ok(())
        }
        Proposed::Clause {
            key: code, words, ..
        } => {
            key(code)?;
            words.as_ref().map_or(Ok(()), |words| {
                both("heading", &words.heading).and_then(|()| both("text", &words.text))
            })
        }
        Proposed::Schedule {
            key: code,
            schedule,
        } => {
            key(code)?;
            let Some(schedule) = schedule else {
                return Ok(());
            };
            if schedule.key != *code {
                return Err(AccessError::invalid("key", "key-form"));
            }
            if serde_json::to_string(schedule).map_or(true, |json| json.len() > 4 * LONGEST_TEXT) {
                return Err(AccessError::invalid("text", "clause-too-long"));
            }
            both("purpose", &schedule.purpose.words)
        }
    }
}

/// Whether a proposal is about a part that this document has or can have.
fn belongs(document: &Document, proposed: &Proposed) -> Result<(), AccessError> {
    match proposed {
        Proposed::Party { party } => {
            let own = document
                .party(party.agency)
                .ok_or(AccessError::invalid("agency", "unknown"))?;
            if own.name == party.name {
                Ok(())
            } else {
                Err(AccessError::invalid("name", "unknown"))
            }
        }
        Proposed::Clause { .. } if document.clauses.len() >= MOST_PARTS => {
            Err(AccessError::invalid("key", "too-many-parts"))
        }
        Proposed::Schedule { .. } if document.schedules.len() >= MOST_PARTS => {
            Err(AccessError::invalid("key", "too-many-parts"))
        }
        _ => Ok(()),
    }
}
