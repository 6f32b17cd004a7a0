//! Flights in segment TVL.

use crate::edifact::{Component, Context, Segment, date_time};
use crate::{Leg, Moment, Voyage};
use domain::{DateReading, Horizon, read_date};
use jiff::civil::Date;

/// TVL: times, from, to, carriers, number. `None` for one that names no route, such as the operating carrier's own number.
pub(super) fn leg(segment: &Segment, context: &mut Context) -> Option<Leg> {
    let mut elements = segment.elements();
    let mut times = elements.read().components();
    let (departure_day, departure_time) = (times.read(), times.read());
    let (arrival_day, arrival_time) = (times.read(), times.read());
    let from = context.memo.port(elements.read().code());
    let to = context.memo.port(elements.read().code());
    if from.is_none() && to.is_none() {
        return None;
    }
    let mut carriers = elements.read().components();
    let (marketing, operating) = (carriers.read().given(), carriers.read().given());
    let number = elements.read().component(0).given();

    let departure_date = day(departure_day.code(), context.reference);
    let departure = departure_date.map(|date| Moment {
        date,
        time: date_time::time(departure_time.code()),
    });
    // `120518:1220:1505` leaves out the day of arrival and its colon.
    let (arrival_date, arrival_time) = match arrival_day.code().len() {
        4 => (None, arrival_day),
        _ => (day(arrival_day.code(), context.reference), arrival_time),
    };
    let arrival_time = date_time::time(arrival_time.code());
    let arrival = match (arrival_date, arrival_time) {
        (Some(date), time) => Some(Moment { date, time }),
        (None, Some(time)) => departure_date.map(|date| Moment {
            date,
            time: Some(time),
        }),
        (None, None) => None,
    };
    Some(Leg {
        operated_by: operating.filter(|carrier| Some(carrier) != marketing.as_ref()),
        carrier: marketing,
        number,
        from,
        to,
        departure,
        arrival,
    })
}

/// A day as `DDMMYY`; some write `DDMMCCYY` or `27MAY13`.
fn day(value: &[u8], reference: Date) -> Option<Date> {
    let format: &[u8] = match value.len() {
        6 => b"2",
        8 => b"4",
        _ => {
            let text = std::str::from_utf8(value).ok()?;
            return match read_date(text, reference, Horizon::Future) {
                DateReading::One(date) => date.to_date(),
                _ => None,
            };
        }
    };
    let read = date_time::read(value, format, reference, Horizon::Future)?;
    read.date.to_date()
}

/// Whether a leg of an itinerary is the flight that the message is about, under its own number or another carrier's.
pub(super) fn is_of(leg: &Leg, voyage: &Voyage) -> bool {
    let Some(flight) = voyage.legs.first() else {
        return false;
    };
    let carried = leg.carrier == voyage.carrier || leg.operated_by == voyage.carrier;
    let same_day = match (leg.departure, flight.departure) {
        (Some(leg), Some(flight)) => leg.date == flight.date,
        _ => true,
    };
    let bare = |number: &Option<crate::CompactString>| {
        number
            .as_deref()
            .map(|n| n.trim_start_matches('0').to_owned())
    };
    let same_number = bare(&leg.number) == bare(&voyage.number);
    // On a code share only the route tells.
    let same_route = leg.from == flight.from && leg.to == flight.to;
    same_day && (carried && same_number || same_route)
}

/// The whole number in a component, leading zeros allowed.
pub(super) fn reference(component: Component) -> Option<crate::CompactString> {
    let text = component.given()?;
    let bare = text.trim_start_matches('0');
    (!bare.is_empty()).then(|| bare.into())
}
