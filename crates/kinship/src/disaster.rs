//! A disaster: victims found (post mortem), families who miss somebody (ante mortem), and the loci both were typed at.

use crate::{Genotype, Locus, Pedigree, evidence::Particulars};
use domain::Sex;

/// Everything that is known about a disaster.
#[derive(Debug, Clone)]
pub struct Disaster {
    /// What it is called.
    pub name: String,
    /// The loci, in the order of the genotypes.
    pub loci: Vec<Locus>,
    /// The bodies.
    pub victims: Vec<Victim>,
    /// The families.
    pub families: Vec<Family>,
    /// The persons reported missing.
    pub missing: Vec<Missing>,
}

/// A body, or the part of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Victim {
    /// Sample id.
    pub id: String,
    /// By examination or by amelogenin.
    pub sex: Sex,
    /// By locus.
    pub genotypes: Vec<Genotype>,
    /// What else is known.
    pub particulars: Particulars,
}

/// A family with at least one missing person.
#[derive(Debug, Clone)]
pub struct Family {
    /// What it is called.
    pub name: String,
    /// Who descends from whom.
    pub pedigree: Pedigree,
    /// By person, then by locus.
    pub genotypes: Vec<Vec<Genotype>>,
}

/// A person reported missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// Id within the family, unique among all missing persons.
    pub id: String,
    /// Index of the family.
    pub family: usize,
    /// Index within the pedigree.
    pub person: usize,
    /// Sex.
    pub sex: Sex,
    /// What else is known.
    pub particulars: Particulars,
}

impl Disaster {
    /// Whether sex allows the pair; an unknown sex allows everything.
    pub fn candidate(&self, victim: usize, missing: usize) -> bool {
        let pair = self.victims.get(victim).zip(self.missing.get(missing));
        pair.is_some_and(|(v, m)| {
            v.sex == m.sex || v.sex == Sex::Unspecified || m.sex == Sex::Unspecified
        })
    }

    /// The same disaster with other loci, in the same order and with the same alleles.
    #[must_use]
    pub fn with_loci(&self, loci: Vec<Locus>) -> Self {
        Self {
            loci,
            ..self.clone()
        }
    }

    /// The same disaster where nothing mutates.
    #[must_use]
    pub fn without_mutation(&self) -> Self {
        self.with_loci(self.loci.iter().map(Locus::without_mutation).collect())
    }

    /// Indices of the missing persons of a family.
    pub fn missing_of(&self, family: usize) -> Vec<usize> {
        (0..self.missing.len())
            .filter(|m| self.missing.get(*m).is_some_and(|m| m.family == family))
            .collect()
    }
}

impl Family {
    /// What the laboratory saw of a person at a locus.
    pub fn genotype(&self, person: usize, locus: usize) -> Genotype {
        self.genotypes
            .get(person)
            .and_then(|row| row.get(locus))
            .copied()
            .unwrap_or_default()
    }
}

impl Victim {
    /// What the laboratory saw at a locus.
    pub fn genotype(&self, locus: usize) -> Genotype {
        self.genotypes.get(locus).copied().unwrap_or_default()
    }

    /// Whether the victim has one allele at the locus.
    pub fn single(&self, locus: &Locus) -> bool {
        locus.x_linked() && self.sex == Sex::Male
    }
}
