//! Referrals: sent to whoever protects or investigates, followed step by step, ended with what was found.

use super::{agency, assessed};
use crate::{
    model::referral::{
        Finding, Referral, ReferralForm, ReferralGround, ReferralState, ReferralText,
    },
    store::{
        assessment::{self, Stored},
        referral as store,
    },
};
use access::{
    AccessError, Action, Ask, Context, Permit, Principal, lines, service::note, service::receipts,
};
use casework::{CASE, Category, Channel, Danger, Kind, Opening, Phase, Reference, Role, Who};
use journal::Changes;
use std::collections::HashMap;
use storage::{snapshot, transaction};
use uuid::Uuid;

const KIND: &str = "referral";

/// Refers somebody. Where the officer may open cases, a case of the own agency is opened in the same transaction, one for each
/// assessment; without one the referral stands alone.
///
/// # Errors
/// A fault of the form; if the permit is for another action; [`AccessError::NotFound`].
pub async fn send(
    context: &Context,
    principal: &Principal,
    permit: &Permit,
    assessment: Uuid,
    form: ReferralForm,
) -> Result<Referral, AccessError> {
    let agency = agency(permit, Action::DecideScreening)?;
    let text = form.checked()?;
    let ask = Ask::own(
        principal,
        Action::OpenCases,
        &CASE,
        "referral from the border",
    );
    let opens = principal.permit_on(&context.policies, ask).ok();
    transaction!(context.db, |tx| {
        let stored = assessed(tx, agency, assessment).await?;
        let case = match &opens {
            Some(opens) => {
                let opening = opening(&stored, &text);
                Some(casework::service::open_in(context, tx, opens, opening).await?)
            }
            None => None,
        };
        let referral = Referral {
            id: tx.id(),
            assessment,
            text: text.clone(),
            state: ReferralState::Sent,
            note: String::new(),
            finding: None,
            case,
            sent_at: tx.stamp(),
            changed_at: tx.stamp(),
        };
        store::insert(tx, agency, &referral).await?;
        let changes = Changes::between(None, Some(&text));
        note(
            context,
            tx,
            permit,
            "referral.send",
            KIND,
            referral.id,
            changes,
        )
        .await?;
        Ok(referral)
    })
}

/// The case of somebody who is referred: held back before departure. Whoever is suspected of recruiting others is not written
/// down as a victim; in which role they stand an officer of the case says.
fn opening(stored: &Stored, text: &ReferralText) -> Opening {
    let said = &stored.kept.assessment;
    let traveller = &said.traveller;
    let born = match traveller.birth_dates.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    let who = Who {
        name: traveller.name.clone(),
        birth_date: born,
        sex: traveller.sex,
        nik: stored.nik.clone(),
        passport_no: traveller.document.clone(),
        ..Who::default()
    };
    let named = said.accusing.is_empty() && !who.name.is_empty();
    Opening {
        channel: Channel::Screening,
        kind: Kind::Prevention,
        phase: Phase::Before,
        country: said.trip.destination,
        category: Category::FailedDeparture,
        danger: match text.ground {
            ReferralGround::Vital => Danger::Now,
            ReferralGround::Consent | ReferralGround::Law => Danger::Unknown,
        },
        summary: text.reason.clone(),
        people: named.then_some((Role::Victim, who)).into_iter().collect(),
        refers_to: Some(Reference {
            kind: super::KIND.to_owned(),
            id: stored.id,
        }),
    }
}

/// Writes down how far a referral is, as whoever received it says. One that is done says what was found.
///
/// # Errors
/// A fault of `note` or `finding`; a conflict if this step cannot follow; if the permit is for another action;
/// [`AccessError::NotFound`].
pub async fn step(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    state: ReferralState,
    finding: Option<Finding>,
    said: &str,
) -> Result<Referral, AccessError> {
    let agency = agency(permit, Action::DecideScreening)?;
    let finding = match (state, finding) {
        (ReferralState::Done, Some(finding)) if Finding::OF_REFERRALS.contains(&finding) => {
            Some(finding)
        }
        (ReferralState::Done, _) => return Err(AccessError::invalid("finding", "required")),
        _ => None,
    };
    // Whoever declines says why, so that somebody else is found.
    let said = match said.trim() {
        "" if state == ReferralState::Declined => {
            return Err(AccessError::invalid("note", "required"));
        }
        "" => String::new(),
        said => lines("note", said, 1)?,
    };
    transaction!(context.db, |tx| {
        let held = store::get(tx, agency, id).await?;
        let mut held = held.ok_or(AccessError::NotFound)?;
        if !held.state.next().contains(&state) {
            return Err(AccessError::Conflict("handing-not-now"));
        }
        let before = held.state;
        held.state = state;
        held.note = said.clone();
        held.finding = finding;
        held.changed_at = tx.stamp();
        store::step(tx, &held).await?;
        if let Some(finding) = finding {
            store::found(tx, held.assessment, (KIND, id), finding).await?;
        }
        let changes = Changes::default()
            .set("state", Some(before), Some(state))
            .set("finding", None::<&str>, finding)
            .set("note", None::<&str>, Some(&held.note));
        note(context, tx, permit, "referral.step", KIND, id, changes).await?;
        Ok(held)
    })
}

/// A referral with the name of whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referred {
    /// The referral.
    pub referral: Referral,
    /// Who travels.
    pub name: String,
}

/// The referrals of one's own agency: those that wait for somebody first.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn list(context: &Context, permit: &Permit) -> Result<Vec<Referred>, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let referrals = store::list(tx, agency).await?;
        let ids: Vec<Uuid> = referrals.iter().map(|one| one.assessment).collect();
        let names: HashMap<Uuid, String> = assessment::names(tx, &ids).await?;
        Ok((referrals, ids, names))
    });
    let (referrals, ids, names) = read?;
    receipts::leave(context, permit, &ids).await?;
    let referred = referrals.into_iter().map(|referral| Referred {
        name: names.get(&referral.assessment).cloned().unwrap_or_default(),
        referral,
    });
    Ok(referred.collect())
}

/// One referral.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<Referred, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let referral = store::get(tx, agency, id).await?;
        let referral = referral.ok_or(AccessError::NotFound)?;
        let stored = assessed(tx, agency, referral.assessment).await?;
        Ok(Referred {
            referral,
            name: stored.kept.assessment.traveller.name,
        })
    });
    let referred = read?;
    receipts::leave(context, permit, &[referred.referral.assessment]).await?;
    Ok(referred)
}

/// The referrals of an assessment, the first one first.
///
/// # Errors
/// As [`get`].
pub async fn of(
    context: &Context,
    permit: &Permit,
    assessment: Uuid,
) -> Result<Vec<Referral>, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    let found: Result<_, AccessError> = snapshot!(context.db, |tx| {
        assessed(tx, agency, assessment).await?;
        Ok(store::of(tx, assessment).await?)
    });
    let found = found?;
    receipts::leave(context, permit, &[assessment]).await?;
    Ok(found)
}
