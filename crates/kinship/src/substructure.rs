//! Likelihoods of a family in a subpopulation (`theta` above 0), over the alleles of one member or of nobody.
#![expect(
    clippy::indexing_slicing,
    reason = "classes are numbered by this module alone"
)]

use crate::{
    Allele, Genotype,
    network::{Lumping, Polynomial, Weight},
};

/// Where everybody comes from one subpopulation, the alleles of all founders and of all strangers are drawn from one urn.
/// A stranger can therefore not be counted apart from the family, as without `theta`: the table holds polynomials in the
/// frequencies within the subpopulation, and strangers are factors before the mean is taken.
#[derive(Debug)]
pub(crate) struct UrnTable {
    /// By class of the father's and of the mother's allele; of the mother's alone where `single`; one cell for nobody.
    pub cells: Vec<Polynomial>,
    /// Classes of alleles.
    pub lumping: Lumping,
    /// Whether the member has one allele.
    pub single: bool,
    /// Logarithm of what the cells were divided by.
    pub scale: f64,
    /// Coefficient of substructure, in (0, 1).
    pub theta: f64,
}

impl UrnTable {
    /// Natural logarithm of the probability that the family shows what it shows, the member this genotype, and strangers
    /// of the same subpopulation theirs (`true`: one allele).
    pub(crate) fn ln(&self, own: Genotype, strangers: &[(Genotype, bool)]) -> f64 {
        let mut others = Polynomial::constant(1.0);
        for (genotype, single) in strangers {
            others = others.times(&self.draws(*genotype, *single));
        }
        let frequencies = self.lumping.frequencies();
        let frequency = |_: u8, a: Allele| frequencies[usize::from(a)];
        let mean = |cell: &Polynomial| cell.expectation_with(&others, self.theta, frequency);
        let classes = self.lumping.classes();
        let shown = self.classed(own);
        let total: f64 = self
            .cells
            .iter()
            .enumerate()
            .filter(|(i, _)| {
                let (u, v) = ((i / classes) as Allele, (i % classes) as Allele);
                self.cells.len() == 1 || shown.allows(if self.single { v } else { u }, v)
            })
            .map(|(_, cell)| mean(cell))
            .sum();
        total.ln() + self.scale
    }

    fn classed(&self, genotype: Genotype) -> Genotype {
        let class = |a| self.lumping.class(a);
        match genotype {
            Genotype::Missing => Genotype::Missing,
            Genotype::One(a) => Genotype::One(class(a)),
            Genotype::Two(a, b) => Genotype::two(class(a), class(b)),
        }
    }

    /// The probability of a stranger's genotype, given the frequencies within the subpopulation.
    fn draws(&self, genotype: Genotype, single: bool) -> Polynomial {
        let drawn = |value, draws: &[Allele]| {
            let draws: Vec<(u8, Allele)> = draws.iter().map(|a| (0, *a)).collect();
            Polynomial::drawn(value, &draws, &[])
        };
        match self.classed(genotype) {
            Genotype::Missing => Polynomial::constant(1.0),
            Genotype::One(a) | Genotype::Two(a, _) if single => drawn(1.0, &[a]),
            Genotype::Two(a, b) if a == b => drawn(1.0, &[a, a]),
            Genotype::Two(a, b) => drawn(2.0, &[a, b]),
            Genotype::One(a) => {
                let mut any = drawn(2.0, &[a]);
                any.add(drawn(-1.0, &[a, a]));
                any
            }
        }
    }
}
