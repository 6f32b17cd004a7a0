//! What the message says before its voyage: what list it is and who sent it.

use super::route::Route;
use crate::edifact::{Context, Element, Segment};
use crate::{CompactString, Contact, ContactKind, Party, Role, Voyage};

/// The header of a message.
#[derive(Default)]
pub(super) struct Header {
    list_kind: Option<CompactString>,
    reported_by: Option<Party>,
    raw: Vec<String>,
}

impl Header {
    /// Reads a segment other than NAD.
    pub fn segment(&mut self, segment: &Segment, context: &mut Context) {
        match &segment.tag {
            b"BGM" => {
                // `745` passengers, `250` crew, `336` master crew list, `266` status of a flight; behind it what for: `CP`, `CL` ..
                let kind = segment.element(0).text();
                let detail = segment.element(1).text();
                if let Some(message) = context.message() {
                    message.document = segment.element(0).component(0).given();
                    message.detail = segment.element(1).component(0).given();
                    message.function = segment.element(2).component(0).given();
                }
                self.list_kind = match detail.is_empty() {
                    true if kind.is_empty() => None,
                    true => Some(kind),
                    false => Some(CompactString::from(format!("{kind} {detail}"))),
                };
            }
            b"COM" => match &mut self.reported_by {
                Some(party) => party.contacts.extend(contacts(segment)),
                None => self.raw.push(segment.to_text()),
            },
            b"RFF" if segment.element(0).code() == b"TN" => {
                if let Some(message) = context.message() {
                    message.transaction = segment.element(0).component(1).given();
                }
                self.raw.push(segment.to_text());
            }
            _ => self.raw.push(segment.to_text()),
        }
    }

    /// NAD before the voyage: who reports (`MS`) or answers for the list.
    pub fn party(&mut self, segment: &Segment) {
        if self.reported_by.is_some() && segment.element(0).code() != b"MS" {
            self.raw.push(segment.to_text());
            return;
        }
        // The name stands in C080, in C058 or only as an identification in C082.
        let name = [3, 2, 1]
            .into_iter()
            .map(|at| joined(segment.element(at)))
            .find(|name| !name.is_empty());
        self.reported_by = Some(Party {
            name,
            contacts: Vec::new(),
        });
    }

    /// Whom the list is about, where a name does not say.
    pub fn usual_role(&self) -> Role {
        match self.list_kind.as_deref().and_then(|kind| kind.get(..3)) {
            Some("250" | "336") => Role::Crew,
            _ => Role::Passenger,
        }
    }

    /// The voyage of a message with this header.
    pub fn voyage(&self, route: &Route) -> Voyage {
        let mut voyage = route.voyage();
        voyage.list_kind = self.list_kind.clone();
        voyage.reported_by = self.reported_by.clone();
        voyage.raw.splice(0..0, self.raw.iter().cloned());
        voyage
    }
}

/// The components of an element, with a blank between them.
pub(super) fn joined(element: Element) -> CompactString {
    let mut text = CompactString::default();
    for component in element
        .components()
        .filter(|component| !component.is_empty())
    {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&component.prose());
    }
    text
}

/// COM: numbers and addresses, each with its kind.
pub(super) fn contacts<'a>(segment: &Segment<'a>) -> impl Iterator<Item = Contact> + use<'a> {
    segment.elements().filter_map(|element| {
        let mut parts = element.components();
        let value = parts.read().given()?;
        let kind = match parts.read().code() {
            b"TE" | b"AL" | b"MA" => ContactKind::Phone,
            b"FX" => ContactKind::Fax,
            b"EM" => ContactKind::Email,
            _ => ContactKind::Other,
        };
        Some(Contact { kind, value })
    })
}
