//! Writing into a case: entries, answers to whoever told, and how they can be reached.

use super::{KIND, Officer, reached};
use crate::{EntryForm, Message, SafeContact, Way, store};
use access::{AccessError, Context, lines, one_line, service::note};
use domain::day_in_jakarta;
use journal::Changes;
use storage::transaction;
use uuid::Uuid;

/// Writes a note, an event or a statement. Nothing that was written is ever overwritten.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`]; the fault of a field.
pub async fn write(
    context: &Context,
    officer: &Officer,
    case: Uuid,
    form: &EntryForm,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        reached(tx, officer, case).await?;
        let (id, at) = (tx.id(), tx.stamp());
        let entry = form.read(id, at, day_in_jakarta(tx.now()), officer.hand().clone())?;
        if let Some(person) = entry.person {
            let people = store::person::of_case(tx, case).await?;
            if !people.iter().any(|one| one.id == person) {
                return Err(AccessError::invalid("person", "unknown"));
            }
        }
        store::entry::insert(tx, case, &entry).await?;
        let changes = Changes::default()
            .set("kind", None::<&str>, Some(entry.kind))
            .set("level", None::<&str>, Some(entry.level))
            .set("words", None::<&str>, Some(&entry.words));
        note(context, tx, permit, "case.write", KIND, case, changes).await
    })
}

/// Answers whoever told. They read it with their code.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`]; a fault of `words`.
pub async fn answer(
    context: &Context,
    officer: &Officer,
    case: Uuid,
    intake: Uuid,
    words: &str,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    let words = lines("answer", words, 1)?;
    transaction!(context.db, |tx| {
        reached(tx, officer, case).await?;
        let intakes = store::intake::of_case(tx, case).await?;
        if !intakes.iter().any(|one| one.id == intake) {
            return Err(AccessError::NotFound);
        }
        let hand = officer.hand();
        let message = Message {
            ours: true,
            words: words.clone(),
            at: tx.stamp(),
            by: Some(hand.name.clone()),
        };
        store::intake::say(tx, intake, &message, Some(hand.id)).await?;
        let changes = Changes::default().set("answer", None::<&str>, Some(&words));
        note(context, tx, permit, "case.answer", KIND, case, changes).await
    })
}

/// Writes how those concerned can be reached without danger. The rule before stays in the history.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`]; the fault of a field.
pub async fn set_contact(
    context: &Context,
    officer: &Officer,
    case: Uuid,
    way: Way,
    times: &str,
    pretext: &str,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    let maybe = |field, text: &str| match text.trim() {
        "" => Ok(String::new()),
        text => one_line(field, text),
    };
    let (times, pretext) = (maybe("times", times)?, maybe("pretext", pretext)?);
    transaction!(context.db, |tx| {
        reached(tx, officer, case).await?;
        let before = store::intake::contact(tx, case).await?;
        let rule = SafeContact {
            way,
            times: times.clone(),
            pretext: pretext.clone(),
            set_at: tx.stamp(),
            by: Some(officer.hand().name.clone()),
        };
        store::intake::set_contact(tx, case, &rule).await?;
        let changes = Changes::default()
            .set("way", before.map(|rule| rule.way), Some(way))
            .set("times", None::<&str>, Some(&times))
            .set("pretext", None::<&str>, Some(&pretext));
        note(
            context,
            tx,
            permit,
            "case.safe-contact",
            KIND,
            case,
            changes,
        )
        .await
    })
}
