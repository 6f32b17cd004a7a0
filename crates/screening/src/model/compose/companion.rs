//! What patterns over the list look at.

use super::Person;
use super::person::name;
use crate::model::form;
use manifest::Traveller;
use risk::pattern::{Companion, Origin};

pub(crate) fn companion(
    traveller: &Traveller,
    person: &Person<'_>,
    voyage: usize,
    age: Option<(i32, i32)>,
) -> Companion {
    let who = &person.particulars;
    let mut origins = Vec::new();
    if let Some(nik) = who.nik {
        origins.push((Origin::NikDistrict, nik.district()));
    }
    let home = traveller.addresses.iter().find(|address| {
        address
            .kind
            .as_deref()
            .is_none_or(|kind| !kind.eq_ignore_ascii_case("destination"))
    });
    if let Some(home) = home {
        origins.push((Origin::Address, form::words(&home.lines.join(" "))));
    }
    if let Some(place) = &who.birth_place {
        origins.push((Origin::BirthPlace, form::words(place)));
    }
    origins.retain(|(_, place)| !place.is_empty());
    let booker = traveller.agency.as_ref().map(|agency| form::words(agency));
    Companion {
        voyage,
        person: person.key(),
        name: form::words(&name(traveller)),
        booking: traveller
            .booking_reference
            .as_ref()
            .map(|booking| form::number(booking)),
        contacts: traveller
            .contacts
            .iter()
            .filter_map(|contact| form::contact(&contact.value))
            .collect(),
        payers: traveller
            .payments
            .iter()
            .filter_map(|payment| payment.payer.as_ref())
            .map(|payer| form::words(payer))
            .chain(booker)
            .filter(|payer| !payer.is_empty())
            .collect(),
        origins,
        family_names: family_names(traveller),
        age: age
            .filter(|(from, to)| to - from <= 1)
            .map(|(from, _)| from),
    }
}

/// The surname where the source divides names, else the last of several words.
fn family_names(traveller: &Traveller) -> Vec<String> {
    let whole = form::words(&name(traveller));
    let mut names: Vec<String> = Vec::new();
    if traveller.name.given_names.is_some()
        && let Some(surname) = &traveller.name.surname
    {
        names.push(form::words(surname));
    }
    if let Some((_, last)) = whole.rsplit_once(' ') {
        names.push(last.to_owned());
    }
    // An initial or a filler is shared by chance.
    names.retain(|name| name.len() > 2 && !matches!(name.as_str(), "FNU" | "LNU" | "XXX"));
    names.sort_unstable();
    names.dedup();
    names
}
