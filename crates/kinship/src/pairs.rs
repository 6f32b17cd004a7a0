//! Every victim with every missing person: likelihood ratios, incompatible loci.
#![expect(
    clippy::indexing_slicing,
    reason = "victims, missing persons and loci are numbered by the disaster"
)]

use crate::{
    Allele, Engine, Genotype, LikelihoodError, Locus,
    direct::TypingError,
    disaster::Disaster,
    placing::{Placing, Shown},
    sweep::Sweep,
};

/// Likelihoods of victims and families by themselves, and ratios for every pair.
#[derive(Debug, Clone)]
pub struct Pairs {
    loci: usize,
    missing: usize,
    /// By victim, missing person and locus; natural logarithms.
    ratios: Vec<f64>,
    /// By victim and missing person: incompatible loci where nothing mutates.
    incompatible: Vec<u32>,
    candidate: Vec<bool>,
    alone: Alone,
}

/// Log-likelihoods of what was seen, if nobody is identified.
#[derive(Debug, Clone)]
pub struct Alone {
    /// By victim, then by locus.
    pub victims: Vec<Vec<f64>>,
    /// By family, then by locus.
    pub families: Vec<Vec<f64>>,
}

/// What else than the data is assumed.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct PairOptions {
    /// Coefficient of population substructure within a family and the victims compared with it, in [0, 1).
    pub theta: f64,
    /// Pairs of different sex are compared too.
    pub ignore_sex: bool,
    /// For samples of a missing person's own things.
    pub typing_error: TypingError,
}

impl Pairs {
    /// Compares all, in one run for each missing person and locus. A family that is impossible at a locus even with its
    /// mutation model makes every ratio there undefined; such a locus counts as ratio 1.
    pub fn new(disaster: &Disaster, options: &PairOptions) -> Result<Self, LikelihoodError> {
        let (v, m, l) = (
            disaster.victims.len(),
            disaster.missing.len(),
            disaster.loci.len(),
        );
        let alone = Alone::new(disaster, options.theta)?;
        let candidate: Vec<bool> = (0..v * m)
            .map(|pair| options.ignore_sex || disaster.candidate(pair / m, pair % m))
            .collect();
        let mut pairs = Self {
            loci: l,
            missing: m,
            ratios: vec![0.0; v * m * l],
            incompatible: vec![0; v * m],
            candidate,
            alone,
        };
        let shown = Shown::all(disaster);
        let rigid: Vec<Locus> = disaster.loci.iter().map(Locus::without_mutation).collect();
        let mut sweep = Sweep::default();
        for family in 0..disaster.families.len() {
            let mut placing = Placing::new(disaster, family, &pairs.alone, options, &shown);
            let mut engine = Engine::new(&disaster.families[family].pedigree);
            for missing in disaster.missing_of(family) {
                let victims: Vec<usize> = (0..v)
                    .filter(|v| pairs.candidate[v * m + missing])
                    .collect();
                for locus in 0..l {
                    let ratios = placing.log_ratios(locus, missing, &victims)?;
                    for (victim, ratio) in victims.iter().zip(ratios) {
                        pairs.ratios[(victim * m + missing) * l + locus] = ratio;
                    }
                    let asked = &shown[locus].asked;
                    exclude(
                        disaster,
                        missing,
                        (locus, &rigid[locus]),
                        asked,
                        &mut engine,
                        &mut sweep,
                        &mut pairs.incompatible,
                    )?;
                }
            }
        }
        Ok(pairs)
    }

    /// Natural logarithm of the ratio: victim and missing person are one, against an unrelated victim. `None` where sex
    /// excludes the pair; minus infinity where the genotypes do.
    pub fn log_ratio(&self, victim: usize, missing: usize) -> Option<f64> {
        let ratios = self.by_locus(victim, missing)?;
        Some(ratios.iter().sum())
    }

    /// The ratio itself.
    pub fn ratio(&self, victim: usize, missing: usize) -> Option<f64> {
        self.log_ratio(victim, missing).map(f64::exp)
    }

    /// Natural logarithms of the ratio by locus.
    pub fn by_locus(&self, victim: usize, missing: usize) -> Option<&[f64]> {
        let pair = victim * self.missing + missing;
        self.candidate[pair].then(|| &self.ratios[pair * self.loci..(pair + 1) * self.loci])
    }

    /// At how many loci the pair would need a mutation (or an error). `None` where sex excludes the pair.
    pub fn incompatible(&self, victim: usize, missing: usize) -> Option<u32> {
        let pair = victim * self.missing + missing;
        self.candidate[pair].then(|| self.incompatible[pair])
    }

    /// Likelihoods if nobody is identified.
    pub fn alone(&self) -> &Alone {
        &self.alone
    }
}

/// Counts loci that are impossible if nothing mutates.
fn exclude(
    disaster: &Disaster,
    missing: usize,
    (l, rigid): (usize, &Locus),
    asked: &[Allele],
    engine: &mut Engine,
    sweep: &mut Sweep,
    incompatible: &mut [u32],
) -> Result<(), LikelihoodError> {
    let person = disaster.missing[missing].person;
    let family = &disaster.families[disaster.missing[missing].family];
    let others = |p: usize| {
        if p == person {
            Genotype::Missing
        } else {
            family.genotype(p, l)
        }
    };
    engine.sweep(rigid, &others, person, asked, sweep)?;
    for (v, victim) in disaster.victims.iter().enumerate() {
        let genotype = victim.genotype(l);
        if genotype.is_observed() && sweep.likelihood(rigid, genotype) <= 0.0 {
            incompatible[v * disaster.missing.len() + missing] += 1;
        }
    }
    Ok(())
}

impl Alone {
    /// Computes them, with population substructure for `theta` above 0.
    pub fn new(disaster: &Disaster, theta: f64) -> Result<Self, LikelihoodError> {
        let loci = || disaster.loci.iter().enumerate();
        let victims = disaster.victims.iter().map(|victim| {
            loci()
                .map(|(l, locus)| {
                    locus
                        .random_match(victim.genotype(l), victim.single(locus), theta)
                        .ln()
                })
                .collect()
        });
        let families = disaster.families.iter().map(|family| {
            let mut engine = Engine::new(&family.pedigree);
            loci()
                .map(|(l, locus)| engine.log_likelihood(locus, theta, &|p| family.genotype(p, l)))
                .collect()
        });
        Ok(Self {
            victims: victims.collect(),
            families: families.collect::<Result<_, _>>()?,
        })
    }

    /// Of one victim, all loci together.
    pub fn victim(&self, victim: usize) -> f64 {
        self.victims[victim].iter().sum()
    }

    /// Of one family, all loci together at which it is possible.
    pub fn family(&self, family: usize) -> f64 {
        self.families[family].iter().filter(|l| l.is_finite()).sum()
    }

    /// Whether the family's own genotypes are possible at the locus. Where they are not, somebody's sample or the
    /// pedigree is wrong (or a mutation was not foreseen); the locus says nothing about this family's missing persons.
    pub fn possible(&self, family: usize, locus: usize) -> bool {
        self.families[family][locus].is_finite()
    }

    /// Of everything.
    pub fn total(&self) -> f64 {
        let families: f64 = (0..self.families.len()).map(|f| self.family(f)).sum();
        families + (0..self.victims.len()).map(|v| self.victim(v)).sum::<f64>()
    }
}
