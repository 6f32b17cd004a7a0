//! Travellers with what the registers answered about them, judged together: patterns over all of them are facts of each.

use crate::model::assessment::Assessment;
use crate::model::compose::{self, Person, Trip};
use crate::model::explain::{Case, Context};
use crate::model::form;
use crate::model::identify::{Answer, Candidate};
use crate::model::reports::Reported;
use crate::model::screening::{Ground, Screener};
use crate::model::sources::Registered;
use jiff::civil::Date;
use risk::Facts;
use risk::pattern::{Companion, Group, Leader, find_groups, find_leaders};
use std::collections::HashMap;
use std::sync::Arc;

/// What the registers answered about one traveller.
#[derive(Debug, Clone)]
pub(crate) struct Answers {
    /// The placement registry.
    pub(crate) registry: (Answer, Vec<Candidate<Arc<Registered>>>),
    /// The list that accuses; `None` where there is none.
    pub(crate) accuse: Option<Answer>,
    /// The list that protects; `None` where there is none.
    pub(crate) protect: Option<Answer>,
}

/// What was made of travellers.
pub(crate) struct Judged<K> {
    /// One for each, in their order, with what was kept of the facts.
    pub(crate) assessments: Vec<(Assessment, K)>,
    /// Groups, the largest first.
    pub(crate) groups: Vec<Group>,
    /// Who belongs to several groups, or pays for them.
    pub(crate) leaders: Vec<Leader>,
}

/// Judges travellers, each with their person and the answers about them, and keeps of the facts what `keep` makes of them.
pub(crate) fn judge<K>(
    screener: Screener<'_>,
    ground: &Ground,
    travellers: &[Reported],
    persons: &[Person<'_>],
    answers: &[Answers],
    keep: impl Fn(usize, &Facts<'_>) -> K,
) -> Judged<K> {
    let trips: Vec<Trip> = travellers
        .iter()
        .map(|reported| Trip::of(&reported.traveller))
        .collect();
    let companions = companions(travellers, persons, &trips, screener.day);
    let groups = find_groups(&companions);
    let leaders = find_leaders(&companions, &groups);
    let context = Context {
        screener,
        ground,
        companions: &companions,
        groups: &groups,
        leaders: &leaders,
        groups_known: groups_known(&companions),
    };
    let cases = travellers.iter().zip(persons).zip(&trips).zip(answers);
    let assessments = cases
        .enumerate()
        .map(|(at, (((reported, person), trip), answers))| {
            let case = Case {
                at,
                reported,
                person,
                trip,
                answer: answers.registry.0,
                candidates: &answers.registry.1,
                accuse: answers.accuse,
                protect: answers.protect,
            };
            context.assess(&case, |facts| keep(at, facts))
        })
        .collect();
    Judged {
        assessments,
        groups,
        leaders,
    }
}

fn companions(
    travellers: &[Reported],
    persons: &[Person<'_>],
    trips: &[Trip],
    day: Date,
) -> Vec<Companion> {
    let mut voyages: HashMap<(String, Option<Date>, String), usize> = HashMap::new();
    travellers
        .iter()
        .zip(persons)
        .zip(trips)
        .map(|((reported, person), trip)| {
            let traveller = &reported.traveller;
            let next = voyages.len();
            let ports = format!("{:?} {:?}", traveller.voyage.from(), traveller.voyage.to());
            let key = (trip.voyage.clone(), trip.departure, ports);
            let voyage = *voyages.entry(key).or_insert(next);
            let age = person
                .particulars
                .birth_dates
                .first()
                .and_then(|born| form::age(*born, trip.departure.unwrap_or(day)));
            compose::companion(traveller, person, voyage, age)
        })
        .collect()
}

/// Whether travelling alone can be told: half of the travellers have a booking, a contact or a payer.
fn groups_known(companions: &[Companion]) -> bool {
    let tied = companions
        .iter()
        .filter(|c| c.booking.is_some() || !c.contacts.is_empty() || !c.payers.is_empty())
        .count();
    tied * 2 >= companions.len()
}
