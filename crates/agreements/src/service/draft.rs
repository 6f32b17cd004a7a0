//! Drafting: each side proposes part by part, all agree, a version follows. Nobody's words vanish: a proposal is kept whatever
//! becomes of it, and counts only with those who agreed to the part as it now is.

mod propose;

pub use propose::{agree, close, propose};

use super::{Officer, clock, view, visible, write_down};
use crate::{
    model::{
        Act, Document, Life, Party, Proposal, ProposalState, Record, Stage, Template, Term, is_text,
    },
    store::{agreement, draft},
};
use access::{AccessError, Action, Context, one_line};
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
