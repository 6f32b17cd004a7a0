//! What parties do with an agreement besides its words: give up, suspend, resume, give notice.

use super::{Officer, clock, draft::not_now, visible, write_down};
use crate::{
    model::{Act, Life},
    store::{agreement, draft},
};
use access::{AccessError, Action, Context};
use jiff::civil::Date;
use journal::Changes;
use storage::{Stamp, Tx, transaction};
use uuid::Uuid;

/// Gives up an agreement before it is signed.
///
/// # Errors
/// [`AccessError::Conflict`] if it is signed; [`AccessError::NotFound`].
pub async fn withdraw(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    reason: &str,
) -> Result<(), AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    act(
        context,
        officer,
        id,
        reason,
        "agreement.withdraw",
        |_, _| Ok(Act::Withdraw),
    )
    .await
}

/// Closes an agreement for a while, at once; one party is enough.
///
/// # Errors
/// [`AccessError::Conflict`] if it does not run or the party has suspended it already; [`AccessError::NotFound`].
pub async fn suspend(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    reason: &str,
) -> Result<(), AccessError> {
    officer.permit().covers(Action::SignAgreements)?;
    let agency = officer.author()?.agency;
    act(context, officer, id, reason, "agreement.suspend", |_, _| {
        Ok(Act::Suspend(agency))
    })
    .await
}

/// Opens it again, as far as this party is concerned.
///
/// # Errors
/// [`AccessError::Conflict`] if the party has not suspended it; [`AccessError::NotFound`].
pub async fn resume(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    reason: &str,
) -> Result<(), AccessError> {
    officer.permit().covers(Action::SignAgreements)?;
    let agency = officer.author()?.agency;
    act(context, officer, id, reason, "agreement.resume", |_, _| {
        Ok(Act::Resume(agency))
    })
    .await
}

/// Ends an agreement early, at 24:00 of a day that leaves the notice that it asks for.
///
/// # Errors
/// A fault of the day; [`AccessError::Conflict`] if it does not run; [`AccessError::NotFound`].
pub async fn give_notice(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    last_day: Date,
    reason: &str,
) -> Result<(), AccessError> {
    officer.permit().covers(Action::SignAgreements)?;
    act(
        context,
        officer,
        id,
        reason,
        "agreement.give-notice",
        |document, now| {
            let wrong = || AccessError::invalid("last_day", "notice-too-short");
            let today = document.term.day(now.timestamp()).map_err(|_| wrong())?;
            let earliest = today
                .checked_add(jiff::Span::new().days(i64::from(document.notice_days)))
                .map_err(|_| wrong())?;
            if last_day < earliest {
                return Err(wrong());
            }
            let end = document.term.end_of(last_day).map_err(|_| wrong())?;
            if last_day >= document.term.ends {
                return Err(AccessError::invalid("last_day", "notice-too-late"));
            }
            Ok(Act::GiveNotice(end))
        },
    )
    .await
}

async fn act(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    reason: &str,
    action: &str,
    choose: impl Fn(&crate::model::Document, Stamp) -> Result<Act, AccessError>,
) -> Result<(), AccessError> {
    let reason = super::draft::written("reason", reason)?;
    transaction!(context.db, |tx| {
        let record = visible(tx, officer, id).await?;
        let now = clock::moved_on(tx).await?;
        let document = draft::document(tx, id, record.version).await?;
        let act = choose(&document, now)?;
        let life = record
            .life
            .after(act, now.timestamp())
            .map_err(|_| not_now())?;
        keep(tx, id, act, &life).await?;
        let stamp = |life: &Life| life.notice.map(Stamp::from);
        let changes = Changes::default()
            .set("reason", None::<&str>, Some(&reason))
            .set("notice_at", stamp(&record.life), stamp(&life));
        write_down(context, tx, officer, action, id, changes).await
    })
}

async fn keep(tx: &mut Tx, id: Uuid, act: Act, life: &Life) -> Result<(), AccessError> {
    match act {
        Act::Suspend(party) => agreement::suspend(tx, id, party, true).await?,
        Act::Resume(party) => agreement::suspend(tx, id, party, false).await?,
        _ => agreement::live(tx, id, life).await?,
    }
    Ok(())
}
