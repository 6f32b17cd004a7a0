//! The tables of the factors for the genotypes and frequencies of one locus.
#![expect(
    clippy::indexing_slicing,
    reason = "variables and persons are numbered by this module alone"
)]

use super::{
    Alleles, Kind, Owner,
    plan::{Plan, TooLarge, Variable},
    run::Run,
    weight::Weight,
};
use crate::genotype::Genotype;
use domain::Sex;

/// Tables that are used again from one evaluation to the next.
pub(crate) struct Scratch<W> {
    run: Run<W>,
    sizes: Vec<usize>,
    /// Which variables may take the value of every class.
    full: Vec<bool>,
    values: Vec<u16>,
    starts: Vec<usize>,
}

impl<W> Default for Scratch<W> {
    fn default() -> Self {
        Self {
            run: Run::default(),
            sizes: Vec::new(),
            full: Vec::new(),
            values: Vec::new(),
            starts: Vec::new(),
        }
    }
}

impl<W: Weight> Scratch<W> {
    /// Which classes each variable may take: two for somebody with a complete genotype, all for others.
    pub(super) fn domains(&mut self, owners: &[Owner], loci: &[Alleles]) {
        self.run.clear();
        self.sizes.clear();
        self.full.clear();
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
            let size = self.values.len() - self.starts[self.starts.len() - 1];
            self.sizes.push(size);
            self.full.push(match owner {
                Owner::Selector => true,
                Owner::Allele { locus, .. } => size == loci[usize::from(*locus)].lumping.classes(),
            });
        }
    }

    /// Carries out the plan; the result, and the logarithm of its scale.
    pub(super) fn execute(&mut self, plan: &Plan) -> Result<(&[W], f64), TooLarge> {
        let scale = self.run.execute(plan, &self.sizes, &self.full)?;
        Ok((self.run.result(), scale))
    }

    fn domain(&self, variable: Variable) -> &[u16] {
        let start = self.starts[usize::from(variable)];
        &self.values[start..start + self.sizes[usize::from(variable)]]
    }

    pub(super) fn fill(
        &mut self,
        kind: &Kind,
        scope: &[Variable],
        loci: &[Alleles],
        recombination: f64,
    ) {
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
