//! The voyage in segments TDT, LOC and DTM.

use crate::edifact::{Context, Segment, date_time};
use crate::{CompactString, Leg, Mode, Moment, Vessel, Voyage, flight};
use domain::{Country, Horizon, Level, Port};

/// The voyage as far as it was read.
#[derive(Default)]
pub(super) struct Route {
    transports: Vec<Transport>,
}

/// One TDT with the places behind it.
#[derive(Default)]
struct Transport {
    carrier: Option<CompactString>,
    carrier_name: Option<CompactString>,
    operated_by: Option<CompactString>,
    number: Option<CompactString>,
    mode: Option<Mode>,
    vessel: Option<Vessel>,
    stops: Vec<Stop>,
    departure: Option<Moment>,
    arrival: Option<Moment>,
    raw: Vec<String>,
}

/// A place on the way.
struct Stop {
    /// What the qualifier says happens there.
    way: Way,
    port: Option<Port>,
    departure: Option<Moment>,
    arrival: Option<Moment>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Departure,
    Arrival,
    Either,
}

impl Route {
    /// Whether nothing is known of the voyage.
    pub fn is_empty(&self) -> bool {
        self.transports.is_empty()
    }

    /// TDT: carrier, number, means of transport.
    pub fn transport(&mut self, segment: &Segment) {
        let mut elements = segment.elements().skip(1);
        let mut next = || elements.next();
        let reference = next().and_then(|e| e.component(0).given());
        let mode = next().map_or(&b""[..], |e| e.code());
        next();
        let carrier = next();
        let carrier_code = carrier.and_then(|e| e.component(0).given());
        let carrier_name = carrier.and_then(|e| e.component(3).given());
        next();
        next();
        let means = next();
        let vessel = means.and_then(|e| {
            let vessel = Vessel {
                identifier: e.component(0).given(),
                name: e.component(3).given(),
                flag: Country::read(&e.component(4).text()),
            };
            (vessel.identifier.is_some() || vessel.name.is_some()).then_some(vessel)
        });
        let named = vessel.as_ref().is_some_and(|vessel| vessel.name.is_some());
        let mut transport = Transport {
            vessel,
            carrier_name,
            mode: match mode {
                b"1" | b"8" => Some(Mode::Sea),
                b"2" => Some(Mode::Rail),
                b"3" => Some(Mode::Road),
                b"4" | b"40" => Some(Mode::Air),
                _ => named.then_some(Mode::Sea),
            },
            ..Transport::default()
        };
        transport.identify(reference, carrier_code);
        self.transports.push(transport);
    }

    /// A segment behind TDT.
    pub fn segment(&mut self, segment: &Segment, context: &mut Context) {
        let Some(transport) = self.transports.last_mut() else {
            return;
        };
        match &segment.tag {
            b"LOC" => {
                let place = segment.element(1);
                let code = place.code();
                let port = match code.is_empty() {
                    false => context.memo.port(code),
                    true => Port::read(&place.component(3).text()),
                };
                transport.stops.push(Stop {
                    way: way(segment.element(0).code()),
                    port,
                    departure: None,
                    arrival: None,
                });
            }
            b"DTM" => transport.moment(segment, context),
            _ => transport.raw.push(segment.to_text()),
        }
    }

    /// The voyage that was read.
    pub fn voyage(&self) -> Voyage {
        let mut voyage = Voyage::default();
        if let Some(first) = self.transports.first() {
            voyage.carrier = first.carrier.clone();
            voyage.carrier_name = first.carrier_name.clone();
            voyage.number = first.number.clone();
            voyage.mode = first.mode;
            voyage.vessel = first.vessel.clone();
        }
        for transport in &self.transports {
            transport.legs_into(&mut voyage.legs);
            voyage.raw.extend(transport.raw.iter().cloned());
        }
        voyage
    }
}

/// What a qualifier of LOC (code list 3227) says of a place on the way.
fn way(qualifier: &[u8]) -> Way {
    match qualifier {
        // Last port before the country, place of departure, of loading, last port of call.
        b"125" | b"5" | b"9" | b"94" | b"76" => Way::Departure,
        // First port in the country, ultimate destination, destination, discharge, arrival, next port of call.
        b"87" | b"130" | b"8" | b"11" | b"12" | b"60" | b"61" => Way::Arrival,
        // `92` and `153` are ports on the way, `188` and others are not said to be either.
        _ => Way::Either,
    }
}

impl Transport {
    /// The number of a flight usually begins with the carrier's designator, which need not be the carrier named beside it: on
    /// a code share, or where a flight goes on under another number.
    fn identify(&mut self, reference: Option<CompactString>, carrier: Option<CompactString>) {
        let reference = reference.as_deref().unwrap_or_default();
        if let Some(number) = carrier
            .as_deref()
            .and_then(|code| reference.strip_prefix(code))
        {
            let number = number.trim_start();
            if number.is_empty() || number.starts_with(|c: char| c.is_ascii_digit()) {
                self.number = (!number.is_empty()).then(|| number.into());
                self.carrier = carrier.clone();
            }
        }
        if self.carrier.is_none() {
            let by_air = matches!(self.mode, None | Some(Mode::Air));
            match flight::divide(reference).filter(|_| by_air) {
                Some((designator, number)) => {
                    self.carrier = Some(designator.into());
                    self.number = Some(number.into());
                    self.operated_by = carrier;
                }
                None => {
                    self.number = (!reference.is_empty()).then(|| reference.into());
                    self.carrier = carrier;
                }
            }
        }
        let designator = self.carrier.as_deref().is_some_and(flight::is_designator);
        if self.mode.is_none() && designator && self.number.is_some() {
            self.mode = Some(Mode::Air);
        }
        if self.carrier.is_none() {
            self.carrier = self.carrier_name.clone();
        }
    }

    /// DTM: departure or arrival at the place before it.
    fn moment(&mut self, segment: &Segment, context: &mut Context) {
        let mut parts = segment.element(0).components();
        let (qualifier, value, format) = (parts.read(), parts.read(), parts.read());
        let read = date_time::read(
            value.code(),
            format.code(),
            context.reference,
            Horizon::Future,
        );
        let Some(moment) = read.and_then(|read| read.moment()) else {
            if !value.is_empty() {
                context.note(
                    Level::Warning,
                    "date-unreadable",
                    "the time of the voyage cannot be read; it is kept as written",
                    segment,
                );
            }
            self.raw.push(segment.to_text());
            return;
        };
        let way = match qualifier.code() {
            // Scheduled, estimated, actual departure.
            b"189" | b"133" | b"136" | b"186" => Way::Departure,
            // Scheduled, estimated, actual arrival.
            b"232" | b"132" | b"178" => Way::Arrival,
            _ => match self.stops.last() {
                Some(stop) if stop.way != Way::Either => stop.way,
                _ => {
                    self.raw.push(segment.to_text());
                    return;
                }
            },
        };
        let (departure, arrival) = match self.stops.last_mut() {
            Some(stop) => (&mut stop.departure, &mut stop.arrival),
            None => (&mut self.departure, &mut self.arrival),
        };
        match way {
            Way::Departure => *departure = Some(moment),
            Way::Arrival | Way::Either => *arrival = Some(moment),
        }
    }

    fn leg(&self) -> Leg {
        Leg {
            carrier: self.carrier.clone(),
            number: self.number.clone(),
            operated_by: self.operated_by.clone(),
            from: None,
            to: None,
            departure: None,
            arrival: None,
        }
    }

    /// From each place to the next.
    fn legs_into(&self, legs: &mut Vec<Leg>) {
        let mut stops: Vec<&Stop> = self.stops.iter().collect();
        // Some senders name the port of arrival first.
        if let [first, second] = stops.as_slice()
            && (first.way, second.way) == (Way::Arrival, Way::Departure)
        {
            stops.reverse();
        }
        let before = legs.len();
        match stops.as_slice() {
            [] => legs.push(self.leg()),
            [only] => {
                let mut leg = self.leg();
                leg.departure = only.departure;
                leg.arrival = only.arrival;
                let reached = only.departure.is_none() && only.arrival.is_some();
                match only.way == Way::Arrival || reached {
                    true => leg.to = only.port.clone(),
                    false => leg.from = only.port.clone(),
                }
                legs.push(leg);
            }
            _ => {
                for (from, to) in stops.iter().zip(stops.iter().skip(1)) {
                    // A port may stand twice, where it is reached and where it is left.
                    if from.port == to.port && from.port.is_some() {
                        continue;
                    }
                    let mut leg = self.leg();
                    leg.from = from.port.clone();
                    leg.to = to.port.clone();
                    leg.departure = from.departure;
                    leg.arrival = to.arrival;
                    legs.push(leg);
                }
            }
        }
        // What was said of the transport as a whole.
        if let Some(first) = legs.get_mut(before) {
            first.departure = first.departure.or(self.departure);
        }
        if let Some(last) = legs.last_mut() {
            last.arrival = last.arrival.or(self.arrival);
        }
    }
}
