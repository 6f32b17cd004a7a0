//! The likelihood of a family: the probability of what its members show, given how they are related.
#![expect(
    clippy::indexing_slicing,
    reason = "persons and loci are numbered by the family"
)]

use crate::{
    genotype::{Allele, Genotype},
    locus::Locus,
    network::{Alleles, Lumping, Polynomial, Question, Scratch, Shape, TooLarge},
    pedigree::Pedigree,
    substructure::UrnTable,
    sweep::Sweep,
};
use domain::Sex;
use rustc_hash::FxHashMap;
use std::rc::Rc;
use thiserror::Error;

/// A likelihood could not be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LikelihoodError {
    /// The pedigree is too entangled for the number of alleles.
    #[error("the pedigree has too many loops for the number of alleles at this locus")]
    TooLarge,
    /// Something is asked that the model does not define.
    #[error("linked loci must both lie on the X chromosome or both not")]
    MixedLinkage,
}

impl From<TooLarge> for LikelihoodError {
    fn from(_: TooLarge) -> Self {
        Self::TooLarge
    }
}

/// Computes likelihoods for one pedigree. Elimination orders are found once for each set of observed persons and used
/// again for every locus and every assignment of victims.
pub struct Engine<'a> {
    pedigree: &'a Pedigree,
    shapes: FxHashMap<ShapeKey, Rc<Shape>>,
    scratch: Scratch<f64>,
    exact: Scratch<Polynomial>,
    lumping: Lumping,
    seen: Vec<Allele>,
}

#[derive(PartialEq, Eq, Hash)]
struct ShapeKey {
    observed: Vec<bool>,
    keep: Option<usize>,
    x_linked: bool,
    selectors: bool,
}

impl<'a> Engine<'a> {
    /// An engine for a pedigree.
    pub fn new(pedigree: &'a Pedigree) -> Self {
        Self {
            pedigree,
            shapes: FxHashMap::default(),
            scratch: Scratch::default(),
            exact: Scratch::default(),
            lumping: Lumping::default(),
            seen: Vec::new(),
        }
    }

    /// Natural logarithm of the likelihood at one locus; minus infinity if the genotypes are impossible.
    pub fn log_likelihood(
        &mut self,
        locus: &Locus,
        theta: f64,
        genotypes: &dyn Fn(usize) -> Genotype,
    ) -> Result<f64, LikelihoodError> {
        self.see(genotypes, &[]);
        self.lumping.set(locus, &self.seen);
        let shape = self.shape(locus, genotypes, None);
        let alleles = [Alleles {
            lumping: &self.lumping,
            genotypes,
        }];
        if theta > 0.0 {
            let (result, scale) = shape.evaluate(&alleles, 0.0, &mut self.exact)?;
            let frequency = |_, a: Allele| self.lumping.frequencies()[usize::from(a)];
            let value: f64 = result.iter().map(|p| p.expectation(theta, frequency)).sum();
            return Ok(value.ln() + scale);
        }
        let (result, scale) = shape.evaluate(&alleles, 0.0, &mut self.scratch)?;
        Ok(result.iter().sum::<f64>().ln() + scale)
    }

    /// The same over the alleles of one person whose own genotype must be missing, or of nobody, in a subpopulation;
    /// `theta` is above 0. `asked` are the alleles about which the table will be asked.
    pub(crate) fn urn_table(
        &mut self,
        locus: &Locus,
        theta: f64,
        genotypes: &dyn Fn(usize) -> Genotype,
        person: Option<usize>,
        asked: &[Allele],
    ) -> Result<UrnTable, LikelihoodError> {
        self.see(genotypes, asked);
        self.lumping.set(locus, &self.seen);
        let shape = self.shape(locus, genotypes, person);
        let alleles = [Alleles {
            lumping: &self.lumping,
            genotypes,
        }];
        let (cells, scale) = shape.evaluate(&alleles, 0.0, &mut self.exact)?;
        let male = |p: usize| self.pedigree.members()[p].sex == Sex::Male;
        Ok(UrnTable {
            cells: cells.to_vec(),
            single: locus.x_linked() && person.is_some_and(male),
            scale,
            theta,
            lumping: std::mem::take(&mut self.lumping),
        })
    }

    /// Likelihoods over the alleles of one person, whose own genotype must be missing. `asked` are the alleles about
    /// which the sweep will be asked; `theta` is 0. Likelihoods carry a common factor.
    pub(crate) fn sweep(
        &mut self,
        locus: &Locus,
        genotypes: &dyn Fn(usize) -> Genotype,
        person: usize,
        asked: &[Allele],
        sweep: &mut Sweep,
    ) -> Result<f64, LikelihoodError> {
        let fresh = locus
            .mutation()
            .is_none_or(|m| m.male.fresh().is_some() && m.female.fresh().is_some());
        self.see(genotypes, if fresh { &[] } else { asked });
        let mut representative = None;
        if fresh {
            let unseen = (0..locus.alleles().len() as Allele)
                .filter(|a| self.seen.binary_search(a).is_err());
            representative =
                unseen.max_by(|a, b| locus.frequency(*a).total_cmp(&locus.frequency(*b)));
            self.seen.extend(representative);
            self.seen.sort_unstable();
        }
        self.lumping.set(locus, &self.seen);
        if self.lumping.own().is_empty() {
            representative = None;
        }
        let shape = self.shape(locus, genotypes, Some(person));
        let alleles = [Alleles {
            lumping: &self.lumping,
            genotypes,
        }];
        let (cells, scale) = shape.evaluate(&alleles, 0.0, &mut self.scratch)?;
        let single = locus.x_linked() && self.pedigree.members()[person].sex == Sex::Male;
        sweep.set(
            locus,
            self.lumping.own(),
            cells,
            self.lumping.classes(),
            single,
            representative,
        );
        Ok(scale)
    }

    fn see(&mut self, genotypes: &dyn Fn(usize) -> Genotype, more: &[Allele]) {
        self.seen.clear();
        self.seen
            .extend((0..self.pedigree.members().len()).flat_map(|p| genotypes(p).alleles()));
        self.seen.extend_from_slice(more);
        self.seen.sort_unstable();
        self.seen.dedup();
    }

    fn shape(
        &mut self,
        locus: &Locus,
        genotypes: &dyn Fn(usize) -> Genotype,
        keep: Option<usize>,
    ) -> Rc<Shape> {
        let observed = (0..self.pedigree.members().len())
            .map(|p| genotypes(p).is_observed())
            .collect();
        // Beyond a dozen classes the tables of whole transmissions grow too large.
        let selectors = self.lumping.classes() > 12;
        let key = ShapeKey {
            observed,
            keep,
            x_linked: locus.x_linked(),
            selectors,
        };
        if let Some(shape) = self.shapes.get(&key) {
            return Rc::clone(shape);
        }
        let observed = [key.observed.clone()];
        let question = Question {
            observed: &observed,
            keep,
            x_linked: key.x_linked,
            selectors,
        };
        let shape = Rc::new(Shape::new(self.pedigree, &question));
        self.shapes.insert(key, Rc::clone(&shape));
        shape
    }
}

/// Natural logarithm of the likelihood at two linked loci; `recombination` is the probability that a parent passes on
/// alleles of different grandparents at the two, 0.5 for unlinked loci.
pub fn log_likelihood_linked(
    pedigree: &Pedigree,
    loci: [&Locus; 2],
    recombination: f64,
    theta: f64,
    genotypes: [&dyn Fn(usize) -> Genotype; 2],
) -> Result<f64, LikelihoodError> {
    if loci[0].x_linked() != loci[1].x_linked() {
        return Err(LikelihoodError::MixedLinkage);
    }
    let persons = 0..pedigree.members().len();
    let observed = genotypes.map(|g| {
        persons
            .clone()
            .map(|p| g(p).is_observed())
            .collect::<Vec<bool>>()
    });
    let question = Question {
        observed: &observed,
        keep: None,
        x_linked: loci[0].x_linked(),
        selectors: true,
    };
    let shape = Shape::new(pedigree, &question);
    let lumpings: Vec<Lumping> = loci
        .iter()
        .zip(genotypes)
        .map(|(locus, genotypes)| {
            let mut seen: Vec<Allele> = persons
                .clone()
                .flat_map(|p| genotypes(p).alleles())
                .collect();
            seen.sort_unstable();
            seen.dedup();
            let mut lumping = Lumping::default();
            lumping.set(locus, &seen);
            lumping
        })
        .collect();
    let alleles: Vec<Alleles> = lumpings
        .iter()
        .zip(genotypes)
        .map(|(lumping, genotypes)| Alleles { lumping, genotypes })
        .collect();
    if theta > 0.0 {
        let mut scratch = Scratch::<Polynomial>::default();
        let (result, scale) = shape.evaluate(&alleles, recombination, &mut scratch)?;
        let frequency = |l: u8, a: Allele| lumpings[usize::from(l)].frequencies()[usize::from(a)];
        return Ok(result
            .iter()
            .map(|p| p.expectation(theta, frequency))
            .sum::<f64>()
            .ln()
            + scale);
    }
    let mut scratch = Scratch::<f64>::default();
    let (result, scale) = shape.evaluate(&alleles, recombination, &mut scratch)?;
    Ok(result.iter().sum::<f64>().ln() + scale)
}
