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
            .map(|(draws, coefficient)| coefficient * urn(draws.iter(), theta, &frequency))
            .sum()
    }

    /// The expected value of the product with another polynomial.
    pub(crate) fn expectation_with(
        &self,
        other: &Self,
        theta: f64,
        frequency: impl Fn(u8, Allele) -> f64,
    ) -> f64 {
        let mut all = Draws::new();
        let mut sum = 0.0;
        for (draws, x) in &self.0 {
            for (more, y) in &other.0 {
                all.clear();
                all.extend_from_slice(draws);
                all.extend_from_slice(more);
                all.sort_unstable();
                sum += x * y * urn(all.iter(), theta, &frequency);
            }
        }
        sum
    }
}

/// The probability of these draws, sorted, one after another.
fn urn<'a>(
    draws: impl Iterator<Item = &'a (u8, Allele)>,
    theta: f64,
    frequency: &impl Fn(u8, Allele) -> f64,
) -> f64 {
    let mut value = 1.0;
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
}

impl Polynomial {
    /// The terms that both have, with the smaller coefficient.
    fn common(&self, other: &Self) -> Self {
        let mut right = other.0.iter().peekable();
        let both = self.0.iter().filter_map(|(draws, value)| {
            while right.next_if(|term| term.0 < *draws).is_some() {}
            let found = right.next_if(|term| term.0 == *draws)?;
            Some((draws.clone(), value.min(found.1)))
        });
        Self(both.collect())
    }

    /// What is left after `part`, every term of which is here with at least this coefficient; what is left by rounding
    /// alone is dropped.
    fn without(&self, part: &Self) -> Self {
        let mut right = part.0.iter().peekable();
        let rest = self.0.iter().filter_map(|(draws, value)| {
            let taken = right.next_if(|term| term.0 == *draws).map_or(0.0, |t| t.1);
            (value - taken > 1e-14 * taken).then(|| (draws.clone(), value - taken))
        });
        Self(rest.collect())
    }
}

impl Weight for Polynomial {
    const SYMBOLIC: bool = true;

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

    fn terms(&self) -> usize {
        self.0.len()
    }

    /// What all values have in common does not depend on the draw: as the frequencies sum to 1, it stays as it is. Without
    /// this every allele of a founder would appear in every term, also those that nobody inherited.
    fn mean(draws: &[Self], values: Vec<Self>) -> Self {
        let mut sum = values.iter().skip(1).fold(
            values.first().cloned().unwrap_or(Self(Vec::new())),
            |a, b| a.common(b),
        );
        let common = sum.clone();
        for (draw, value) in draws.iter().zip(&values) {
            sum.add(draw.times(&value.without(&common)));
        }
        sum
    }
}
