//! A locus: its alleles, how common they are in the population, and how they mutate.

use crate::{
    genotype::{Allele, Genotype},
    mutation::{MutationError, MutationMatrix, MutationModel},
};
use rustc_hash::FxHashMap;
use thiserror::Error;

/// One STR (or other) locus with its allele frequencies.
#[derive(Debug, Clone, PartialEq)]
pub struct Locus {
    name: String,
    alleles: Vec<String>,
    freq: Vec<f64>,
    index: FxHashMap<String, Allele>,
    x_linked: bool,
    mutation: Option<Mutation>,
}

/// How alleles mutate on their way from a father and from a mother.
#[derive(Debug, Clone, PartialEq)]
pub struct Mutation {
    /// From a father.
    pub male: MutationMatrix,
    /// From a mother.
    pub female: MutationMatrix,
}

/// Why a table of frequencies cannot be used.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum LocusError {
    /// Nothing in it.
    #[error("a locus needs at least one allele")]
    Empty,
    /// Names and frequencies do not pair up.
    #[error("{alleles} alleles but {frequencies} frequencies")]
    Lengths {
        /// Number of names.
        alleles: usize,
        /// Number of frequencies.
        frequencies: usize,
    },
    /// A name that occurs twice.
    #[error("allele `{0}` is listed twice")]
    Duplicate(String),
    /// A name that would read as something else.
    #[error("`{0}` cannot be the name of an allele")]
    Name(String),
    /// A frequency that is none.
    #[error("the frequency of allele `{allele}` must lie in (0, 1], found {found}")]
    Frequency {
        /// The allele.
        allele: String,
        /// Its frequency.
        found: f64,
    },
    /// The frequencies do not sum to 1.
    #[error("the frequencies sum to {sum}, expected 1 within 0.001")]
    Sum {
        /// What they sum to.
        sum: f64,
    },
    /// More than can be numbered.
    #[error("more than 10000 alleles")]
    TooMany,
    /// The mutation model does not fit.
    #[error(transparent)]
    Mutation(#[from] MutationError),
}

impl Locus {
    /// A locus without mutation. Frequencies sum to 1 within 0.001, as published tables do after rounding.
    pub fn new(
        name: impl Into<String>,
        alleles: Vec<String>,
        freq: Vec<f64>,
        x_linked: bool,
    ) -> Result<Self, LocusError> {
        if alleles.is_empty() {
            return Err(LocusError::Empty);
        }
        if alleles.len() != freq.len() {
            return Err(LocusError::Lengths {
                alleles: alleles.len(),
                frequencies: freq.len(),
            });
        }
        if alleles.len() > 10_000 {
            return Err(LocusError::TooMany);
        }
        let mut index = FxHashMap::default();
        for (i, (allele, p)) in alleles.iter().zip(&freq).enumerate() {
            if allele.trim().is_empty()
                || matches!(allele.as_str(), "-" | "NA")
                || allele.contains('/')
            {
                return Err(LocusError::Name(allele.clone()));
            }
            if !(*p > 0.0 && *p <= 1.0) {
                return Err(LocusError::Frequency {
                    allele: allele.clone(),
                    found: *p,
                });
            }
            if index.insert(allele.clone(), i as Allele).is_some() {
                return Err(LocusError::Duplicate(allele.clone()));
            }
        }
        let sum: f64 = freq.iter().sum();
        if (sum - 1.0).abs() > 1e-3 {
            return Err(LocusError::Sum { sum });
        }
        Ok(Self {
            name: name.into(),
            alleles,
            freq,
            index,
            x_linked,
            mutation: None,
        })
    }

    /// The same locus with a model of mutation for fathers and one for mothers.
    pub fn with_mutation(
        mut self,
        male: &MutationModel,
        female: &MutationModel,
    ) -> Result<Self, LocusError> {
        self.mutation = Some(Mutation {
            male: MutationMatrix::new(male, &self.alleles, &self.freq)?,
            female: MutationMatrix::new(female, &self.alleles, &self.freq)?,
        });
        Ok(self)
    }

    /// The same locus where nothing mutates.
    #[must_use]
    pub fn without_mutation(&self) -> Self {
        Self {
            mutation: None,
            ..self.clone()
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Names of the alleles in the order of the table.
    pub fn alleles(&self) -> &[String] {
        &self.alleles
    }

    /// Frequencies in the order of the table, each in (0, 1].
    pub fn frequencies(&self) -> &[f64] {
        &self.freq
    }

    /// The frequency of one allele.
    pub fn frequency(&self, allele: Allele) -> f64 {
        self.freq.get(usize::from(allele)).copied().unwrap_or(0.0)
    }

    /// Whether it lies on the X chromosome.
    pub fn x_linked(&self) -> bool {
        self.x_linked
    }

    /// How alleles mutate; `None` if they do not.
    pub fn mutation(&self) -> Option<&Mutation> {
        self.mutation.as_ref()
    }

    /// The index of an allele by its name.
    pub fn allele(&self, name: &str) -> Option<Allele> {
        self.index.get(name).copied()
    }

    /// The probability that a person drawn from the population shows this genotype (Balding and Nichols 1994 for
    /// `theta` above 0). `single` is true for a man at an X-linked locus.
    pub fn random_match(&self, genotype: Genotype, single: bool, theta: f64) -> f64 {
        let same = |p: f64| p * (theta + (1.0 - theta) * p);
        match genotype {
            Genotype::Missing => 1.0,
            Genotype::One(a) | Genotype::Two(a, _) if single => self.frequency(a),
            Genotype::One(a) => {
                let p = self.frequency(a);
                same(p) + 2.0 * (1.0 - theta) * p * (1.0 - p)
            }
            Genotype::Two(a, b) if a == b => same(self.frequency(a)),
            Genotype::Two(a, b) => 2.0 * (1.0 - theta) * self.frequency(a) * self.frequency(b),
        }
    }

    /// Reads `a/b`, `a/-` and, for a man at an X-linked locus, also `a`. Empty, `-`, `-/-`, `NA` and `0/0` are missing.
    pub fn read_genotype(&self, text: &str, single: bool) -> Result<Genotype, GenotypeError> {
        let mut parts = text.split('/').map(str::trim);
        let (first, second, more) = (parts.next().unwrap_or(""), parts.next(), parts.next());
        if more.is_some() {
            return Err(GenotypeError::Form);
        }
        let one = |text: &str| match text {
            "" | "-" | "NA" | "?" => Ok(None),
            "0" if self.allele("0").is_none() => Ok(None),
            name => self
                .allele(name)
                .map(Some)
                .ok_or_else(|| GenotypeError::UnknownAllele(name.into())),
        };
        let first = one(first)?;
        let Some(second) = second else {
            return match first {
                None => Ok(Genotype::Missing),
                Some(a) if single => Ok(Genotype::Two(a, a)),
                Some(_) => Err(GenotypeError::OneAllele),
            };
        };
        match (first, one(second)?) {
            (None, None) => Ok(Genotype::Missing),
            (Some(a), Some(b)) if single && a != b => Err(GenotypeError::TwoAlleles),
            (Some(a), Some(b)) => Ok(Genotype::two(a, b)),
            (Some(a), None) | (None, Some(a)) if single => Ok(Genotype::Two(a, a)),
            (Some(a), None) | (None, Some(a)) => Ok(Genotype::One(a)),
        }
    }
}

/// Why a genotype cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GenotypeError {
    /// Not two alleles joined by a slash.
    #[error("a genotype is written `a/b`, `a/-` or `-/-`")]
    Form,
    /// One allele where two belong.
    #[error(
        "one allele at a locus that has two: write `a/a` if both are the same, `a/-` if the other is unknown"
    )]
    OneAllele,
    /// Two different alleles where one belongs.
    #[error("two different alleles of a man at an X-linked locus")]
    TwoAlleles,
    /// The table of the locus lacks this allele.
    #[error("allele `{0}` is not in the frequency table")]
    UnknownAllele(String),
}
