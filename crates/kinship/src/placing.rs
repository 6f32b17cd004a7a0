//! Victims in the places of a family's missing persons: what each further one adds to the likelihood ratio.
#![expect(
    clippy::indexing_slicing,
    reason = "victims, missing persons and loci are numbered by the disaster"
)]

use crate::{
    Allele, Engine, Genotype, LikelihoodError, Match, PairOptions,
    direct::direct_match,
    disaster::{Disaster, Family},
    pairs::Alone,
    substructure::UrnTable,
    sweep::Sweep,
};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// What the victims show at one locus, every genotype once.
#[derive(Debug)]
pub(crate) struct Shown {
    /// Different genotypes; the first one is *missing*.
    genotypes: Vec<Genotype>,
    /// Whether the victims who show it have one allele.
    single: Vec<bool>,
    /// By victim: index of its genotype.
    of_victim: Vec<u16>,
    /// Alleles about which likelihoods are asked.
    pub asked: Vec<Allele>,
}

impl Shown {
    /// By locus.
    pub(crate) fn all(disaster: &Disaster) -> Vec<Self> {
        (0..disaster.loci.len())
            .map(|l| Self::at(disaster, l))
            .collect()
    }

    fn at(disaster: &Disaster, l: usize) -> Self {
        let mut shown = Self {
            genotypes: vec![Genotype::Missing],
            single: vec![false],
            of_victim: Vec::new(),
            asked: Vec::new(),
        };
        for victim in &disaster.victims {
            let genotype = victim.genotype(l);
            let single = victim.single(&disaster.loci[l]) && genotype.is_observed();
            let mut known = shown.genotypes.iter().zip(&shown.single);
            let found = known.position(|pair| pair == (&genotype, &single));
            let index = found.unwrap_or_else(|| {
                shown.genotypes.push(genotype);
                shown.single.push(single);
                shown.genotypes.len() - 1
            });
            shown.of_victim.push(index as u16);
        }
        let own = disaster
            .missing
            .iter()
            .map(|m| disaster.families[m.family].genotype(m.person, l));
        let alleles = shown.genotypes.iter().copied().chain(own);
        shown.asked = alleles.flat_map(|g| g.alleles()).collect();
        shown.asked.sort_unstable();
        shown.asked.dedup();
        shown
    }
}

/// Results at one locus that are asked for again: with several victims placed, most share their genotypes with others.
#[derive(Default)]
struct Known {
    /// By missing person asked about and genotypes placed: logarithms of likelihoods by genotype.
    likelihoods: FxHashMap<Box<[u16]>, Rc<[f64]>>,
    /// By genotypes of strangers: logarithm of the likelihood of the family and them.
    apart: FxHashMap<Box<[u16]>, f64>,
    /// The family alone, in a subpopulation.
    alone: Option<Rc<UrnTable>>,
}

/// More results than this are not kept for a locus.
const MOST_KNOWN: usize = 1 << 14;

/// One family with some of its missing persons identified.
pub(crate) struct Placing<'a> {
    disaster: &'a Disaster,
    family: &'a Family,
    number: usize,
    alone: &'a Alone,
    options: &'a PairOptions,
    shown: &'a [Shown],
    engine: Engine<'a>,
    sweep: Sweep,
    placed: Vec<Match>,
    /// By locus and person: what is seen, with the victims who were placed.
    persons: Vec<Vec<Genotype>>,
    known: Vec<Known>,
    /// By locus, missing person and genotype: two samples of one person.
    direct: FxHashMap<(usize, usize, u16), f64>,
}

impl<'a> Placing<'a> {
    pub(crate) fn new(
        disaster: &'a Disaster,
        number: usize,
        alone: &'a Alone,
        options: &'a PairOptions,
        shown: &'a [Shown],
    ) -> Self {
        let family = &disaster.families[number];
        let persons = 0..family.pedigree.members().len();
        let row = |l: usize| persons.clone().map(|p| family.genotype(p, l)).collect();
        Self {
            disaster,
            family,
            number,
            alone,
            options,
            shown,
            engine: Engine::new(&family.pedigree),
            sweep: Sweep::default(),
            placed: Vec::new(),
            persons: (0..disaster.loci.len()).map(row).collect(),
            known: (0..disaster.loci.len()).map(|_| Known::default()).collect(),
            direct: FxHashMap::default(),
        }
    }

    /// The victims who were placed.
    pub(crate) fn placed(&self) -> &[Match] {
        &self.placed
    }

    /// Takes a victim for a missing person. What the victim's sample does not show, the person's own sample may.
    pub(crate) fn place(&mut self, missing: usize, victim: usize) {
        self.placed.push((missing, victim));
        let person = self.disaster.missing[missing].person;
        for (l, row) in self.persons.iter_mut().enumerate() {
            let genotype = self.disaster.victims[victim].genotype(l);
            if genotype.is_observed() {
                row[person] = genotype;
            }
        }
    }

    /// Takes the last one back.
    pub(crate) fn take_back(&mut self) {
        if let Some((missing, _)) = self.placed.pop() {
            let person = self.disaster.missing[missing].person;
            for (l, row) in self.persons.iter_mut().enumerate() {
                row[person] = self.family.genotype(person, l);
            }
        }
    }

    /// Natural logarithm of the likelihood ratio at a locus for each of some victims: it is this missing person and the
    /// placed ones are theirs, against all of them unrelated. 0 where the family itself is impossible, which says nothing
    /// about a victim.
    pub(crate) fn log_ratios(
        &mut self,
        l: usize,
        missing: usize,
        victims: &[usize],
    ) -> Result<Vec<f64>, LikelihoodError> {
        if !self.alone.possible(self.number, l) {
            return Ok(vec![0.0; victims.len()]);
        }
        let likelihoods = self.likelihoods(l, missing)?;
        let placed: Vec<(usize, u16)> = self
            .placed
            .iter()
            .map(|&(m, v)| (m, self.shown[l].of_victim[v]))
            .collect();
        let samples: f64 = placed.iter().map(|&(m, g)| self.sample(l, m, g)).sum();
        let mut seen: Vec<u16> = placed.iter().map(|p| p.1).filter(|g| *g > 0).collect();
        let mut by_genotype: Vec<Option<f64>> = vec![None; likelihoods.len()];
        let mut ratios = Vec::with_capacity(victims.len());
        for &victim in victims {
            let g = self.shown[l].of_victim[victim];
            let known = by_genotype[usize::from(g)];
            let ratio = match known {
                Some(ratio) => ratio,
                None => {
                    let with = likelihoods[usize::from(g)] + samples + self.sample(l, missing, g);
                    let before = seen.len();
                    seen.extend((g > 0).then_some(g));
                    let ratio = with - self.apart(l, &seen)?;
                    seen.truncate(before);
                    by_genotype[usize::from(g)] = Some(ratio);
                    ratio
                }
            };
            ratios.push(ratio);
        }
        Ok(ratios)
    }

    /// Logarithm of the family's likelihood by genotype of the missing person, those placed being in their places.
    fn likelihoods(&mut self, l: usize, missing: usize) -> Result<Rc<[f64]>, LikelihoodError> {
        let shown = &self.shown[l];
        let mut key = vec![0u16; 2 * self.placed.len() + 1];
        key[0] = missing as u16;
        for (place, (m, v)) in self.placed.iter().enumerate() {
            (key[2 * place + 1], key[2 * place + 2]) = (*m as u16, shown.of_victim[*v]);
        }
        if let Some(known) = self.known[l].likelihoods.get(key.as_slice()) {
            return Ok(Rc::clone(known));
        }
        let person = self.disaster.missing[missing].person;
        let locus = &self.disaster.loci[l];
        let row = &self.persons[l];
        let others = |p: usize| {
            if p == person {
                Genotype::Missing
            } else {
                row[p]
            }
        };
        let own = self.family.genotype(person, l);
        let genotypes = std::iter::once(own).chain(shown.genotypes.iter().skip(1).copied());
        let theta = self.options.theta;
        let values: Vec<f64> = if theta > 0.0 {
            let table = self
                .engine
                .urn_table(locus, theta, &others, Some(person), &shown.asked)?;
            genotypes.map(|g| table.ln(g, &[])).collect()
        } else {
            let asked = &shown.asked;
            let scale = self
                .engine
                .sweep(locus, &others, person, asked, &mut self.sweep)?;
            genotypes
                .map(|g| self.sweep.likelihood(locus, g).ln() + scale)
                .collect()
        };
        let values: Rc<[f64]> = values.into();
        let known = &mut self.known[l].likelihoods;
        if known.len() < MOST_KNOWN {
            known.insert(key.into(), Rc::clone(&values));
        }
        Ok(values)
    }

    /// Logarithm of the likelihood of the family by itself and of strangers with these genotypes.
    fn apart(&mut self, l: usize, strangers: &[u16]) -> Result<f64, LikelihoodError> {
        let shown = &self.shown[l];
        let locus = &self.disaster.loci[l];
        let theta = self.options.theta;
        let genotype = |g: &u16| {
            let g = usize::from(*g);
            (shown.genotypes[g], shown.single[g])
        };
        if theta == 0.0 {
            let strangers = strangers.iter().map(genotype);
            let ln = |(genotype, single)| locus.random_match(genotype, single, 0.0).ln();
            return Ok(self.alone.families[self.number][l] + strangers.map(ln).sum::<f64>());
        }
        let mut key = strangers.to_vec();
        key.sort_unstable();
        if let Some(known) = self.known[l].apart.get(key.as_slice()) {
            return Ok(*known);
        }
        let table = match &self.known[l].alone {
            Some(table) => Rc::clone(table),
            None => {
                let family = |p: usize| self.family.genotype(p, l);
                let table = self
                    .engine
                    .urn_table(locus, theta, &family, None, &shown.asked)?;
                let table = Rc::new(table);
                self.known[l].alone = Some(Rc::clone(&table));
                table
            }
        };
        let strangers: Vec<(Genotype, bool)> = key.iter().map(genotype).collect();
        let value = table.ln(Genotype::Missing, &strangers);
        let known = &mut self.known[l].apart;
        if known.len() < MOST_KNOWN {
            known.insert(key.into(), value);
        }
        Ok(value)
    }

    /// Logarithm of the probability of a missing person's own sample, given that the person shows this genotype; 0 without
    /// such a sample.
    fn sample(&mut self, l: usize, missing: usize, genotype: u16) -> f64 {
        let own = self
            .family
            .genotype(self.disaster.missing[missing].person, l);
        if !own.is_observed() || genotype == 0 {
            return 0.0;
        }
        let (locus, shown) = (&self.disaster.loci[l], &self.shown[l]);
        let g = usize::from(genotype);
        *self
            .direct
            .entry((l, missing, genotype))
            .or_insert_with(|| {
                let (seen, single) = (shown.genotypes[g], shown.single[g]);
                let (theta, error) = (self.options.theta, self.options.typing_error);
                direct_match(locus, seen, own, single, theta, error).ln()
                    + locus.random_match(own, single, theta).ln()
            })
    }
}
