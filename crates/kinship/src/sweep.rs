//! The likelihood of a family for every genotype that one of its members might have, in one run.
#![expect(
    clippy::indexing_slicing,
    reason = "classes are numbered by this module alone"
)]

use crate::{Allele, Genotype, Locus};

/// Likelihoods of a family over the alleles of one member.
///
/// Where a mutation is a fresh draw from the population (or nothing mutates), an allele that nobody in the family shows
/// enters the likelihood only by its frequency: either it was drawn once, or both alleles of the person go back to one
/// draw, or to two. Two representatives of such alleles therefore tell the values of all.
#[derive(Debug, Default)]
pub(crate) struct Sweep {
    /// Likelihoods by class of the father's and of the mother's allele; of the mother's alone where `single`.
    cells: Vec<f64>,
    classes: usize,
    single: bool,
    /// By allele: its class, or that of the representative.
    class_of: Vec<Allele>,
    /// Class of the representative; `classes` when every allele has a class of its own.
    unseen: usize,
    /// Frequencies of the representative and of all other unseen alleles together.
    share: (f64, f64),
    /// What both alleles unseen contribute: once and twice drawn.
    drawn: (f64, f64),
}

impl Sweep {
    /// `own` are the alleles with a class of their own, `cells` the likelihoods, `representative` says that the last of
    /// `own` stands for all that are not among the others.
    pub(crate) fn set(
        &mut self,
        locus: &Locus,
        own: &[Allele],
        cells: &[f64],
        classes: usize,
        single: bool,
        representative: Option<Allele>,
    ) {
        self.cells.clear();
        self.cells.extend_from_slice(cells);
        self.classes = classes;
        self.single = single;
        self.class_of.clear();
        self.unseen = classes;
        let n = locus.alleles().len();
        match representative {
            Some(y) => {
                let at = own.iter().position(|a| *a == y).unwrap_or(0);
                self.unseen = at;
                self.class_of.resize(n, at as Allele);
                let p = locus.frequency(y);
                let seen: f64 = own.iter().map(|a| locus.frequency(*a)).sum();
                // Without a class for the rest, the representative is the only unseen allele.
                let rest = if classes > own.len() {
                    (1.0 - seen).max(0.0)
                } else {
                    0.0
                };
                self.share = (p, rest);
                if !single {
                    let twice = if rest > 0.0 {
                        self.cells[at * classes + classes - 1] / (p * rest)
                    } else {
                        0.0
                    };
                    self.drawn = ((self.cells[at * classes + at] - twice * p * p) / p, twice);
                }
            }
            // Alleles outside `own` are seen by nobody who will ever be asked about.
            None => self.class_of.resize(n, classes as Allele - 1),
        }
        for (class, allele) in own.iter().enumerate() {
            self.class_of[usize::from(*allele)] = class as Allele;
        }
        if own.is_empty() && representative.is_none() {
            for (class, allele) in self.class_of.iter_mut().enumerate().take(classes) {
                *allele = class as Allele;
            }
        }
    }

    /// The likelihood of the family alone.
    pub(crate) fn total(&self) -> f64 {
        self.cells.iter().sum()
    }

    /// The likelihood if the person has this genotype.
    pub(crate) fn likelihood(&self, locus: &Locus, genotype: Genotype) -> f64 {
        match genotype {
            Genotype::Missing => self.total(),
            Genotype::One(a) | Genotype::Two(a, _) if self.single => {
                let class = usize::from(self.class_of[usize::from(a)]);
                self.cells[class] * self.part(locus, a, class)
            }
            Genotype::One(a) => self.with_any(locus, a),
            Genotype::Two(a, b) if a == b => self.ordered(locus, a, a),
            Genotype::Two(a, b) => self.ordered(locus, a, b) + self.ordered(locus, b, a),
        }
    }

    /// The share of an allele within its class.
    fn part(&self, locus: &Locus, allele: Allele, class: usize) -> f64 {
        if class == self.unseen {
            locus.frequency(allele) / self.share.0
        } else {
            1.0
        }
    }

    fn ordered(&self, locus: &Locus, u: Allele, v: Allele) -> f64 {
        let (cu, cv) = (
            usize::from(self.class_of[usize::from(u)]),
            usize::from(self.class_of[usize::from(v)]),
        );
        if cu != self.unseen || cv != self.unseen {
            return self.cells[cu * self.classes + cv]
                * self.part(locus, u, cu)
                * self.part(locus, v, cv);
        }
        let (p, q) = (locus.frequency(u), locus.frequency(v));
        if u == v {
            p * (self.drawn.0 + self.drawn.1 * p)
        } else {
            self.drawn.1 * p * q
        }
    }

    /// One allele is known, the other may be any.
    fn with_any(&self, locus: &Locus, a: Allele) -> f64 {
        let class = usize::from(self.class_of[usize::from(a)]);
        let cell = |u: usize, v: usize| self.cells[u * self.classes + v];
        if class != self.unseen {
            return (0..self.classes)
                .map(|v| cell(class, v) + cell(v, class))
                .sum::<f64>()
                - cell(class, class);
        }
        let p = locus.frequency(a);
        let seen = (0..self.classes)
            .filter(|v| *v != class && (self.share.1 == 0.0 || *v + 1 != self.classes));
        let mixed: f64 =
            seen.map(|v| cell(class, v) + cell(v, class)).sum::<f64>() * p / self.share.0;
        let others = self.share.0 + self.share.1 - p;
        mixed + p * (self.drawn.0 + self.drawn.1 * p) + 2.0 * self.drawn.1 * p * others
    }
}
