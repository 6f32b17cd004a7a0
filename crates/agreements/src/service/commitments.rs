//! Commitments: taken on, due, done with evidence.

use super::{Officer, clock, visible, write_down};
use crate::{
    model::{Commitment, Progress, Stage},
    store::{agreement, commitment, draft},
};
use access::{AccessError, Action, Context, one_line};
use jiff::civil::Date;
use journal::Changes;
use storage::{snapshot, transaction};
use uuid::Uuid;

/// A duty, with what it belongs to.
#[derive(Debug, Clone)]
pub struct Duty {
    /// The commitment.
    pub commitment: Commitment,
    /// What the agreement is about.
    pub title: domain::Wording,
    /// Whether its last day is over, by the clocks of the agreement.
    pub overdue: bool,
}

/// What is to be done, as an officer writes it.
#[derive(Debug, Clone)]
pub struct NewCommitment {
    /// The clause that it carries out, by key.
    pub clause: String,
    /// What is to be done.
    pub title: String,
    /// Who has to do it.
    pub owner: Uuid,
    /// The last day.
    pub due_on: Date,
}

/// The commitments under an agreement, by their last day.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn list(
    context: &Context,
    officer: &Officer,
    id: Uuid,
) -> Result<Vec<Commitment>, AccessError> {
    officer.permit().covers(Action::ReadAgreements)?;
    snapshot!(context.db, |tx| {
        visible(tx, officer, id).await?;
        Ok(commitment::of_agreement(tx, id).await?)
    })
}

/// What the officer's agency has to do under all its agreements, by the last day.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn duties(context: &Context, officer: &Officer) -> Result<Vec<Duty>, AccessError> {
    officer.permit().covers(Action::ReadAgreements)?;
    let Some(agency) = officer.agency() else {
        return Ok(Vec::new());
    };
    snapshot!(context.db, |tx| {
        let now = clock::now(tx).await?;
        let mut duties = Vec::new();
        for commitment in commitment::open_of(tx, agency).await? {
            let record = agreement::get(tx, commitment.agreement).await?;
            let document = draft::document(tx, record.id, record.version).await?;
            let today = document.term.day(now.timestamp());
            duties.push(Duty {
                overdue: today.is_ok_and(|today| commitment.overdue(today)),
                title: document.title,
                commitment,
            });
        }
        Ok(duties)
    })
}

/// Writes down what a party has to do: for the own agency taken on at once, for another proposed to it.
///
/// # Errors
/// A fault of a field; [`AccessError::Conflict`] if the agreement is not signed; [`AccessError::NotFound`].
pub async fn create(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    new: NewCommitment,
) -> Result<Uuid, AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    let author = officer.author()?;
    let title = one_line("title", &new.title)?;
    transaction!(context.db, |tx| {
        let record = visible(tx, officer, id).await?;
        let now = clock::now(tx).await?;
        let running =
            record.life.stage == Stage::Signed && !record.life.standing(now.timestamp()).closed();
        if !running {
            return Err(super::draft::not_now());
        }
        let document = draft::document(tx, id, record.version).await?;
        if document.clause(&new.clause).is_none() {
            return Err(AccessError::invalid("clause", "unknown"));
        }
        if !record.parties.contains(&new.owner) {
            return Err(AccessError::invalid("owner", "unknown"));
        }
        let progress = if new.owner == author.agency {
            Progress::Accepted
        } else {
            Progress::Proposed
        };
        let made = Commitment {
            id: tx.id(),
            agreement: id,
            clause: new.clause.clone(),
            title: title.clone(),
            owner: new.owner,
            due_on: new.due_on,
            progress,
            evidence: String::new(),
            done_at: None,
        };
        commitment::insert(tx, &made, author.agency).await?;
        let changes = Changes::default()
            .set("title", None::<&str>, Some(&made.title))
            .set("due_on", None::<Date>, Some(made.due_on));
        write_down(context, tx, officer, "agreement.commit", id, changes).await?;
        Ok(made.id)
    })
}

/// Takes on a commitment that another party proposed.
///
/// # Errors
/// [`AccessError::Conflict`] if it was taken on; [`AccessError::NotFound`] if it is not the own agency's.
pub async fn accept(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    which: Uuid,
) -> Result<(), AccessError> {
    change(
        context,
        officer,
        id,
        which,
        "agreement.take-on",
        |commitment| {
            if commitment.progress != Progress::Proposed {
                return Err(super::draft::not_now());
            }
            commitment.progress = Progress::Accepted;
            Ok(())
        },
    )
    .await
}

/// Says that a commitment was kept, with what shows it.
///
/// # Errors
/// A fault of the evidence; [`AccessError::Conflict`] if it was done; [`AccessError::NotFound`] if it is not the own agency's.
pub async fn done(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    which: Uuid,
    evidence: &str,
) -> Result<(), AccessError> {
    let evidence = super::draft::written("evidence", evidence)?;
    let now = context.db.ambient().now();
    change(
        context,
        officer,
        id,
        which,
        "agreement.fulfil",
        |commitment| {
            if commitment.progress == Progress::Done {
                return Err(super::draft::not_now());
            }
            commitment.progress = Progress::Done;
            commitment.evidence.clone_from(&evidence);
            commitment.done_at = Some(now.into());
            Ok(())
        },
    )
    .await
}

async fn change(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    which: Uuid,
    action: &str,
    change: impl Fn(&mut Commitment) -> Result<(), AccessError>,
) -> Result<(), AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    let agency = officer.author()?.agency;
    transaction!(context.db, |tx| {
        visible(tx, officer, id).await?;
        let all = commitment::of_agreement(tx, id).await?;
        let own = |one: &&Commitment| one.id == which && one.owner == agency;
        let before = all.iter().find(own).ok_or(AccessError::NotFound)?;
        let mut after = before.clone();
        change(&mut after)?;
        commitment::update(tx, &after).await?;
        let changes = Changes::default()
            .set("title", None::<&str>, Some(&before.title))
            .set(
                "progress",
                Some(before.progress.code()),
                Some(after.progress.code()),
            )
            .set("evidence", None::<&str>, Some(&after.evidence));
        write_down(context, tx, officer, action, id, changes).await
    })
}
