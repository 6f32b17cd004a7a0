//! Reading cases: JSON with single pedigrees or with a whole disaster, Familias files, tables of profiles.

mod cases;
mod convert;
mod dvi;
mod familias;
mod lists;
mod particulars;
mod problems;
mod profiles;
mod raw;

pub use cases::Case;
pub use convert::ReadOptions;
pub use problems::Problems;
pub use profiles::ProfileTable;

use crate::disaster::Disaster;
use domain::Diagnostic;
use raw::{RawCase, RawDvi, RawTable, Text};
use serde_json::Value;

/// How a file is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// As described in `docs/kinship.md`.
    #[default]
    Json,
    /// As Familias 3 saves it (`.fam`).
    Familias,
}

/// A file with pedigrees, and what is given beside it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Source<'a> {
    /// The file.
    pub bytes: &'a [u8],
    /// How it is written.
    pub format: Format,
    /// Another table of frequencies: JSON with `loci` of the same names. Mutation models stay.
    pub table: Option<&'a [u8]>,
    /// Profiles of victims; for single cases, of anybody in the pedigrees.
    pub victims: &'a [ProfileTable],
    /// Profiles of persons in the pedigrees.
    pub references: &'a [ProfileTable],
    /// Who is missing, in place of whom the file says: ids of a JSON file; names in a Familias file, where the default is
    /// `Missing person`.
    pub missing: &'a [String],
    /// The name of the pedigree that is read of each family of a Familias file, where there are several.
    pub pedigree: Option<&'a str>,
}

impl<'a> Source<'a> {
    /// A JSON file with nothing beside it.
    pub fn json(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            ..Self::default()
        }
    }

    /// Reads a disaster: `pm`, `am`, `missing` and `loci`, with remarks about what was not used. All that is wrong is
    /// reported; nothing is computed from a part of it, since who is left out changes every answer.
    pub fn disaster(&self, options: &ReadOptions) -> Result<(Disaster, Vec<Diagnostic>), Problems> {
        let mut raw: RawDvi = match self.format {
            Format::Json => shaped(self.bytes)?,
            Format::Familias => familias::disaster(
                self.bytes,
                familias::Choice {
                    missing: self.missing,
                    pedigree: self.pedigree,
                },
            )?,
        };
        if self.format == Format::Json && !self.missing.is_empty() {
            raw.missing = self.missing.iter().cloned().map(Text::Written).collect();
        }
        let (mut problems, mut remarks) = (Problems::default(), Vec::new());
        lists::add_victims(&mut raw, self.victims, &mut problems, &mut remarks);
        lists::add_references(&mut raw, self.references, &mut problems, &mut remarks);
        if let Some(table) = self.table {
            replace_frequencies(&mut raw, shaped(table)?, &mut problems);
        }
        let disaster = dvi::read(&raw, options, &mut problems);
        match disaster.filter(|_| problems.is_empty()) {
            Some(disaster) => Ok((disaster, remarks)),
            None => Err(problems),
        }
    }

    /// Reads single cases: one object with `pedigrees` and `loci` or a list of them, or the pedigrees of a Familias file. A
    /// case that cannot be used does not stop the others.
    pub fn cases(&self, options: &ReadOptions) -> Result<Cases, Problems> {
        let mut broken = Vec::new();
        let mut raw: Vec<(usize, RawCase)> = Vec::new();
        match self.format {
            Format::Familias => raw.extend(familias::cases(self.bytes)?.into_iter().enumerate()),
            Format::Json => {
                let values = match json(self.bytes)? {
                    Value::Array(values) => values,
                    value => vec![value],
                };
                for (i, value) in values.into_iter().enumerate() {
                    let name = value.get("name").and_then(Value::as_str).unwrap_or("");
                    let name = name.to_owned();
                    match serde_json::from_value(value) {
                        Ok(case) => raw.push((i, case)),
                        Err(error) => {
                            let mut problems = Problems::default();
                            let message = format!("case `{name}`: {error}");
                            problems.error("shape", format!("[{i}]"), message);
                            broken.push((i, Err(problems)));
                        }
                    }
                }
            }
        }
        let (mut problems, mut remarks) = (Problems::default(), Vec::new());
        let tables = [self.victims, self.references].concat();
        let cases = raw.iter_mut().map(|(_, case)| case);
        lists::add_to_cases(cases, &tables, &mut problems, &mut remarks);
        if !problems.is_empty() {
            return Err(problems);
        }
        let read = |(i, raw): (usize, RawCase)| (i, cases::read(raw, i + 1, options));
        let mut cases: Vec<_> = raw.into_iter().map(read).chain(broken).collect();
        cases.sort_by_key(|(i, _)| *i);
        Ok((cases.into_iter().map(|(_, case)| case).collect(), remarks))
    }
}

/// The cases of a file in order, each with what is wrong with it, and remarks about what was not used.
pub type Cases = (Vec<Result<Case, Problems>>, Vec<Diagnostic>);

fn replace_frequencies(raw: &mut RawDvi, mut table: RawTable, problems: &mut Problems) {
    for (l, locus) in raw.loci.iter_mut().enumerate() {
        match table.loci.iter_mut().find(|other| other.name == locus.name) {
            Some(other) => {
                locus.alleles = std::mem::take(&mut other.alleles);
                locus.freq = std::mem::take(&mut other.freq);
            }
            None => {
                let name = locus.name.as_deref().unwrap_or_default();
                let message = format!("locus `{name}` is not in the other table of frequencies");
                problems.error("unknown-locus", format!("loci[{l}]"), message);
            }
        }
    }
}

fn shaped<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Problems> {
    serde_json::from_slice(bytes).map_err(|error| {
        let mut problems = Problems::default();
        problems.at_line("json", error.line(), error.to_string());
        problems
    })
}

fn json(bytes: &[u8]) -> Result<Value, Problems> {
    serde_json::from_slice(bytes).map_err(|error| {
        let mut problems = Problems::default();
        problems.at_line(
            "json",
            error.line(),
            format!(
                "not JSON: column {}: expected a valid value",
                error.column()
            ),
        );
        problems
    })
}
