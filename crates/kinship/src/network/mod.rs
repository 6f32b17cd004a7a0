//! A pedigree as a network of allele variables: two a person (one for a man at an X-linked locus), joined by factors for
//! founders, transmission and observation. Summing the variables out one by one gives the likelihood exactly.
#![expect(
    clippy::indexing_slicing,
    reason = "variables and persons are numbered by this module alone"
)]

mod lump;
mod plan;
mod urn;
mod weight;

pub(crate) use lump::Lumping;
pub(crate) use plan::{Run, TooLarge};
pub(crate) use urn::Polynomial;
pub(crate) use weight::Weight;

use crate::{genotype::Genotype, pedigree::Pedigree};
use domain::Sex;
use plan::{Plan, Variable};

/// The part of a network that does not depend on alleles: who is observed at each locus, and the order of elimination.
#[derive(Debug)]
pub(crate) struct Shape {
    kinds: Vec<Kind>,
    owners: Vec<Owner>,
    plan: Plan,
}

/// What is asked about a pedigree.
pub(crate) struct Question<'a> {
    /// For each locus (one, or two that are linked), who is observed there.
    pub observed: &'a [Vec<bool>],
    /// The person over whose alleles at the first locus the result is tabulated.
    pub keep: Option<usize>,
    /// Both loci lie on the X chromosome.
    pub x_linked: bool,
    /// Write each transmission with a variable that says which of the parent's alleles was passed on. Smaller tables
    /// where there are many alleles; needed for linked loci.
    pub selectors: bool,
}

/// Whose allele a variable is.
#[derive(Debug, Clone, Copy)]
enum Owner {
    Allele { locus: u8, person: usize },
    Selector,
}

#[derive(Debug)]
enum Kind {
    /// An allele drawn from the population.
    Draw { locus: u8 },
    /// Both alleles of an inbred founder.
    Inbred { locus: u8, inbreeding: f64 },
    /// Either allele of the parent.
    Transmit { locus: u8, sex: Sex },
    /// The only allele of a father at an X-linked locus.
    Copy { locus: u8 },
    /// The parent's allele on one side, if the selector says so.
    Half { locus: u8, sex: Sex, side: usize },
    /// A fair coin.
    Coin,
    /// Two fair coins for neighbouring loci that differ where the chromosome recombined.
    Linked,
    /// What the laboratory saw.
    Observe { locus: u8, person: usize },
}

/// Alleles at one locus for one evaluation.
pub(crate) struct Alleles<'a> {
    /// Classes of alleles.
    pub lumping: &'a Lumping,
    /// Genotype of each person.
    pub genotypes: &'a dyn Fn(usize) -> Genotype,
}

/// Tables that are used again from one evaluation to the next.
pub(crate) struct Scratch<W> {
    run: Run<W>,
    sizes: Vec<usize>,
    values: Vec<u16>,
    starts: Vec<usize>,
}

impl<W> Default for Scratch<W> {
    fn default() -> Self {
        Self {
            run: Run::default(),
            sizes: Vec::new(),
            values: Vec::new(),
            starts: Vec::new(),
        }
    }
}

impl Shape {
    pub(crate) fn new(pedigree: &Pedigree, question: &Question) -> Self {
        let mut build = Builder::new(pedigree, question);
        build.relevant();
        for locus in 0..question.observed.len() {
            build.alleles(locus);
        }
        for locus in 0..question.observed.len() {
            build.factors(locus);
        }
        if question.observed.len() == 2 {
            build.link();
        } else {
            build.coins();
        }
        let keep = question.keep.map_or(Vec::new(), |person| {
            build.sides[0][pedigree.twin(person)]
                .iter()
                .flatten()
                .copied()
                .collect()
        });
        let weight = build.weights();
        Self {
            kinds: build.kinds,
            owners: build.owners,
            plan: Plan::new(&build.scopes, &keep, &weight),
        }
    }

    /// The likelihood, or its table over the kept person's alleles (father's allele outermost); with the logarithm of
    /// its scale. `linked` holds the probability of recombination between two loci.
    pub(crate) fn evaluate<'s, W: Weight>(
        &self,
        loci: &[Alleles],
        recombination: f64,
        scratch: &'s mut Scratch<W>,
    ) -> Result<(&'s [W], f64), TooLarge> {
        scratch.domains(&self.owners, loci);
        scratch.run.clear();
        for (kind, scope) in self.kinds.iter().zip(self.plan.factors()) {
            scratch.fill(kind, scope, loci, recombination);
        }
        let log_scale = self.plan.execute(&scratch.sizes, &mut scratch.run)?;
        Ok((scratch.run.result(), log_scale))
    }
}

struct Builder<'a> {
    pedigree: &'a Pedigree,
    question: &'a Question<'a>,
    kinds: Vec<Kind>,
    scopes: Vec<Vec<Variable>>,
    owners: Vec<Owner>,
    /// By locus and person: variables of the paternal and the maternal allele.
    sides: Vec<Vec<[Option<Variable>; 2]>>,
    relevant: Vec<bool>,
    /// By locus: selector of each transmission, in the order of the persons.
    selectors: Vec<Vec<Variable>>,
}

impl<'a> Builder<'a> {
    fn new(pedigree: &'a Pedigree, question: &'a Question<'a>) -> Self {
        let loci = question.observed.len();
        Self {
            pedigree,
            question,
            kinds: Vec::new(),
            scopes: Vec::new(),
            owners: Vec::new(),
            sides: vec![vec![[None, None]; pedigree.members().len()]; loci],
            relevant: vec![false; pedigree.members().len()],
            selectors: vec![Vec::new(); loci],
        }
    }

    /// Only those who are observed, and their ancestors, can change the likelihood.
    fn relevant(&mut self) {
        for &person in self.pedigree.parents_first().iter().rev() {
            let twin = self.pedigree.twin(person);
            let asked = self.question.keep == Some(person)
                || self.question.observed.iter().any(|o| o[person]);
            if asked {
                self.relevant[twin] = true;
            }
        }
        for &person in self.pedigree.parents_first().iter().rev() {
            if self.relevant[person] && self.pedigree.twin(person) == person {
                let member = &self.pedigree.members()[person];
                for parent in [member.father, member.mother].into_iter().flatten() {
                    self.relevant[self.pedigree.twin(parent)] = true;
                }
            }
        }
    }

    fn persons(&self) -> Vec<usize> {
        self.pedigree
            .parents_first()
            .iter()
            .copied()
            .filter(|&p| self.relevant[p] && self.pedigree.twin(p) == p)
            .collect()
    }

    fn variable(&mut self, owner: Owner) -> Variable {
        self.owners.push(owner);
        self.owners.len() as Variable - 1
    }

    fn single(&self, person: usize) -> bool {
        self.question.x_linked && self.pedigree.members()[person].sex == Sex::Male
    }

    fn alleles(&mut self, locus: usize) {
        for person in self.persons() {
            let owner = Owner::Allele {
                locus: locus as u8,
                person,
            };
            let paternal = if self.single(person) {
                None
            } else {
                Some(self.variable(owner))
            };
            self.sides[locus][person] = [paternal, Some(self.variable(owner))];
        }
    }

    fn push(&mut self, kind: Kind, scope: Vec<Variable>) {
        self.kinds.push(kind);
        self.scopes.push(scope);
    }

    fn factors(&mut self, locus: usize) {
        let l = locus as u8;
        for person in self.persons() {
            let member = &self.pedigree.members()[person];
            let own = self.sides[locus][person];
            match (member.father, member.mother) {
                (Some(father), Some(mother)) => {
                    self.transmission(locus, Sex::Male, father, own[0]);
                    self.transmission(locus, Sex::Female, mother, own[1]);
                }
                _ => match own {
                    [Some(a), Some(b)] if member.inbreeding > 0.0 => {
                        self.push(
                            Kind::Inbred {
                                locus: l,
                                inbreeding: member.inbreeding,
                            },
                            vec![a, b],
                        );
                    }
                    own => {
                        for variable in own.into_iter().flatten() {
                            self.push(Kind::Draw { locus: l }, vec![variable]);
                        }
                    }
                },
            }
        }
        for (person, observed) in self.question.observed[locus].iter().enumerate() {
            if *observed {
                let scope = self.sides[locus][self.pedigree.twin(person)]
                    .into_iter()
                    .flatten()
                    .collect();
                self.push(Kind::Observe { locus: l, person }, scope);
            }
        }
    }

    fn transmission(&mut self, locus: usize, sex: Sex, parent: usize, child: Option<Variable>) {
        let Some(child) = child else { return };
        let l = locus as u8;
        match self.sides[locus][self.pedigree.twin(parent)] {
            [Some(a), Some(b)] if self.question.selectors => {
                let selector = self.variable(Owner::Selector);
                self.selectors[locus].push(selector);
                self.push(
                    Kind::Half {
                        locus: l,
                        sex,
                        side: 0,
                    },
                    vec![selector, a, child],
                );
                self.push(
                    Kind::Half {
                        locus: l,
                        sex,
                        side: 1,
                    },
                    vec![selector, b, child],
                );
            }
            [Some(a), Some(b)] => self.push(Kind::Transmit { locus: l, sex }, vec![a, b, child]),
            [_, Some(only)] => self.push(Kind::Copy { locus: l }, vec![only, child]),
            _ => {}
        }
    }

    fn coins(&mut self) {
        for selector in self.selectors.concat() {
            self.push(Kind::Coin, vec![selector]);
        }
    }

    fn link(&mut self) {
        let pairs: Vec<_> = self.selectors[0]
            .iter()
            .copied()
            .zip(self.selectors[1].iter().copied())
            .collect();
        for (first, second) in pairs {
            self.push(Kind::Linked, vec![first, second]);
        }
    }

    /// Expected number of values: two where somebody is observed, else a handful of classes.
    fn weights(&self) -> Vec<f64> {
        let weight = |owner: &Owner| match owner {
            Owner::Selector => 2.0,
            Owner::Allele { locus, person } => {
                let twins = self.question.observed[usize::from(*locus)]
                    .iter()
                    .enumerate();
                let mut seen = twins.filter(|(p, o)| **o && self.pedigree.twin(*p) == *person);
                match seen.next() {
                    Some(_) => 2.0,
                    None if self.question.selectors => 20.0,
                    None => 5.0,
                }
            }
        };
        self.owners.iter().map(weight).collect()
    }
}

impl<W: Weight> Scratch<W> {
    /// Which classes each variable may take: two for somebody with a complete genotype, all for others.
    fn domains(&mut self, owners: &[Owner], loci: &[Alleles]) {
        self.sizes.clear();
        self.values.clear();
        self.starts.clear();
        for owner in owners {
            self.starts.push(self.values.len());
            match owner {
                Owner::Selector => self.values.extend([0, 1]),
                Owner::Allele { locus, person } => {
                    let locus = &loci[usize::from(*locus)];
                    match (locus.genotypes)(*person) {
                        Genotype::Two(a, b) if a == b => self.values.push(locus.lumping.class(a)),
                        Genotype::Two(a, b) => {
                            self.values
                                .extend([locus.lumping.class(a), locus.lumping.class(b)]);
                        }
                        _ => self.values.extend(0..locus.lumping.classes() as u16),
                    }
                }
            }
            self.sizes
                .push(self.values.len() - self.starts[self.starts.len() - 1]);
        }
    }

    fn domain(&self, variable: Variable) -> &[u16] {
        let start = self.starts[usize::from(variable)];
        &self.values[start..start + self.sizes[usize::from(variable)]]
    }

    fn fill(&mut self, kind: &Kind, scope: &[Variable], loci: &[Alleles], recombination: f64) {
        let mut cells = std::mem::take(&mut self.run.cells);
        self.run.starts.push(cells.len());
        match *kind {
            Kind::Draw { locus } => {
                let freq = loci[usize::from(locus)].lumping.frequencies();
                for &a in self.domain(scope[0]) {
                    cells.push(W::drawn(1.0, &[(locus, a)], &[freq[usize::from(a)]]));
                }
            }
            Kind::Inbred { locus, inbreeding } => {
                let freq = loci[usize::from(locus)].lumping.frequencies();
                for &a in self.domain(scope[0]) {
                    for &b in self.domain(scope[1]) {
                        let (p, q) = (freq[usize::from(a)], freq[usize::from(b)]);
                        let mut cell =
                            W::drawn(1.0 - inbreeding, &[(locus, a), (locus, b)], &[p, q]);
                        if a == b {
                            cell.add(W::drawn(inbreeding, &[(locus, a)], &[p]));
                        }
                        cells.push(cell);
                    }
                }
            }
            Kind::Transmit { locus, sex } => {
                let lumping = loci[usize::from(locus)].lumping;
                for &a in self.domain(scope[0]) {
                    for &b in self.domain(scope[1]) {
                        for &c in self.domain(scope[2]) {
                            let (a, b, c) = (usize::from(a), usize::from(b), usize::from(c));
                            let passed =
                                lumping.transition(sex, a, c) + lumping.transition(sex, b, c);
                            cells.push(W::constant(0.5 * passed));
                        }
                    }
                }
            }
            Kind::Copy { locus } => {
                let lumping = loci[usize::from(locus)].lumping;
                for &a in self.domain(scope[0]) {
                    for &c in self.domain(scope[1]) {
                        cells.push(W::constant(lumping.transition(
                            Sex::Male,
                            usize::from(a),
                            usize::from(c),
                        )));
                    }
                }
            }
            Kind::Half { locus, sex, side } => {
                let lumping = loci[usize::from(locus)].lumping;
                for selected in 0..2 {
                    for &a in self.domain(scope[1]) {
                        for &c in self.domain(scope[2]) {
                            let here = selected == side;
                            let passed = if here {
                                lumping.transition(sex, usize::from(a), usize::from(c))
                            } else {
                                1.0
                            };
                            cells.push(W::constant(passed));
                        }
                    }
                }
            }
            Kind::Coin => cells.extend([W::constant(0.5), W::constant(0.5)]),
            Kind::Linked => {
                let (same, other) = (0.5 * (1.0 - recombination), 0.5 * recombination);
                cells.extend([same, other, other, same].map(W::constant));
            }
            Kind::Observe { locus, person } => {
                let locus = &loci[usize::from(locus)];
                let seen = match (locus.genotypes)(person) {
                    Genotype::Missing => Genotype::Missing,
                    Genotype::One(a) => Genotype::One(locus.lumping.class(a)),
                    Genotype::Two(a, b) => {
                        Genotype::two(locus.lumping.class(a), locus.lumping.class(b))
                    }
                };
                let allowed = |u, v| W::constant(f64::from(u8::from(seen.allows(u, v))));
                match *scope {
                    [only] => cells.extend(self.domain(only).iter().map(|&u| allowed(u, u))),
                    [first, second, ..] => {
                        for &u in self.domain(first) {
                            cells.extend(self.domain(second).iter().map(|&v| allowed(u, v)));
                        }
                    }
                    [] => cells.push(W::constant(1.0)),
                }
            }
        }
        self.run.cells = cells;
    }
}
