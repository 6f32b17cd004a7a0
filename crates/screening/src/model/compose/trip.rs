//! The journey: where it goes, when it begins, whether a way back is known.

use domain::{Country, Port};
use jiff::civil::Date;
use manifest::{Leg, Mode, Traveller};
use serde::{Deserialize, Serialize};

/// What is known of a traveller's journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trip {
    /// Carrier and number, or the name of the ship, as far as given.
    pub voyage: String,
    /// Where the journey begins.
    pub from: Option<Port>,
    /// Where it goes: the end of the journey, or the place of the longest stay where the way back is known.
    pub to: Option<Port>,
    /// Country of departure.
    pub origin: Option<Country>,
    /// Country of destination.
    pub destination: Option<Country>,
    /// Day of departure, if the source gives one.
    pub departure: Option<Date>,
    /// By air or by sea.
    pub mode: Option<Mode>,
    /// An itinerary is known and has no way back; `None` where no itinerary is known.
    pub one_way: Option<bool>,
}

impl Trip {
    /// Reads the journey out of an itinerary, or the voyage where there is none.
    pub fn of(traveller: &Traveller) -> Self {
        let voyage = &traveller.voyage;
        let itinerary = traveller.itinerary.as_slice();
        let from = first_port(itinerary)
            .or(traveller.embark.as_ref())
            .or(voyage.from());
        let origin = from.and_then(Port::country);
        let (to, one_way) = match turning_point(itinerary, origin) {
            Some((port, returns)) => (Some(port), Some(!returns)),
            None => (traveller.disembark.as_ref().or(voyage.to()), None),
        };
        Self {
            voyage: label(traveller),
            from: from.cloned(),
            to: to.cloned(),
            origin,
            destination: to.and_then(Port::country),
            departure: itinerary
                .first()
                .and_then(|leg| leg.departure)
                .or_else(|| voyage.departure())
                .map(|moment| moment.date),
            mode: mode(traveller, from, to),
            one_way,
        }
    }
}

fn first_port(itinerary: &[Leg]) -> Option<&Port> {
    itinerary.first().and_then(|leg| leg.from.as_ref())
}

/// The end of an itinerary, or, where it leads back to the country it began in, the place before the longest stay;
/// and whether it leads back. `None` without an itinerary.
fn turning_point(itinerary: &[Leg], origin: Option<Country>) -> Option<(&Port, bool)> {
    let end = itinerary.last()?.to.as_ref()?;
    let country = end.country();
    if country.is_none() || country != origin || itinerary.len() < 2 {
        return Some((end, false));
    }
    let stay = |pair: &[Leg]| match pair {
        [here, next] => {
            let arrived = here.arrival.or(here.departure)?.date;
            Some((next.departure?.date - arrived).get_days())
        }
        _ => None,
    };
    let mut best: Option<(&Port, Option<i32>)> = None;
    for pair in itinerary.windows(2) {
        let Some(port) = pair.first().and_then(|leg| leg.to.as_ref()) else {
            continue;
        };
        if port.country() == origin {
            continue;
        }
        let days = stay(pair);
        if best.is_none_or(|(_, longest)| days > longest) {
            best = Some((port, days));
        }
    }
    Some((best.map_or(end, |(port, _)| port), true))
}

fn mode(traveller: &Traveller, from: Option<&Port>, to: Option<&Port>) -> Option<Mode> {
    if let Some(stated) = traveller.voyage.mode {
        // Who goes by road or rail is told neither by air nor by sea.
        return matches!(stated, Mode::Air | Mode::Sea).then_some(stated);
    }
    // Airports go by three letters, seaports by the five of UN/LOCODE.
    let length = |port: Option<&Port>| port.map(|port| port.code().len());
    match (length(from), length(to)) {
        (Some(3), Some(3)) => Some(Mode::Air),
        (Some(5), Some(5)) => Some(Mode::Sea),
        _ => None,
    }
}

fn label(traveller: &Traveller) -> String {
    let voyage = &traveller.voyage;
    let vessel = voyage
        .vessel
        .as_ref()
        .and_then(|vessel| vessel.name.as_ref());
    let parts: Vec<&str> = [voyage.carrier.as_ref(), voyage.number.as_ref()]
        .into_iter()
        .flatten()
        .map(|part| part.as_str())
        .collect();
    if parts.is_empty() {
        vessel.map(ToString::to_string).unwrap_or_default()
    } else {
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::sync::Arc;

    fn leg(from: &str, to: &str, day: i8) -> Leg {
        Leg {
            from: Port::read(from),
            to: Port::read(to),
            departure: Some(date(2026, 11, day).into()),
            ..Leg::default()
        }
    }

    fn journey(legs: Vec<Leg>) -> (String, Option<bool>) {
        let mut traveller = Traveller::on(Arc::default());
        traveller.itinerary = legs;
        let trip = Trip::of(&traveller);
        (
            trip.destination.map(|c| c.to_string()).unwrap_or_default(),
            trip.one_way,
        )
    }

    #[test]
    fn where_a_journey_goes() {
        for (legs, destination, one_way) in [
            (vec![leg("CGK", "KUL", 1)], "MYS", Some(true)),
            (
                vec![leg("CGK", "SIN", 1), leg("SIN", "NRT", 1)],
                "JPN",
                Some(true),
            ),
            (
                vec![
                    leg("CGK", "SIN", 1),
                    leg("SIN", "NRT", 1),
                    leg("NRT", "SIN", 20),
                    leg("SIN", "CGK", 20),
                ],
                "JPN",
                Some(false),
            ),
            (
                vec![leg("LOP", "CGK", 1), leg("CGK", "TPE", 1)],
                "TWN",
                Some(true),
            ),
            (vec![], "", None),
        ] {
            assert_eq!(journey(legs), (destination.to_owned(), one_way));
        }
    }
}
