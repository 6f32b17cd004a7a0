//! What the cells of a factor hold: numbers, or polynomials in the allele frequencies.

use crate::genotype::Allele;

/// A commutative semiring in which a likelihood can be summed.
pub(crate) trait Weight: Clone {
    /// A constant.
    fn constant(value: f64) -> Self;
    /// A constant times the probability of drawing these alleles from the population. `frequencies` belong to them.
    fn drawn(value: f64, draws: &[(u8, Allele)], frequencies: &[f64]) -> Self;
    /// Adds to `self`.
    fn add(&mut self, other: Self);
    /// The product.
    fn times(&self, other: &Self) -> Self;
    /// The largest part, to tell when to rescale.
    fn magnitude(&self) -> f64;
    /// Multiplies by a constant.
    fn scale(&mut self, by: f64);
}

impl Weight for f64 {
    #[inline]
    fn constant(value: f64) -> Self {
        value
    }

    #[inline]
    fn drawn(value: f64, _: &[(u8, Allele)], frequencies: &[f64]) -> Self {
        frequencies.iter().fold(value, |product, p| product * p)
    }

    #[inline]
    fn add(&mut self, other: Self) {
        *self += other;
    }

    #[inline]
    fn times(&self, other: &Self) -> Self {
        self * other
    }

    #[inline]
    fn magnitude(&self) -> f64 {
        *self
    }

    #[inline]
    fn scale(&mut self, by: f64) {
        *self *= by;
    }
}
