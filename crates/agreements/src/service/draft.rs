//! Drafting: each side proposes part by part, all agree, a version follows. Nobody's words vanish: a proposal is kept whatever
//! becomes of it, and counts only with those who agreed to the part as it now is.

use super::{Officer, clock, view, visible, write_down};
use crate::{
    model::{
        Act, Document, LONGEST_TEXT, Life, MOST_PARTS, Party, Proposal, ProposalState, Proposed,
        Record, Stage, Template, Term, is_key, is_text,
    },
    store::{agreement, draft},
};
use access::{AccessError, Action, Context, one_line};
use domain::Wording;
use journal::Changes;
use storage::{Tx, transaction};
use uuid::Uuid;

/// What a new draft starts from.
#[derive(Debug, Clone)]
pub struct NewAgreement {
    /// The template.
    pub template: &'static Template,
    /// The memorandum that it stands under.
    pub parent: Option<Uuid>,
    /// PIHAK KESATU.
    pub first: Uuid,
    /// PIHAK KEDUA.
    pub second: Uuid,
    /// The region, for title and clauses.
    pub region: String,
    /// From when to when.
    pub term: Term,
}

/// Begins a draft from a template. Only the officer's agency sees it until it is shared.
///
/// # Errors
/// A fault of a field; if the permit is for another action.
pub async fn create(
    context: &Context,
    officer: &Officer,
    new: NewAgreement,
) -> Result<Uuid, AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    let author = officer.author()?;
    let region = one_line("region", &new.region)?;
    new.term
        .span()
        .map_err(|_| AccessError::invalid("ends", "term-backwards"))?;
    if new.first == new.second || ![new.first, new.second].contains(&author.agency) {
        return Err(AccessError::invalid("second", "agreement-own-party"));
    }
    let agencies = organisations::service::agencies(context).await?;
    let party = |id: Uuid| {
        let agency = agencies.iter().find(|agency| agency.id == id);
        agency.map(|agency| Party {
            agency: id,
            name: agency.name.clone(),
            number: String::new(),
            signatory: String::new(),
            position: String::new(),
        })
    };
    let unknown = || AccessError::invalid("second", "unknown");
    let parties = vec![
        party(new.first).ok_or_else(unknown)?,
        party(new.second).ok_or_else(unknown)?,
    ];
    let kinds: Vec<_> = context.sources.kinds().collect();
    transaction!(context.db, |tx| {
        let id = tx.id();
        if let Some(parent) = new.parent {
            let parent = agreement::get(tx, parent).await;
            let signed = parent.is_ok_and(|parent| parent.life.stage == Stage::Signed);
            if !signed {
                return Err(AccessError::invalid("parent", "unknown"));
            }
        }
        let document = new.template.document(
            id,
            new.parent,
            &region,
            new.term.clone(),
            parties.clone(),
            &kinds,
        );
        begin(context, tx, officer, &document, "agreement.create").await?;
        Ok(id)
    })
}

/// Begins an amendment: a draft with the words of an agreement that runs, whose place it will take.
///
/// # Errors
/// [`AccessError::Conflict`] if it does not run or is being amended already; [`AccessError::NotFound`].
pub async fn amend(context: &Context, officer: &Officer, id: Uuid) -> Result<Uuid, AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    transaction!(context.db, |tx| {
        let old = visible(tx, officer, id).await?;
        let now = clock::moved_on(tx).await?;
        let runs = old.life.stage == Stage::Signed && !old.life.standing(now.timestamp()).closed();
        if !runs || agreement::being_amended(tx, id).await? {
            return Err(AccessError::Conflict("agreement-not-amendable"));
        }
        let mut document = draft::document(tx, id, old.version).await?;
        document.agreement = tx.id();
        document.supersedes = Some(id);
        for party in &mut document.parties {
            party.number = String::new();
        }
        for schedule in &mut document.schedules {
            // What is shared anew is assessed anew.
            schedule.assessment = None;
        }
        begin(context, tx, officer, &document, "agreement.amend").await?;
        Ok(document.agreement)
    })
}

async fn begin(
    context: &Context,
    tx: &mut Tx,
    officer: &Officer,
    document: &Document,
    action: &str,
) -> Result<(), AccessError> {
    let author = officer.author()?;
    let record = Record {
        id: document.agreement,
        kind: document.kind,
        parent: document.parent,
        supersedes: document.supersedes,
        drafted_by: author.agency,
        shared: false,
        version: 1,
        parties: document.parties.iter().map(|party| party.agency).collect(),
        life: Life::draft(),
    };
    agreement::insert(tx, &record).await?;
    draft::insert_version(tx, 1, None, document, &author).await?;
    let changes = Changes::default().set("title", None::<&str>, Some(&document.title.id));
    write_down(context, tx, officer, action, record.id, changes).await
}

/// Shows a draft to the other parties. From then on every change needs the word of all.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn share(context: &Context, officer: &Officer, id: Uuid) -> Result<(), AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    transaction!(context.db, |tx| {
        let record = visible(tx, officer, id).await?;
        in_draft(&record)?;
        if record.shared {
            return Ok(());
        }
        agreement::share(tx, id).await?;
        write_down(
            context,
            tx,
            officer,
            "agreement.share",
            id,
            Changes::default(),
        )
        .await
    })
}

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

/// Leaves a remark on a part.
///
/// # Errors
/// A fault of the text; [`AccessError::NotFound`].
pub async fn comment(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    part: &str,
    body: &str,
) -> Result<(), AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    let author = officer.author()?;
    let body = written("comment", body)?;
    transaction!(context.db, |tx| {
        visible(tx, officer, id).await?;
        draft::insert_comment(tx, id, part, &body, &author).await?;
        let changes = Changes::default().set("part", None::<&str>, Some(part));
        write_down(context, tx, officer, "agreement.comment", id, changes).await
    })
}

/// Fixes the words at version `seen` and asks for signatures.
///
/// # Errors
/// [`AccessError::Conflict`] if something is missing, a proposal is open or the words changed since; [`AccessError::NotFound`].
pub async fn fix(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    seen: u32,
) -> Result<(), AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    transaction!(context.db, |tx| {
        let record = visible(tx, officer, id).await?;
        in_draft(&record)?;
        let now = clock::moved_on(tx).await?;
        let document = draft::document(tx, id, record.version).await?;
        let open = |proposal: &Proposal| proposal.state == ProposalState::Open;
        if record.version != seen {
            return Err(AccessError::Conflict("agreement-changed-meanwhile"));
        }
        if draft::proposals(tx, id).await?.iter().any(open) {
            return Err(AccessError::Conflict("agreement-open-proposals"));
        }
        if !record.shared || !view::flaws(context, tx, &document, now).await?.is_empty() {
            return Err(AccessError::Conflict("agreement-incomplete"));
        }
        let term = document
            .term
            .span()
            .map_err(|_| AccessError::Conflict("agreement-incomplete"))?;
        let life = record
            .life
            .after(Act::Fix(term), now.timestamp())
            .map_err(|_| not_now())?;
        agreement::live(tx, id, &life).await?;
        let changes = Changes::default().set("version", None::<u32>, Some(record.version));
        write_down(context, tx, officer, "agreement.fix", id, changes).await
    })
}

/// What cannot be done in the present state.
pub(crate) fn not_now() -> AccessError {
    AccessError::Conflict("agreement-not-now")
}

fn in_draft(record: &Record) -> Result<(), AccessError> {
    match record.life.stage {
        Stage::Draft => Ok(()),
        _ => Err(AccessError::Conflict("agreement-not-draft")),
    }
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

/// A text of several lines that is not empty.
pub(crate) fn written(field: &'static str, text: &str) -> Result<String, AccessError> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.is_empty() {
        return Err(AccessError::invalid(field, "required"));
    }
    if !is_text(&text) {
        return Err(AccessError::invalid(field, "clause-too-long"));
    }
    Ok(text)
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
