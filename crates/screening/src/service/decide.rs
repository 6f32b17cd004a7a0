//! Deciding about a trip.

use super::{KIND, account, agency, assessed};
use crate::{
    Decision, Desk, Outcome,
    index::{Changes as Changed, refresh},
    store,
};
use access::{AccessError, Action, Context, Permit, service::note};
use journal::Changes;
use storage::transaction;
use uuid::Uuid;

/// Keeps what an officer decided. It counts for the next traveller from now on.
///
/// # Errors
/// A fault of `reason`; if the permit is for another action; [`AccessError::NotFound`].
pub async fn decide(
    context: &Context,
    desk: &Desk,
    permit: &Permit,
    id: Uuid,
    outcome: Outcome,
    reason: &str,
) -> Result<Decision, AccessError> {
    let agency = agency(permit, Action::DecideScreening)?;
    let decision = transaction!(context.db, |tx| {
        let stored = assessed(tx, agency, id).await?;
        let decision = Decision {
            id: tx.id(),
            outcome,
            reason: outcome.reason(reason, stored.kept.assessment.action)?,
            at: tx.stamp(),
            by: account(permit),
        };
        store::decision::insert(tx, id, &decision).await?;
        store::assessment::decided(tx, id, outcome, decision.at).await?;
        let changes = Changes::default()
            .set("outcome", stored.outcome, Some(outcome))
            .set("reason", None::<&str>, decision.reason.as_deref());
        note(context, tx, permit, "screening.decide", KIND, id, changes).await?;
        Ok::<_, AccessError>(decision)
    })?;
    refresh(context, desk.lookup(), &Changed::one(KIND, id)).await;
    Ok(decision)
}
