//! Likelihood ratios of a family's matches where everybody comes from one subpopulation (`theta` above 0).
#![expect(
    clippy::indexing_slicing,
    reason = "victims, missing persons and loci are numbered by the disaster"
)]

use crate::{Engine, Genotype, LikelihoodError, Match, disaster::Disaster};

/// Natural logarithm of the likelihood ratio of some matches in one family, all loci together: the victims are these
/// missing persons, against victims who are unrelated but of the same subpopulation. Under both, the alleles of all
/// founders are drawn from one urn, which is why victims cannot be counted by themselves as they are without `theta`.
pub fn log_ratio_in_subpopulation(
    disaster: &Disaster,
    matches: &[Match],
    theta: f64,
) -> Result<f64, LikelihoodError> {
    let Some(&(first, _)) = matches.first() else {
        return Ok(0.0);
    };
    let family = &disaster.families[disaster.missing[first].family];
    let related = &family.pedigree;
    let sexes = matches.iter().map(|(_, v)| disaster.victims[*v].sex);
    let unrelated = family.pedigree.with_unrelated(sexes);
    let (mut with, mut without) = (Engine::new(related), Engine::new(&unrelated));
    let persons = related.members().len();
    let mut total = 0.0;
    for (l, locus) in disaster.loci.iter().enumerate() {
        let victim = |i: usize| disaster.victims[matches[i].1].genotype(l);
        let placed = |p: usize| {
            let taken = matches
                .iter()
                .position(|(m, _)| disaster.missing[*m].person == p);
            match taken.map(victim) {
                Some(genotype) if genotype.is_observed() => genotype,
                _ => family.genotype(p, l),
            }
        };
        let apart = |p: usize| {
            if p < persons {
                family.genotype(p, l)
            } else {
                victim(p - persons)
            }
        };
        let alone = without.log_likelihood(locus, theta, &apart as &dyn Fn(usize) -> Genotype)?;
        if alone.is_finite() {
            total += with.log_likelihood(locus, theta, &placed)? - alone;
        }
    }
    Ok(total)
}
