//! From a pedigree and what is observed to variables and factors.
#![expect(
    clippy::indexing_slicing,
    reason = "variables and persons are numbered by this module alone"
)]

use super::{Kind, Owner, Question, plan::Variable};
use crate::pedigree::Pedigree;
use domain::Sex;

/// Variables and factors as they are added.
pub(super) struct Builder<'a> {
    pedigree: &'a Pedigree,
    question: &'a Question<'a>,
    pub kinds: Vec<Kind>,
    pub scopes: Vec<Vec<Variable>>,
    pub owners: Vec<Owner>,
    /// By locus and person: variables of the paternal and the maternal allele.
    pub sides: Vec<Vec<[Option<Variable>; 2]>>,
    relevant: Vec<bool>,
    /// By locus: selector of each transmission, in the order of the persons.
    selectors: Vec<Vec<Variable>>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(pedigree: &'a Pedigree, question: &'a Question<'a>) -> Self {
        let loci = question.observed.len();
        Self {
            pedigree,
            question,
            kinds: Vec::new(),
            scopes: Vec::new(),
            owners: Vec::new(),
            sides: vec![vec![[None, None]; pedigree.members().len()]; loci],
            relevant: vec![false; pedigree.members().len()],
            selectors: vec![Vec::new(); loci],
        }
    }

    /// Only those who are observed, and their ancestors, can change the likelihood.
    pub(super) fn relevant(&mut self) {
        for &person in self.pedigree.parents_first().iter().rev() {
            let twin = self.pedigree.twin(person);
            let asked = self.question.keep == Some(person)
                || self.question.observed.iter().any(|o| o[person]);
            if asked {
                self.relevant[twin] = true;
            }
        }
        for &person in self.pedigree.parents_first().iter().rev() {
            if self.relevant[person] && self.pedigree.twin(person) == person {
                let member = &self.pedigree.members()[person];
                for parent in [member.father, member.mother].into_iter().flatten() {
                    self.relevant[self.pedigree.twin(parent)] = true;
                }
            }
        }
    }

    fn persons(&self) -> Vec<usize> {
        self.pedigree
            .parents_first()
            .iter()
            .copied()
            .filter(|&p| self.relevant[p] && self.pedigree.twin(p) == p)
            .collect()
    }

    fn variable(&mut self, owner: Owner) -> Variable {
        self.owners.push(owner);
        self.owners.len() as Variable - 1
    }

    fn single(&self, person: usize) -> bool {
        self.question.x_linked && self.pedigree.members()[person].sex == Sex::Male
    }

    pub(super) fn alleles(&mut self, locus: usize) {
        for person in self.persons() {
            let owner = Owner::Allele {
                locus: locus as u8,
                person,
            };
            let paternal = if self.single(person) {
                None
            } else {
                Some(self.variable(owner))
            };
            self.sides[locus][person] = [paternal, Some(self.variable(owner))];
        }
    }

    fn push(&mut self, kind: Kind, scope: Vec<Variable>) {
        self.kinds.push(kind);
        self.scopes.push(scope);
    }

    pub(super) fn factors(&mut self, locus: usize) {
        let l = locus as u8;
        for person in self.persons() {
            let member = &self.pedigree.members()[person];
            let own = self.sides[locus][person];
            match (member.father, member.mother) {
                (Some(father), Some(mother)) => {
                    self.transmission(locus, Sex::Male, father, own[0]);
                    self.transmission(locus, Sex::Female, mother, own[1]);
                }
                _ => match own {
                    [Some(a), Some(b)] if member.inbreeding > 0.0 => {
                        self.push(
                            Kind::Inbred {
                                locus: l,
                                inbreeding: member.inbreeding,
                            },
                            vec![a, b],
                        );
                    }
                    own => {
                        for variable in own.into_iter().flatten() {
                            self.push(Kind::Draw { locus: l }, vec![variable]);
                        }
                    }
                },
            }
        }
        for (person, observed) in self.question.observed[locus].iter().enumerate() {
            if *observed {
                let scope = self.sides[locus][self.pedigree.twin(person)]
                    .into_iter()
                    .flatten()
                    .collect();
                self.push(Kind::Observe { locus: l, person }, scope);
            }
        }
    }

    fn transmission(&mut self, locus: usize, sex: Sex, parent: usize, child: Option<Variable>) {
        let Some(child) = child else { return };
        let l = locus as u8;
        match self.sides[locus][self.pedigree.twin(parent)] {
            [Some(a), Some(b)] if self.question.selectors => {
                let selector = self.variable(Owner::Selector);
                self.selectors[locus].push(selector);
                self.push(
                    Kind::Half {
                        locus: l,
                        sex,
                        side: 0,
                    },
                    vec![selector, a, child],
                );
                self.push(
                    Kind::Half {
                        locus: l,
                        sex,
                        side: 1,
                    },
                    vec![selector, b, child],
                );
            }
            [Some(a), Some(b)] => self.push(Kind::Transmit { locus: l, sex }, vec![a, b, child]),
            [_, Some(only)] => self.push(Kind::Copy { locus: l }, vec![only, child]),
            _ => {}
        }
    }

    pub(super) fn coins(&mut self) {
        for selector in self.selectors.concat() {
            self.push(Kind::Coin, vec![selector]);
        }
    }

    pub(super) fn link(&mut self) {
        let pairs: Vec<_> = self.selectors[0]
            .iter()
            .copied()
            .zip(self.selectors[1].iter().copied())
            .collect();
        for (first, second) in pairs {
            self.push(Kind::Linked, vec![first, second]);
        }
    }

    /// Expected number of values: two where somebody is observed, else a handful of classes.
    pub(super) fn weights(&self) -> Vec<f64> {
        let weight = |owner: &Owner| match owner {
            Owner::Selector => 2.0,
            Owner::Allele { locus, person } => {
                let twins = self.question.observed[usize::from(*locus)]
                    .iter()
                    .enumerate();
                let mut seen = twins.filter(|(p, o)| **o && self.pedigree.twin(*p) == *person);
                match seen.next() {
                    Some(_) => 2.0,
                    None if self.question.selectors => 20.0,
                    None => 5.0,
                }
            }
        };
        self.owners.iter().map(weight).collect()
    }
}
