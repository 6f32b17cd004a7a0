//! The section `[DVI]`: unidentified persons, reference families.

use super::{Choice, Reader, database};
use crate::case::raw::{Ordered, RawDvi, RawFamily, RawMember, RawPedigree, RawVictim, Text};

const MISSING: &str = "Missing person";
const REFERENCE: &str = "Reference pedigree";

/// Name, sex and genotypes of a person.
type Person = (String, String, Ordered<Option<Text>>);
/// Name of a pedigree, and its pairs of parent and child.
type Relations = (String, Vec<(String, String)>);

pub(super) fn read(reader: &mut Reader, choice: Choice) -> Result<RawDvi, String> {
    let loci = database::read(reader)?.loci;
    let start = reader.lines.iter().position(|line| *line == "[DVI]");
    reader.at = start.ok_or(
        "the file has no section `[DVI]`: a single case is read by `pandu kinship likelihood`",
    )?;
    let (mut victims, mut families) = (Ordered::default(), Vec::new());
    let mut in_families = false;
    while let Some(line) = reader.next() {
        match heading(line) {
            (2, title) => in_families = title.starts_with("Reference"),
            (1, title) if title != "DVI" => break,
            (3, title) if title.starts_with("Person") && !in_families => {
                let (name, sex, genotypes) = person(reader, 3)?;
                let victim = RawVictim {
                    id: None,
                    sex: Some(Text::Written(sex)),
                    genotypes,
                    particulars: None,
                };
                victims.0.push((name, victim));
            }
            (3, _) if in_families => families.push(Family::read(reader, choice.pedigree)?),
            _ => {}
        }
    }
    let mut raw = RawDvi {
        dataset: Some("Familias".into()),
        missing: Vec::new(),
        loci,
        pm: victims,
        am: Ordered::default(),
    };
    let default = [MISSING.to_owned()];
    let names = if choice.missing.is_empty() {
        &default
    } else {
        choice.missing
    };
    for name in names {
        let having = families.iter().filter(|family| family.has(name)).count();
        if having == 0 {
            return Err(format!(
                "no family has a person `{name}`: who is missing must be named"
            ));
        }
        // One id may be used in many families; ids of missing persons must differ.
        let unique = having == 1 && name != MISSING;
        for family in families.iter_mut().filter(|family| family.has(name)) {
            let id = if unique {
                name.clone()
            } else {
                format!("{name} {}", family.name)
            };
            family.rename(name, &id);
            raw.missing.push(Text::Written(id));
        }
    }
    for family in families {
        raw.am.0.push((family.name.clone(), family.into_raw()));
    }
    Ok(raw)
}

struct Family {
    name: String,
    persons: Vec<Person>,
    relations: Vec<(String, String)>,
}

impl Family {
    /// The first pedigree is Familias' own copy, the reference pedigree.
    fn read(reader: &mut Reader, wanted: Option<&str>) -> Result<Self, String> {
        let name = value(reader, "Name")?.to_owned();
        let mut persons: Vec<Person> = Vec::new();
        let mut pedigrees: Vec<Relations> = Vec::new();
        while let Some(line) = reader.peek() {
            let (depth, title) = heading(line);
            if depth > 0 && depth <= 3 {
                break;
            }
            reader.at += 1;
            if depth == 5 && title.starts_with("Person") {
                persons.push(person(reader, 5)?);
            } else if depth == 5 && title.starts_with("Pedigree") {
                pedigrees.push((value(reader, "Name")?.to_owned(), Vec::new()));
            } else if let Some(parent) = line.strip_prefix("Parent=") {
                let child = value(reader, "Child")?.to_owned();
                if let Some((_, relations)) = pedigrees.last_mut() {
                    relations.push((parent.trim().to_owned(), child));
                }
            }
        }
        let relations = choose(&name, pedigrees, wanted)?;
        for id in relations.iter().flat_map(|(parent, child)| [parent, child]) {
            if persons.iter().all(|p| p.0 != *id) {
                persons.push((id.clone(), "0".into(), Ordered::default()));
            }
        }
        let mut family = Self {
            name,
            persons,
            relations,
        };
        family.sexes();
        Ok(family)
    }

    fn has(&self, name: &str) -> bool {
        self.persons.iter().any(|p| p.0 == name)
    }

    fn rename(&mut self, from: &str, to: &str) {
        let ids = self.persons.iter_mut().map(|p| &mut p.0);
        let related = self.relations.iter_mut().flat_map(|(p, c)| [p, c]);
        for id in ids.chain(related).filter(|id| *id == from) {
            *id = to.to_owned();
        }
    }

    fn sex(&self, id: &str) -> &str {
        let person = self.persons.iter().find(|p| p.0 == id);
        person.map_or("0", |p| p.1.as_str())
    }

    /// A parent who is not listed has the other sex than who has children with that parent.
    fn sexes(&mut self) {
        loop {
            let known = self.relations.iter().find_map(|(parent, child)| {
                let other = |r: &&(String, String)| r.1 == *child && r.0 != *parent;
                let partner = self.relations.iter().find(other)?;
                match (self.sex(parent), self.sex(&partner.0)) {
                    ("0", "1") => Some((parent.clone(), "2")),
                    ("0", "2") => Some((parent.clone(), "1")),
                    _ => None,
                }
            });
            let Some((id, sex)) = known else { return };
            for person in self.persons.iter_mut().filter(|p| p.0 == id) {
                person.1 = sex.to_owned();
            }
        }
    }

    /// Parents whose sex nothing tells. They become mothers (and their partners fathers), since a pedigree needs to know;
    /// they are compared with bodies of both sexes.
    fn guess(&mut self) -> Vec<String> {
        let mut guessed: Vec<String> = Vec::new();
        for (parent, _) in &self.relations {
            if self.sex(parent) == "0" && !guessed.contains(parent) {
                guessed.push(parent.clone());
            }
        }
        while let Some(at) = self
            .persons
            .iter()
            .position(|p| p.1 == "0" && guessed.contains(&p.0))
        {
            if let Some(person) = self.persons.get_mut(at) {
                person.1 = "2".to_owned();
            }
            self.sexes();
        }
        guessed
    }

    fn into_raw(mut self) -> RawFamily {
        let guessed = self.guess();
        let parent = |child: &str, wanted: &str| {
            let mut parents = self.relations.iter().filter(|r| r.1 == child);
            parents
                .find(|r| self.sex(&r.0) == wanted)
                .map(|r| Text::Written(r.0.clone()))
        };
        let member = |person: &Person| RawMember {
            id: Text::Written(person.0.clone()),
            fid: parent(&person.0, "1"),
            mid: parent(&person.0, "2"),
            sex: Some(Text::Written(person.1.clone())),
        };
        let pedigree = RawPedigree {
            members: self.persons.iter().map(member).collect(),
            founder_inbreeding: None,
            twins: Vec::new(),
        };
        let typed = self.persons.into_iter().filter(|p| !p.2.0.is_empty());
        RawFamily {
            pedigree,
            typed: Ordered(typed.map(|p| (p.0, p.2)).collect()),
            particulars: Ordered::default(),
            guessed,
        }
    }
}

/// The pedigree that was asked for, or the only one besides the reference pedigree.
fn choose(
    family: &str,
    mut pedigrees: Vec<Relations>,
    wanted: Option<&str>,
) -> Result<Vec<(String, String)>, String> {
    if let Some(at) = pedigrees
        .iter()
        .position(|(name, _)| Some(name.as_str()) == wanted)
    {
        return Ok(pedigrees.swap_remove(at).1);
    }
    if pedigrees.iter().any(|(name, _)| name != REFERENCE) {
        pedigrees.retain(|(name, _)| name != REFERENCE);
    }
    let names: Vec<String> = pedigrees.iter().map(|p| format!("`{}`", p.0)).collect();
    match (pedigrees.pop(), pedigrees.len()) {
        (Some((_, relations)), 0) => Ok(relations),
        (None, _) => Ok(Vec::new()),
        _ => Err(format!(
            "family `{family}` has several pedigrees, {}: one must be chosen",
            names.join(", ")
        )),
    }
}

/// The value of the next line, which must be `name= value`.
fn value<'a>(reader: &mut Reader<'a>, name: &str) -> Result<&'a str, String> {
    let line = reader.next().unwrap_or_default();
    let value = line
        .strip_prefix(name)
        .and_then(|rest| rest.strip_prefix('='));
    value
        .map(str::trim)
        .ok_or_else(|| format!("expected `{name}=`"))
}

/// Name, sex and DNA data; the heading of the person has been read and has `depth` brackets.
fn person(reader: &mut Reader, depth: usize) -> Result<Person, String> {
    let name = value(reader, "Name")?.to_owned();
    let sex = match value(reader, "Gender")? {
        "Male" => "1",
        "Female" => "2",
        _ => "0",
    };
    let mut genotypes = Ordered::default();
    while let Some(line) = reader.peek() {
        let (level, _) = heading(line);
        if level > 0 && level <= depth {
            break;
        }
        reader.at += 1;
        if let Some(locus) = line.strip_prefix("SystemName=") {
            let (first, second) = (value(reader, "Allele1")?, value(reader, "Allele2")?);
            let genotype = Text::Written(format!("{first}/{second}"));
            genotypes.0.push((locus.trim().to_owned(), Some(genotype)));
        }
    }
    Ok((name, sex.to_owned(), genotypes))
}

/// Number of brackets and the words between; 0 for a line that is no heading.
fn heading(line: &str) -> (usize, &str) {
    let depth = line.bytes().take_while(|b| *b == b'[').count();
    (depth, line.trim_matches(['[', ']', ' ']))
}
