//! Breaking the glass: one record, a short time, a reason, and a review by somebody else.

use super::note;
use crate::{
    AccessError, Action, Ask, Context, Permit, Principal, Refused, model::lines, store::glass,
};
use domain::record::RecordKind;
use journal::{Actor, Changes};
use storage::{Stamp, snapshot, transaction};
use uuid::Uuid;

const KIND: &str = "broken-glass";
/// How long the record stays open.
const SECONDS: i64 = 60 * 60;
/// A reason has at least so many characters: enough to say who is in danger of what.
const SHORTEST_REASON: usize = 20;

/// The evidence that somebody broke the glass for a record. Only this crate makes it.
#[derive(Debug, Clone)]
pub struct Opened {
    pub(crate) id: Uuid,
    user: Uuid,
    pub(crate) answers: Uuid,
    kind: &'static str,
    pub(crate) record: Uuid,
    pub(crate) until: Stamp,
}

/// A time when the glass was broken.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Broken {
    /// Identifier.
    pub id: Uuid,
    /// Who.
    pub user_id: Uuid,
    /// The agency that answers for the record.
    pub answers: Uuid,
    /// Which kind of record.
    pub kind: String,
    /// Which record.
    pub record: Uuid,
    /// Why, in that person's words.
    pub reason: String,
    /// When.
    pub broken_at: Stamp,
    /// Until when the record was open.
    pub until: Stamp,
    /// Who reviewed it.
    pub reviewed_by: Option<Uuid>,
    /// When.
    pub reviewed_at: Option<Stamp>,
    /// Whether the reviewer found it justified.
    pub justified: Option<bool>,
    /// What the reviewer said.
    pub remark: Option<String>,
}

impl Opened {
    pub(crate) fn is_of(&self, principal: &Principal, ask: &Ask) -> bool {
        principal.actor() == Actor::User(self.user)
            && self.kind == ask.kind.code
            && ask.agency == Some(self.answers)
    }

    /// The agency that answers for the record.
    pub fn answers(&self) -> Uuid {
        self.answers
    }

    /// Until when the record stays open.
    pub fn until(&self) -> Stamp {
        self.until
    }
}

/// Opens one record of an agency for an hour to somebody who may read such records at all. That it exists is not checked here:
/// the reason is written down even if there is nothing to see.
///
/// # Errors
/// If it is no person of an agency, or may not read such records; a fault of `reason`.
pub async fn break_glass(
    context: &Context,
    principal: &Principal,
    action: Action,
    (answers, kind, record): (Uuid, &'static RecordKind, Uuid),
    reason: &str,
) -> Result<Opened, AccessError> {
    let permit = principal.permit(action, "broken glass")?;
    let (Actor::User(user), Some(agency)) = (principal.actor(), principal.agency()) else {
        return Err(Refused(action).into());
    };
    let reason = lines("reason", reason, SHORTEST_REASON)?;
    transaction!(context.db, |tx| {
        let until = tx.stamp().plus_seconds(SECONDS);
        let id = glass::insert(
            tx,
            user,
            agency,
            (answers, kind.code, record),
            &reason,
            until,
        )
        .await?;
        let changes = Changes::default()
            .set("record", None::<Uuid>, Some(record))
            .set("reason", None::<&str>, Some(&reason))
            .set("until", None::<Stamp>, Some(until));
        note(context, tx, &permit, "glass.break", KIND, id, changes).await?;
        Ok(Opened {
            id,
            user,
            answers,
            kind: kind.code,
            record,
            until,
        })
    })
}

/// The evidence, if somebody broke the glass for a record and the time has not ended.
///
/// # Errors
/// If the database failed.
pub async fn opened(
    context: &Context,
    principal: &Principal,
    kind: &'static RecordKind,
    record: Uuid,
) -> Result<Option<Opened>, AccessError> {
    let Actor::User(user) = principal.actor() else {
        return Ok(None);
    };
    let open = snapshot!(context.db, |tx| glass::open(tx, user, kind.code, record)
        .await)?;
    Ok(open.map(|(id, answers, until)| Opened {
        id,
        user,
        answers,
        kind: kind.code,
        record,
        until,
    }))
}

/// What was opened in this way by people of one's own agency: what waits for a review, the oldest first, or what was
/// reviewed, the latest first. Nothing for an account without an agency.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn list(
    context: &Context,
    permit: &Permit,
    reviewed: bool,
) -> Result<Vec<Broken>, AccessError> {
    permit.covers(Action::ReviewAccess)?;
    let Some(agency) = permit.agency() else {
        return Ok(Vec::new());
    };
    Ok(snapshot!(context.db, |tx| glass::of_agency(
        tx, agency, reviewed
    )
    .await)?)
}

/// One of them.
///
/// # Errors
/// As [`list`]; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<Broken, AccessError> {
    let agency = reviewer(permit)?;
    snapshot!(context.db, |tx| glass::get(tx, agency, id).await)
}

/// Says whether it was justified. What was not, ends at once.
///
/// # Errors
/// If the permit is for another action; if it was opened by the reviewer, or reviewed already; a fault of `remark`;
/// [`AccessError::NotFound`].
pub async fn review(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    justified: bool,
    remark: &str,
) -> Result<(), AccessError> {
    let agency = reviewer(permit)?;
    let remark = lines("remark", remark, 1)?;
    let Actor::User(by) = permit.actor() else {
        return Err(Refused(Action::ReviewAccess).into());
    };
    transaction!(context.db, |tx| {
        let before = glass::get(tx, agency, id).await?;
        if before.user_id == by {
            return Err(AccessError::invalid("justified", "glass-own"));
        }
        if !glass::review(tx, id, by, justified, &remark).await? {
            return Err(AccessError::invalid("justified", "glass-reviewed"));
        }
        if !justified {
            glass::end(tx, id).await?;
        }
        let changes = Changes::default()
            .set("justified", None::<bool>, Some(justified))
            .set("remark", None::<&str>, Some(&remark));
        note(context, tx, permit, "glass.review", KIND, id, changes).await
    })
}

fn reviewer(permit: &Permit) -> Result<Uuid, AccessError> {
    permit.covers(Action::ReviewAccess)?;
    permit.agency().ok_or(Refused(Action::ReviewAccess).into())
}
