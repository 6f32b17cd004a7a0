//! A party without an account: a link that opens once, and one answer.

use super::{
    answer::step,
    link_hash, new_link,
    open::{material, plain, seen},
};
use crate::{Referral, ReferralState, service::journaled::Voice, store};
use access::{AccessError, Context, Row};
use journal::Changes;
use storage::transaction;
use uuid::Uuid;

/// Opens a referral by its link, which then opens nothing any more; gives what is shown, and what the answer must carry.
///
/// # Errors
/// [`AccessError::NotFound`] whatever is wrong with the link: unknown, used, too late.
pub async fn open_link(
    context: &Context,
    link: &str,
) -> Result<(Referral, Vec<Row>, String), AccessError> {
    let hash = link_hash(context, link);
    let next = new_link(context);
    let after = link_hash(context, &next);
    transaction!(context.db, |tx| {
        let referral = store::referral::by_link(tx, &hash).await?;
        let mut referral = referral
            .filter(|referral| referral.state == ReferralState::Sent)
            .ok_or(AccessError::NotFound)?;
        seen(tx, &mut referral).await?;
        store::referral::relink(tx, referral.id, Some(&after)).await?;
        let (case, people) = material(tx, referral.case).await?;
        let changes = Changes::default().set("referral", None::<Uuid>, Some(referral.id));
        Voice::PARTY
            .note(context, tx, "case.referral-seen", referral.case, changes)
            .await?;
        let rows = plain(&referral, &case, &people);
        Ok((referral, rows, next.clone()))
    })
}

/// Answers by what the opened page carries; once.
///
/// # Errors
/// [`AccessError::NotFound`]; a fault of `answer`.
pub async fn answer_link(
    context: &Context,
    link: &str,
    to: ReferralState,
    words: &str,
) -> Result<(), AccessError> {
    let hash = link_hash(context, link);
    transaction!(context.db, |tx| {
        let referral = store::referral::by_link(tx, &hash).await?;
        let referral = referral.ok_or(AccessError::NotFound)?;
        let id = referral.id;
        step(context, tx, Voice::PARTY, referral, to, words, None).await?;
        store::referral::relink(tx, id, None).await?;
        Ok(())
    })
}
