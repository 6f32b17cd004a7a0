//! Every victim with every missing person: likelihood ratios, incompatible loci.
#![expect(
    clippy::indexing_slicing,
    reason = "victims, missing persons and loci are numbered by the disaster"
)]

use crate::{
    Allele, Engine, Genotype, LikelihoodError, Locus,
    direct::{TypingError, direct_match},
    disaster::Disaster,
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
        let alone = Alone::new(disaster)?;
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
        let rigid: Vec<Locus> = disaster.loci.iter().map(Locus::without_mutation).collect();
        let asked: Vec<Vec<Allele>> = (0..l).map(|locus| asked_alleles(disaster, locus)).collect();
        let mut sweep = Sweep::default();
        for family in 0..disaster.families.len() {
            let mut engine = Engine::new(&disaster.families[family].pedigree);
            for missing in disaster.missing_of(family) {
                for locus in 0..l {
                    pairs.compare(
                        disaster,
                        missing,
                        locus,
                        &asked[locus],
                        &mut engine,
                        &mut sweep,
                        options,
                    )?;
                    pairs.exclude(
                        disaster,
                        missing,
                        locus,
                        &rigid[locus],
                        &asked[locus],
                        &mut engine,
                        &mut sweep,
                    )?;
                }
            }
        }
        Ok(pairs)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one cell of a loop over families, persons and loci"
    )]
    fn compare(
        &mut self,
        disaster: &Disaster,
        missing: usize,
        l: usize,
        asked: &[Allele],
        engine: &mut Engine,
        sweep: &mut Sweep,
        options: &PairOptions,
    ) -> Result<(), LikelihoodError> {
        let person = disaster.missing[missing].person;
        let family = &disaster.families[disaster.missing[missing].family];
        let locus = &disaster.loci[l];
        let own = family.genotype(person, l);
        let others = |p: usize| {
            if p == person {
                Genotype::Missing
            } else {
                family.genotype(p, l)
            }
        };
        engine.sweep(locus, &others, person, asked, sweep)?;
        let total = sweep.total();
        for (v, victim) in disaster.victims.iter().enumerate() {
            if !self.candidate[v * self.missing + missing] || total <= 0.0 {
                continue;
            }
            let genotype = victim.genotype(l);
            let mut ratio = 0.0;
            if genotype.is_observed() {
                let single = victim.single(locus);
                ratio = (sweep.likelihood(locus, genotype) / total).ln() - self.alone.victims[v][l];
                if own.is_observed() {
                    // The missing person's own sample says more than the relatives do.
                    let direct =
                        direct_match(locus, genotype, own, single, 0.0, options.typing_error);
                    let kin = (sweep.likelihood(locus, own) / total).ln()
                        - locus.random_match(own, single, 0.0).ln();
                    ratio += direct.ln() - kin;
                }
            }
            self.ratios[(v * self.missing + missing) * self.loci + l] = ratio;
        }
        Ok(())
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one cell of a loop over families, persons and loci"
    )]
    fn exclude(
        &mut self,
        disaster: &Disaster,
        missing: usize,
        l: usize,
        rigid: &Locus,
        asked: &[Allele],
        engine: &mut Engine,
        sweep: &mut Sweep,
    ) -> Result<(), LikelihoodError> {
        if disaster.loci[l].mutation().is_some() {
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
        }
        for (v, victim) in disaster.victims.iter().enumerate() {
            let genotype = victim.genotype(l);
            if genotype.is_observed() && sweep.likelihood(rigid, genotype) <= 0.0 {
                self.incompatible[v * self.missing + missing] += 1;
            }
        }
        Ok(())
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

impl Alone {
    /// Computes them.
    pub fn new(disaster: &Disaster) -> Result<Self, LikelihoodError> {
        let loci = || disaster.loci.iter().enumerate();
        let victims = disaster.victims.iter().map(|victim| {
            loci()
                .map(|(l, locus)| {
                    locus
                        .random_match(victim.genotype(l), victim.single(locus), 0.0)
                        .ln()
                })
                .collect()
        });
        let families = disaster.families.iter().map(|family| {
            let mut engine = Engine::new(&family.pedigree);
            loci()
                .map(|(l, locus)| engine.log_likelihood(locus, 0.0, &|p| family.genotype(p, l)))
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

pub(crate) fn asked_alleles(disaster: &Disaster, locus: usize) -> Vec<Allele> {
    let victims = disaster
        .victims
        .iter()
        .flat_map(|v| v.genotype(locus).alleles());
    let samples = disaster.missing.iter().flat_map(|m| {
        disaster.families[m.family]
            .genotype(m.person, locus)
            .alleles()
    });
    let mut alleles: Vec<Allele> = victims.chain(samples).collect();
    alleles.sort_unstable();
    alleles.dedup();
    alleles
}
