//! Somebody who belongs to several groups that otherwise have nobody in common, or pays for several.

use super::{Companion, Group};
use std::collections::{BTreeMap, BTreeSet};

/// A person in several groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leader {
    /// Positions in the list at which this person stands; more than one if on several lists.
    pub travellers: Vec<usize>,
    /// Positions of the groups, ascending.
    pub groups: Vec<usize>,
}

/// Finds who belongs to, or pays for, at least two groups without another common member. Families do not count as groups.
pub fn find_leaders(list: &[Companion], groups: &[Group]) -> Vec<Leader> {
    // A person on several lists is one; a person who cannot be told apart stands for one traveller.
    let mut persons: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, companion) in list.iter().enumerate() {
        let key = match &companion.person {
            Some(person) => format!("person {person}"),
            None => format!("traveller {at}"),
        };
        persons.entry(key).or_default().push(at);
    }
    persons
        .into_values()
        .filter_map(|travellers| {
            let groups = apart(list, groups, &travellers);
            (groups.len() >= 2).then_some(Leader { travellers, groups })
        })
        .collect()
}

/// Members from which on being in a group may be leading it.
const SMALLEST: usize = 3;

/// The groups of one person that have nobody else in common, found greedily from the smallest on.
fn apart(list: &[Companion], groups: &[Group], person: &[usize]) -> Vec<usize> {
    let name = person
        .first()
        .and_then(|at| list.get(*at))
        .map(|c| c.name.as_str());
    let pays = |group: &Group| {
        name.is_some_and(|name| {
            !name.is_empty()
                && group
                    .members
                    .iter()
                    .filter_map(|at| list.get(*at))
                    .all(|member| member.payers.iter().any(|payer| payer == name))
        })
    };
    let key = |at: &usize| match list.get(*at).and_then(|c| c.person.clone()) {
        Some(person) => format!("person {person}"),
        None => format!("traveller {at}"),
    };
    let own: BTreeSet<String> = person.iter().map(key).collect();
    let mut others: BTreeSet<String> = BTreeSet::new();
    let mut found = Vec::new();
    for (number, group) in groups.iter().enumerate().rev() {
        let arranged = group.ties.iter().any(|tie| tie.is_arranged());
        if !arranged || group.family_likely || group.members.len() < SMALLEST {
            continue;
        }
        if !group.members.iter().any(|at| person.contains(at)) && !pays(group) {
            continue;
        }
        let members: BTreeSet<String> = group
            .members
            .iter()
            .map(key)
            .filter(|key| !own.contains(key))
            .collect();
        if members.is_disjoint(&others) {
            others.extend(members);
            found.push(number);
        }
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::super::find_groups;
    use super::*;

    fn traveller(person: usize, booking: &str) -> Companion {
        Companion {
            person: Some(format!("P{person}")),
            name: format!("NAMA{person}"),
            family_names: vec![format!("NAMA{person}")],
            booking: Some(booking.into()),
            age: Some(30),
            ..Companion::default()
        }
    }

    #[test]
    fn who_stands_on_two_bookings_of_strangers() {
        // P0 travels with P1, P2 on one booking and with P3, P4 on another, another day.
        let list = [
            traveller(0, "AAA"),
            traveller(1, "AAA"),
            traveller(2, "AAA"),
            traveller(0, "BBB"),
            traveller(3, "BBB"),
            traveller(4, "BBB"),
        ];
        let groups = find_groups(&list);
        let leaders = find_leaders(&list, &groups);
        assert_eq!(leaders.len(), 1);
        assert_eq!(leaders[0].travellers, [0, 3]);
        assert_eq!(leaders[0].groups.len(), 2);
    }

    #[test]
    fn two_ties_of_overlapping_groups_are_no_lead() {
        let mut list: Vec<_> = (0..6).map(|person| traveller(person, "AAA")).collect();
        for companion in list.iter_mut().take(4) {
            companion.contacts = vec!["81234".into()];
        }
        let groups = find_groups(&list);
        assert_eq!(groups.len(), 2);
        assert_eq!(find_leaders(&list, &groups), []);
    }

    #[test]
    fn who_pays_for_others_leads_them() {
        let mut list: Vec<_> = (0..7)
            .map(|person| traveller(person, if person < 3 { "AAA" } else { "BBB" }))
            .collect();
        for companion in &mut list {
            companion.payers = vec!["NAMA6".into()];
        }
        let groups = find_groups(&list);
        let leaders = find_leaders(&list, &groups);
        assert_eq!(
            leaders
                .iter()
                .map(|l| l.travellers.clone())
                .collect::<Vec<_>>(),
            [[6]]
        );
    }
}
