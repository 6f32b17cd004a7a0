//! A single case: persons with their genotypes, relations that all pedigrees have, and the pedigrees.

use super::{Reader, database};
use crate::case::raw::{Ordered, RawCase, RawMember, RawPedigree, Text};

struct Person {
    id: String,
    male: bool,
    /// Allele, allele and locus, by their places in the database.
    genotypes: Vec<[usize; 3]>,
}

/// A pedigree: relations of parent and child, by the places of the persons.
struct Relations {
    name: String,
    persons: Vec<(String, bool)>,
    pairs: Vec<(usize, usize)>,
}

pub(super) fn read(reader: &mut Reader) -> Result<Vec<RawCase>, String> {
    let mut loci = database::read(reader)?;
    // Version, perhaps an empty line, then the number of persons.
    reader.at = 3;
    if reader
        .peek()
        .is_some_and(|line| line.trim_matches('"').is_empty())
    {
        reader.at += 1;
    }
    let count = reader.count("the number of persons")?;
    let persons: Vec<Person> = (0..count)
        .map(|_| person(reader))
        .collect::<Result<_, _>>()?;
    if reader.text() != "Known relations" {
        return Err("expected `Known relations`".into());
    }
    let mut known = Relations {
        name: String::new(),
        persons: persons.iter().map(|p| (p.id.clone(), p.male)).collect(),
        pairs: Vec::new(),
    };
    known.extend(reader, "extra")?;
    let mut pedigrees = Vec::new();
    for _ in 0..reader.count("the number of pedigrees")? {
        reader.next();
        let name = reader.text().to_owned();
        let mut pedigree = Relations {
            name,
            persons: known.persons.clone(),
            pairs: known.pairs.clone(),
        };
        pedigree.extend(reader, "pedigree extra")?;
        pedigrees.push(pedigree);
    }
    if pedigrees.is_empty() {
        return Err("the file has no pedigree of a single case".into());
    }
    for (l, locus) in loci.loci.iter_mut().enumerate() {
        let typed = persons.iter().filter_map(|person| {
            let found = person.genotypes.iter().find(|g| g[2] == l)?;
            let name = |a: usize| locus.alleles.get(a).map_or("?".into(), Text::text);
            let genotype = format!("{}/{}", name(found[0]), name(found[1]));
            Some((person.id.clone(), Some(Text::Written(genotype))))
        });
        locus.genotypes = Some(Ordered(typed.collect()));
    }
    let case = |pedigree: Relations| RawCase {
        name: Some(pedigree.name.clone()),
        pedigrees: vec![pedigree.into_raw()],
        loci: loci.loci.clone(),
        theta: Some(loci.theta),
        rho: None,
        expected: None,
    };
    Ok(pedigrees.into_iter().map(case).collect())
}

fn person(reader: &mut Reader) -> Result<Person, String> {
    let id = reader.text().to_owned();
    // Whether a child, the year of birth, and whether drop-out is considered do not matter here.
    reader.at += 3;
    let male = reader.flag();
    let count = reader.count("the number of genotypes")?;
    let mut genotypes = Vec::new();
    for _ in 0..count {
        let mut genotype = [0; 3];
        for (index, what) in genotype
            .iter_mut()
            .zip(["an allele", "an allele", "a locus"])
        {
            *index = reader.number(&format!("the place of {what} in the database"))?;
        }
        genotypes.push(genotype);
    }
    Ok(Person {
        id,
        male,
        genotypes,
    })
}

impl Relations {
    /// Numbers of unnamed women and men, then pairs of parent and child.
    fn extend(&mut self, reader: &mut Reader, unnamed: &str) -> Result<(), String> {
        for male in [false, true] {
            let count = reader.count("the number of unnamed persons")?;
            for _ in 0..count {
                let name = format!("{unnamed} {}", self.persons.len() + 1);
                self.persons.push((name, male));
            }
        }
        for _ in 0..reader.count("the number of relations")? {
            if reader.peek().is_some_and(|line| line.contains("Direct")) {
                return Err("identical persons (`Direct`) are not supported".into());
            }
            let parent: usize = reader.number("the place of a parent")?;
            let child: usize = reader.number("the place of a child")?;
            if parent.max(child) >= self.persons.len() {
                return Err("a relation names a person who is not there".into());
            }
            self.pairs.push((parent, child));
        }
        Ok(())
    }

    fn into_raw(self) -> RawPedigree {
        let id = |i: usize| self.persons.get(i).map(|p| Text::Written(p.0.clone()));
        let parent = |child: usize, wanted: bool| {
            let is = |pair: &&(usize, usize)| {
                pair.1 == child && self.persons.get(pair.0).is_some_and(|p| p.1 == wanted)
            };
            self.pairs.iter().find(is).and_then(|pair| id(pair.0))
        };
        let member = |(i, (name, male)): (usize, &(String, bool))| RawMember {
            id: Text::Written(name.clone()),
            fid: parent(i, true),
            mid: parent(i, false),
            sex: Some(Text::Whole(if *male { 1 } else { 2 })),
        };
        RawPedigree {
            members: self.persons.iter().enumerate().map(member).collect(),
            founder_inbreeding: None,
            twins: Vec::new(),
        }
    }
}
