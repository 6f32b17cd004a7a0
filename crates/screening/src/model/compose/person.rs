//! Who a traveller is, in the form in which registers are asked.

use crate::model::form;
use crate::model::registry::Particulars;
use domain::{Country, Document, DocumentKind, Nik};
use manifest::Traveller;

/// A traveller's particulars and the document they travel with.
#[derive(Debug, Clone)]
pub(crate) struct Person<'t> {
    pub(crate) particulars: Particulars,
    /// The travel document: a passport before anything else.
    pub(crate) document: Option<&'t Document>,
    pub(crate) nationality: Option<Country>,
    /// The nationality was concluded from the form of the document number, not stated.
    pub(crate) nationality_presumed: bool,
}

impl Person<'_> {
    /// The same for the same person on several lists.
    pub(crate) fn key(&self) -> Option<String> {
        let who = &self.particulars;
        if let Some(number) = &who.document {
            return Some(number.clone());
        }
        if let Some(nik) = who.nik {
            return Some(nik.digits());
        }
        let born = who.birth_dates.first()?;
        (!who.name.is_empty()).then(|| format!("{} {born}", form::words(&who.name)))
    }
}

pub(crate) fn person(traveller: &Traveller) -> Person<'_> {
    let document = travel_document(traveller);
    let nik = traveller
        .documents
        .iter()
        .map(|document| document.number.as_str())
        .chain(
            traveller
                .references
                .iter()
                .map(|reference| reference.value.as_str()),
        )
        .find_map(|number| Nik::read(number).ok());
    let number = document.map(|document| form::number(&document.number));
    let stated = traveller
        .nationality
        .or(document.and_then(|document| document.issuer))
        .or(nik.map(|_| Country::INDONESIA));
    let unstated = traveller.nationality_raw.is_none()
        && document.is_none_or(|document| document.raw_issuer.is_none());
    let presumed = stated.is_none()
        && unstated
        && departs_from_indonesia(traveller)
        && number.as_deref().is_some_and(is_of_indonesian_form);
    Person {
        particulars: Particulars {
            name: name(traveller),
            birth_dates: traveller
                .birth_date
                .into_iter()
                .chain(traveller.birth_date_readings.iter().copied())
                .collect(),
            document: number.filter(|number| number.len() >= 5),
            nik,
            sex: traveller.sex,
            birth_place: traveller.birth_place.as_ref().map(ToString::to_string),
            parent_name: None,
        },
        document,
        nationality: stated.or(presumed.then_some(Country::INDONESIA)),
        nationality_presumed: presumed,
    }
}

/// The name in the order in which it is spoken.
pub(crate) fn name(traveller: &Traveller) -> String {
    let parts: Vec<&str> = [&traveller.name.given_names, &traveller.name.surname]
        .into_iter()
        .flatten()
        .map(|part| part.as_str())
        .collect();
    if parts.is_empty() {
        traveller.name.raw_name.to_string()
    } else {
        parts.join(" ")
    }
}

fn travel_document(traveller: &Traveller) -> Option<&Document> {
    let rank = |document: &&Document| match document.kind {
        DocumentKind::Passport => 0,
        DocumentKind::LaissezPasser => 1,
        DocumentKind::SeafarerDocument => 2,
        DocumentKind::IdentityCard => 4,
        DocumentKind::Visa | DocumentKind::ResidencePermit | DocumentKind::CrewCertificate => 5,
        DocumentKind::Other => 3,
    };
    traveller
        .documents
        .iter()
        .filter(|document| Nik::read(&document.number).is_err() && rank(document) < 5)
        .min_by_key(rank)
}

/// One letter and seven digits, or two letters and six or seven, as on passports of the Republic since 2008.
fn is_of_indonesian_form(number: &str) -> bool {
    let letters = number.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = number
        .bytes()
        .skip(letters)
        .filter(u8::is_ascii_digit)
        .count();
    letters + digits == number.len() && matches!((letters, digits), (1, 7) | (2, 6 | 7))
}

fn departs_from_indonesia(traveller: &Traveller) -> bool {
    super::Trip::of(traveller).origin == Some(Country::INDONESIA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_a_passport_number() {
        for (number, expected) in [
            ("B1234567", true),
            ("XE123456", true),
            ("A12345678", false),
            ("K1234567E", false),
            ("123456789", false),
        ] {
            assert_eq!(is_of_indonesian_form(number), expected, "{number}");
        }
    }
}
