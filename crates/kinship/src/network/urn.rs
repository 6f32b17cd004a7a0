//! Population substructure (`theta`): founder alleles are drawn from an urn that remembers what was drawn.
//!
//! With `theta` above 0 the founders' alleles are not independent, so that their probabilities cannot stand in separate
//! factors. Given the frequencies within the subpopulation they are; the likelihood is then a polynomial in these
//! frequencies, and its expectation over the Dirichlet distribution of Balding and Nichols (1994) is exact.

use super::weight::Weight;
use crate::genotype::Allele;

/// Which alleles were drawn at which of the loci, sorted, with repetition.
type Draws = Vec<(u8, Allele)>;

/// A polynomial in the allele frequencies: sorted terms with a coefficient each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Polynomial(Vec<(Draws, f64)>);

impl Polynomial {
    /// The expected value for founder alleles drawn one after another: the next draw is allele `a` with probability
    /// `(seen(a) theta + (1 - theta) p(a)) / (1 + (drawn - 1) theta)`.
    pub(crate) fn expectation(&self, theta: f64, frequency: impl Fn(u8, Allele) -> f64) -> f64 {
        self.0
            .iter()
            .map(|(draws, coefficient)| {
                let mut value = *coefficient;
                let (mut drawn, mut seen) = (0.0, 0.0);
                let mut last = None;
                for &(locus, allele) in draws {
                    match last {
                        Some(before) if before == (locus, allele) => seen += 1.0,
                        Some((before, _)) if before == locus => seen = 0.0,
                        _ => (drawn, seen) = (0.0, 0.0),
                    }
                    let share = (1.0 - theta) * frequency(locus, allele);
                    value *= if drawn == 0.0 {
                        frequency(locus, allele)
                    } else {
                        (seen * theta + share) / (1.0 + (drawn - 1.0) * theta)
                    };
                    drawn += 1.0;
                    last = Some((locus, allele));
                }
                value
            })
            .sum()
    }
}

impl Weight for Polynomial {
    fn constant(value: f64) -> Self {
        if value == 0.0 {
            Self(Vec::new())
        } else {
            Self(vec![(Draws::new(), value)])
        }
    }

    fn drawn(value: f64, draws: &[(u8, Allele)], _: &[f64]) -> Self {
        let mut draws = draws.to_vec();
        draws.sort_unstable();
        if value == 0.0 {
            Self(Vec::new())
        } else {
            Self(vec![(draws, value)])
        }
    }

    fn add(&mut self, other: Self) {
        if self.0.is_empty() {
            *self = other;
            return;
        }
        let mut left = std::mem::take(&mut self.0).into_iter().peekable();
        let mut right = other.0.into_iter().peekable();
        let sum = &mut self.0;
        loop {
            let next = match (left.peek(), right.peek()) {
                (Some(a), Some(b)) if a.0 == b.0 => {
                    let extra = right.next().map_or(0.0, |term| term.1);
                    left.next().map(|(draws, value)| (draws, value + extra))
                }
                (Some(a), Some(b)) if b.0 < a.0 => right.next(),
                (None, Some(_)) => right.next(),
                _ => left.next(),
            };
            match next {
                Some(term) => sum.push(term),
                None => return,
            }
        }
    }

    fn times(&self, other: &Self) -> Self {
        let mut terms: Vec<(Draws, f64)> = Vec::with_capacity(self.0.len() * other.0.len());
        for (a, x) in &self.0 {
            for (b, y) in &other.0 {
                let mut draws = Draws::with_capacity(a.len() + b.len());
                draws.extend_from_slice(a);
                draws.extend_from_slice(b);
                draws.sort_unstable();
                terms.push((draws, x * y));
            }
        }
        terms.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        terms.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        Self(terms)
    }

    fn magnitude(&self) -> f64 {
        self.0.iter().map(|(_, value)| *value).fold(0.0, f64::max)
    }

    fn scale(&mut self, by: f64) {
        for (_, value) in &mut self.0 {
            *value *= by;
        }
    }
}
