//! A pedigree as a network of allele variables: two a person (one for a man at an X-linked locus), joined by factors for
//! founders, transmission and observation. Summing the variables out one by one gives the likelihood exactly.
#![expect(
    clippy::indexing_slicing,
    reason = "persons are numbered by the pedigree"
)]

mod build;
mod factors;
mod lump;
mod plan;
mod run;
mod urn;
mod weight;

pub(crate) use factors::Scratch;
pub(crate) use lump::Lumping;
pub(crate) use plan::TooLarge;
pub(crate) use urn::Polynomial;
pub(crate) use weight::Weight;

use crate::{genotype::Genotype, pedigree::Pedigree};
use build::Builder;
use domain::Sex;
use plan::Plan;

/// The part of a network that does not depend on alleles: who is observed at each locus, and the order of elimination.
#[derive(Debug)]
pub(crate) struct Shape {
    kinds: Vec<Kind>,
    owners: Vec<Owner>,
    plan: Plan,
}

/// What is asked about a pedigree.
pub(crate) struct Question<'a> {
    /// For each locus (one, or two that are linked), who is observed there.
    pub observed: &'a [Vec<bool>],
    /// The person over whose alleles at the first locus the result is tabulated.
    pub keep: Option<usize>,
    /// Both loci lie on the X chromosome.
    pub x_linked: bool,
    /// Write each transmission with a variable that says which of the parent's alleles was passed on. Smaller tables
    /// where there are many alleles; needed for linked loci.
    pub selectors: bool,
}

/// Whose allele a variable is.
#[derive(Debug, Clone, Copy)]
enum Owner {
    Allele { locus: u8, person: usize },
    Selector,
}

#[derive(Debug)]
enum Kind {
    /// An allele drawn from the population.
    Draw { locus: u8 },
    /// Both alleles of an inbred founder.
    Inbred { locus: u8, inbreeding: f64 },
    /// Either allele of the parent.
    Transmit { locus: u8, sex: Sex },
    /// The only allele of a father at an X-linked locus.
    Copy { locus: u8 },
    /// The parent's allele on one side, if the selector says so.
    Half { locus: u8, sex: Sex, side: usize },
    /// A fair coin.
    Coin,
    /// Two fair coins for neighbouring loci that differ where the chromosome recombined.
    Linked,
    /// What the laboratory saw.
    Observe { locus: u8, person: usize },
}

/// Alleles at one locus for one evaluation.
pub(crate) struct Alleles<'a> {
    /// Classes of alleles.
    pub lumping: &'a Lumping,
    /// Genotype of each person.
    pub genotypes: &'a dyn Fn(usize) -> Genotype,
}

impl Shape {
    pub(crate) fn new(pedigree: &Pedigree, question: &Question) -> Self {
        let mut build = Builder::new(pedigree, question);
        build.relevant();
        for locus in 0..question.observed.len() {
            build.alleles(locus);
        }
        for locus in 0..question.observed.len() {
            build.factors(locus);
        }
        if question.observed.len() == 2 {
            build.link();
        } else {
            build.coins();
        }
        let keep = question.keep.map_or(Vec::new(), |person| {
            build.sides[0][pedigree.twin(person)]
                .iter()
                .flatten()
                .copied()
                .collect()
        });
        let weight = build.weights();
        let is_draw = |kind: &Kind| matches!(kind, Kind::Draw { .. });
        let draws: Vec<bool> = build.kinds.iter().map(is_draw).collect();
        Self {
            kinds: build.kinds,
            owners: build.owners,
            plan: Plan::new(&build.scopes, &draws, &keep, &weight),
        }
    }

    /// The likelihood, or its table over the kept person's alleles (father's allele outermost); with the logarithm of
    /// its scale. `linked` holds the probability of recombination between two loci.
    pub(crate) fn evaluate<'s, W: Weight>(
        &self,
        loci: &[Alleles],
        recombination: f64,
        scratch: &'s mut Scratch<W>,
    ) -> Result<(&'s [W], f64), TooLarge> {
        scratch.domains(&self.owners, loci);
        for (kind, scope) in self.kinds.iter().zip(self.plan.factors()) {
            scratch.fill(kind, scope, loci, recombination);
        }
        scratch.execute(&self.plan)
    }
}
