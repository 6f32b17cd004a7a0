//! Opening what was handed on: exactly the fields that were named, as the ground allows them today.

use crate::{
    CASE, Case, CasePerson, Handover, Referral, ReferralBasis, ReferralState,
    service::{KIND, Officer, source::values},
    store,
};
use access::{
    AccessError, Context, Found, Permit, Principal, Row,
    service::{note, receipts},
};
use domain::record::Transform;
use journal::Changes;
use storage::{StorageError, Tx, snapshot, transaction};
use uuid::Uuid;

/// What the receiving side sees.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The referral, now seen.
    pub referral: Referral,
    /// What is shown, one row for each person in the case.
    pub rows: Vec<Row>,
    /// The agreement that it rested on opens nothing today.
    pub closed: bool,
    /// Who can be named in a step of the law: suspects, by their part in the case.
    pub suspects: Vec<(Uuid, String)>,
}

/// Opens what was handed to the agency of an officer. The first time it is marked as seen, and the sender sees that.
///
/// # Errors
/// If they may not see cases; [`AccessError::NotFound`].
pub async fn open(
    context: &Context,
    handover: &Handover,
    officer: &Officer,
    principal: &Principal,
    id: Uuid,
) -> Result<Opened, AccessError> {
    let permit = officer.reading()?;
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let referral = received(tx, officer, id).await?;
        let (case, people) = material(tx, referral.case).await?;
        let under = match referral.basis {
            ReferralBasis::Agreement => {
                let sharing = handover.sharing();
                sharing
                    .opened(context, tx, principal, referral.from)
                    .await?
            }
            ReferralBasis::Consent | ReferralBasis::Law => None,
        };
        Ok((referral, case, people, under))
    });
    let (mut referral, case, people, under) = read?;
    let closed = referral.basis == ReferralBasis::Agreement && under.is_none();
    // What opened nothing was not seen. In a transaction of its own: quotas are counted in theirs.
    if referral.state == ReferralState::Sent && !closed {
        referral = transaction!(context.db, |tx| {
            let mut referral = received(tx, officer, id).await?;
            if referral.state == ReferralState::Sent {
                seen(tx, &mut referral).await?;
                let changes = Changes::default().set("referral", None::<Uuid>, Some(id));
                let action = "case.referral-seen";
                note(context, tx, permit, action, KIND, referral.case, changes).await?;
            }
            Ok::<_, AccessError>(referral)
        })?;
    }
    let rows = match (&under, closed) {
        (_, true) => Vec::new(),
        (Some(under), false) => masked(context, under, &referral, &case, &people),
        (None, false) => plain(&referral, &case, &people),
    };
    let subjects: Vec<Uuid> = people.iter().map(CasePerson::subject).collect();
    if !closed {
        receipts::leave(context, under.as_ref().unwrap_or(permit), &subjects).await?;
    }
    let names = referral.fields.iter().any(|field| field == "name") && !closed;
    let suspects = people
        .iter()
        .filter(|person| names && person.role == crate::Role::Suspect);
    Ok(Opened {
        suspects: suspects
            .map(|person| (person.id, person.who.name.clone()))
            .collect(),
        referral,
        rows,
        closed,
    })
}

/// What was handed to the agency of an officer.
pub(super) async fn received(
    tx: &mut Tx,
    officer: &Officer,
    id: Uuid,
) -> Result<Referral, AccessError> {
    let referral = store::referral::get(tx, id).await?;
    referral
        .filter(|referral| referral.to == Some(officer.agency()))
        .ok_or(AccessError::NotFound)
}

/// Marks a referral as seen.
pub(super) async fn seen(tx: &mut Tx, referral: &mut Referral) -> Result<(), StorageError> {
    referral.state = ReferralState::Seen;
    referral.seen_at = Some(tx.stamp());
    store::referral::advance(tx, referral).await
}

/// The case and whoever stands in it.
pub(super) async fn material(
    tx: &mut Tx,
    case: Uuid,
) -> Result<(Case, Vec<CasePerson>), AccessError> {
    let found = store::case::get(tx, case).await?;
    let mut people = store::person::of_case(tx, case).await?;
    people.retain(|person| person.struck.is_none());
    Ok((found.ok_or(AccessError::NotFound)?, people))
}

/// The fields that were named, as they are.
pub(super) fn plain(referral: &Referral, case: &Case, people: &[CasePerson]) -> Vec<Row> {
    let named = || {
        CASE.fields
            .iter()
            .filter(|field| referral.fields.iter().any(|code| code == field.code))
    };
    people
        .iter()
        .map(|person| {
            let codes: Vec<&'static str> = named().map(|field| field.code).collect();
            let values = values(case, person, &codes);
            named()
                .map(|field| {
                    let shown = Transform::Full.apply(values.get(field.code), |_| String::new());
                    (field, shown)
                })
                .collect()
        })
        .collect()
}

/// The fields that were named, as far as the agreement shows them. A sealed case is not shown under any agreement.
fn masked(
    context: &Context,
    under: &Permit,
    referral: &Referral,
    case: &Case,
    people: &[CasePerson],
) -> Vec<Row> {
    if case.sealed {
        return Vec::new();
    }
    let codes: Vec<&'static str> = CASE.fields.iter().map(|field| field.code).collect();
    people
        .iter()
        .filter_map(|person| {
            let found = Found {
                id: case.id,
                person: person.subject(),
                agency: Some(case.agency),
                sealed: false,
                values: values(case, person, &codes),
            };
            let mut row = under.show(context, &found)?;
            row.retain(|(field, _)| referral.fields.iter().any(|code| code == field.code));
            Some(row)
        })
        .collect()
}
