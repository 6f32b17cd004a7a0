//! Deciding about an entry: yes or no to a proposal by somebody else, confirming it in time, ending it.

use super::{Keeper, event, today};
use crate::{
    Desk,
    index::{Changes as Changed, refresh},
    model::watch::{Act, Entry, List, Term},
    store::watch as store,
};
use access::{AccessError, Context, lines, service::note};
use journal::Changes;
use storage::transaction;
use uuid::Uuid;

/// Does something with an entry and says why. It counts, or counts no longer, for the next traveller.
///
/// # Errors
/// A fault of `answer`; [`AccessError::Conflict`] if the entry is one's own proposal or stands elsewhere; [`AccessError::NotFound`].
pub async fn decide<L: List>(
    context: &Context,
    desk: &Desk,
    keeper: &Keeper<L>,
    id: Uuid,
    act: Act,
    answer: &str,
) -> Result<(), AccessError> {
    let permit = keeper.deciding()?;
    let answer = lines("answer", answer, 1)?;
    let today = today(context);
    let term = Term::of(L::KIND, today);
    transaction!(context.db, |tx| {
        let entry: Option<Entry<L>> = store::get(tx, id).await?;
        let entry = entry
            .filter(|entry| entry.agency == keeper.agency)
            .ok_or(AccessError::NotFound)?;
        // Four eyes: whoever proposed it neither approves nor prolongs it. Everybody who may decide may end it.
        if matches!(act, Act::Approve | Act::Confirm) && entry.author.id == keeper.hand.id {
            return Err(AccessError::Conflict("list-own"));
        }
        let life = entry
            .life
            .after(act, today, term)
            .map_err(|_| AccessError::Conflict("list-not-now"))?;
        store::live(tx, id, &life).await?;
        store::decided(tx, id, &keeper.hand, &answer).await?;
        let changes = Changes::default()
            .set(
                "state",
                Some(entry.life.stage.code()),
                Some(life.stage.code()),
            )
            .set("review_on", entry.life.review_on, life.review_on)
            .set("answer", None::<&str>, Some(&answer));
        let kind = L::record().code;
        note(
            context,
            tx,
            permit,
            &event::<L>(act.code()),
            kind,
            id,
            changes,
        )
        .await
    })?;
    refresh(context, desk.lookup(), &Changed::one(L::record().code, id)).await;
    Ok(())
}
