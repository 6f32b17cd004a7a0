//! What the receiving side says.

use super::open::received;
use crate::{
    Case, Next, Referral, ReferralKind, ReferralState, Status, StepForm,
    service::{Officer, journaled::Voice, outcome},
    store,
};
use access::{AccessError, Context, lines};
use domain::day_in_jakarta;
use jiff::ToSpan;
use journal::Changes;
use storage::{Tx, transaction};
use uuid::Uuid;

/// Answers what was handed to the agency of an officer. Whoever declines says why, and whoever is done what came of it. A transfer
/// that is accepted changes the owner: the case is then with the agency that accepted, and must be looked at by the next day.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`]; a fault of `answer`; a conflict where no step leads there.
pub async fn answer(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    to: ReferralState,
    words: &str,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        let referral = received(tx, officer, id).await?;
        let agency = officer.agency();
        step(
            context,
            tx,
            permit.into(),
            referral,
            to,
            words,
            Some(agency),
        )
        .await
    })
}

/// Writes a step of the law into a case that was handed to the agency of an officer, and accepted there.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`]; the fault of a field; a conflict where the referral was not accepted.
pub async fn report_step(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    form: &StepForm,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        let referral = received(tx, officer, id).await?;
        if !matches!(
            referral.state,
            ReferralState::Accepted | ReferralState::Done
        ) {
            return Err(AccessError::Conflict("referral-not-now"));
        }
        outcome::write(context, tx, permit, officer, referral.case, form).await
    })
}

/// Takes a step, and writes it down.
pub(super) async fn step(
    context: &Context,
    tx: &mut Tx,
    voice: Voice<'_>,
    mut referral: Referral,
    to: ReferralState,
    words: &str,
    owner: Option<Uuid>,
) -> Result<(), AccessError> {
    if to == ReferralState::Seen || !referral.state.leads_to(to) {
        return Err(AccessError::Conflict("referral-not-now"));
    }
    let words = match (to, words.trim()) {
        (ReferralState::Accepted, "") => String::new(),
        _ => lines("answer", words, 3)?,
    };
    let before = referral.state;
    referral.state = to;
    referral.answer = words;
    match to {
        ReferralState::Done => referral.done_at = Some(tx.stamp()),
        _ => referral.answered_at = Some(tx.stamp()),
    }
    store::referral::advance(tx, &referral).await?;
    if let (ReferralState::Accepted, ReferralKind::Transfer, Some(owner)) =
        (to, referral.kind, owner)
    {
        hand_over(tx, referral.case, owner).await?;
    }
    let changes = Changes::default()
        .set("referral", None::<Uuid>, Some(referral.id))
        .set("state", Some(before), Some(to))
        .set("answer", None::<&str>, Some(&referral.answer));
    voice
        .note(context, tx, "case.referral-answer", referral.case, changes)
        .await
}

async fn hand_over(tx: &mut Tx, id: Uuid, owner: Uuid) -> Result<(), AccessError> {
    let case = store::case::get(tx, id).await?;
    let before = case.ok_or(AccessError::NotFound)?;
    let after = Case {
        agency: owner,
        handler: None,
        status: Status::Review,
        closed_at: None,
        next: Some(Next {
            on: day_in_jakarta(tx.now()).saturating_add(1.day()),
            step: String::new(),
        }),
        version: before.version + 1,
        ..before
    };
    store::case::update(tx, &after).await?;
    Ok(())
}
