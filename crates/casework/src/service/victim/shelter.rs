//! Houses and beds.

use super::super::{KIND, Officer};
use super::victim;
use crate::{
    model::victim::{Leaving, Shelter, ShelterForm, Stay, StayForm, age_group},
    store::victim::shelter as store,
};
use access::{AccessError, Context, one_line, service::note};
use domain::day_in_jakarta;
use journal::Changes;
use risk::indicators::Subject;
use storage::{snapshot, transaction};
use uuid::Uuid;

/// The houses of the officer's agency, those that take nobody any more last.
///
/// # Errors
/// If the officer may not see cases; if the database failed.
pub async fn shelters(context: &Context, officer: &Officer) -> Result<Vec<Shelter>, AccessError> {
    officer.reading()?;
    Ok(snapshot!(context.db, |tx| {
        store::of_agency(tx, officer.agency()).await
    })?)
}

/// Writes down a house.
///
/// # Errors
/// A fault of the form.
pub async fn add_shelter(
    context: &Context,
    officer: &Officer,
    form: &ShelterForm,
) -> Result<Uuid, AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        let shelter = form.read(tx.id())?;
        store::insert(tx, officer.agency(), &shelter).await?;
        let changes = Changes::default()
            .set("name", None::<&str>, Some(&shelter.name))
            .set("beds", None::<i64>, Some(shelter.beds));
        note(
            context,
            tx,
            permit,
            "shelter.add",
            "shelter",
            shelter.id,
            changes,
        )
        .await?;
        Ok(shelter.id)
    })
}

/// Closes a house or opens it again.
///
/// # Errors
/// [`AccessError::NotFound`] where it is not the agency's, or stands so already.
pub async fn close_shelter(
    context: &Context,
    officer: &Officer,
    shelter: Uuid,
    closed: bool,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        if !store::close(tx, officer.agency(), shelter, closed).await? {
            return Err(AccessError::NotFound);
        }
        let changes = Changes::default().set("closed", Some(!closed), Some(closed));
        note(
            context,
            tx,
            permit,
            "shelter.close",
            "shelter",
            shelter,
            changes,
        )
        .await
    })
}

/// Gives a victim a bed.
///
/// # Errors
/// [`AccessError::Conflict`] where the house is full or closed, does not take somebody like this, or the victim stays somewhere
/// already; a fault of the form; [`AccessError::NotFound`].
pub async fn admit(
    context: &Context,
    officer: &Officer,
    (case, person, shelter): (Uuid, Uuid, Uuid),
    form: &StayForm,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    let (reason, needs) = form.read()?;
    transaction!(context.db, |tx| {
        let (_, victim, _) = victim(tx, officer, case, person).await?;
        let house = store::hold(tx, officer.agency(), shelter).await?;
        let house = house.ok_or(AccessError::NotFound)?;
        let today = day_in_jakarta(tx.now());
        let child = age_group(victim.who.birth_date, today) == Some(Subject::Child);
        let stays = store::of_person(tx, person).await?;
        let conflict = if stays.iter().any(|stay| stay.left.is_none()) {
            Some("shelter-stays-already")
        } else if house.free() == 0 {
            Some("shelter-full")
        } else if !house.takes.takes(victim.who.sex, child) {
            Some("shelter-takes-others")
        } else {
            None
        };
        if let Some(message) = conflict {
            return Err(AccessError::Conflict(message));
        }
        let stay = Stay {
            id: tx.id(),
            shelter,
            shelter_name: house.name,
            admitted_at: tx.stamp(),
            reason: reason.clone(),
            needs: needs.clone(),
            left: None,
        };
        store::admit(tx, person, &stay).await?;
        let changes = Changes::default()
            .set("person", None::<Uuid>, Some(person))
            .set("shelter", None::<&str>, Some(&stay.shelter_name));
        note(context, tx, permit, "case.admit", KIND, case, changes).await
    })
}

/// Ends a stay.
///
/// # Errors
/// [`AccessError::Conflict`] where the victim stays nowhere; a fault of `destination`, which only those who are missing or died need
/// not have; [`AccessError::NotFound`].
pub async fn leave(
    context: &Context,
    officer: &Officer,
    (case, person): (Uuid, Uuid),
    leaving: Leaving,
    destination: &str,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    let somewhere = matches!(
        leaving,
        Leaving::Home | Leaving::Referred | Leaving::OwnWish
    );
    let destination = match destination.trim() {
        "" if !somewhere => String::new(),
        _ => one_line("destination", destination)?,
    };
    transaction!(context.db, |tx| {
        victim(tx, officer, case, person).await?;
        let at = tx.stamp();
        if !store::leave(tx, person, at, leaving, &destination).await? {
            return Err(AccessError::Conflict("shelter-stays-nowhere"));
        }
        let changes = Changes::default()
            .set("person", None::<Uuid>, Some(person))
            .set("leaving", None::<&str>, Some(leaving.code()));
        note(context, tx, permit, "case.leave", KIND, case, changes).await
    })
}
