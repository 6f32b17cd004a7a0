//! Small families, and a simulation of genotypes by descent.

use domain::Sex;
use kinship::{
    Disaster, Entry, Family, Genotype, Locus, Missing, MutationModel, Particulars, Pedigree,
    Problems, ReadOptions, Source, Victim,
};

/// Pedigree from lines `id father mother sex`, `0` for no parent.
pub fn pedigree(lines: &str) -> Pedigree {
    let parent = |id: &str| (id != "0").then(|| id.to_owned());
    let entries: Vec<Entry> = lines
        .split(';')
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let sex = if words[3] == "1" {
                Sex::Male
            } else {
                Sex::Female
            };
            Entry {
                id: words[0].into(),
                father: parent(words[1]),
                mother: parent(words[2]),
                sex,
            }
        })
        .collect();
    Pedigree::new(&entries, &[], &[]).unwrap()
}

/// A locus with alleles `8`, `9` and so on.
pub fn locus(freq: &[f64]) -> Locus {
    let alleles = (0..freq.len()).map(|i| (i + 8).to_string()).collect();
    Locus::new("L", alleles, freq.to_vec(), false).unwrap()
}

/// The same locus under every kind of mutation model.
pub fn models(freq: &[f64]) -> Vec<Locus> {
    let rate = 0.01;
    let models = [
        MutationModel::Equal { rate },
        MutationModel::Proportional { rate },
        MutationModel::Stepwise {
            rate,
            rate2: 0.0,
            range: 0.1,
        },
        MutationModel::StationaryStepwise {
            rate,
            rate2: 0.0,
            range: 0.1,
        },
        MutationModel::OneStep { rate },
        MutationModel::Dawid { rate, range: 0.1 },
    ];
    let female = MutationModel::Equal { rate: 0.003 };
    let mut loci = vec![locus(freq)];
    loci.extend(
        models
            .iter()
            .map(|male| locus(freq).with_mutation(male, &female).unwrap()),
    );
    loci
}

/// Numbers that look random and are the same every time.
pub struct Draws(pub u64);

impl Draws {
    pub fn uniform(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn allele(&mut self, freq: &[f64]) -> u16 {
        let mut left = self.uniform();
        for (i, p) in freq.iter().enumerate() {
            left -= p;
            if left < 0.0 {
                return i as u16;
            }
        }
        freq.len() as u16 - 1
    }
}

/// Genotypes of everybody by descent, without mutation.
pub fn simulate(pedigree: &Pedigree, freq: &[f64], draws: &mut Draws) -> Vec<Genotype> {
    let mut pairs = vec![(0, 0); pedigree.members().len()];
    // Test pedigrees name parents before children.
    for (i, member) in pedigree.members().iter().enumerate() {
        let from = |parent: Option<usize>, draws: &mut Draws| match parent.map(|p| pairs[p]) {
            Some((a, b)) => {
                if draws.uniform() < 0.5 {
                    a
                } else {
                    b
                }
            }
            None => draws.allele(freq),
        };
        let first = from(member.father, draws);
        let second = from(member.mother, draws);
        pairs[i] = (first, second);
    }
    pairs
        .into_iter()
        .map(|(a, b)| Genotype::two(a, b))
        .collect()
}

/// A disaster from JSON.
pub fn read_disaster(text: &str, options: &ReadOptions) -> Result<Disaster, Problems> {
    let read = Source::json(text.as_bytes()).disaster(options);
    read.map(|(disaster, _)| disaster)
}

/// The family of [`disaster`].
pub const FAMILY: &str = "FA 0 0 1;MO 0 0 2;CH FA MO 1;M1 FA MO 1;M2 FA MO 1";

/// Families of two parents and three children: the father and the first child are typed, the other two are missing.
pub fn disaster(families: usize, loci: usize, strangers: usize, seed: u64) -> Disaster {
    let freq = [0.3, 0.25, 0.2, 0.15, 0.1];
    let mut draws = Draws(seed);
    let pedigree = pedigree(FAMILY);
    let model = MutationModel::Proportional { rate: 0.002 };
    let table: Vec<Locus> = (0..loci)
        .map(|_| locus(&freq).with_mutation(&model, &model).unwrap())
        .collect();
    let mut all = Disaster {
        name: "test".into(),
        loci: table,
        victims: vec![],
        families: vec![],
        missing: vec![],
    };
    for f in 0..families {
        let columns: Vec<Vec<Genotype>> = (0..loci)
            .map(|_| simulate(&pedigree, &freq, &mut draws))
            .collect();
        let row = |p: usize| columns.iter().map(|column| column[p]).collect::<Vec<_>>();
        let nothing = vec![Genotype::Missing; loci];
        let genotypes = vec![row(0), nothing.clone(), row(2), nothing.clone(), nothing];
        for person in [3, 4] {
            let id = format!("F{f}-{person}");
            let particulars = Particulars::default();
            all.missing.push(Missing {
                id,
                family: f,
                person,
                sex: Sex::Male,
                particulars,
            });
        }
        // One of both was found.
        all.victims.push(victim(all.victims.len(), row(3)));
        all.families.push(Family {
            name: format!("F{f}"),
            pedigree: pedigree.clone(),
            genotypes,
        });
    }
    for _ in 0..strangers {
        let genotypes = (0..loci)
            .map(|_| Genotype::two(draws.allele(&freq), draws.allele(&freq)))
            .collect();
        all.victims.push(victim(all.victims.len(), genotypes));
    }
    all
}

fn victim(number: usize, genotypes: Vec<Genotype>) -> Victim {
    Victim {
        id: format!("V{number}"),
        sex: Sex::Male,
        genotypes,
        particulars: Particulars::default(),
    }
}
