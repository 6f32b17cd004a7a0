//! Writing down a talk.

use super::super::{KIND, Officer};
use super::victim;
use crate::{
    model::victim::{Identification, IdentificationForm},
    store::victim::identification as store,
};
use access::{AccessError, Context, service::note};
use domain::day_in_jakarta;
use journal::Changes;
use risk::indicators::Indicators;
use storage::transaction;
use uuid::Uuid;

/// Writes down what a victim answered and what is concluded from it. An earlier talk stays as it was.
///
/// # Errors
/// A fault of the form; [`AccessError::NotFound`] where there is no such victim for the officer.
pub async fn identify(
    context: &Context,
    officer: &Officer,
    case: Uuid,
    person: Uuid,
    form: &IdentificationForm,
) -> Result<Identification, AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        let (_, victim, _) = victim(tx, officer, case, person).await?;
        let today = day_in_jakarta(tx.now());
        let (conclusion, reason, reading) = form.read(&victim.who, today)?;
        let one = Identification {
            id: tx.id(),
            subject: form.subject(),
            list: Indicators::shipped().version.clone(),
            answers: form.answers.clone(),
            elements: form.elements.clone(),
            pattern: reading.pattern,
            conclusion,
            reason,
            by: officer.hand().clone(),
            at: tx.stamp(),
        };
        store::insert(tx, person, &one).await?;
        // What was answered stays with the victim's record; the journal says that somebody asked, and what they concluded.
        let changes = Changes::default()
            .set("person", None::<Uuid>, Some(person))
            .set("pattern", None::<&str>, Some(one.pattern.code()))
            .set("conclusion", None::<&str>, Some(one.conclusion.code()))
            .set("reason", None::<&str>, one.reason.as_deref());
        note(context, tx, permit, "case.identify", KIND, case, changes).await?;
        Ok(one)
    })
}
