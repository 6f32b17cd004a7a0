//! Travellers in segment TIF.

use super::itinerary::reference;
use crate::edifact::{Element, Segment};
use crate::names::{self, Titles};
use crate::{CompactString, Name};
use domain::Sex;

/// A traveller as TIF names them.
pub(super) struct Named {
    pub name: Name,
    /// The number by which other segments of the record refer to them.
    pub reference: Option<CompactString>,
    pub infant: bool,
    pub sex: Option<Sex>,
}

/// TIF: everybody whom it names. A group's name (`BEERS:G`) is nobody's.
pub(super) fn named(segment: &Segment) -> Vec<Named> {
    let mut elements = segment.elements();
    let family = elements.read();
    let surname = family.component(0).text();
    let given: Vec<Element> = elements.filter(|element| !element.is_empty()).collect();
    if given.is_empty() {
        let group = matches!(family.component(1).code(), b"G" | b"GRP");
        if group || surname.is_empty() {
            return Vec::new();
        }
        let name = names::undivided(&surname, Titles::Words);
        return vec![Named {
            sex: sex(&name, b""),
            name,
            reference: None,
            infant: false,
        }];
    }
    given
        .into_iter()
        .map(|given| one(&surname, given))
        .collect()
}

fn one(surname: &str, details: Element) -> Named {
    let mut parts = details.components();
    let given_names = parts.read().text();
    let kind = parts.read();
    let number = parts.read();
    let title = parts.read();
    let (_infant_indicator, _language, gender) = (parts.read(), parts.read(), parts.read());
    let mut name = names::divided(surname, &given_names, Titles::Glued);
    if name.title.is_none() {
        name.title = title.given();
    }
    Named {
        sex: sex(&name, gender.code()),
        name,
        reference: reference(number),
        infant: matches!(kind.code(), b"IN" | b"INF" | b"INS" | b"I"),
    }
}

fn sex(name: &Name, gender: &[u8]) -> Option<Sex> {
    match gender {
        b"M" => Some(Sex::Male),
        b"F" => Some(Sex::Female),
        _ => name.title.as_deref().and_then(names::sex_of_title),
    }
}

/// Whether two names are the same but for blanks, titles and given names that one of them leaves out.
pub(super) fn alike(one: &Name, other: &Name) -> bool {
    let letters = |text: &Option<CompactString>| -> String {
        let text = text.as_deref().unwrap_or_default();
        text.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let (given, other_given) = (letters(&one.given_names), letters(&other.given_names));
    letters(&one.surname) == letters(&other.surname)
        && (given.starts_with(&other_given) || other_given.starts_with(&given))
}
