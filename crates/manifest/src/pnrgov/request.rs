//! Special service requests in segment SSR, and to whom of a record they belong.

use super::contact;
use super::itinerary::reference;
use super::record::Person;
use super::travel_document::{self, TravelDocument};
use super::traveller::alike;
use crate::edifact::{Context, Element, Segment};
use crate::{CompactString, Contact};
use domain::{Country, Diagnostic, Document, DocumentKind, Level};

/// A request that waits for the end of the record, when all its travellers are known.
pub(super) struct Request {
    code: CompactString,
    text: CompactString,
    /// Seat and number of the traveller, as far as given.
    details: Vec<(Option<CompactString>, Option<CompactString>)>,
    /// The traveller in whose group it stands.
    group: Option<usize>,
    raw: String,
    unreadable: Diagnostic,
}

impl Request {
    pub fn new(segment: &Segment, group: Option<usize>, context: &Context) -> Self {
        let request = segment.element(0);
        let details = segment
            .elements()
            .skip(1)
            .filter(|element| !element.is_empty())
            .map(|element| {
                (
                    element.component(0).given(),
                    reference(element.component(2)),
                )
            })
            .collect();
        Self {
            code: request.text(),
            text: text(segment, request),
            details,
            group,
            raw: segment.to_text(),
            unreadable: context.diagnostic(
                Level::Warning,
                "date-unreadable",
                "the birth date in DOCS cannot be read; it is kept as written",
                segment,
            ),
        }
    }

    /// Gives the request to those whom it concerns. `false` if nobody is found: the record keeps it.
    pub fn settle(self, people: &mut [Person], context: &mut Context) -> bool {
        match self.code.as_str() {
            "DOCS" => self.docs(people, context),
            "DOCO" => self.with_one(people, |person, request| {
                let (birth_place, document) = travel_document::doco(&request.text);
                let traveller = &mut person.traveller;
                traveller.birth_place = birth_place.or(traveller.birth_place.take());
                if let Some(document) = document {
                    add(&mut traveller.documents, document);
                }
            }),
            "DOCA" => self.with_one(people, |person, request| {
                let address = travel_document::doca(&request.text);
                let traveller = &mut person.traveller;
                if address.kind.as_deref() == Some("residence") {
                    traveller.residence = address.country.or(traveller.residence);
                }
                if !traveller.addresses.contains(&address) {
                    traveller.addresses.push(address);
                }
            }),
            "FOID" => self.with_one(people, |person, request| {
                match travel_document::foid(&request.text) {
                    Some(document) => add(&mut person.traveller.documents, document),
                    None => person.traveller.raw.push(request.raw.clone()),
                }
            }),
            "SEAT" | "NSST" | "NSSA" | "NSSW" | "RQST" | "SMSA" | "SMST" | "SMSW" => {
                self.seats(people)
            }
            _ => self.with_one(people, |person, request| {
                person.traveller.raw.push(request.raw.clone());
            }),
        }
    }

    /// A contact in a request such as CTCM, of the whole record.
    pub fn contact(&self) -> Option<Contact> {
        let code = self.code.as_str();
        code.starts_with("CTC")
            .then(|| contact::in_text(Some(code), &self.text))?
    }

    /// The request as written.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    fn docs(self, people: &mut [Person], context: &mut Context) -> bool {
        let read = travel_document::docs(&self.text, context.reference);
        let of_infant = |person: &Person| person.infant == read.infant;
        let by_name = || {
            people
                .iter()
                .position(|p| of_infant(p) && alike(&p.traveller.name, &read.name))
        };
        // An infant's document refers to the adult: only its name tells.
        let found = match read.infant {
            true => by_name().or_else(|| people.iter().position(|p| p.infant)),
            false => None,
        };
        // Several may be named in the segment before: then the name tells whom of them it concerns.
        let of_group = self.group.filter(|at| {
            people
                .get(*at)
                .is_some_and(|person| alike(&person.traveller.name, &read.name))
        });
        let found = found
            .or_else(|| self.numbered(people))
            .or(of_group)
            .or_else(by_name)
            .or(self.group)
            .or_else(|| sole(people));
        let Some(person) = found.and_then(|at| people.get_mut(at)) else {
            return false;
        };
        if read.birth_date_unreadable {
            person.traveller.raw.push(self.raw);
            person.traveller.diagnostics.push(self.unreadable);
        }
        apply(read, person);
        true
    }

    /// The traveller whose number it gives.
    fn numbered(&self, people: &[Person]) -> Option<usize> {
        let mut numbers = self
            .details
            .iter()
            .filter_map(|(_, number)| number.as_ref());
        numbers.find_map(|number| position(people, number))
    }

    fn with_one(self, people: &mut [Person], apply: impl FnOnce(&mut Person, &Self)) -> bool {
        let found = self
            .numbered(people)
            .or(self.group)
            .or_else(|| sole(people));
        match found.and_then(|at| people.get_mut(at)) {
            Some(person) => {
                apply(person, &self);
                true
            }
            None => false,
        }
    }

    fn seats(self, people: &mut [Person]) -> bool {
        let mut given = false;
        for (seat, number) in &self.details {
            let found = match number {
                Some(number) => position(people, number),
                None => self.group.or_else(|| sole(people)),
            };
            if let (Some(seat), Some(person)) = (seat, found.and_then(|at| people.get_mut(at))) {
                person.seat(seat.clone());
                given = true;
            }
        }
        given
    }
}

/// The free text: the ninth component; with fewer colons before it, the one with slashes; with some in an element of its own.
fn text(segment: &Segment, request: Element) -> CompactString {
    let ninth = request.component(8).text();
    if !ninth.is_empty() {
        return ninth;
    }
    let written = |element: Element<'_>| {
        element
            .components()
            .map(|component| component.text())
            .find(|text| text.bytes().filter(|b| *b == b'/').count() >= 2)
    };
    written(request)
        .or_else(|| segment.elements().skip(1).find_map(written))
        .unwrap_or_default()
}

fn position(people: &[Person], number: &str) -> Option<usize> {
    people
        .iter()
        .position(|person| person.reference.as_deref() == Some(number))
}

fn sole(people: &[Person]) -> Option<usize> {
    (people.len() == 1).then_some(0)
}

/// Takes over what DOCS says; the later request wins, but never takes away what an earlier one said.
fn apply(read: TravelDocument, person: &mut Person) {
    let traveller = &mut person.traveller;
    if let Some(nationality) = read.nationality {
        traveller.nationality = Country::read(&nationality).or(traveller.nationality);
        traveller.nationality_raw = Some(nationality);
    }
    traveller.birth_date = read.birth_date.or(traveller.birth_date);
    if read.sex.is_some() {
        traveller.sex = read.sex;
    }
    if let Some(document) = read.document {
        add(&mut traveller.documents, document);
    }
    let known = |name: &crate::Name| {
        name.surname == read.name.surname && name.given_names == read.name.given_names
    };
    if read.name.surname.is_some()
        && !known(&traveller.name)
        && !traveller.other_names.iter().any(known)
    {
        traveller.other_names.push(read.name);
    }
}

/// Adds a document, or completes the one of the same number.
fn add(documents: &mut Vec<Document>, new: Document) {
    let same = documents.iter_mut().find(|old| {
        old.number == new.number && (old.kind == new.kind || old.kind == DocumentKind::Other)
    });
    match same {
        None => documents.push(new),
        Some(old) => {
            let merged = Document {
                issuer: new.issuer.or(old.issuer),
                expires: new.expires.or(old.expires),
                raw_issuer: new.raw_issuer.or(old.raw_issuer.take()),
                ..new
            };
            *old = merged;
        }
    }
}
