//! What a laboratory reports for one person at one locus.

/// Index of an allele in the frequency table of its locus.
pub type Allele = u16;

/// A genotype as observed: complete, partial or missing.
///
/// A man at an X-linked locus carries one allele; it is kept as `Two(a, a)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Genotype {
    /// Nothing was reported.
    #[default]
    Missing,
    /// One allele was seen, the other is unknown and may be the same one (`12/-`).
    One(Allele),
    /// Both alleles were seen; the smaller index comes first.
    Two(Allele, Allele),
}

impl Genotype {
    /// A complete genotype, in either order.
    pub fn two(a: Allele, b: Allele) -> Self {
        Self::Two(a.min(b), a.max(b))
    }

    /// Whether anything was reported.
    pub fn is_observed(self) -> bool {
        self != Self::Missing
    }

    /// The alleles that were seen, at most two, without repetition.
    pub fn alleles(self) -> impl Iterator<Item = Allele> {
        let (first, second) = match self {
            Self::Missing => (None, None),
            Self::One(a) => (Some(a), None),
            Self::Two(a, b) if a == b => (Some(a), None),
            Self::Two(a, b) => (Some(a), Some(b)),
        };
        first.into_iter().chain(second)
    }

    /// Whether somebody with the alleles `u` and `v` would be reported so.
    pub fn allows(self, u: Allele, v: Allele) -> bool {
        match self {
            Self::Missing => true,
            Self::One(a) => u == a || v == a,
            Self::Two(a, b) => (u, v) == (a, b) || (u, v) == (b, a),
        }
    }
}
