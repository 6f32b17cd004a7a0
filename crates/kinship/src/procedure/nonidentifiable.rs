//! Missing persons about whom the references of their family say nothing.
#![expect(
    clippy::indexing_slicing,
    reason = "persons are numbered by the pedigree"
)]

use crate::{Pedigree, disaster::Disaster};

/// Missing persons of a family who are related to no typed member, not even through other missing persons.
pub(super) fn nonidentifiable(disaster: &Disaster, family: usize) -> Vec<usize> {
    let data = &disaster.families[family];
    let pedigree = &data.pedigree;
    let ancestors = ancestors(pedigree);
    let related = |a: usize, b: usize| {
        ancestors[a]
            .iter()
            .zip(&ancestors[b])
            .any(|(x, y)| *x && *y)
    };
    let mut linked: Vec<usize> = (0..pedigree.members().len())
        .filter(|p| data.genotypes[*p].iter().any(|g| g.is_observed()))
        .collect();
    let mut open = disaster.missing_of(family);
    while !linked.is_empty() && !open.is_empty() {
        let reached = |m: &usize| {
            linked
                .iter()
                .any(|l| related(disaster.missing[*m].person, *l))
        };
        let (next, rest): (Vec<usize>, Vec<usize>) = open.into_iter().partition(reached);
        linked = next
            .into_iter()
            .map(|m| disaster.missing[m].person)
            .collect();
        open = rest;
    }
    open
}

/// By person: who is the person or an ancestor.
fn ancestors(pedigree: &Pedigree) -> Vec<Vec<bool>> {
    let n = pedigree.members().len();
    let mut sets = vec![vec![false; n]; n];
    for &person in pedigree.parents_first() {
        sets[person][pedigree.twin(person)] = true;
        let member = &pedigree.members()[person];
        for parent in [member.father, member.mother].into_iter().flatten() {
            let up = sets[parent].clone();
            sets[person]
                .iter_mut()
                .zip(up)
                .for_each(|(own, above)| *own |= above);
        }
    }
    sets
}
