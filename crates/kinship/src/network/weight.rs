//! What the cells of a factor hold: numbers, or polynomials in the allele frequencies.

use crate::genotype::Allele;

/// A commutative semiring in which a likelihood can be summed.
pub(crate) trait Weight: Clone {
    /// Whether a weight is more than a number, so that fewer terms are worth some care.
    const SYMBOLIC: bool;
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
    /// Number of terms that are stored.
    fn terms(&self) -> usize;
    /// The mean of `values` over the draws of one allele, which are all there are.
    fn mean(draws: &[Self], values: Vec<Self>) -> Self {
        let mut sum = Self::constant(0.0);
        for (draw, value) in draws.iter().zip(&values) {
            sum.add(draw.times(value));
        }
        sum
    }
}

impl Weight for f64 {
    const SYMBOLIC: bool = false;

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

    #[inline]
    fn terms(&self) -> usize {
        1
    }
}
