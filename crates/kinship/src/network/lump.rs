//! Alleles that nobody in the family shows are joined into one, where that changes nothing.
#![expect(
    clippy::indexing_slicing,
    reason = "classes are numbered by this module alone"
)]

use crate::{
    genotype::Allele,
    locus::{Locus, Mutation},
    mutation::MutationMatrix,
};
use domain::Sex;

/// A locus seen through classes of alleles.
#[derive(Debug, Default)]
pub(crate) struct Lumping {
    /// Alleles with a class of their own; empty when every allele has one.
    own: Vec<Allele>,
    freq: Vec<f64>,
    male: Matrix,
    female: Matrix,
}

#[derive(Debug, Default)]
struct Matrix {
    /// Empty when nothing mutates.
    cells: Vec<f64>,
}

impl Lumping {
    /// Whether alleles of this locus may be lumped: nothing mutates, or the probability of becoming an allele does not
    /// depend on which other allele it was.
    pub(crate) fn possible(locus: &Locus) -> bool {
        let lumpable = |m: &Mutation| m.male.arrival().is_some() && m.female.arrival().is_some();
        locus.mutation().is_none_or(lumpable)
    }

    /// Classes for a locus: the alleles in `own` (sorted, without repetition) and one for all others.
    pub(crate) fn set(&mut self, locus: &Locus, own: &[Allele]) {
        self.own.clear();
        self.freq.clear();
        let raw = locus.frequencies();
        let lump = Self::possible(locus) && own.len() + 1 < raw.len();
        if lump {
            self.own.extend_from_slice(own);
            self.freq.extend(own.iter().map(|&a| raw[usize::from(a)]));
            let rest = 1.0 - self.freq.iter().sum::<f64>();
            self.freq.push(rest.max(0.0));
        } else {
            self.freq.extend_from_slice(raw);
        }
        for (matrix, source) in [
            (&mut self.male, locus.mutation().map(|m| &m.male)),
            (&mut self.female, locus.mutation().map(|m| &m.female)),
        ] {
            matrix.set(source, raw.len(), lump.then_some(own));
        }
    }

    /// Alleles with a class of their own, in the order of the classes; empty when each is its own class.
    pub(crate) fn own(&self) -> &[Allele] {
        &self.own
    }

    /// Number of classes.
    pub(crate) fn classes(&self) -> usize {
        self.freq.len()
    }

    /// Frequency of each class.
    pub(crate) fn frequencies(&self) -> &[f64] {
        &self.freq
    }

    /// The class of an allele; the last one holds the alleles without a class of their own.
    pub(crate) fn class(&self, allele: Allele) -> Allele {
        if self.own.is_empty() {
            return allele.min(self.freq.len() as Allele - 1);
        }
        self.own
            .iter()
            .position(|a| *a == allele)
            .unwrap_or(self.own.len()) as Allele
    }

    /// The probability that class `from` of a parent reaches the child as class `to`.
    #[inline]
    pub(crate) fn transition(&self, sex: Sex, from: usize, to: usize) -> f64 {
        let matrix = if sex == Sex::Male {
            &self.male
        } else {
            &self.female
        };
        match matrix.cells.get(from * self.freq.len() + to) {
            Some(p) => *p,
            None => f64::from(u8::from(from == to)),
        }
    }
}

impl Matrix {
    fn set(&mut self, source: Option<&MutationMatrix>, alleles: usize, own: Option<&[Allele]>) {
        self.cells.clear();
        let Some(source) = source else { return };
        let (Some(own), Some(arrival)) = (own, source.arrival()) else {
            self.cells.extend(
                (0..alleles * alleles).map(|cell| source.at(cell / alleles, cell % alleles)),
            );
            return;
        };
        let kept: f64 = own.iter().map(|&a| arrival[usize::from(a)]).sum();
        let leave = arrival.iter().sum::<f64>() - kept;
        for &from in own {
            self.cells.extend(
                own.iter()
                    .map(|&to| source.at(usize::from(from), usize::from(to))),
            );
            self.cells.push(leave);
        }
        self.cells
            .extend(own.iter().map(|&to| arrival[usize::from(to)]));
        self.cells.push(1.0 - kept);
    }
}
