//! Everything known about one trip, as facts.

use super::{Person, Trip};
use crate::model::form;
use crate::model::identify::Answer;
use crate::model::registry::{Placement, Stated};
use domain::{DocumentKind, Sex};
use jiff::civil::Date;
use manifest::Traveller;
use risk::pattern::{Companion, Group, Tie};
use risk::{Fact, Facts, Value};

/// What was found out about a traveller before the rules are asked.
pub(crate) struct Known<'a> {
    pub(crate) traveller: &'a Traveller,
    pub(crate) person: &'a Person<'a>,
    pub(crate) trip: &'a Trip,
    /// The day of departure, or of the screening where the list names none.
    pub(crate) day: Date,
    pub(crate) answer: Answer,
    pub(crate) candidates: usize,
    /// The placement that fits the trip best, of those of the one person it was linked to.
    pub(crate) placement: Option<&'a Placement>,
    /// Whether the number on that record is another than the traveller's.
    pub(crate) document_differs: Option<bool>,
    pub(crate) in_force: usize,
    /// `None` where no watchlist was given.
    pub(crate) accuse: Option<Answer>,
    pub(crate) protect: Option<Answer>,
    pub(crate) companion: &'a Companion,
    pub(crate) groups: Vec<&'a Group>,
    /// The list knows bookings, contacts or payers, so that travelling alone can be told.
    pub(crate) groups_known: bool,
    pub(crate) groups_led: usize,
}

pub(crate) fn facts<'a>(known: &Known<'a>) -> Facts<'a> {
    let mut facts = Facts::default();
    trip(&mut facts, known);
    traveller(&mut facts, known);
    document(&mut facts, known);
    placement(&mut facts, known);
    if let Some(answer) = known.accuse {
        facts.set_word(Fact::WatchlistAccuse, answer.code());
    }
    if let Some(answer) = known.protect {
        facts.set_word(Fact::WatchlistProtect, answer.code());
    }
    groups(&mut facts, known);
    facts
}

fn trip(facts: &mut Facts<'_>, known: &Known<'_>) {
    facts.set_if(
        Fact::TripDestination,
        known.trip.destination.map(Value::Country),
    );
    facts.set_if(Fact::TripOrigin, known.trip.origin.map(Value::Country));
    facts.set(Fact::TripDeparture, Value::Date(known.day, known.day));
    if let Some(mode) = known.trip.mode {
        facts.set_word(Fact::TripMode, mode.word());
    }
    facts.set_if(Fact::TripOneWay, known.trip.one_way.map(Value::Flag));
}

fn traveller<'a>(facts: &mut Facts<'a>, known: &Known<'a>) {
    let ages = known
        .person
        .particulars
        .birth_dates
        .iter()
        .filter_map(|born| form::age(*born, known.day));
    let span = ages.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    facts.set_if(
        Fact::TravellerAge,
        span.map(|(from, to)| Value::Number(from, to)),
    );
    facts.set_if(
        Fact::TravellerNationality,
        known.person.nationality.map(Value::Country),
    );
    if let Some(sex) = known.person.particulars.sex {
        let word = match sex {
            Sex::Male => "male",
            Sex::Female => "female",
            Sex::Unspecified => "unspecified",
        };
        facts.set_word(Fact::TravellerSex, word);
    }
    facts.set_word(Fact::TravellerRole, known.traveller.role.word());
    facts.set_if(
        Fact::TravellerOccupation,
        known.traveller.occupation.as_deref().map(Value::Text),
    );
    facts.set(Fact::TravellerGroupsLed, count(known.groups_led));
}

fn document(facts: &mut Facts<'_>, known: &Known<'_>) {
    let Some(document) = known.person.document else {
        return;
    };
    let kind = match document.kind {
        DocumentKind::Passport => "passport",
        DocumentKind::SeafarerDocument => "seafarer_document",
        DocumentKind::LaissezPasser => "laissez_passer",
        DocumentKind::IdentityCard => "identity_card",
        _ => "other",
    };
    facts.set_word(Fact::DocumentKind, kind);
    facts.set_if(
        Fact::DocumentIssuer,
        document
            .issuer
            .or(known.person.nationality)
            .map(Value::Country),
    );
    if let Some((from, to)) = document
        .expires
        .and_then(|expires| Some((expires.earliest()?, expires.latest()?)))
    {
        facts.set(Fact::DocumentDaysValid, days(known.day, (from, to)));
    }
}

fn placement(facts: &mut Facts<'_>, known: &Known<'_>) {
    // Where nobody was asked nothing is known: it must not read as if nobody had been found.
    if known.answer != Answer::Unasked {
        facts.set_word(Fact::PlacementAnswer, known.answer.code());
        facts.set(Fact::PlacementCandidates, count(known.candidates));
    }
    let Some(placement) = known.placement else {
        return;
    };
    facts.set(Fact::PlacementInForce, count(known.in_force));
    if let Some(status) = placement.status {
        facts.set_word(Fact::PlacementStatus, status);
    }
    let said_void = placement.in_force == Some(false);
    facts.set(Fact::PlacementSaidVoid, Value::Flag(said_void));
    if let Some(scheme) = placement.scheme {
        facts.set_word(Fact::PlacementScheme, scheme);
    }
    facts.set_if(
        Fact::PlacementDestination,
        placement.destination.map(Value::Country),
    );
    if let Some(start) = placement.contract_start {
        facts.set(Fact::PlacementContractStart, Value::Date(start.0, start.1));
        facts.set(Fact::PlacementDaysToStart, days(known.day, start));
    }
    if let Some(end) = placement.contract_end {
        facts.set(Fact::PlacementContractEnd, Value::Date(end.0, end.1));
        if let Value::Number(from, to) = days(known.day, end) {
            facts.set(Fact::PlacementDaysSinceEnd, Value::Number(-to, -from));
        }
    }
    for (stated, held, date) in [
        (
            placement.visa,
            Fact::PlacementVisaHeld,
            Fact::PlacementVisaUntil,
        ),
        (
            placement.insurance,
            Fact::PlacementInsuranceHeld,
            Fact::PlacementInsuranceUntil,
        ),
        (
            placement.orientation,
            Fact::PlacementOrientationHeld,
            Fact::PlacementOrientationDate,
        ),
    ] {
        let Stated {
            held: is_held,
            date: day,
        } = stated;
        facts.set_if(held, is_held.map(Value::Flag));
        facts.set_if(date, day.map(|(from, to)| Value::Date(from, to)));
    }
    facts.set_if(
        Fact::PlacementDocumentDiffers,
        known.document_differs.map(Value::Flag),
    );
}

fn groups(facts: &mut Facts<'_>, known: &Known<'_>) {
    let with = |tie: Tie| {
        known
            .groups
            .iter()
            .filter(|group| group.ties.contains(&tie))
            .map(|group| group.members.len())
            .max()
    };
    let companion = known.companion;
    for (fact, tie, is_given) in [
        (
            Fact::GroupSameBooking,
            Tie::Booking,
            companion.booking.is_some(),
        ),
        (
            Fact::GroupSameContact,
            Tie::Contact,
            !companion.contacts.is_empty(),
        ),
        (
            Fact::GroupSamePayer,
            Tie::Payer,
            !companion.payers.is_empty(),
        ),
    ] {
        // Below the size of a group the exact number matters to nobody.
        let number = with(tie).or(is_given.then_some(1));
        facts.set_if(fact, number.map(count));
    }
    let origin = known
        .groups
        .iter()
        .filter(|group| group.ties.iter().any(|tie| !tie.is_arranged()))
        .map(|group| group.members.len())
        .max();
    let origin = origin.or((!companion.origins.is_empty()).then_some(1));
    facts.set_if(Fact::GroupOriginShared, origin.map(count));
    let arranged: Vec<_> = known
        .groups
        .iter()
        .filter(|group| group.ties.iter().any(|tie| tie.is_arranged()))
        .collect();
    if let Some(largest) = arranged.iter().map(|group| group.members.len()).max() {
        facts.set(Fact::GroupSize, count(largest));
        let bookings = arranged
            .iter()
            .map(|group| group.bookings)
            .max()
            .unwrap_or(0);
        if bookings > 0 {
            facts.set(Fact::GroupBookings, count(bookings));
        }
        let family = arranged.iter().any(|group| group.family_likely);
        facts.set(Fact::GroupFamilyLikely, Value::Flag(family));
    } else if known.groups_known {
        facts.set(Fact::GroupSize, Value::number(1));
        facts.set(Fact::GroupFamilyLikely, Value::Flag(false));
    }
}

fn count(number: usize) -> Value<'static> {
    Value::number(i32::try_from(number).unwrap_or(i32::MAX))
}

/// Days from one day to another that lies between two; negative where it is past.
fn days(from: Date, (earliest, latest): (Date, Date)) -> Value<'static> {
    Value::Number((earliest - from).get_days(), (latest - from).get_days())
}
