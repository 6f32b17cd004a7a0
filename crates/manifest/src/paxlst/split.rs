//! One list split over several messages: `01:C`, `02`, `03:F` in their headers.

use crate::edifact::{Context, Segment};
use crate::{CompactString, Role, Voyage};
use domain::Level;
use std::sync::Arc;

/// What is known of the list that the open message may be a part of.
#[derive(Default)]
pub(super) struct Split {
    /// The common access reference of the parts; empty outside a split list.
    reference: CompactString,
    parts: u32,
    passengers: u32,
    crew: u32,
    /// The voyage of the message before.
    voyage: Option<Arc<Voyage>>,
    /// The open message goes on with the list of the one before.
    continues: bool,
}

impl Split {
    /// Begins a message with its header: UNH, common access reference and status of the transfer behind the message type.
    pub fn begin(&mut self, header: Option<&Segment>, context: &mut Context) {
        let Some(header) = header else {
            *self = Self::default();
            return;
        };
        let transfer = header.element(3);
        let reference = header.element(2).text();
        let Some(part) = transfer.component(0).number() else {
            *self = Self {
                voyage: self.voyage.take(),
                ..Self::default()
            };
            return;
        };
        self.continues = part > 1 && self.parts > 0 && reference == self.reference;
        if !self.continues {
            *self = Self {
                reference,
                voyage: self.voyage.take(),
                ..Self::default()
            };
        }
        self.parts += 1;
        if transfer.component(1).code() == b"F" && part != self.parts {
            context.note(
                Level::Warning,
                "part-missing",
                format!("this is the last of {part} parts, {} were read", self.parts),
                header,
            );
        }
    }

    pub fn count(&mut self, role: Role) {
        match role {
            Role::Crew => self.crew += 1,
            Role::Passenger | Role::Transit => self.passengers += 1,
        }
    }

    /// Passengers in all parts so far.
    pub fn passengers(&self) -> u32 {
        self.passengers
    }

    /// Crew in all parts so far.
    pub fn crew(&self) -> u32 {
        self.crew
    }

    /// The voyage to share: that of the message before, if this one goes on with it or says the same.
    pub fn joined(&mut self, voyage: Voyage, without_route: bool) -> Arc<Voyage> {
        match &self.voyage {
            Some(before)
                if **before == voyage
                    || self.continues && (without_route || before.is_same_crossing(&voyage)) =>
            {
                Arc::clone(before)
            }
            _ => {
                let voyage = Arc::new(voyage);
                self.voyage = Some(Arc::clone(&voyage));
                voyage
            }
        }
    }
}
