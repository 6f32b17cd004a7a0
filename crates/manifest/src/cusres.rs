//! CUSRES, the answer to whoever sent a message (UN/EDIFACT D:05B; WCO, IATA and ICAO guide to the API response message):
//! that it was received, and what in it could not be read. It never says whether somebody may board.
//!
//! ```
//! let today = jiff::civil::date(2026, 11, 22);
//! let list = b"UNB+UNOA:4+GA+IMIID+261122:0900+77'UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+GA820'NAD+FL+++SARI'UNT+5+1'UNZ+1+77'";
//! let manifest = manifest::read(list, today).unwrap();
//! let answer = manifest::cusres::Answer { from: "IMIID", reference: "1", at: today.at(9, 1, 0, 0) };
//! assert!(answer.write(&manifest).starts_with("UNB+UNOA:4+IMIID+GA+261122:0901+1'UNH+1+CUSRES:D:05B:UN:IATA'BGM+962'"));
//! ```

mod codes;
mod writer;

use crate::{Interchange, Manifest, Message, Moment, Traveller, Voyage};
use codes::code;
use domain::{Diagnostic, Level, Place, Port};
use jiff::civil::DateTime;
use std::sync::Arc;
use writer::Writer;

/// How many faults of one message are named; the rest is counted.
const MOST_FAULTS: usize = 99;

/// Who answers, when, and under which reference.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The name of whoever answers (UNB, 0004), at most 35 characters; where the sender addressed somebody, that name is taken.
    pub from: &'a str,
    /// The control reference of the answer (UNB, 0020), at most 14 characters; a second interchange appends its number.
    pub reference: &'a str,
    /// When, by the clock of whoever answers.
    pub at: DateTime,
}

/// One message with what was odd in it.
struct Received<'m> {
    message: &'m Message,
    /// What was odd, each with the traveller whom it concerns.
    faults: Vec<(&'m Diagnostic, Option<&'m Traveller>)>,
}

impl Answer<'_> {
    /// The answer to an input: one message for each that was received, in the envelopes of the input. Something that has no
    /// messages, such as a table, is answered as one.
    pub fn write(&self, manifest: &Manifest) -> String {
        let table = Message::default();
        let heads: Vec<&Message> = match manifest.heads.as_slice() {
            [] => vec![&table],
            heads => heads.iter().collect(),
        };
        let received = received(&heads, manifest);
        let mut writer = Writer::default();
        let mut envelopes = 0_u32;
        for together in received.chunk_by(|one, two| same_envelope(one.message, two.message)) {
            envelopes += 1;
            let reference = match envelopes {
                1 => self.reference.to_owned(),
                number => format!("{}{number}", self.reference),
            };
            let interchange = together
                .first()
                .and_then(|received| received.message.interchange.as_deref());
            self.open(&mut writer, interchange, &reference);
            for (at, received) in together.iter().enumerate() {
                answer(&mut writer, at + 1, received);
            }
            let count = together.len().to_string();
            writer.segment("UNZ", &[&[&count], &[&reference]]);
        }
        writer.finish()
    }

    fn open(&self, writer: &mut Writer, interchange: Option<&Interchange>, reference: &str) {
        let sender = interchange
            .and_then(|interchange| interchange.sender.as_deref())
            .unwrap_or_default();
        let from = interchange
            .and_then(|interchange| interchange.recipient.as_deref())
            .unwrap_or(self.from);
        let date = self.at.strftime("%y%m%d").to_string();
        let time = self.at.strftime("%H%M").to_string();
        writer.segment(
            "UNB",
            &[
                &["UNOA", "4"],
                &[from],
                &[sender],
                &[&date, &time],
                &[reference],
            ],
        );
    }
}

fn same_envelope(one: &Message, two: &Message) -> bool {
    match (&one.interchange, &two.interchange) {
        (Some(one), Some(two)) => Arc::ptr_eq(one, two),
        (None, None) => true,
        _ => false,
    }
}

/// Gives every fault to the message in which it stands: the last that begins before it, else the first.
fn received<'m>(heads: &[&'m Message], manifest: &'m Manifest) -> Vec<Received<'m>> {
    let mut received: Vec<Received<'m>> = heads
        .iter()
        .map(|message| Received {
            message,
            faults: Vec::new(),
        })
        .collect();
    let of_input = manifest.diagnostics.iter().map(|fault| (fault, None));
    let of_travellers = manifest.travellers.iter().flat_map(|traveller| {
        traveller
            .diagnostics
            .iter()
            .map(move |d| (d, Some(traveller)))
    });
    for (fault, traveller) in of_input.chain(of_travellers) {
        if fault.level == Level::Info {
            continue;
        }
        let at = fault.place.offset.unwrap_or_default();
        let begun = heads.partition_point(|message| message.offset <= at);
        if let Some(of) = received.get_mut(begun.saturating_sub(1)) {
            of.faults.push((fault, traveller));
        }
    }
    received
}

fn answer(writer: &mut Writer, number: usize, received: &Received<'_>) {
    let message = received.message;
    let number = number.to_string();
    writer.begin_message(&number);
    writer.segment("BGM", &[&["962"]]);
    // The sender's own number of the transaction, else of the message: by it the answer is recognised.
    let transaction = message.transaction.as_deref().unwrap_or(&message.reference);
    if !transaction.is_empty() {
        writer.segment("RFF", &[&["TN", transaction]]);
    }
    for voyage in &message.voyages {
        of_voyage(writer, voyage);
    }
    // Faults of the message first, then those of each traveller together.
    let (whole, persons): (Vec<_>, Vec<_>) = received
        .faults
        .iter()
        .partition(|(_, traveller)| traveller.is_none());
    if !whole.is_empty() {
        writer.segment("ERP", &[&["1"]]);
    }
    let mut named = 0;
    for (fault, _) in whole.iter().take(MOST_FAULTS) {
        of_fault(writer, fault);
        named += 1;
    }
    let same = |one: Option<&Traveller>, two: Option<&Traveller>| match (one, two) {
        (Some(one), Some(two)) => std::ptr::eq(one, two),
        _ => false,
    };
    for faults in persons.chunk_by(|(_, one), (_, two)| same(*one, *two)) {
        if named >= MOST_FAULTS {
            break;
        }
        writer.segment("ERP", &[&["2"]]);
        if let Some((_, Some(traveller))) = faults.first() {
            of_traveller(writer, traveller);
        }
        for (fault, _) in faults {
            of_fault(writer, fault);
            named += 1;
        }
    }
    let left = received.faults.len().saturating_sub(named);
    if left > 0 {
        writer.segment("ERP", &[&["1"]]);
        writer.segment("ERC", &[&[codes::MORE]]);
        writer.text(&format!("{left} more faults of this message are not named"));
    }
    writer.end_message(&number);
}

/// The voyage as the message named it: flight, days, ports.
fn of_voyage(writer: &mut Writer, voyage: &Voyage) {
    let flight = [&voyage.carrier, &voyage.number]
        .into_iter()
        .flatten()
        .map(|part| part.as_str())
        .collect::<String>();
    if !flight.is_empty() {
        writer.segment("RFF", &[&["AF", &flight]]);
    }
    let arrival = voyage.legs.last().and_then(|leg| leg.arrival);
    for (qualifier, moment) in [("189", voyage.departure()), ("232", arrival)] {
        if let Some(moment) = moment {
            let (value, form) = date_time(moment);
            writer.segment("DTM", &[&[qualifier, &value, form]]);
        }
    }
    for (qualifier, port) in [("125", voyage.from()), ("87", voyage.to())] {
        if let Some(port) = port.map(Port::code).filter(|code| !code.is_empty()) {
            writer.segment("LOC", &[&[qualifier], &[port]]);
        }
    }
}

fn date_time(moment: Moment) -> (String, &'static str) {
    match moment.time {
        Some(time) => {
            let text = moment.date.to_datetime(time).strftime("%y%m%d%H%M");
            (text.to_string(), "201")
        }
        None => (moment.date.strftime("%y%m%d").to_string(), "101"),
    }
}

/// Whom a fault concerns, by the sender's own references; never by name or document.
fn of_traveller(writer: &mut Writer, traveller: &Traveller) {
    if let Some(booking) = &traveller.booking_reference {
        writer.segment("RFF", &[&["AVF", booking]]);
    }
    let passenger = traveller
        .references
        .iter()
        .find(|reference| reference.qualifier == "ABO");
    if let Some(passenger) = passenger {
        writer.segment("RFF", &[&["ABO", &passenger.value]]);
    }
}

fn of_fault(writer: &mut Writer, fault: &Diagnostic) {
    writer.segment("ERC", &[&[code(fault.code)]]);
    let text = match fault.level {
        Level::Error => fault.message.to_string(),
        _ => format!("please check: {}", fault.message),
    };
    writer.text(&format!("{text}{}", place(&fault.place)));
}

fn place(place: &Place) -> String {
    let mut parts = Vec::new();
    if let Some(line) = place.line {
        parts.push(format!("line {line}"));
    }
    if let Some(segment) = &place.segment {
        parts.push(format!("segment {segment}"));
    }
    if let Some(field) = &place.field {
        parts.push(format!("column {field}"));
    }
    if let Some(offset) = place.offset {
        parts.push(format!("byte {offset}"));
    }
    match parts.as_slice() {
        [] => String::new(),
        parts => format!(" ({})", parts.join(", ")),
    }
}
