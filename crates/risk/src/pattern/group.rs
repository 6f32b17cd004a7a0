//! Groups: travellers with something in common that strangers seldom share.

use super::{Companion, family};
use domain::Language;
use std::collections::{BTreeMap, HashMap};

/// What the members of a group have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tie {
    /// One booking.
    Booking,
    /// One telephone number or e-mail address.
    Contact,
    /// One payer.
    Payer,
    /// One place of origin on one voyage.
    Origin(Origin),
}

/// A kind of place that somebody comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// The district in which the NIK was issued.
    NikDistrict,
    /// Address at home.
    Address,
    /// Place of birth.
    BirthPlace,
}

/// Travellers with something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they have in common, each kind once.
    pub ties: Vec<Tie>,
    /// Positions of the members in the list, ascending.
    pub members: Vec<usize>,
    /// How many bookings they are spread over, where bookings are known.
    pub bookings: usize,
    /// They look like a family: shared family names, or children with adults of their parents' age.
    pub family_likely: bool,
}

/// Members from which on a common place of origin is called a group; two suffice where somebody arranged it.
const SMALLEST_OF_ORIGIN: usize = 3;

/// Travellers on a voyage from which on something that most of them share says nothing.
const CROWD: usize = 12;

/// Travellers on a voyage up to which a common place of birth is no mere chance.
const SMALL_VOYAGE: usize = 40;

impl Tie {
    /// As an officer reads it.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Booking, Language::Id) => "satu kode pemesanan",
            (Self::Booking, Language::En) => "one booking",
            (Self::Contact, Language::Id) => "satu nomor atau alamat kontak",
            (Self::Contact, Language::En) => "one telephone or e-mail",
            (Self::Payer, Language::Id) => "satu pembayar atau agen",
            (Self::Payer, Language::En) => "one payer or agent",
            (Self::Origin(Origin::NikDistrict), Language::Id) => "satu kecamatan asal menurut NIK",
            (Self::Origin(Origin::NikDistrict), Language::En) => "one district of origin by NIK",
            (Self::Origin(Origin::Address), Language::Id) => "satu alamat asal",
            (Self::Origin(Origin::Address), Language::En) => "one home address",
            (Self::Origin(Origin::BirthPlace), Language::Id) => "satu tempat lahir",
            (Self::Origin(Origin::BirthPlace), Language::En) => "one place of birth",
        }
    }

    /// Whether somebody arranged it, other than a place they come from.
    pub fn is_arranged(self) -> bool {
        !matches!(self, Self::Origin(_))
    }
}

/// Finds all groups, the largest first. Ties shared by the very same travellers make one group.
pub fn find_groups(list: &[Companion]) -> Vec<Group> {
    let mut voyages: HashMap<usize, usize> = HashMap::new();
    for companion in list {
        *voyages.entry(companion.voyage).or_default() += 1;
    }
    let mut by_key: BTreeMap<(Tie, Option<usize>, &str), Vec<usize>> = BTreeMap::new();
    for (at, companion) in list.iter().enumerate() {
        let mut keys: Vec<(Tie, Option<usize>, &str)> = Vec::new();
        keys.extend(
            companion
                .booking
                .iter()
                .map(|key| (Tie::Booking, None, key.as_str())),
        );
        keys.extend(
            companion
                .contacts
                .iter()
                .map(|key| (Tie::Contact, None, key.as_str())),
        );
        keys.extend(
            companion
                .payers
                .iter()
                .map(|key| (Tie::Payer, None, key.as_str())),
        );
        keys.extend(
            companion
                .origins
                .iter()
                .map(|(origin, key)| (Tie::Origin(*origin), Some(companion.voyage), key.as_str())),
        );
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            by_key.entry(key).or_default().push(at);
        }
    }

    let mut by_members: BTreeMap<Vec<usize>, Vec<Tie>> = BTreeMap::new();
    for ((tie, voyage, _), members) in by_key {
        let smallest = if tie.is_arranged() {
            2
        } else {
            SMALLEST_OF_ORIGIN
        };
        if distinct_persons(list, &members) < smallest {
            continue;
        }
        // A number that half the list gives is the carrier's, and a place where half of it lives is the port's.
        let around = match voyage {
            Some(voyage) => voyages.get(&voyage).copied().unwrap_or(0),
            None => list.len(),
        };
        if tie != Tie::Booking && around >= CROWD && members.len() * 2 > around {
            continue;
        }
        if tie == Tie::Origin(Origin::BirthPlace) && around > SMALL_VOYAGE {
            continue;
        }
        let ties = by_members.entry(members).or_default();
        if !ties.contains(&tie) {
            ties.push(tie);
        }
    }
    let mut groups: Vec<Group> = by_members
        .into_iter()
        .map(|(members, ties)| {
            let of_members = || members.iter().filter_map(|at| list.get(*at));
            let mut bookings: Vec<_> = of_members().filter_map(|c| c.booking.as_deref()).collect();
            bookings.sort_unstable();
            bookings.dedup();
            Group {
                family_likely: family::is_likely(&of_members().collect::<Vec<_>>()),
                bookings: bookings.len(),
                ties,
                members,
            }
        })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.members.len()));
    groups
}

/// How many persons there are, one who is on several lists counted once.
fn distinct_persons(list: &[Companion], members: &[usize]) -> usize {
    let mut persons: Vec<_> = members
        .iter()
        .filter_map(|at| Some((list.get(*at)?.person.as_deref(), *at)))
        .map(|(person, at)| match person {
            Some(person) => (Some(person), 0),
            None => (None, at),
        })
        .collect();
    persons.sort_unstable();
    persons.dedup();
    persons.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strangers(number: usize) -> Vec<Companion> {
        (0..number)
            .map(|at| Companion {
                person: Some(format!("P{at}")),
                name: format!("NAMA{at}"),
                family_names: vec![format!("NAMA{at}")],
                age: Some(25),
                ..Companion::default()
            })
            .collect()
    }

    fn members(groups: &[Group]) -> Vec<(Vec<Tie>, usize, bool)> {
        groups
            .iter()
            .map(|g| (g.ties.clone(), g.members.len(), g.family_likely))
            .collect()
    }

    #[test]
    fn two_ties_of_the_same_people_are_one_group() {
        let mut list = strangers(20);
        for companion in list.iter_mut().take(5) {
            companion.booking = Some("ABC123".into());
            companion.contacts = vec!["81234".into(), "81234".into()];
        }
        assert_eq!(
            members(&find_groups(&list)),
            [(vec![Tie::Booking, Tie::Contact], 5, false)]
        );
    }

    #[test]
    fn what_half_the_list_shares_says_nothing() {
        let mut list = strangers(20);
        for companion in list.iter_mut().take(11) {
            companion.contacts = vec!["the carrier".into()];
            companion.origins = vec![(Origin::NikDistrict, "21.71.01".into())];
        }
        assert_eq!(find_groups(&list), []);
        for companion in list.iter_mut().take(7) {
            companion.contacts.clear();
            companion.origins.clear();
        }
        assert_eq!(members(&find_groups(&list)).len(), 1);
    }

    #[test]
    fn one_person_on_three_lists_is_no_group() {
        let mut list = strangers(3);
        for companion in &mut list {
            companion.person = Some("P".into());
            companion.contacts = vec!["81234".into()];
        }
        assert_eq!(find_groups(&list), []);
    }

    #[test]
    fn a_common_origin_counts_on_one_voyage() {
        let mut list = strangers(4);
        for (at, companion) in list.iter_mut().enumerate() {
            companion.voyage = at % 2;
            companion.origins = vec![(Origin::NikDistrict, "52.03.01".into())];
        }
        assert_eq!(find_groups(&list), []);
    }
}
