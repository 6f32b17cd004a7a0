//! Who stands in a case.

use super::{KIND, Officer, reached};
use crate::{CasePerson, Role, WhoForm, store};
use access::{AccessError, Context, one_line, service::note};
use domain::day_in_jakarta;
use journal::Changes;
use storage::transaction;
use uuid::Uuid;

/// Writes somebody into a case, in one role.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`]; the fault of a field.
pub async fn add_person(
    context: &Context,
    officer: &Officer,
    case: Uuid,
    role: Role,
    form: &WhoForm,
) -> Result<Uuid, AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        reached(tx, officer, case).await?;
        let person = CasePerson {
            id: tx.id(),
            role,
            who: form.read(day_in_jakarta(tx.now()))?,
            added_at: tx.stamp(),
            struck: None,
        };
        store::person::insert(tx, case, std::slice::from_ref(&person)).await?;
        let changes = Changes::default()
            .set("person", None::<Uuid>, Some(person.id))
            .set("role", None::<Role>, Some(role))
            .set("name", None::<&str>, Some(&person.who.name));
        note(context, tx, permit, "case.add-person", KIND, case, changes).await?;
        Ok::<_, AccessError>(person.id)
    })
}

/// Strikes somebody out of a case who stood in the wrong role or is not part of it. The line stays, with the reason.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`]; a fault of `why`.
pub async fn strike_person(
    context: &Context,
    officer: &Officer,
    case: Uuid,
    person: Uuid,
    why: &str,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    let why = one_line("why", why)?;
    transaction!(context.db, |tx| {
        reached(tx, officer, case).await?;
        if !store::person::strike(tx, case, person, &why).await? {
            return Err(AccessError::NotFound);
        }
        let changes = Changes::default()
            .set("person", Some(person), None::<Uuid>)
            .set("why", None::<&str>, Some(&why));
        note(
            context,
            tx,
            permit,
            "case.strike-person",
            KIND,
            case,
            changes,
        )
        .await
    })
}
