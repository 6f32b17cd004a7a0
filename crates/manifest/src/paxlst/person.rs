//! One traveller in segment NAD and those behind it.

use super::header::{contacts, joined};
use crate::edifact::{Context, Element, Segment, date_time};
use crate::names::{self, Titles};
use crate::{Address, Bags, CompactString, Name, Reference, Traveller};
use domain::{Country, DateReading, Diagnostic, Horizon, Level, Sex, read_date};

/// NAD: the name and perhaps an address.
pub(super) fn name_and_address(
    segment: &Segment,
    traveller: &mut Traveller,
    context: &mut Context,
) {
    let mut elements = segment.elements();
    let (_qualifier, identification, lines, party) = (
        elements.read(),
        elements.read(),
        elements.read(),
        elements.read(),
    );
    // The name belongs in C080; some put it into the lines of C058 or into the identification C082.
    let place = [party, lines, identification]
        .into_iter()
        .find(|element| !element.is_empty());
    match place {
        Some(element) => traveller.name = name(element),
        None => traveller.diagnostics.push(context.diagnostic(
            Level::Warning,
            "name-missing",
            "the traveller has no name",
            segment,
        )),
    }
    let street: Vec<CompactString> = elements
        .read()
        .components()
        .filter_map(|line| line.given())
        .chain((0..3).filter_map(|_| elements.read().component(0).given()))
        .collect();
    let country = elements.read().component(0);
    if !street.is_empty() || !country.is_empty() {
        // Most have one address.
        traveller.addresses.reserve_exact(1);
        traveller.addresses.push(Address {
            kind: None,
            lines: street,
            country: context.memo.country(country.code()),
        });
    }
}

fn name(element: Element) -> Name {
    let mut parts = element.components();
    let surname = parts.read().text();
    // A sixth component only says how the name is formatted.
    let mut given = CompactString::default();
    for part in parts.take(4).filter(|part| !part.is_empty()) {
        if !given.is_empty() {
            given.push(' ');
        }
        given.push_str(&part.text());
    }
    if given.is_empty() {
        names::undivided(&surname, Titles::Words)
    } else {
        names::divided(&surname, &given, Titles::Words)
    }
}

/// A segment behind NAD.
pub(super) fn segment(segment: &Segment, traveller: &mut Traveller, context: &mut Context) {
    let mut elements = segment.elements();
    match &segment.tag {
        b"ATT" if elements.read().code() == b"2" => sex(segment, traveller, context),
        b"DTM" => date(segment, traveller, context),
        b"LOC" => place(segment, traveller, context),
        b"NAT" => {
            let mut parts = segment.element(1).components();
            let code = parts.read();
            traveller.nationality = context.memo.country(code.code());
            traveller.nationality_raw = code.given().or_else(|| parts.nth(2)?.given());
            if traveller.nationality.is_none() {
                traveller.nationality =
                    traveller.nationality_raw.as_deref().and_then(Country::read);
            }
        }
        b"RFF" => {
            for element in elements {
                reference(element, traveller);
            }
        }
        b"COM" => traveller.contacts.extend(contacts(segment)),
        b"GEI" => match (elements.read().code(), elements.read().code()) {
            (b"4", b"173") => traveller.verified = Some(true),
            (b"4", b"174") => traveller.verified = Some(false),
            _ => traveller.raw.push(segment.to_text()),
        },
        b"MEA" => measure(segment, traveller),
        b"FTX" if elements.read().code() == b"BAG" => tags(segment, traveller),
        b"EMP" => {
            // A category such as `CR1` or an occupation, in words or as a code.
            traveller.occupation = elements.skip(1).find_map(|element| {
                element
                    .component(3)
                    .given()
                    .or(element.component(0).given())
            });
        }
        _ => traveller.raw.push(segment.to_text()),
    }
}

/// ATT+2: the letter stands in the third element, with some senders in the second or fourth.
fn sex(segment: &Segment, traveller: &mut Traveller, context: &Context) {
    let mut given = segment
        .elements()
        .skip(1)
        .flat_map(Element::components)
        .filter(|component| !component.is_empty());
    let Some(code) = given.next() else { return };
    traveller.sex = match code.code() {
        b"M" | b"1" => Some(Sex::Male),
        b"F" | b"2" => Some(Sex::Female),
        b"U" | b"X" | b"0" | b"9" => Some(Sex::Unspecified),
        _ => Sex::read(&code.text()),
    };
    if traveller.sex.is_none() {
        traveller.raw.push(segment.to_text());
        traveller
            .diagnostics
            .push(unread(context, segment, "sex-unreadable", "the sex"));
    }
}

fn unread(context: &Context, segment: &Segment, code: &'static str, what: &str) -> Diagnostic {
    let message = format!("{what} cannot be read; it is kept as written");
    context.diagnostic(Level::Warning, code, message, segment)
}

/// DTM: the birth date, or something that is kept.
fn date(segment: &Segment, traveller: &mut Traveller, context: &mut Context) {
    let mut parts = segment.element(0).components();
    let (qualifier, value, format) = (parts.read(), parts.read(), parts.read());
    if qualifier.code() != b"329" {
        traveller.raw.push(segment.to_text());
        return;
    }
    if value.is_empty() {
        return;
    }
    let read = date_time::read(
        value.code(),
        format.code(),
        context.reference,
        Horizon::Past,
    );
    let Some(read) = read else {
        traveller.raw.push(segment.to_text());
        let written = read_date(&value.text(), context.reference, Horizon::Past);
        if let DateReading::Two(..) = written {
            traveller.birth_date_readings = written.readings().collect();
            traveller.diagnostics.push(context.diagnostic(
                Level::Warning,
                "date-ambiguous",
                "the birth date has two readings, day first and month first",
                segment,
            ));
            return;
        }
        traveller.diagnostics.push(unread(
            context,
            segment,
            "date-unreadable",
            "the birth date",
        ));
        return;
    };
    traveller.birth_date = Some(read.date);
    if read.other_form {
        traveller.diagnostics.push(context.diagnostic(
            Level::Info,
            "date-form",
            "the birth date is not of the form that its format code names",
            segment,
        ));
    }
}

/// LOC: a place in the traveller's life or on their way.
fn place(segment: &Segment, traveller: &mut Traveller, context: &mut Context) {
    let mut elements = segment.elements();
    let (qualifier, place) = (elements.read(), elements.read());
    match qualifier.code() {
        b"178" => traveller.embark = context.memo.port(place.code()),
        b"179" => traveller.disembark = context.memo.port(place.code()),
        b"22" => traveller.clearance = context.memo.port(place.code()),
        b"174" => {
            traveller.residence = context.memo.country(place.code());
            if traveller.residence.is_none() {
                traveller.raw.push(segment.to_text());
            }
        }
        b"180" => {
            // `LOC+180+IDN+:::MALANG+:::JAWA TIMUR`, or the place in the first of them: the country goes last.
            let named: Vec<CompactString> = elements
                .chain([place])
                .map(joined)
                .filter(|text| !text.is_empty())
                .collect();
            let text = named.join(", ");
            traveller.birth_place = (!text.is_empty()).then(|| CompactString::from(text));
        }
        b"91" => {
            // Behind another segment than DOC the issuer still is that of the last document.
            match traveller.documents.last_mut() {
                Some(document) if document.issuer.is_none() => {
                    document.issuer = context.memo.country(place.code());
                }
                _ => traveller.raw.push(segment.to_text()),
            }
        }
        _ => traveller.raw.push(segment.to_text()),
    }
}

fn reference(element: Element, traveller: &mut Traveller) {
    let mut parts = element.components();
    let (qualifier, value) = (parts.read(), parts.read());
    let Some(text) = value.given() else { return };
    match qualifier.code() {
        b"AVF" if traveller.booking_reference.is_none() => traveller.booking_reference = Some(text),
        b"SEA" => {
            // Most have one seat.
            traveller.seats.reserve_exact(1);
            traveller.seats.push(text);
        }
        _ => traveller.references.push(Reference {
            qualifier: qualifier.text(),
            value: text,
        }),
    }
}

/// MEA: pieces (`CT`) and weight (`WT`) of checked luggage.
fn measure(segment: &Segment, traveller: &mut Traveller) {
    let mut elements = segment.elements();
    let what = elements.read();
    elements.next();
    let value = elements.read();
    let bags = traveller.bags.get_or_insert_with(Bags::default);
    match (what.code(), value.component(1).number()) {
        (b"CT", Some(pieces)) => bags.pieces = u16::try_from(pieces).ok(),
        (b"WT", Some(weight)) => bags.weight_kg = Some(kilograms(weight, value.code())),
        _ => traveller.raw.push(segment.to_text()),
    }
}

/// A weight in whole kilograms; `LBR` and `LB` are pounds.
fn kilograms(weight: u32, unit: &[u8]) -> u32 {
    match unit {
        b"LBR" | b"LB" => Bags::kilograms(weight),
        _ => weight,
    }
}

/// FTX+BAG: tag numbers.
fn tags(segment: &Segment, traveller: &mut Traveller) {
    let bags = traveller.bags.get_or_insert_with(Bags::default);
    let numbers = segment
        .elements()
        .skip(1)
        .flat_map(Element::components)
        .filter_map(|component| component.given());
    bags.tags.extend(numbers);
}
