//! One passenger name record, from SRC to the next.

use super::request::Request;
use super::traveller::{self, Named, alike};
use super::{contact, itinerary, payment};
use crate::edifact::{Context, Element, Segment};
use crate::{
    Address, Bags, CompactString, Contact, ContactKind, Leg, Origin, Payment, Reference, Traveller,
    Voyage,
};
use domain::Level;
use std::sync::Arc;

/// What was read of a record.
pub(super) struct Record {
    voyage: Arc<Voyage>,
    origin: Origin,
    part: Part,
    people: Vec<Person>,
    booking_reference: Option<CompactString>,
    references: Vec<Reference>,
    itinerary: Vec<Leg>,
    contacts: Vec<Contact>,
    addresses: Vec<Address>,
    payments: Vec<Payment>,
    agency: Option<CompactString>,
    requests: Vec<Request>,
    raw: Vec<String>,
    /// The segment before was EQN: a locator behind it is that of a record that was split off.
    after_number: bool,
}

/// One traveller of the record.
pub(super) struct Person {
    pub traveller: Traveller,
    pub reference: Option<CompactString>,
    pub infant: bool,
}

/// What the segments that follow belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The record as a whole.
    Booking,
    /// One traveller, with ticket and payment.
    Traveller(usize),
    /// A flight of the itinerary.
    Flight,
    /// A traveller at the check-in for a flight.
    CheckIn(usize),
    /// A hotel, a car.
    OtherService,
    /// What was changed, by whom, when.
    History,
}

impl Person {
    /// Adds a seat unless it is known; `014A` and `14A` are one.
    pub fn seat(&mut self, seat: CompactString) {
        let bare = |seat: &str| seat.trim_start_matches('0').to_owned();
        let seats = &mut self.traveller.seats;
        if !seats.iter().any(|known| bare(known) == bare(&seat)) {
            seats.push(seat);
        }
    }
}

impl Record {
    pub fn new(voyage: Arc<Voyage>, origin: Origin) -> Self {
        Self {
            voyage,
            origin,
            part: Part::Booking,
            people: Vec::new(),
            booking_reference: None,
            references: Vec::new(),
            itinerary: Vec::new(),
            contacts: Vec::new(),
            addresses: Vec::new(),
            payments: Vec::new(),
            agency: None,
            requests: Vec::new(),
            raw: Vec::new(),
            after_number: false,
        }
    }

    /// Reads the next segment.
    pub fn segment(&mut self, segment: &Segment, context: &mut Context) {
        let after_number = std::mem::replace(&mut self.after_number, &segment.tag == b"EQN");
        match (&segment.tag, self.part) {
            (b"ABI" | b"SAC", _) => {
                self.part = Part::History;
                self.keep(segment);
            }
            (b"LTS", _) | (_, Part::History) => self.raw.push(segment.to_text()),
            (b"RCI", _) => self.locators(segment, after_number),
            (b"MSG", _) => {
                // Behind the flights it begins a hotel or a car.
                if !self.itinerary.is_empty() {
                    self.part = Part::OtherService;
                }
                self.keep(segment);
            }
            (b"SSR", _) => self.request(segment, context),
            (_, Part::OtherService) => self.raw.push(segment.to_text()),
            (b"TIF", _) => self.travellers(segment, context),
            (b"TVL", _) => match itinerary::leg(segment, context) {
                Some(leg) => {
                    self.itinerary.push(leg);
                    self.part = Part::Flight;
                }
                None => self.keep(segment),
            },
            (b"TRI", _) => self.check_in(segment),
            (b"ORG", Part::Booking) => {
                let agent = segment.element(1);
                self.agency = [
                    agent.component(0),
                    agent.component(1),
                    segment.element(0).component(0),
                ]
                .into_iter()
                .find_map(|component| component.given());
                self.keep(segment);
            }
            (b"ADD", _) => self.address(segment),
            (b"IFT", _) => self.free_text(segment),
            (b"FOP", _) => {
                let payments = payment::payments(segment);
                match self.part {
                    Part::Traveller(at) => match self.people.get_mut(at) {
                        Some(person) => person.traveller.payments.extend(payments),
                        None => self.payments.extend(payments),
                    },
                    _ => self.payments.extend(payments),
                }
            }
            (b"FTI" | b"REF" | b"TKT", Part::Traveller(at)) => self.reference(segment, at),
            (b"SSD", Part::CheckIn(at)) => {
                let seat = segment.element(0).component(0).given();
                match (self.people.get_mut(at), seat) {
                    (Some(person), Some(seat)) => person.seat(seat),
                    _ => self.keep(segment),
                }
            }
            (b"TBD", Part::CheckIn(at) | Part::Traveller(at)) => match self.people.get_mut(at) {
                Some(person) => bags(segment, person),
                None => self.keep(segment),
            },
            _ => self.keep(segment),
        }
    }

    /// Keeps a segment as written, with whom it concerns.
    fn keep(&mut self, segment: &Segment) {
        let person = match self.part {
            Part::Traveller(at) | Part::CheckIn(at) => self.people.get_mut(at),
            _ => None,
        };
        match person {
            Some(person) => person.traveller.raw.push(segment.to_text()),
            None => self.raw.push(segment.to_text()),
        }
    }

    /// RCI: the record's own locator and those that other carriers gave it.
    fn locators(&mut self, segment: &Segment, after_number: bool) {
        for element in segment.elements() {
            let Some(locator) = element.component(1).given() else {
                continue;
            };
            if self.booking_reference.is_none() {
                self.booking_reference = Some(locator);
                continue;
            }
            let qualifier = match after_number {
                true => CompactString::const_new("SPLIT"),
                false => element.component(0).text(),
            };
            let reference = Reference {
                qualifier,
                value: locator,
            };
            let own = self.booking_reference.as_ref() == Some(&reference.value);
            if !own && !self.references.contains(&reference) {
                self.references.push(reference);
            }
        }
    }

    /// TIF: a traveller of the record, or one who recurs below a flight.
    fn travellers(&mut self, segment: &Segment, context: &mut Context) {
        let named = traveller::named(segment);
        if named.is_empty() {
            self.keep(segment);
            return;
        }
        let below_flight = matches!(self.part, Part::Flight | Part::CheckIn(_));
        for named in named {
            let known = self.known(&named, below_flight);
            let at = known.unwrap_or_else(|| self.add(named, segment, below_flight, context));
            self.part = match below_flight {
                true => Part::CheckIn(at),
                false => Part::Traveller(at),
            };
        }
    }

    /// Who of the record this is. Above the flights two of the same name are two persons, unless their numbers are the same.
    fn known(&self, named: &Named, below_flight: bool) -> Option<usize> {
        let same_number =
            |person: &Person| named.reference.is_some() && person.reference == named.reference;
        let same_name = |person: &Person| {
            alike(&person.traveller.name, &named.name) && person.infant == named.infant
        };
        if !below_flight {
            return self
                .people
                .iter()
                .position(|p| same_number(p) && same_name(p));
        }
        // A number that several share, as infants do with the adult, is settled by the name.
        let both = self
            .people
            .iter()
            .position(|p| same_number(p) && same_name(p));
        both.or_else(|| self.people.iter().position(same_name))
            .or_else(|| {
                self.people
                    .iter()
                    .position(|p| same_number(p) && p.infant == named.infant)
            })
    }

    fn add(&mut self, named: Named, segment: &Segment, late: bool, context: &Context) -> usize {
        let mut traveller = Traveller::on(Arc::clone(&self.voyage));
        traveller.name = named.name;
        traveller.sex = named.sex;
        traveller.origin = context.origin(segment);
        if late {
            traveller.diagnostics.push(context.diagnostic(
                Level::Info,
                "traveller-late",
                "the traveller is first named below a flight",
                segment,
            ));
        }
        self.people.push(Person {
            traveller,
            reference: named.reference,
            infant: named.infant,
        });
        self.people.len() - 1
    }

    /// TRI: check-in of the traveller with a number.
    fn check_in(&mut self, segment: &Segment) {
        let number = itinerary::reference(segment.element(1).component(3));
        let found = self
            .people
            .iter()
            .position(|person| number.is_some() && person.reference == number);
        self.part = match found {
            Some(at) => Part::CheckIn(at),
            None => Part::Flight,
        };
        self.keep(segment);
    }

    fn request(&mut self, segment: &Segment, context: &Context) {
        let group = match self.part {
            Part::Traveller(at) | Part::CheckIn(at) => Some(at),
            _ => None,
        };
        let request = Request::new(segment, group, context);
        match request.contact() {
            Some(contact) => self.contacts.push(contact),
            None => self.requests.push(request),
        }
    }

    fn address(&mut self, segment: &Segment) {
        let (address, phone) = contact::address(segment);
        self.contacts.extend(phone);
        match self.part {
            Part::Traveller(at) => {
                if let Some(person) = self.people.get_mut(at) {
                    person.traveller.addresses.push(address);
                }
            }
            _ => self.addresses.push(address),
        }
    }

    /// IFT: who pays (`4:43`), a contact, or anything else.
    fn free_text(&mut self, segment: &Segment) {
        let kind = segment.element(0).component(1);
        let mut texts = segment.elements().skip(1).flat_map(Element::components);
        if kind.code() == b"43" {
            let payer = texts.next().and_then(|text| text.given());
            let phone = texts
                .map(|text| text.text())
                .find(|text| contact::is_phone(text));
            self.contacts.extend(phone.map(|value| Contact {
                kind: ContactKind::Phone,
                value,
            }));
            self.payer(payer);
        } else if let Some(contact) = texts.find_map(|text| contact::in_text(None, &text.prose())) {
            self.contacts.push(contact);
        }
        self.keep(segment);
    }

    fn payer(&mut self, payer: Option<CompactString>) {
        let payments = match self.part {
            Part::Traveller(at) => match self.people.get_mut(at) {
                Some(person) => &mut person.traveller.payments,
                None => &mut self.payments,
            },
            _ => &mut self.payments,
        };
        match payments.last_mut() {
            Some(payment) if payment.payer.is_none() => payment.payer = payer,
            _ => payments.push(Payment {
                payer,
                ..Payment::default()
            }),
        }
    }

    /// FTI, REF and TKT: numbers of the traveller.
    fn reference(&mut self, segment: &Segment, at: usize) {
        let tag = CompactString::from(segment.tag_text());
        let person = self.people.get_mut(at);
        let references = segment.elements().filter_map(|element| {
            let first = element.component(0).text();
            let value = match (&segment.tag, element.component(1).text()) {
                (b"TKT", _) => first,
                (_, second) if first.is_empty() => second,
                (_, second) if second.is_empty() => first,
                (_, second) => CompactString::from(format!("{first} {second}")),
            };
            (!value.is_empty()).then(|| Reference {
                qualifier: tag.clone(),
                value,
            })
        });
        if let Some(person) = person {
            person.traveller.references.extend(references);
        }
    }

    /// Ends the record: what concerns all is given to each.
    pub fn finish(mut self, context: &mut Context) {
        for request in std::mem::take(&mut self.requests) {
            let raw = request.raw().to_owned();
            if !request.settle(&mut self.people, context) {
                self.raw.push(raw);
            }
        }
        if self.people.is_empty() {
            let place = domain::Place {
                message_number: self.origin.message_number,
                segment: Some("SRC".into()),
                offset: self.origin.offset,
                ..domain::Place::default()
            };
            context.out.diagnostics.push(
                domain::Diagnostic::new(
                    Level::Warning,
                    "record-without-traveller",
                    "the record names no traveller",
                )
                .at(place),
            );
            return;
        }
        let flight = self
            .itinerary
            .iter()
            .find(|leg| itinerary::is_of(leg, &self.voyage))
            .or(self.voyage.legs.first());
        let (embark, disembark) = match flight {
            Some(leg) => (leg.from.clone(), leg.to.clone()),
            None => (None, None),
        };
        let raw = Arc::new(self.raw);
        for person in self.people {
            let mut traveller = person.traveller;
            traveller.embark = embark.clone();
            traveller.disembark = disembark.clone();
            traveller.itinerary = self.itinerary.clone();
            traveller.booking_reference = self.booking_reference.clone();
            traveller.references.extend(self.references.iter().cloned());
            for contact in &self.contacts {
                if !traveller.contacts.contains(contact) {
                    traveller.contacts.push(contact.clone());
                }
            }
            traveller.addresses.extend(self.addresses.iter().cloned());
            traveller.payments.extend(self.payments.iter().cloned());
            traveller.agency = self.agency.clone();
            traveller.booking_raw = Arc::clone(&raw);
            context.out.travellers.push(traveller);
        }
    }
}

/// TBD: pieces, weight in kilograms (`700`) or pounds (`701`), tag numbers.
fn bags(segment: &Segment, person: &mut Person) {
    let mut elements = segment.elements().skip(1);
    let mut next = || elements.next();
    let mut total = next().map(Element::components);
    let mut number = || total.as_mut().and_then(|t| t.read().number());
    let (pieces, weight) = (number(), number());
    let bags = person.traveller.bags.get_or_insert_with(Bags::default);
    bags.pieces = pieces.and_then(|n| u16::try_from(n).ok()).or(bags.pieces);
    let pounds = segment.element(1).component(2).code() == b"701";
    bags.weight_kg = weight
        .map(|weight| {
            if pounds {
                Bags::kilograms(weight)
            } else {
                weight
            }
        })
        .or(bags.weight_kg);
    next();
    next();
    for element in elements {
        let tag = element
            .component(1)
            .given()
            .or(element.component(0).given());
        bags.tags.extend(tag.filter(|tag| !bags.tags.contains(tag)));
    }
}
