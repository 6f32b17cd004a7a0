//! PNRGOV: passenger name records, as carriers push them to states (IATA PADIS EDIFACT, versions 10.1 to 17.1).
//!
//! A message names one flight and then, each behind an SRC, the records of all who are booked on it. A record says more than
//! who travels: itinerary, contacts, payment, seats, luggage, its own history. Its travellers recur below each flight and are
//! counted once.

mod contact;
mod itinerary;
mod payment;
mod record;
mod request;
mod travel_document;
mod traveller;

use crate::edifact::{Context, Segment};
use crate::{Mode, Party, Voyage};
use domain::{Diagnostic, Level, Place};
use record::Record;
use std::sync::Arc;

/// The reader of one message after the other.
#[derive(Default)]
pub(crate) struct Pnrgov {
    voyage: Voyage,
    /// The voyage once a record has come, shared by its travellers.
    shared: Option<Arc<Voyage>>,
    record: Option<Record>,
    records: u32,
    /// How many records the message says it has.
    stated: Option<(u32, Place)>,
}

impl Pnrgov {
    /// Begins a message.
    pub fn begin(&mut self) {
        *self = Self::default();
    }

    /// Reads the next segment of the message.
    pub fn segment(&mut self, segment: &Segment, context: &mut Context) {
        match (&segment.tag, &mut self.record) {
            (b"SRC", _) => self.open(segment, context),
            (_, Some(record)) => record.segment(segment, context),
            // What only stands in a record shows that its SRC is missing.
            (b"RCI" | b"TIF" | b"SSR" | b"DAT", None) => {
                self.open(segment, context);
                if let Some(record) = &mut self.record {
                    record.segment(segment, context);
                }
            }
            (_, None) => self.header(segment, context),
        }
    }

    /// Ends the message.
    pub fn end(&mut self, context: &mut Context) {
        self.close(context);
        if self.records == 0 {
            self.name_voyage(context);
        }
        if let Some((stated, place)) = self.stated.take()
            && stated != self.records
        {
            let message = format!(
                "EQN says {stated} records, {} were read: it may count the whole flight",
                self.records
            );
            context
                .out
                .diagnostics
                .push(Diagnostic::new(Level::Info, "total-differs", message).at(place));
        }
    }

    fn open(&mut self, segment: &Segment, context: &mut Context) {
        self.close(context);
        self.records += 1;
        context.out.pnrs += 1;
        let voyage = self.name_voyage(context);
        self.record = Some(Record::new(voyage, context.origin(segment)));
    }

    /// The voyage of the message, which is known once a record comes, or the end.
    fn name_voyage(&mut self, context: &mut Context) -> Arc<Voyage> {
        if let Some(voyage) = &self.shared {
            return Arc::clone(voyage);
        }
        let voyage = Arc::new(std::mem::take(&mut self.voyage));
        self.shared = Some(Arc::clone(&voyage));
        if let Some(message) = context.message() {
            message.voyages.push(Arc::clone(&voyage));
        }
        voyage
    }

    fn close(&mut self, context: &mut Context) {
        if let Some(record) = self.record.take() {
            record.finish(context);
        }
    }

    /// A segment before the first record: the flight and who reports it.
    fn header(&mut self, segment: &Segment, context: &mut Context) {
        match &segment.tag {
            b"TVL" => {
                if let Some(leg) = itinerary::leg(segment, context) {
                    if self.voyage.legs.is_empty() {
                        self.voyage.carrier = leg.carrier.clone();
                        self.voyage.number = leg.number.clone();
                        self.voyage.mode = Some(Mode::Air);
                    }
                    self.voyage.legs.push(leg);
                } else {
                    self.voyage.raw.push(segment.to_text());
                }
            }
            b"ORG" => {
                self.voyage.reported_by = Some(Party {
                    name: segment.element(0).component(0).given(),
                    contacts: Vec::new(),
                });
            }
            b"MSG" => {
                self.voyage.list_kind = segment.element(0).component(1).given();
                if let Some(message) = context.message() {
                    message.document.clone_from(&self.voyage.list_kind);
                }
            }
            b"EQN" => {
                let number = segment.element(0).component(0).number();
                self.stated = number.map(|number| (number, context.place(segment)));
            }
            _ => self.voyage.raw.push(segment.to_text()),
        }
    }
}
