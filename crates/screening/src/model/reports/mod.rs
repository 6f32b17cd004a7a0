//! Several reports of one traveller on one voyage become one: a carrier sends the booking days before, the passenger list at
//! the gate, and each perhaps twice. Counted twice, one person would be two, and a companion of themselves.

mod key;
#[cfg(test)]
mod tests;

use crate::model::compose;
use crate::model::form;
use key::{Crossing, Key, crossing};
use manifest::Traveller;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// One traveller on one voyage, with all that was reported of them.
pub(crate) struct Reported {
    /// The list they stand on; the first that gives a document, where there are several.
    pub(crate) file: Arc<str>,
    /// Further lists that report them.
    pub(crate) also_in: Vec<Arc<str>>,
    pub(crate) traveller: Traveller,
}

/// Puts together what several messages say of the same person on the same crossing. The order of first mention is kept.
///
/// The same document is the same person if a word of the name or the birth date agrees too: children travel on a parent's passport.
/// Without a document on either side, the same name is, where nothing contradicts it and no other person of that name is on the
/// crossing. Name and birth date that agree count even when the number differs within one booking, as after a passport was renewed.
pub(crate) fn merge(reports: Vec<(Arc<str>, Traveller)>) -> Vec<Reported> {
    let keys: Vec<(Option<Crossing>, Key)> = reports
        .iter()
        .map(|(file, traveller)| (crossing(traveller), Key::of(file, traveller)))
        .collect();
    let mut crossings: HashMap<&Crossing, Vec<usize>> = HashMap::new();
    for (at, (crossing, _)) in keys.iter().enumerate() {
        if let Some(crossing) = crossing {
            crossings.entry(crossing).or_default().push(at);
        }
    }
    let mut first: Vec<usize> = (0..reports.len()).collect();
    for together in crossings.into_values() {
        let members: Vec<(usize, &Key)> = together
            .iter()
            .filter_map(|at| Some((*at, &keys.get(*at)?.1)))
            .collect();
        join(&members, &mut first);
    }
    let mut merged: Vec<Reported> = Vec::new();
    let mut place: HashMap<usize, usize> = HashMap::new();
    for (at, (file, traveller)) in reports.into_iter().enumerate() {
        let root = root(&first, at);
        match place.get(&root).and_then(|place| merged.get_mut(*place)) {
            Some(known) => known.add(file, traveller),
            None => {
                place.insert(root, merged.len());
                merged.push(Reported {
                    file,
                    also_in: Vec::new(),
                    traveller,
                });
            }
        }
    }
    merged
}

/// Which reports of one crossing speak of the same person: for each the position of the first that does.
pub(crate) fn same_persons(reports: &[(Arc<str>, &Traveller)]) -> Vec<usize> {
    let keys: Vec<Key> = reports
        .iter()
        .map(|(file, traveller)| Key::of(file, traveller))
        .collect();
    let members: Vec<(usize, &Key)> = keys.iter().enumerate().collect();
    let mut first: Vec<usize> = (0..reports.len()).collect();
    join(&members, &mut first);
    (0..reports.len()).map(|at| root(&first, at)).collect()
}

impl Reported {
    /// Whom one list reports once.
    pub(crate) fn alone(file: Arc<str>, traveller: Traveller) -> Self {
        Self {
            file,
            also_in: Vec::new(),
            traveller,
        }
    }

    fn add(&mut self, mut file: Arc<str>, mut traveller: Traveller) {
        // Who is read from a document is read better than from a booking.
        if self.traveller.documents.is_empty() && !traveller.documents.is_empty() {
            std::mem::swap(&mut self.traveller, &mut traveller);
            std::mem::swap(&mut self.file, &mut file);
        }
        if file != self.file && !self.also_in.contains(&file) {
            self.also_in.push(file);
        }
        complete(&mut self.traveller, traveller);
    }
}

/// Fills what one report leaves open from another.
pub(crate) fn complete(known: &mut Traveller, other: Traveller) {
    if compose::name(known) != compose::name(&other) {
        known.other_names.push(other.name);
    }
    known.other_names.extend(other.other_names);
    known.sex = known.sex.or(other.sex);
    if known.birth_date.is_none() && known.birth_date_readings.is_empty() {
        known.birth_date = other.birth_date;
        known.birth_date_readings = other.birth_date_readings;
    } else if let (None, Some(certain)) = (known.birth_date, other.birth_date)
        && known.birth_date_readings.contains(&certain)
    {
        // Another message settles what one left open.
        known.birth_date = Some(certain);
        known.birth_date_readings.clear();
    }
    fill(&mut known.birth_place, other.birth_place);
    known.nationality = known.nationality.or(other.nationality);
    fill(&mut known.nationality_raw, other.nationality_raw);
    known.residence = known.residence.or(other.residence);
    for document in other.documents {
        let number = form::number(&document.number);
        if !known
            .documents
            .iter()
            .any(|held| form::number(&held.number) == number)
        {
            known.documents.push(document);
        }
    }
    fill(&mut known.embark, other.embark);
    fill(&mut known.disembark, other.disembark);
    fill(&mut known.clearance, other.clearance);
    if known.itinerary.is_empty() {
        known.itinerary = other.itinerary;
    }
    fill(&mut known.booking_reference, other.booking_reference);
    unite(&mut known.references, other.references);
    unite(&mut known.contacts, other.contacts);
    unite(&mut known.addresses, other.addresses);
    unite(&mut known.payments, other.payments);
    fill(&mut known.agency, other.agency);
    unite(&mut known.seats, other.seats);
    fill(&mut known.bags, other.bags);
    fill(&mut known.occupation, other.occupation);
    known.verified = known.verified.or(other.verified);
    unite(&mut known.raw, other.raw);
    known.diagnostics.extend(other.diagnostics);
}

fn fill<T>(known: &mut Option<T>, other: Option<T>) {
    if known.is_none() {
        *known = other;
    }
}

fn unite<T: PartialEq>(known: &mut Vec<T>, other: Vec<T>) {
    for item in other {
        if !known.contains(&item) {
            known.push(item);
        }
    }
}

/// Joins the reports of one crossing that speak of one person; `first` leads from a report to an earlier one of the same person.
fn join(members: &[(usize, &Key)], first: &mut [usize]) {
    let by_document = groups(members, |key| key.document.clone());
    let by_name = groups(members, |key| {
        (!key.name.is_empty()).then(|| key.name.clone())
    });
    let by_reference = groups(members, |key| key.reference.clone());
    let all = by_reference.values().chain(by_document.values());
    for group in all.chain(by_name.values()) {
        for (place, (at, key)) in group.iter().enumerate() {
            let earlier = group.get(..place).unwrap_or_default();
            let mut fitting = earlier.iter().filter(|(_, other)| key.same_person(other));
            let Some((one, known)) = fitting.next() else {
                continue;
            };
            // Two of one name: nobody can tell whom the third report means, unless by the document.
            let certain = |other: &Key| {
                key.document.is_some() && key.document == other.document || key.refers_as(other)
            };
            let unique = fitting.all(|(two, _)| root(first, *one) == root(first, *two));
            if certain(known) || unique {
                link(first, *one, *at);
            }
        }
    }
}

fn groups<'k, K: Ord>(
    members: &[(usize, &'k Key)],
    key: impl Fn(&Key) -> Option<K>,
) -> BTreeMap<K, Vec<(usize, &'k Key)>> {
    // In order: where two of one name are possible, every run decides alike.
    let mut groups: BTreeMap<K, Vec<(usize, &'k Key)>> = BTreeMap::new();
    for (at, member) in members {
        if let Some(key) = key(member) {
            groups.entry(key).or_default().push((*at, member));
        }
    }
    groups
}

fn root(first: &[usize], mut at: usize) -> usize {
    while let Some(before) = first.get(at).copied().filter(|before| *before != at) {
        at = before;
    }
    at
}

fn link(first: &mut [usize], one: usize, two: usize) {
    let (one, two) = (root(first, one), root(first, two));
    if let Some(later) = first.get_mut(one.max(two)) {
        *later = one.min(two);
    }
}
