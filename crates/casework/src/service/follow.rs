//! Following a report by its receipt code, without an account.

use super::{journaled::Voice, report::of_code};
use crate::{Message, Status, store};
use access::{AccessError, Context, lines};
use domain::day_in_jakarta;
use jiff::ToSpan;
use journal::Changes;
use storage::{Stamp, snapshot, transaction};
use uuid::Uuid;

/// Messages to one report at most; whoever has more to say is called for.
const MOST: usize = 200;

/// What the holder of a code sees: nothing that officers wrote for themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// When it was told.
    pub received_at: Stamp,
    /// What was told.
    pub words: String,
    /// Where it stands.
    pub status: Status,
    /// The agency that works on it.
    pub agency: Uuid,
    /// What was said since.
    pub messages: Vec<Message>,
}

/// What became of a report.
///
/// # Errors
/// [`AccessError::WrongCode`] whatever is wrong with the code.
pub async fn look(context: &Context, code: &str) -> Result<Followed, AccessError> {
    snapshot!(context.db, |tx| {
        let intake = of_code(context, tx, code).await?;
        let intake = intake.ok_or(AccessError::WrongCode)?;
        let told = store::case::get(tx, intake.case).await?;
        let told = told.ok_or(AccessError::WrongCode)?;
        // A case that was joined into another stands where that one stands.
        let case = match told.joined_into {
            Some(into) => store::case::get(tx, into).await?.unwrap_or(told),
            None => told,
        };
        Ok(Followed {
            received_at: intake.received_at,
            messages: store::intake::said(tx, intake.id).await?,
            words: intake.words,
            status: case.status,
            agency: case.agency,
        })
    })
}

/// Adds to a report. Somebody looks at the case by the next day.
///
/// # Errors
/// [`AccessError::WrongCode`]; a fault of `words`.
pub async fn add(context: &Context, code: &str, words: &str) -> Result<(), AccessError> {
    // First the code: a fault of the words must not tell that the code is good.
    let known = snapshot!(context.db, |tx| of_code(context, tx, code).await)?;
    let known = known.ok_or(AccessError::WrongCode)?;
    let words = lines("words", words, 1)?;
    transaction!(context.db, |tx| {
        let said = store::intake::said(tx, known.id).await?;
        if said.len() >= MOST {
            return Err(AccessError::invalid("words", "report-too-many"));
        }
        // A form that was sent twice.
        if said
            .last()
            .is_some_and(|last| !last.ours && last.words == words)
        {
            return Ok(());
        }
        let message = Message {
            ours: false,
            words: words.clone(),
            at: tx.stamp(),
            by: None,
        };
        store::intake::say(tx, known.id, &message, None).await?;
        let told = store::case::get(tx, known.case).await?;
        let case = match told.as_ref().and_then(|case| case.joined_into) {
            Some(into) => store::case::get(tx, into).await?,
            None => told,
        };
        if let Some(mut case) = case {
            let soon = day_in_jakarta(tx.now()).saturating_add(1.day());
            if let Some(next) = case.next.as_mut().filter(|next| next.on > soon) {
                next.on = soon;
                case.version += 1;
                store::case::update(tx, &case).await?;
            }
        }
        let changes = Changes::default().set("words", None::<&str>, Some(&words));
        Voice::PUBLIC
            .note(context, tx, "case.add-words", known.case, changes)
            .await
    })
}
