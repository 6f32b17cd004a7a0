//! Who descends from whom.

use domain::Sex;
use rustc_hash::FxHashMap;
use thiserror::Error;

/// A person of a pedigree.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Identifier of the sample or of the role; empty for a parent that nobody named.
    pub id: String,
    /// Index of the father; both parents are known or none is.
    pub father: Option<usize>,
    /// Index of the mother.
    pub mother: Option<usize>,
    /// `Unspecified` if nobody said and no role tells.
    pub sex: Sex,
    /// Inbreeding coefficient of a founder, in [0, 1].
    pub inbreeding: f64,
}

/// A person as an input names it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Unique within the pedigree.
    pub id: String,
    /// The father's id.
    pub father: Option<String>,
    /// The mother's id.
    pub mother: Option<String>,
    /// Sex, if stated.
    pub sex: Sex,
}

/// A checked pedigree of any shape: loops, half relations, inbred founders, identical twins.
#[derive(Debug, Clone, PartialEq)]
pub struct Pedigree {
    members: Vec<Member>,
    index: FxHashMap<String, usize>,
    /// Parents before children.
    order: Vec<usize>,
    /// The first of each person's set of identical twins; oneself without a twin.
    twin: Vec<usize>,
}

/// What is wrong with a pedigree.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PedigreeError {
    /// Two persons with one id.
    #[error("`{0}` is listed twice")]
    Duplicate(String),
    /// A parent that is not in the list.
    #[error("{role} `{parent}` of `{child}` is not in the pedigree")]
    UnknownParent {
        /// Whose parent.
        child: String,
        /// The id.
        parent: String,
        /// `father` or `mother`.
        role: &'static str,
    },
    /// A father who is not male or a mother who is not female.
    #[error("`{parent}` is {role} of `{child}` but stated to be {sex}")]
    ParentSex {
        /// Whose parent.
        child: String,
        /// The parent.
        parent: String,
        /// `father` or `mother`.
        role: &'static str,
        /// What was stated.
        sex: &'static str,
    },
    /// Both parents are one person.
    #[error("`{0}` has the same person as father and mother")]
    OneParent(String),
    /// A circle of descent.
    #[error("`{0}` is among the own ancestors")]
    OwnAncestor(String),
    /// Inbreeding of somebody with parents in the pedigree, or outside [0, 1].
    #[error(
        "founder inbreeding of `{0}` must lie in [0, 1] and belong to a person without parents in the pedigree"
    )]
    Inbreeding(String),
    /// Identical twins who are not of one pair of parents and one sex, or not in the pedigree.
    #[error(
        "identical twins `{0}` and `{1}` must be in the pedigree, with the same parents and sex"
    )]
    Twins(String, String),
}

impl Pedigree {
    /// Checks the entries and joins them; all that is wrong is reported together. A person with one known parent gets
    /// an unnamed second one.
    pub fn new(
        entries: &[Entry],
        inbreeding: &[(String, f64)],
        twins: &[(String, String)],
    ) -> Result<Self, Vec<PedigreeError>> {
        let mut errors = Vec::new();
        let mut index = FxHashMap::default();
        for (i, entry) in entries.iter().enumerate() {
            if index.insert(entry.id.clone(), i).is_some() {
                errors.push(PedigreeError::Duplicate(entry.id.clone()));
            }
        }
        let mut members: Vec<Member> = entries
            .iter()
            .map(|entry| Member {
                id: entry.id.clone(),
                father: None,
                mother: None,
                sex: entry.sex,
                inbreeding: 0.0,
            })
            .collect();
        for (child, entry) in entries.iter().enumerate() {
            let mut parent = |id: &Option<String>, role: &'static str| {
                let id = id.as_ref()?;
                let found = index.get(id).copied();
                if found.is_none() {
                    let (child, parent) = (entry.id.clone(), id.clone());
                    errors.push(PedigreeError::UnknownParent {
                        child,
                        parent,
                        role,
                    });
                }
                found
            };
            let (father, mother) = (
                parent(&entry.father, "father"),
                parent(&entry.mother, "mother"),
            );
            if father.is_some() && father == mother {
                errors.push(PedigreeError::OneParent(entry.id.clone()));
            }
            let (father, mother) = match (father, mother) {
                (Some(father), None) => {
                    (Some(father), Some(push_unnamed(&mut members, Sex::Female)))
                }
                (None, Some(mother)) => (Some(push_unnamed(&mut members, Sex::Male)), Some(mother)),
                both => both,
            };
            for (parent, expected, role) in [
                (father, Sex::Male, "father"),
                (mother, Sex::Female, "mother"),
            ] {
                let Some(member) = parent.and_then(|i| members.get_mut(i)) else {
                    continue;
                };
                if member.sex == Sex::Unspecified {
                    member.sex = expected;
                } else if member.sex != expected {
                    errors.push(PedigreeError::ParentSex {
                        child: entry.id.clone(),
                        parent: member.id.clone(),
                        role,
                        sex: if member.sex == Sex::Male {
                            "male"
                        } else {
                            "female"
                        },
                    });
                }
            }
            if let Some(member) = members.get_mut(child) {
                (member.father, member.mother) = (father, mother);
            }
        }
        for (id, value) in inbreeding {
            match index.get(id).and_then(|i| members.get_mut(*i)) {
                Some(member) if member.father.is_none() && (0.0..=1.0).contains(value) => {
                    member.inbreeding = *value
                }
                _ => errors.push(PedigreeError::Inbreeding(id.clone())),
            }
        }
        let order = match parents_first(&members) {
            Ok(order) => order,
            Err(id) => {
                errors.push(PedigreeError::OwnAncestor(id));
                Vec::new()
            }
        };
        let mut twin: Vec<usize> = (0..members.len()).collect();
        for (a, b) in twins {
            let pair = index
                .get(a)
                .zip(index.get(b))
                .filter(|(i, j)| alike(&members, **i, **j));
            let Some((i, j)) = pair else {
                errors.push(PedigreeError::Twins(a.clone(), b.clone()));
                continue;
            };
            let (first, second) = (
                twin.get(*i).copied().unwrap_or(*i),
                twin.get(*j).copied().unwrap_or(*j),
            );
            for other in &mut twin {
                if *other == first.max(second) {
                    *other = first.min(second);
                }
            }
        }
        if errors.is_empty() {
            Ok(Self {
                members,
                index,
                order,
                twin,
            })
        } else {
            Err(errors)
        }
    }

    /// Everybody, those who were named first.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// One person.
    pub fn member(&self, person: usize) -> Option<&Member> {
        self.members.get(person)
    }

    /// The index of a person by id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// Everybody, parents before their children.
    pub(crate) fn parents_first(&self) -> &[usize] {
        &self.order
    }

    /// The person whose alleles this one shares as an identical twin; oneself if there is none.
    pub(crate) fn twin(&self, person: usize) -> usize {
        self.twin.get(person).copied().unwrap_or(person)
    }

    /// Whether two persons have the same two parents.
    pub fn full_siblings(&self, a: usize, b: usize) -> bool {
        a != b
            && self
                .members
                .get(a)
                .zip(self.members.get(b))
                .is_some_and(|(a, b)| {
                    a.father.is_some() && (a.father, a.mother) == (b.father, b.mother)
                })
    }
}

fn push_unnamed(members: &mut Vec<Member>, sex: Sex) -> usize {
    members.push(Member {
        id: String::new(),
        father: None,
        mother: None,
        sex,
        inbreeding: 0.0,
    });
    members.len() - 1
}

fn alike(members: &[Member], i: usize, j: usize) -> bool {
    i != j
        && members.get(i).zip(members.get(j)).is_some_and(|(a, b)| {
            (a.father, a.mother, a.sex) == (b.father, b.mother, b.sex) && a.father.is_some()
        })
}

/// Kahn's order; on failure the id of somebody in a circle.
fn parents_first(members: &[Member]) -> Result<Vec<usize>, String> {
    let mut order = Vec::with_capacity(members.len());
    let mut done = vec![false; members.len()];
    loop {
        let before = order.len();
        for (i, member) in members.iter().enumerate() {
            let ready = |parent: Option<usize>| {
                parent.is_none_or(|p| done.get(p).copied().unwrap_or(false))
            };
            let open = !done.get(i).copied().unwrap_or(true);
            if open && ready(member.father) && ready(member.mother) {
                order.push(i);
                if let Some(flag) = done.get_mut(i) {
                    *flag = true;
                }
            }
        }
        if order.len() == members.len() {
            return Ok(order);
        }
        if order.len() == before {
            // Walking up from anybody who is left ends in the circle.
            let parent = |i: usize| {
                let left = |p: &usize| !done.get(*p).copied().unwrap_or(true);
                let member = members.get(i)?;
                member.father.filter(left).or(member.mother.filter(left))
            };
            let mut person = done.iter().position(|done| !done).unwrap_or(0);
            for _ in 0..members.len() {
                person = parent(person).unwrap_or(person);
            }
            return Err(members
                .get(person)
                .map(|m| m.id.clone())
                .unwrap_or_default());
        }
    }
}
