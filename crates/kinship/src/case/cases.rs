//! Cases of one question each: a pedigree, genotypes, one likelihood.
#![expect(
    clippy::indexing_slicing,
    reason = "persons and loci are numbered by the case"
)]

use super::{
    convert::{self, ReadOptions},
    problems::Problems,
    raw::{RawCase, RawPedigree},
};
use crate::{Engine, Genotype, LikelihoodError, Locus, Pedigree, log_likelihood_linked};

/// Pedigrees with genotypes, whose likelihood is asked.
#[derive(Debug, Clone)]
pub struct Case {
    /// What it is called.
    pub name: String,
    /// All pedigrees as one, which may fall into parts that are not related.
    pub pedigree: Pedigree,
    /// The loci.
    pub loci: Vec<Locus>,
    /// By locus and person.
    pub genotypes: Vec<Vec<Genotype>>,
    /// Coefficient of population substructure.
    pub theta: f64,
    /// Probability of recombination between two linked loci.
    pub recombination: Option<f64>,
    /// The value that somebody published or computed elsewhere.
    pub expected: Option<f64>,
}

impl Case {
    /// Natural logarithm of the likelihood, all loci together.
    pub fn log_likelihood(&self) -> Result<f64, LikelihoodError> {
        if let (Some(recombination), [first, second]) = (self.recombination, self.loci.as_slice()) {
            let (one, two) = (&self.genotypes[0], &self.genotypes[1]);
            let loci = [first, second];
            return log_likelihood_linked(
                &self.pedigree,
                loci,
                recombination,
                self.theta,
                [&|p| one[p], &|p| two[p]],
            );
        }
        self.by_locus().map(|values| values.iter().sum())
    }

    /// Natural logarithm of the likelihood at each locus, taken as unlinked.
    pub fn by_locus(&self) -> Result<Vec<f64>, LikelihoodError> {
        let mut engine = Engine::new(&self.pedigree);
        let loci = self.loci.iter().zip(&self.genotypes);
        loci.map(|(locus, genotypes)| engine.log_likelihood(locus, self.theta, &|p| genotypes[p]))
            .collect()
    }
}

pub(super) fn read(raw: RawCase, number: usize, options: &ReadOptions) -> Result<Case, Problems> {
    let mut problems = Problems::default();
    let name = raw.name.clone().unwrap_or_else(|| format!("case {number}"));
    let field = format!("[{}]", number - 1);
    let context = format!("case `{name}`");
    let pedigree = join(raw.pedigrees)
        .and_then(|joined| convert::pedigree(&joined, &field, &context, &mut problems));
    let mut loci = Vec::new();
    let mut genotypes = Vec::new();
    for (l, raw) in raw.loci.iter().enumerate() {
        let field = format!("{field}.loci[{l}]");
        let observed = raw
            .genotypes
            .iter()
            .flat_map(|map| map.0.iter())
            .filter_map(|(_, text)| text.as_ref());
        let Some(locus) = convert::locus(raw, l + 1, &field, observed, options, &mut problems)
        else {
            continue;
        };
        let Some(pedigree) = &pedigree else { continue };
        let mut row = vec![Genotype::Missing; pedigree.members().len()];
        for (id, text) in raw.genotypes.iter().flat_map(|map| map.0.iter()) {
            let at = format!("{field}.genotypes.{id}");
            let Some(person) = pedigree.find(id) else {
                problems.error(
                    "unknown-person",
                    at,
                    format!("{context}: `{id}` is not in the pedigree"),
                );
                continue;
            };
            let Some(text) = text else { continue };
            let single = locus.x_linked() && pedigree.members()[person].sex == domain::Sex::Male;
            match locus.read_genotype(&text.text(), single) {
                Ok(genotype) => row[person] = genotype,
                Err(error) => {
                    let message = format!("{context}, `{id}`: locus `{}`: {error}", locus.name());
                    problems.error_at("genotype", text.place(&at), message);
                }
            }
        }
        loci.push(locus);
        genotypes.push(row);
    }
    let theta = raw.theta.unwrap_or(0.0);
    if !(0.0..1.0).contains(&theta) {
        problems.error(
            "theta",
            format!("{field}.theta"),
            format!("{context}: `theta` must lie in [0, 1)"),
        );
    }
    if let Some(rho) = raw.rho {
        if !(0.0..=0.5).contains(&rho) {
            problems.error(
                "rho",
                format!("{field}.rho"),
                format!("{context}: `rho` must lie in [0, 0.5]"),
            );
        }
        if raw.loci.len() != 2 {
            problems.error(
                "rho",
                format!("{field}.rho"),
                format!("{context}: `rho` needs exactly two loci"),
            );
        }
    }
    match pedigree {
        Some(pedigree) if problems.is_empty() => Ok(Case {
            name,
            pedigree,
            loci,
            genotypes,
            theta,
            recombination: raw.rho,
            expected: raw.expected,
        }),
        pedigree => {
            if pedigree.is_none() && problems.is_empty() {
                problems.error("pedigrees", field, format!("{context}: no pedigree"));
            }
            Err(problems)
        }
    }
}

/// Persons of several pedigrees are one population; ids must differ, as their genotypes are given in one list.
fn join(pedigrees: Vec<RawPedigree>) -> Option<RawPedigree> {
    pedigrees.into_iter().reduce(|mut all, next| {
        all.members.extend(next.members);
        all.twins.extend(next.twins);
        let inbreeding = all.founder_inbreeding.get_or_insert_default();
        inbreeding
            .0
            .extend(next.founder_inbreeding.unwrap_or_default().0);
        all
    })
}
