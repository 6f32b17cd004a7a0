//! Interviews: begun at an assessment, written down as they go, ended once. Nothing that is written is lost when a link breaks:
//! each form that arrives is kept.

use super::{agency, assessed};
use crate::{
    model::interview::{Interview, Interviewed, Touched, questionnaire},
    store::interview as store,
};
use access::{AccessError, Action, Context, Permit, service::note, service::receipts};
use journal::Changes;
use risk::Action as Advice;
use storage::{Tx, snapshot, transaction};
use uuid::Uuid;

const KIND: &str = "interview";

/// An interview with what a page says beside it. Of an assessment it holds the name and whether to talk in a protective way: never
/// why.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// What was written down.
    pub interviewed: Interviewed,
    /// What the answers touch.
    pub touched: Touched,
    /// Who is asked.
    pub name: String,
    /// Whether the interview is a protective one.
    pub protective: bool,
}

/// Begins an interview, or goes on with the one that the same officer has begun and not ended.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn begin(
    context: &Context,
    permit: &Permit,
    officer: &str,
    assessment: Uuid,
) -> Result<Uuid, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    transaction!(context.db, |tx| {
        assessed(tx, agency, assessment).await?;
        let own = super::account(permit);
        let begun = store::of(tx, assessment).await?;
        let open = begun
            .iter()
            .find(|one| one.ended_at.is_none() && one.officer == own);
        if let Some(open) = open {
            return Ok(open.id);
        }
        let new = Interviewed {
            id: tx.id(),
            assessment,
            questions: questionnaire().version.clone(),
            interview: Interview::default(),
            revision: 0,
            officer: own,
            officer_name: officer.to_owned(),
            begun_at: tx.stamp(),
            changed_at: tx.stamp(),
            ended_at: None,
        };
        store::insert(tx, &new).await?;
        let changes = Changes::default()
            .set("assessment", None::<Uuid>, Some(assessment))
            .set("questions", None::<&str>, Some(&new.questions));
        note(
            context,
            tx,
            permit,
            "interview.begin",
            KIND,
            new.id,
            changes,
        )
        .await?;
        Ok(new.id)
    })
}

/// Keeps what is written, and ends the interview if asked to. `revision` is that of the page on which it was written.
///
/// # Errors
/// A fault of the form; a conflict if the interview was ended, is somebody else's, or was written elsewhere since; if the permit is
/// for another action; [`AccessError::NotFound`].
pub async fn write(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    revision: i64,
    interview: Interview,
    end: bool,
) -> Result<Interviewed, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    let interview = interview.checked()?;
    transaction!(context.db, |tx| {
        let mut held = of_agency(tx, agency, id).await?;
        if held.ended_at.is_some() {
            return Err(AccessError::Conflict("interview-ended"));
        }
        if held.officer != super::account(permit) {
            return Err(AccessError::Conflict("interview-others"));
        }
        // Sent twice, by a link that broke before the answer came: it is there already.
        let same = held.interview == interview;
        if held.revision != revision && !same {
            return Err(AccessError::Conflict("interview-elsewhere"));
        }
        if same && !end {
            return Ok(held);
        }
        let before = held.clone();
        held.interview = interview.clone();
        held.revision += 1;
        held.changed_at = tx.stamp();
        held.ended_at = end.then(|| tx.stamp());
        store::change(tx, &held).await?;
        let counsel = |held: &Interviewed| Touched::by(&held.interview).counsel();
        let mut changes =
            Changes::default().set("revision", Some(before.revision), Some(held.revision));
        if end {
            changes = changes
                .set("answers", None::<&str>, Some(&held.interview.answers))
                .set("counsel", None::<&str>, Some(counsel(&held)));
        }
        let action = if end {
            "interview.end"
        } else {
            "interview.write"
        };
        note(context, tx, permit, action, KIND, id, changes).await?;
        Ok(held)
    })
}

/// One interview.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<Taken, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let interviewed = of_agency(tx, agency, id).await?;
        let stored = assessed(tx, agency, interviewed.assessment).await?;
        Ok((interviewed, stored))
    });
    let (interviewed, stored) = read?;
    receipts::leave(context, permit, &[interviewed.assessment]).await?;
    let assessment = stored.kept.assessment;
    Ok(Taken {
        touched: Touched::by(&interviewed.interview),
        interviewed,
        protective: assessment.action == Advice::ProtectiveInterview,
        name: assessment.traveller.name,
    })
}

/// The interviews at an assessment, the first one first.
///
/// # Errors
/// As [`get`].
pub async fn of(
    context: &Context,
    permit: &Permit,
    assessment: Uuid,
) -> Result<Vec<Interviewed>, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    let found: Result<_, AccessError> = snapshot!(context.db, |tx| {
        assessed(tx, agency, assessment).await?;
        Ok(store::of(tx, assessment).await?)
    });
    let found = found?;
    receipts::leave(context, permit, &[assessment]).await?;
    Ok(found)
}

async fn of_agency(tx: &mut Tx, agency: Uuid, id: Uuid) -> Result<Interviewed, AccessError> {
    let held = store::get(tx, id).await?.ok_or(AccessError::NotFound)?;
    assessed(tx, agency, held.assessment).await?;
    Ok(held)
}
