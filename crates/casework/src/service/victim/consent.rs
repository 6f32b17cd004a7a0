//! Giving consent and taking it back.

use super::super::{KIND, Officer};
use super::victim;
use crate::{
    Role,
    model::victim::{Consent, ConsentForm, Disclosure, age_group},
    store::victim::consent as store,
};
use access::{AccessError, Context, lines, one_line, service::note};
use domain::day_in_jakarta;
use journal::Changes;
use risk::indicators::Subject;
use storage::{Tx, transaction};
use uuid::Uuid;

/// Writes down that a victim agrees that somebody is told something.
///
/// # Errors
/// A fault of the form, also where whoever speaks for a child is a suspect of the case; [`AccessError::NotFound`].
pub async fn give(
    context: &Context,
    officer: &Officer,
    case: Uuid,
    person: Uuid,
    form: &ConsentForm,
) -> Result<Uuid, AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        let (_, victim, people) = victim(tx, officer, case, person).await?;
        let today = day_in_jakarta(tx.now());
        let child = age_group(victim.who.birth_date, today) == Some(Subject::Child);
        let suspects: Vec<&str> = people
            .iter()
            .filter(|one| one.role == Role::Suspect && one.struck.is_none())
            .map(|one| one.who.name.as_str())
            .collect();
        let given = form.read(child, &suspects, today)?;
        let consent = Consent {
            id: tx.id(),
            recipient: None,
            recipient_name: given.recipient_name,
            purpose: given.purpose,
            what: given.what,
            manner: given.manner,
            given_by: given.given_by,
            witness: given.witness,
            until: given.until,
            given_at: tx.stamp(),
            by: officer.hand().clone(),
            withdrawn: None,
            disclosed: Vec::new(),
        };
        store::insert(tx, person, &consent).await?;
        let changes = Changes::default()
            .set("person", None::<Uuid>, Some(person))
            .set("recipient", None::<&str>, Some(&consent.recipient_name))
            .set("purpose", None::<&str>, Some(consent.purpose.code()));
        note(context, tx, permit, "case.consent", KIND, case, changes).await?;
        Ok(consent.id)
    })
}

async fn of_victim(tx: &mut Tx, person: Uuid, consent: Uuid) -> Result<Consent, AccessError> {
    let consents = store::of_person(tx, person).await?;
    let mut found = consents.into_iter().filter(|one| one.id == consent);
    found.next().ok_or(AccessError::NotFound)
}

/// Writes down what is passed on under a consent. Where it does not stand any more nothing is passed on.
///
/// # Errors
/// [`AccessError::Conflict`] where it has ended or was taken back; a fault of `what`; [`AccessError::NotFound`].
pub async fn disclose(
    context: &Context,
    officer: &Officer,
    (case, person, consent): (Uuid, Uuid, Uuid),
    what: &str,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    let what = lines("passed_on", what, 5)?;
    transaction!(context.db, |tx| {
        victim(tx, officer, case, person).await?;
        let given = of_victim(tx, person, consent).await?;
        let one = Disclosure {
            id: tx.id(),
            what: what.clone(),
            at: tx.stamp(),
            by: officer.hand().clone(),
        };
        if !given.stands(tx.now()) || !store::disclose(tx, consent, &one).await? {
            return Err(AccessError::Conflict("consent-ended"));
        }
        let changes = Changes::default()
            .set("person", None::<Uuid>, Some(person))
            .set("recipient", None::<&str>, Some(&given.recipient_name))
            .set("passed_on", None::<&str>, Some(&what));
        note(context, tx, permit, "case.disclose", KIND, case, changes).await
    })
}

/// Takes a consent back, at once.
///
/// # Errors
/// [`AccessError::Conflict`] where it was taken back before; a fault of `why`; [`AccessError::NotFound`].
pub async fn withdraw(
    context: &Context,
    officer: &Officer,
    (case, person, consent): (Uuid, Uuid, Uuid),
    why: &str,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    // Nobody must give a reason for taking a consent back (UU 27/2022 article 9).
    let why = match why.trim() {
        "" => String::new(),
        _ => lines("why", why, 1)?,
    };
    transaction!(context.db, |tx| {
        victim(tx, officer, case, person).await?;
        of_victim(tx, person, consent).await?;
        let at = tx.stamp();
        if !store::withdraw(tx, consent, at, &why).await? {
            return Err(AccessError::Conflict("consent-withdrawn"));
        }
        let changes = Changes::default()
            .set("person", None::<Uuid>, Some(person))
            .set("consent", Some("given"), Some("withdrawn"));
        note(context, tx, permit, "case.withdraw", KIND, case, changes).await
    })
}

/// Writes down that whoever holds a copy was told of the withdrawal, and how.
///
/// # Errors
/// [`AccessError::Conflict`] where there is nothing to tell; a fault of `how`; [`AccessError::NotFound`].
pub async fn told(
    context: &Context,
    officer: &Officer,
    (case, person, consent): (Uuid, Uuid, Uuid),
    how: &str,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    let how = one_line("how", how)?;
    transaction!(context.db, |tx| {
        victim(tx, officer, case, person).await?;
        let given = of_victim(tx, person, consent).await?;
        let at = tx.stamp();
        if !given.must_tell() || !store::told(tx, consent, at, &how).await? {
            return Err(AccessError::Conflict("consent-nothing-to-tell"));
        }
        let changes = Changes::default()
            .set("person", None::<Uuid>, Some(person))
            .set("told", None::<&str>, Some(&given.recipient_name));
        note(context, tx, permit, "case.told", KIND, case, changes).await
    })
}
