//! What the law made of a case.

use super::{KIND, Officer, reached};
use crate::{LegalStep, Reference, StepForm, store};
use access::{AccessError, Context, Permit, service::note};
use domain::day_in_jakarta;
use journal::Changes;
use storage::{StorageError, Tx, transaction};
use uuid::Uuid;

/// Writes a step of the law into a case of the own agency.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`]; the fault of a field.
pub async fn add_step(
    context: &Context,
    officer: &Officer,
    case: Uuid,
    form: &StepForm,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        reached(tx, officer, case).await?;
        write(context, tx, permit, officer, case, form).await
    })
}

pub(super) async fn write(
    context: &Context,
    tx: &mut Tx,
    permit: &Permit,
    officer: &Officer,
    case: Uuid,
    form: &StepForm,
) -> Result<(), AccessError> {
    let today = day_in_jakarta(tx.now());
    let step = form.read(tx.stamp(), today, officer.hand().name.clone())?;
    if let Some(person) = step.person {
        let people = store::person::of_case(tx, case).await?;
        let suspect =
            |one: &crate::CasePerson| one.id == person && one.role == crate::Role::Suspect;
        if !people.iter().any(suspect) {
            return Err(AccessError::invalid("suspect", "unknown"));
        }
    }
    let known = store::outcome::of_case(tx, case).await?;
    let same = |one: &LegalStep| {
        (one.step, one.on, one.person, &one.number)
            == (step.step, step.on, step.person, &step.number)
    };
    // A form that was sent twice.
    if known.iter().any(same) {
        return Ok(());
    }
    store::outcome::insert(tx, case, officer.agency(), &step).await?;
    let changes = Changes::default()
        .set("step", None::<&str>, Some(step.step))
        .set("on", None::<&str>, Some(step.on.to_string()))
        .set("number", None::<&str>, Some(&step.number));
    note(context, tx, permit, "case.outcome", KIND, case, changes).await
}

/// What the law made of the cases that an agency opened from a record elsewhere: for whoever reads `case.outcome` in the journal's feed
/// and wants to know what came of their own record.
///
/// # Errors
/// If the database failed.
pub async fn steps_from(
    tx: &mut Tx,
    agency: Uuid,
    reference: &Reference,
) -> Result<Vec<LegalStep>, StorageError> {
    match store::case::from_record(tx, agency, reference).await? {
        Some(case) => store::outcome::of_case(tx, case.id).await,
        None => Ok(Vec::new()),
    }
}
