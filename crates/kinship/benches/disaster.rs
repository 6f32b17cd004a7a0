//! All pairs, family states and the posterior of a disaster of the size of 2 November 2016, and a table of 19,081
//! assignments.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a bench that fails should stop"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use domain::Sex;
use kinship::{
    Disaster, Entry, Family, Genotype, JointTable, Locus, Missing, MutationModel, PairOptions,
    Pairs, Particulars, Pedigree, Posterior, PosteriorOptions, Search, States, Victim,
    count_assignments,
};

/// Numbers that look random and are the same every time.
struct Draws(u64);

impl Draws {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % n
    }
}

/// Families of a missing person with a typed father and, in every second one, a typed mother.
fn disaster(families: usize, victims: usize, loci: usize, alleles: usize) -> Disaster {
    let mut draws = Draws(20161102);
    let model = MutationModel::Proportional { rate: 0.002 };
    let names: Vec<String> = (0..alleles).map(|a| a.to_string()).collect();
    let freq = vec![1.0 / alleles as f64; alleles];
    let locus = |l: usize| {
        let plain = Locus::new(format!("L{l}"), names.clone(), freq.clone(), false).unwrap();
        plain.with_mutation(&model, &model).unwrap()
    };
    let entry = |id: &str, parents: bool, sex| Entry {
        id: id.into(),
        father: parents.then(|| "father".into()),
        mother: parents.then(|| "mother".into()),
        sex,
    };
    let entries = [
        entry("father", false, Sex::Male),
        entry("mother", false, Sex::Female),
        entry("M", true, Sex::Female),
    ];
    let pedigree = Pedigree::new(&entries, &[], &[]).unwrap();
    let mut all = Disaster {
        name: "bench".into(),
        loci: (0..loci).map(locus).collect(),
        victims: Vec::new(),
        families: Vec::new(),
        missing: Vec::new(),
    };
    for f in 0..families.max(victims) {
        let mut rows = vec![Vec::new(); 3];
        for _ in 0..loci {
            let mut allele = || draws.below(alleles as u64) as u16;
            let (father, mother) = ([allele(), allele()], [allele(), allele()]);
            let child = Genotype::two(
                father[draws.below(2) as usize],
                mother[draws.below(2) as usize],
            );
            rows[0].push(Genotype::two(father[0], father[1]));
            rows[1].push(if f % 2 == 0 {
                Genotype::Missing
            } else {
                Genotype::two(mother[0], mother[1])
            });
            rows[2].push(child);
        }
        if f < victims {
            let (id, genotypes) = (format!("V{f}"), rows[2].clone());
            all.victims.push(Victim {
                id,
                sex: Sex::Female,
                genotypes,
                particulars: Particulars::default(),
            });
        }
        if f < families {
            rows[2] = vec![Genotype::Missing; loci];
            let id = format!("M{f}");
            all.missing.push(Missing {
                id,
                family: f,
                person: 2,
                sex: Sex::Female,
                particulars: Particulars::default(),
            });
            all.families.push(Family {
                name: format!("F{f}"),
                pedigree: pedigree.clone(),
                genotypes: rows,
            });
        }
    }
    all
}

fn benches(c: &mut Criterion) {
    let options = PairOptions::default();
    let large = disaster(60, 54, 21, 18);
    c.bench_function("pairs, 54 bodies x 60 missing x 21 loci", |b| {
        b.iter(|| Pairs::new(&large, &options).unwrap())
    });
    let alone = Pairs::new(&large, &options).unwrap();
    c.bench_function("posterior, 54 bodies x 60 missing x 21 loci", |b| {
        b.iter(|| {
            let states = States::new(&large, alone.alone(), &options, Search::Probable).unwrap();
            Posterior::new(&large, &states, &PosteriorOptions::default())
        });
    });
    let small = disaster(5, 8, 15, 10);
    assert_eq!(count_assignments(&small, false), 19_081.0);
    c.bench_function("joint table, 19081 assignments x 15 loci", |b| {
        b.iter(|| {
            let pairs = Pairs::new(&small, &options).unwrap();
            let states = States::new(&small, pairs.alone(), &options, Search::Complete).unwrap();
            JointTable::new(&small, &states, pairs.alone().total())
        });
    });
}

criterion_group!(group, benches);
criterion_main!(group);
