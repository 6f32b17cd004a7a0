//! Models of mutation: the probability that a parent's allele reaches the child as another one.
//!
//! The definitions are those of Familias (Egeland, Kling and Mostad 2016, section 2.7) and Dawid, Mortera and Pascali
//! (2001); a rate is a probability for one transmission.

mod models;
mod stationary;

use models::{dawid, one_step, square, stepwise, unit};
use stationary::stationary;
use thiserror::Error;

/// How alleles change from parent to child.
#[derive(Debug, Clone, PartialEq)]
pub enum MutationModel {
    /// Every other allele is equally probable.
    Equal {
        /// Probability of a mutation.
        rate: f64,
    },
    /// The new allele is drawn from the population: `(1 - a) I + a 1 p'` with `a = rate / sum p (1 - p)`.
    Proportional {
        /// Expected probability of a mutation.
        rate: f64,
    },
    /// Whole repeats are lost or gained, `range` times less probable with each further one; `rate2` to another microvariant.
    Stepwise {
        /// Probability of a change by whole repeats.
        rate: f64,
        /// Probability of a change to an allele with another fraction of a repeat.
        rate2: f64,
        /// Factor for each further repeat, above 0.
        range: f64,
    },
    /// The same, scaled row by row until the population frequencies are stationary, with the same expected rate (method PM
    /// of Simonsson and Mostad 2016).
    StationaryStepwise {
        /// As for `Stepwise`.
        rate: f64,
        /// As for `Stepwise`.
        rate2: f64,
        /// As for `Stepwise`.
        range: f64,
    },
    /// To a neighbour, one repeat up or down; integer alleles only.
    OneStep {
        /// Probability of a mutation.
        rate: f64,
    },
    /// Stationary stepwise model of Dawid, Mortera and Pascali (2001); integer alleles only.
    Dawid {
        /// Expected probability of a mutation.
        rate: f64,
        /// Factor for each further step, between 0 and 1.
        range: f64,
    },
    /// Probabilities given in full, one row for each allele of the parent.
    Custom(Vec<Vec<f64>>),
}

/// Why a model cannot be used with a table of alleles.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum MutationError {
    /// A parameter lies outside its range.
    #[error("`{parameter}` of the mutation model must lie in {range}, found {found}")]
    Parameter {
        /// Its name.
        parameter: &'static str,
        /// What is allowed.
        range: &'static str,
        /// What was given.
        found: f64,
    },
    /// A name is no number with at most one decimal (or no integer, where the model needs one).
    #[error("the mutation model `{model}` needs {needs}, found allele `{allele}`")]
    AlleleName {
        /// The model.
        model: &'static str,
        /// Kind of number.
        needs: &'static str,
        /// The allele.
        allele: String,
    },
    /// The rate makes a probability negative.
    #[error("the mutation rate {rate} is too large for these frequencies, at most {largest}")]
    TooLarge {
        /// The rate asked for.
        rate: f64,
        /// The largest possible one.
        largest: f64,
    },
    /// No scaling makes the frequencies stationary.
    #[error("the mutation model cannot be made stationary for these frequencies")]
    NotStationary,
    /// A matrix of another size.
    #[error("the mutation matrix must have {expected} rows and columns")]
    Size {
        /// Number of alleles.
        expected: usize,
    },
    /// A row that is no distribution.
    #[error("row {row} of the mutation matrix must hold probabilities that sum to 1")]
    Row {
        /// Counted from 1.
        row: usize,
    },
}

/// Transition probabilities for one sex of the parent.
#[derive(Debug, Clone, PartialEq)]
pub struct MutationMatrix {
    size: usize,
    /// Row-major, rows are the parent's allele.
    cells: Vec<f64>,
    /// Where the probability of *becoming* allele `j` does not depend on which other allele it was: those
    /// probabilities. Exactly then any alleles can be lumped without changing a likelihood.
    arrival: Option<Vec<f64>>,
    /// Where a mutation is a fresh draw from the population frequencies: the probability of such a draw.
    fresh: Option<f64>,
}

impl MutationMatrix {
    /// Computes the matrix of a model for a table of alleles.
    pub fn new(
        model: &MutationModel,
        alleles: &[String],
        freq: &[f64],
    ) -> Result<Self, MutationError> {
        let n = alleles.len();
        let mut fresh = None;
        let rows: Vec<Vec<f64>> = match model {
            MutationModel::Equal { rate } => {
                unit("rate", *rate)?;
                let other = if n > 1 { rate / (n - 1) as f64 } else { 0.0 };
                square(n, |i, j| {
                    if i == j && n > 1 {
                        1.0 - rate
                    } else if i == j {
                        1.0
                    } else {
                        other
                    }
                })
            }
            MutationModel::Proportional { rate } => {
                unit("rate", *rate)?;
                let diversity: f64 = freq.iter().map(|p| p * (1.0 - p)).sum();
                let smallest = freq.iter().copied().fold(1.0, f64::min);
                let largest = diversity / (1.0 - smallest);
                if n > 1 && *rate > largest * (1.0 + 1e-12) {
                    return Err(MutationError::TooLarge {
                        rate: *rate,
                        largest,
                    });
                }
                let a = if n > 1 { rate / diversity } else { 0.0 };
                fresh = Some(a);
                square(n, |i, j| {
                    let same = if i == j { 1.0 - a } else { 0.0 };
                    same + a * freq.get(j).copied().unwrap_or(0.0)
                })
            }
            MutationModel::Stepwise { rate, rate2, range } => {
                stepwise(alleles, *rate, *rate2, *range)?
            }
            MutationModel::StationaryStepwise { rate, rate2, range } => {
                stationary(&stepwise(alleles, *rate, *rate2, *range)?, freq)?
            }
            MutationModel::OneStep { rate } => one_step(alleles, *rate)?,
            MutationModel::Dawid { rate, range } => dawid(alleles, freq, *rate, *range)?,
            MutationModel::Custom(rows) => rows.clone(),
        };
        let mut matrix = Self::from_rows(&rows, n)?;
        matrix.fresh = fresh;
        Ok(matrix)
    }

    fn from_rows(rows: &[Vec<f64>], n: usize) -> Result<Self, MutationError> {
        if rows.len() != n || rows.iter().any(|row| row.len() != n) {
            return Err(MutationError::Size { expected: n });
        }
        for (i, row) in rows.iter().enumerate() {
            let sum: f64 = row.iter().sum();
            if row.iter().any(|p| !(0.0..=1.0 + 1e-9).contains(p)) || (sum - 1.0).abs() > 5e-4 {
                return Err(MutationError::Row { row: i + 1 });
            }
        }
        let cells: Vec<f64> = rows.iter().flatten().copied().collect();
        let mut matrix = Self {
            size: n,
            cells,
            arrival: None,
            fresh: None,
        };
        matrix.arrival = matrix.common_arrival();
        Ok(matrix)
    }

    /// The probability that allele `from` reaches the child as `to`.
    pub fn at(&self, from: usize, to: usize) -> f64 {
        self.cells
            .get(from * self.size + to)
            .copied()
            .unwrap_or(0.0)
    }

    /// See [`MutationMatrix::arrival`].
    pub(crate) fn arrival(&self) -> Option<&[f64]> {
        self.arrival.as_deref()
    }

    /// See [`MutationMatrix::fresh`].
    pub(crate) fn fresh(&self) -> Option<f64> {
        self.fresh
    }

    fn common_arrival(&self) -> Option<Vec<f64>> {
        (0..self.size)
            .map(|to| {
                let mut others = (0..self.size)
                    .filter(|from| *from != to)
                    .map(|from| self.at(from, to));
                let first = others.next().unwrap_or(0.0);
                others
                    .all(|p| (p - first).abs() <= 1e-12 * first.abs())
                    .then_some(first)
            })
            .collect()
    }
}
