//! One voyage out of all that was sent about it: lists, bookings, corrections, withdrawals, the end of boarding.
//!
//! What comes out depends on the set of messages only, ordered by their own time and number: not on the order in which they
//! arrived, nor on how often.

mod key;
mod leaving;
mod push;
mod split;
#[cfg(test)]
mod tests;

use crate::model::reports;
pub(crate) use key::VoyageKey;
pub use leaving::Leaving;
use manifest::{Purpose, Role, Traveller, Voyage};
pub(crate) use push::{Anchor, Push};
pub(crate) use split::split;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

domain::coded! {
    /// Whether a voyage will take place, and whether people can still board.
    #[derive(serde::Serialize, utoipa::ToSchema)]
    pub enum VoyageState {
        /// People may still be added.
        Expected = "expected",
        /// Boarding has ended.
        Closed = "closed",
        /// It does not take place.
        Cancelled = "cancelled",
    }
}

domain::coded! {
    /// Whether somebody who was on a list travels, as far as the carrier says.
    #[derive(serde::Serialize, utoipa::ToSchema)]
    pub enum Presence {
        /// On a list or booked.
        Listed = "listed",
        /// Went on board.
        Aboard = "aboard",
        /// Did not go on board.
        NotAboard = "not_aboard",
        /// Taken off the list.
        Withdrawn = "withdrawn",
    }
}

impl Presence {
    /// Whether they may still come to the counter.
    pub fn may_travel(self) -> bool {
        matches!(self, Self::Listed | Self::Aboard)
    }
}

/// A voyage as all messages together tell it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Passage {
    /// The voyage, by the newest message that names its ports and time.
    pub(crate) voyage: Arc<Voyage>,
    pub(crate) state: VoyageState,
    /// Everybody who was ever named, in the order of first mention.
    pub(crate) travellers: Vec<Passenger>,
}

/// Somebody who was named on a voyage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Passenger {
    pub(crate) presence: Presence,
    /// What all messages together say; the newest counts where they differ.
    pub(crate) traveller: Traveller,
    /// Where they were named, the first mention first.
    pub(crate) anchors: Vec<Anchor>,
}

/// A report of somebody: in which push, and which of its travellers.
struct Report<'p> {
    push: &'p Push,
    /// Pushes of one interchange act together.
    batch: usize,
    at: usize,
    traveller: &'p Traveller,
}

/// Puts together what was sent about one voyage. `None` without a single message.
pub(crate) fn fold(mut pushes: Vec<Push>) -> Option<Passage> {
    pushes.sort_by(|one, two| one.order().cmp(&two.order()));
    // What was sent twice counts where it came first.
    let mut seen = HashSet::new();
    pushes.retain(|push| seen.insert(push.digest));
    let batches = batches(&pushes);
    let reports: Vec<Report<'_>> = pushes
        .iter()
        .zip(&batches)
        .flat_map(|(push, batch)| {
            push.travellers
                .iter()
                .enumerate()
                .map(|(at, traveller)| Report {
                    push,
                    batch: *batch,
                    at,
                    traveller,
                })
        })
        .collect();
    let voyage = voyage(&pushes)?;
    let endings = Endings::of(&pushes, &batches);
    Some(Passage {
        state: state(&pushes, &batches),
        travellers: persons(&reports)
            .into_iter()
            .map(|reports| passenger(&reports, &endings, &voyage))
            .collect(),
        voyage,
    })
}

impl Report<'_> {
    fn anchor(&self) -> Anchor {
        self.push.anchor(self.at)
    }
}

/// Numbers the pushes so that those of one interchange have one number: a list that was split is one list.
fn batches(pushes: &[Push]) -> Vec<usize> {
    let mut batch = 0;
    let mut before: Option<&Push> = None;
    pushes
        .iter()
        .map(|push| {
            if before.is_some_and(|before| !before.is_sent_with(push)) {
                batch += 1;
            }
            before = Some(push);
            batch
        })
        .collect()
}

/// The newest report of the voyage that has ports and a time, completed by nothing: reports of two times are not mixed.
fn voyage(pushes: &[Push]) -> Option<Arc<Voyage>> {
    let told = |push: &&Push| {
        let voyage = &push.voyage;
        (
            voyage
                .departure()
                .is_some_and(|moment| moment.time.is_some()),
            voyage.departure().is_some(),
            voyage.from().is_some() && voyage.to().is_some(),
        )
    };
    // The last of several that tell as much.
    let best = pushes.iter().max_by_key(told)?;
    Some(Arc::clone(&best.voyage))
}

fn state(pushes: &[Push], batches: &[usize]) -> VoyageState {
    let last = |wanted: &dyn Fn(Purpose) -> bool| {
        pushes
            .iter()
            .zip(batches)
            .filter(|(push, _)| wanted(push.purpose))
            .map(|(_, batch)| *batch)
            .max()
    };
    let cancelled = last(&|purpose| purpose == Purpose::CancelVoyage);
    let listed = last(&|purpose| matches!(purpose, Purpose::List | Purpose::Replace));
    let closed = last(&|purpose| {
        matches!(
            purpose,
            Purpose::Close | Purpose::CloseAboard | Purpose::CloseNotAboard
        )
    });
    if cancelled.is_some() && cancelled >= listed && cancelled >= closed {
        VoyageState::Cancelled
    } else if closed.is_some() {
        VoyageState::Closed
    } else {
        VoyageState::Expected
    }
}

/// The batches after which those who were named before, and not since, are known to travel or not; for crew and for others.
#[derive(Default)]
struct Endings {
    replaced: [Option<usize>; 2],
    withdrawn: [Option<usize>; 2],
    aboard: [Option<usize>; 2],
    not_aboard: [Option<usize>; 2],
}

impl Endings {
    fn of(pushes: &[Push], batches: &[usize]) -> Self {
        let mut endings = Self::default();
        for (push, batch) in pushes.iter().zip(batches) {
            let slot = match push.purpose {
                Purpose::Replace => &mut endings.replaced,
                Purpose::Withdraw if push.travellers.is_empty() => &mut endings.withdrawn,
                Purpose::CloseAboard => &mut endings.aboard,
                Purpose::CloseNotAboard => &mut endings.not_aboard,
                _ => continue,
            };
            if let Some(last) = slot.get_mut(usize::from(push.crew)) {
                *last = Some(*batch);
            }
        }
        endings
    }
}

/// The reports of each person, in their order.
fn persons<'r, 'p>(reports: &'r [Report<'p>]) -> Vec<Vec<&'r Report<'p>>> {
    let told: Vec<(Arc<str>, &Traveller)> = reports
        .iter()
        .map(|report| (report.push.name(), report.traveller))
        .collect();
    let first = reports::same_persons(&told);
    let mut persons: Vec<Vec<&Report<'_>>> = Vec::new();
    let mut place: HashMap<usize, usize> = HashMap::new();
    for (report, first) in reports.iter().zip(first) {
        match place.get(&first).and_then(|place| persons.get_mut(*place)) {
            Some(person) => person.push(report),
            None => {
                place.insert(first, persons.len());
                persons.push(vec![report]);
            }
        }
    }
    persons
}

fn passenger(reports: &[&Report<'_>], endings: &Endings, voyage: &Arc<Voyage>) -> Passenger {
    // The newest is filled from the older ones; who is read from a document is read better than from a booking.
    let mut best_first: Vec<&Report<'_>> = reports.iter().rev().copied().collect();
    best_first.sort_by_key(|report| report.traveller.documents.is_empty());
    let mut whole: Option<Traveller> = None;
    for report in best_first {
        let mut traveller = report.traveller.clone();
        traveller.voyage = Arc::clone(voyage);
        match &mut whole {
            Some(known) => reports::complete(known, traveller),
            None => whole = Some(traveller),
        }
    }
    let traveller = whole.unwrap_or_else(|| Traveller::on(Arc::clone(voyage)));
    Passenger {
        presence: presence(reports, endings, traveller.role == Role::Crew),
        traveller,
        anchors: reports.iter().map(|report| report.anchor()).collect(),
    }
}

fn presence(reports: &[&Report<'_>], endings: &Endings, crew: bool) -> Presence {
    let mut presence = None;
    for report in reports {
        presence = Some(match (report.push.purpose, presence) {
            (Purpose::Withdraw, _) => Presence::Withdrawn,
            (Purpose::CloseAboard, _) => Presence::Aboard,
            (Purpose::CloseNotAboard, _) => Presence::NotAboard,
            // A correction says nothing about whether they travel, nor does a list about who went on board.
            (Purpose::Change, Some(known)) | (_, Some(known @ Presence::Aboard)) => known,
            _ => Presence::Listed,
        });
    }
    let presence = presence.unwrap_or(Presence::Listed);
    let last = reports.last().map(|report| report.batch);
    let after = |ending: [Option<usize>; 2]| {
        let ending = ending.get(usize::from(crew)).copied().flatten();
        ending.filter(|ending| last.is_none_or(|last| last < *ending))
    };
    if presence != Presence::Listed {
        return presence;
    }
    // Not named since: the last of what was said about all others counts.
    [
        (after(endings.replaced), Presence::Withdrawn),
        (after(endings.withdrawn), Presence::Withdrawn),
        (after(endings.aboard), Presence::NotAboard),
        (after(endings.not_aboard), Presence::Aboard),
    ]
    .into_iter()
    .filter_map(|(batch, presence)| batch.map(|batch| (batch, presence)))
    .max_by_key(|(batch, _)| *batch)
    .map_or(Presence::Listed, |(_, presence)| presence)
}
