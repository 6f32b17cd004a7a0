//! Files of Familias 3 (`.fam`) with a DVI section: the database of loci, unidentified persons, reference families.
//!
//! The database stands at fixed distances after the pedigrees, the DVI section has headings in brackets, one more bracket
//! a level. Persons named in relations but not listed, usually `Missing person`, are added.

use super::{
    convert::ReadOptions,
    dvi,
    problems::Problems,
    raw::{
        Ordered, RawDvi, RawFamily, RawLocus, RawMember, RawModel, RawMutation, RawPedigree,
        RawVictim, Text,
    },
};
use crate::disaster::Disaster;

/// Reads a `.fam` file. The missing person of each family is the one named `Missing person`; in the result it is
/// `Missing person` and the name of the family, as ids must differ.
pub fn read_familias(bytes: &[u8], options: &ReadOptions) -> Result<Disaster, Problems> {
    // Familias writes Windows-1252; every byte of it that matters here is ASCII.
    let text: String = bytes.iter().map(|b| char::from(*b)).collect();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut reader = Reader {
        lines: &lines,
        at: 0,
    };
    let raw = reader.file().map_err(|message| {
        let mut problems = Problems::default();
        problems.at_line("familias", reader.at + 1, message);
        problems
    })?;
    dvi::read(&raw, options)
}

struct Reader<'a> {
    lines: &'a [&'a str],
    at: usize,
}

/// Name, sex and genotypes of a person of the DVI section.
type Person = (String, String, Ordered<Option<Text>>);

impl<'a> Reader<'a> {
    fn file(&mut self) -> Result<RawDvi, String> {
        let loci = self.database()?;
        let dvi = self.lines.iter().position(|line| *line == "[DVI]");
        self.at =
            dvi.ok_or("the file has no section `[DVI]`: export the disaster, not a single case")?;
        let mut raw = RawDvi {
            dataset: Some("Familias".into()),
            missing: Vec::new(),
            loci,
            pm: Ordered::default(),
            am: Ordered::default(),
        };
        let mut families = false;
        while let Some(line) = self.next() {
            let (depth, heading) = heading(line);
            match (depth, heading) {
                (2, heading) => families = heading.starts_with("Reference"),
                (1, heading) if heading != "DVI" => break,
                (3, heading) if heading.starts_with("Person") && !families => {
                    let (name, sex, genotypes) = self.person(3)?;
                    let victim = RawVictim {
                        id: None,
                        sex: Some(Text::Written(sex)),
                        genotypes,
                        particulars: None,
                    };
                    raw.pm.0.push((name, victim));
                }
                (3, _) if families => self.family(&mut raw)?,
                _ => {}
            }
        }
        Ok(raw)
    }

    fn next(&mut self) -> Option<&'a str> {
        let line = self.lines.get(self.at).copied();
        self.at += 1;
        line
    }

    /// The value of the next line, which must be `name= value`.
    fn value(&mut self, name: &str) -> Result<&'a str, String> {
        let line = self.next().unwrap_or_default();
        let value = line
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('='));
        value
            .map(str::trim)
            .ok_or_else(|| format!("expected `{name}=`"))
    }

    /// Name, sex and DNA data; the heading of the person has been read and has `depth` brackets.
    fn person(&mut self, depth: usize) -> Result<Person, String> {
        let name = self.value("Name")?.to_owned();
        let sex = match self.value("Gender")? {
            "Male" => "1",
            "Female" => "2",
            _ => "0",
        };
        let mut genotypes = Ordered::default();
        while let Some(line) = self.lines.get(self.at).copied() {
            let (level, _) = heading(line);
            if level > 0 && level <= depth {
                break;
            }
            self.at += 1;
            if let Some(locus) = line.strip_prefix("SystemName=") {
                let (first, second) = (self.value("Allele1")?, self.value("Allele2")?);
                let genotype = Text::Written(format!("{first}/{second}"));
                genotypes.0.push((locus.trim().to_owned(), Some(genotype)));
            }
        }
        Ok((name, sex.to_owned(), genotypes))
    }

    /// A reference family with its last pedigree; the first one is Familias' copy without the missing person's claim.
    fn family(&mut self, raw: &mut RawDvi) -> Result<(), String> {
        let family = self.value("Name")?.to_owned();
        let mut persons: Vec<Person> = Vec::new();
        let mut relations: Vec<(String, String)> = Vec::new();
        while let Some(line) = self.lines.get(self.at).copied() {
            let (depth, title) = heading(line);
            if depth > 0 && depth <= 3 {
                break;
            }
            self.at += 1;
            if depth == 5 && title.starts_with("Person") {
                persons.push(self.person(5)?);
            } else if depth == 5 && title.starts_with("Pedigree") {
                relations.clear();
            } else if let Some(parent) = line.strip_prefix("Parent=") {
                relations.push((parent.trim().to_owned(), self.value("Child")?.to_owned()));
            }
        }
        for (parent, child) in &relations {
            for id in [parent, child] {
                if persons.iter().all(|p| p.0 != *id) {
                    persons.push((id.clone(), "0".into(), Ordered::default()));
                }
            }
        }
        let unique = |id: &str| {
            if id == MISSING {
                format!("{MISSING} {family}")
            } else {
                id.to_owned()
            }
        };
        let parent = |child: &str, wanted: &str| {
            let mut parents = relations.iter().filter(|r| r.1 == child).map(|r| &r.0);
            let sex = |id: &str| {
                persons
                    .iter()
                    .find(|p| p.0 == id)
                    .map_or("0", |p| p.1.as_str())
            };
            parents
                .find(|id| sex(id) == wanted)
                .map(|id| Text::Written(unique(id)))
        };
        let written = |text: &str| Text::Written(text.to_owned());
        let member = |person: &Person| RawMember {
            id: Text::Written(unique(&person.0)),
            fid: parent(&person.0, "1"),
            mid: parent(&person.0, "2"),
            sex: Some(written(&person.1)),
        };
        let members = persons.iter().map(member).collect();
        let pedigree = RawPedigree {
            members,
            founder_inbreeding: None,
            twins: Vec::new(),
        };
        if persons.iter().any(|p| p.0 == MISSING) {
            raw.missing.push(Text::Written(unique(MISSING)));
        }
        let typed = persons
            .into_iter()
            .filter(|p| !p.2.0.is_empty())
            .map(|p| (unique(&p.0), p.2));
        let typed = Ordered(typed.collect());
        raw.am.0.push((
            family.clone(),
            RawFamily {
                pedigree,
                typed,
                particulars: Ordered::default(),
            },
        ));
        Ok(())
    }

    /// The loci: after the line that tells theta, their number, perhaps a name, then 13 lines and the alleles each.
    fn database(&mut self) -> Result<Vec<RawLocus>, String> {
        let start = self
            .lines
            .iter()
            .position(|line| line.contains("Theta/Kinship/Fst"));
        self.at = start.ok_or("the file has no database of loci")? + 1;
        let count: usize = self.number("the number of loci")?;
        if self.next() == Some("#TRUE#") {
            self.at += 1;
        }
        (0..count).map(|_| self.locus()).collect()
    }

    fn number<T: std::str::FromStr>(&mut self, what: &str) -> Result<T, String> {
        let line = self.next().unwrap_or_default();
        let word = line.split('\t').next().unwrap_or_default().trim();
        word.parse().map_err(|_| format!("expected {what}"))
    }

    fn locus(&mut self) -> Result<RawLocus, String> {
        let name = self.next().unwrap_or_default().trim_matches('"').to_owned();
        let mut rates = [0.0; 2];
        let mut models = [0usize; 2];
        let (mut ranges, mut others) = ([0.0; 2], [0.0; 2]);
        for rate in &mut rates {
            *rate = self.number("a mutation rate")?;
        }
        for model in &mut models {
            *model = self.number("a code of a mutation model")?;
        }
        self.at += 1;
        for range in &mut ranges {
            *range = self.number("a mutation range")?;
        }
        for other in &mut others {
            *other = self.number("a second mutation rate")?;
        }
        if self.next() == Some("#TRUE#") {
            return Err(format!(
                "locus `{name}` has a silent allele, which is not supported"
            ));
        }
        self.at += 1;
        let count: usize = self.number("the number of alleles")?;
        let (mut alleles, mut freq) = (Vec::new(), Vec::new());
        for _ in 0..count {
            alleles.push(Text::Written(
                self.next().unwrap_or_default().trim_matches('"').to_owned(),
            ));
            freq.push(self.number("a frequency")?);
        }
        let model = |code: usize, rate: f64, rate2: f64, range: f64| -> Result<RawModel, String> {
            let model = match code {
                0 => "equal",
                1 => "proportional",
                2 | 4 => "stepwise",
                _ => {
                    return Err(format!(
                        "locus `{name}`: the stationary stepwise model is not supported"
                    ));
                }
            };
            Ok(RawModel {
                model: Some(model.into()),
                rate: Some(rate),
                rate2: Some(rate2),
                range: Some(range),
                matrix: None,
            })
        };
        let ([female, male], [f2, m2], [fr, mr]) = (rates, others, ranges);
        let mutation = RawMutation {
            female: Some(model(models[0], female, f2, fr)?),
            male: Some(model(models[1], male, m2, mr)?),
        };
        let none = female == 0.0 && male == 0.0 && f2 == 0.0 && m2 == 0.0;
        Ok(RawLocus {
            name: Some(name),
            alleles,
            freq,
            x_linked: None,
            mutation: (!none).then_some(mutation),
            genotypes: None,
        })
    }
}

const MISSING: &str = "Missing person";

/// Number of brackets and the words between; 0 for a line that is no heading.
fn heading(line: &str) -> (usize, &str) {
    let depth = line.bytes().take_while(|b| *b == b'[').count();
    (depth, line.trim_matches(['[', ']', ' ']))
}
