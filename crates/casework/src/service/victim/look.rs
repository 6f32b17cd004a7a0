//! Looking at victims: one with all that is done for them, and all of a case in a table.

use super::super::{Officer, reached};
use super::victim;
use crate::{
    Case, CasePerson, Role,
    model::victim::{Conclusion, Consent, Identification, Service, Shelter, Stay},
    store,
};
use access::{AccessError, Context, service::receipts};
use std::collections::HashMap;
use storage::snapshot;
use uuid::Uuid;

/// A victim with all that is done for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Victim {
    /// The case.
    pub case: Case,
    /// Who.
    pub person: CasePerson,
    /// The talks, the latest first.
    pub identifications: Vec<Identification>,
    /// The consents, the latest first.
    pub consents: Vec<Consent>,
    /// What they need and get.
    pub services: Vec<Service>,
    /// Where they stayed, the latest first.
    pub stays: Vec<Stay>,
    /// The houses of the agency.
    pub shelters: Vec<Shelter>,
}

/// A victim in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Who.
    pub person: CasePerson,
    /// What was last concluded.
    pub conclusion: Option<Conclusion>,
    /// Services still to be given or running.
    pub open: i64,
    /// Services that have ended.
    pub ended: i64,
    /// The house in which they stay.
    pub shelter: Option<String>,
}

/// All victims of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The case.
    pub case: Case,
    /// Its victims, in the order in which they were written.
    pub victims: Vec<Summary>,
}

fn subject(person: &CasePerson) -> Uuid {
    person.who.person.unwrap_or(person.id)
}

/// One victim.
///
/// # Errors
/// [`AccessError::NotFound`] also where the case is sealed for the officer, or the person stands in another role.
pub async fn get(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    person: Uuid,
) -> Result<Victim, AccessError> {
    let permit = officer.reading()?;
    let seen: Result<Victim, AccessError> = snapshot!(context.db, |tx| {
        let (case, victim, _) = victim(tx, officer, id, person).await?;
        Ok(Victim {
            case,
            identifications: store::victim::identification::of_person(tx, person).await?,
            consents: store::victim::consent::of_person(tx, person).await?,
            services: store::victim::service::of_person(tx, person).await?,
            stays: store::victim::shelter::of_person(tx, person).await?,
            shelters: store::victim::shelter::of_agency(tx, officer.agency()).await?,
            person: victim,
        })
    });
    let seen = seen?;
    receipts::leave(context, permit, &[subject(&seen.person)]).await?;
    Ok(seen)
}

/// All victims of a case.
///
/// # Errors
/// [`AccessError::NotFound`] also where the case is sealed for the officer.
pub async fn overview(
    context: &Context,
    officer: &Officer,
    id: Uuid,
) -> Result<Overview, AccessError> {
    let permit = officer.reading()?;
    let seen: Result<Overview, AccessError> = snapshot!(context.db, |tx| {
        let case = reached(tx, officer, id).await?;
        let people = store::person::of_case(tx, id).await?;
        let conclusions = store::victim::identification::conclusions(tx, id).await?;
        let conclusions: HashMap<_, _> = conclusions.into_iter().collect();
        let shelters = store::victim::shelter::present(tx, id).await?;
        let mut shelters: HashMap<_, _> = shelters.into_iter().collect();
        let services = store::victim::service::counts(tx, id).await?;
        let count = |person: Uuid, open: bool| {
            let of = services
                .iter()
                .filter(|(of, state, _)| *of == person && state.is_open() == open);
            of.map(|(_, _, count)| count).sum()
        };
        let victims = people
            .into_iter()
            .filter(|person| person.role == Role::Victim && person.struck.is_none());
        Ok(Overview {
            case,
            victims: victims
                .map(|person| Summary {
                    conclusion: conclusions.get(&person.id).copied(),
                    open: count(person.id, true),
                    ended: count(person.id, false),
                    shelter: shelters.remove(&person.id),
                    person,
                })
                .collect(),
        })
    });
    let seen = seen?;
    let subjects: Vec<Uuid> = seen
        .victims
        .iter()
        .map(|one| subject(&one.person))
        .collect();
    receipts::leave(context, permit, &subjects).await?;
    Ok(seen)
}
