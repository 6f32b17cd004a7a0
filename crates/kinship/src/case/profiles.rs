//! Profiles as laboratories export them: one row a sample, one or two columns a locus.

use super::{
    convert::plain,
    problems::Problems,
    raw::{Ordered, Text},
};
use domain::{Diagnostic, Level, Place};
use rustc_hash::FxHashMap;

/// A table of profiles, every cell as text.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileTable {
    /// How messages call it.
    pub file: String,
    /// Names of the columns.
    pub header: Vec<String>,
    /// Rows with their line, counted from 1.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    pub place: Place,
    pub id: String,
    /// As written, or as amelogenin tells.
    pub sex: Option<Text>,
    pub family: Option<String>,
    pub genotypes: Ordered<Option<Text>>,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Id,
    Sex,
    Family,
    Amelogenin,
    /// Index of the locus, and which of the cells of its genotype.
    Locus(usize, usize),
    Unused,
}

impl ProfileTable {
    /// Reads the rows against the names of the loci. Columns that are no locus of the list are named in `remarks`.
    pub(super) fn profiles(
        &self,
        loci: &[String],
        problems: &mut Problems,
        remarks: &mut Vec<Diagnostic>,
    ) -> Vec<Profile> {
        let columns = self.columns(loci, problems, remarks);
        let mut profiles = Vec::new();
        let mut lines: FxHashMap<String, u64> = FxHashMap::default();
        for (line, cells) in &self.rows {
            let profile = self.profile(*line, cells, &columns, loci, problems);
            let Some(profile) = profile else { continue };
            let key = format!(
                "{}\n{}",
                profile.family.as_deref().unwrap_or(""),
                profile.id
            );
            match lines.insert(key, *line) {
                None => profiles.push(profile),
                Some(first) => problems.error_at(
                    "duplicate-id",
                    profile.place,
                    format!("the sample of line {first} is listed again"),
                ),
            }
        }
        if self.rows.is_empty() {
            let message = "expected a header and one row for each sample";
            problems.error_at("no-profiles", self.place(1, None), message);
        }
        profiles
    }

    fn place(&self, line: u64, column: Option<usize>) -> Place {
        let name = |c: usize| match self.header.get(c).map(|name| name.trim()) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => format!("column {}", c + 1),
        };
        Place {
            file: Some(self.file.clone()),
            line: Some(line),
            field: column.map(name),
            ..Place::default()
        }
    }

    fn columns(
        &self,
        loci: &[String],
        problems: &mut Problems,
        remarks: &mut Vec<Diagnostic>,
    ) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        let mut cells = vec![0; loci.len()];
        for (c, name) in self.header.iter().enumerate() {
            let place = || self.place(1, Some(c));
            let mut column = match locus(name.trim(), loci) {
                Header::Locus(l, side) => {
                    let side = side.unwrap_or(cells.get(l).copied().unwrap_or(0));
                    Column::Locus(l, side)
                }
                Header::Alike(l) => {
                    let known = loci.get(l).map_or("", String::as_str);
                    let message =
                        format!("this locus is not in the list of loci; is it `{known}`?");
                    problems.error_at("unknown-locus", place(), message);
                    Column::Unused
                }
                Header::Other => other_column(name, &columns),
            };
            // A header over two columns leaves the second one empty.
            if name.trim().is_empty()
                && let Some(Column::Locus(l, 0)) = columns.last()
            {
                column = Column::Locus(*l, 1);
            }
            if let Column::Locus(l, side) = &column {
                if *side > 1 || columns.contains(&column) {
                    let message = "more than two columns for one locus";
                    problems.error_at("duplicate-locus", place(), message);
                    column = Column::Unused;
                } else if let Some(count) = cells.get_mut(*l) {
                    *count += 1;
                }
            } else if column == Column::Unused && !name.trim().is_empty() {
                let message = "this column is no locus of the list and is not used";
                let remark = Diagnostic::new(Level::Warning, "unused-column", message);
                remarks.push(remark.at(place()));
            }
            columns.push(column);
        }
        if !columns.contains(&Column::Id)
            && let Some(first) = columns.first_mut()
            && *first == Column::Unused
        {
            *first = Column::Id;
            remarks.retain(|remark| remark.place != self.place(1, Some(0)));
        }
        if !columns.contains(&Column::Id) {
            let message = "expected a column `sample` with the ids of the samples";
            problems.error_at("no-id", self.place(1, None), message);
        }
        columns
    }

    fn profile(
        &self,
        line: u64,
        cells: &[String],
        columns: &[Column],
        loci: &[String],
        problems: &mut Problems,
    ) -> Option<Profile> {
        let cell = |c: usize| cells.get(c).map_or("", |text| text.trim());
        let find = |column: &Column| columns.iter().position(|other| other == column);
        if (columns.len()..cells.len()).any(|c| !cell(c).is_empty()) {
            let message = format!("expected at most {} cells", columns.len());
            problems.error_at("long-line", self.place(line, None), message);
            return None;
        }
        let id_column = find(&Column::Id)?;
        let id = cell(id_column).to_owned();
        if id.is_empty() {
            let place = self.place(line, Some(id_column));
            problems.error_at("no-id", place, "a sample without an id");
            return None;
        }
        let written = |c: usize, text: String| Text::Cell {
            text,
            place: Box::new(self.place(line, Some(c))),
        };
        let sex = find(&Column::Sex)
            .filter(|c| !cell(*c).is_empty())
            .map(|c| written(c, cell(c).to_owned()));
        let amelogenin = || {
            let c = find(&Column::Amelogenin)?;
            let letters: String = cell(c).chars().filter(|c| c.is_alphabetic()).collect();
            let sex = match letters.to_uppercase().as_str() {
                "XY" | "YX" => "1",
                "XX" | "X" => "2",
                _ => return None,
            };
            Some(written(c, sex.to_owned()))
        };
        let mut genotypes = Ordered::default();
        for (l, locus) in loci.iter().enumerate() {
            let Some(first) = find(&Column::Locus(l, 0)).or(find(&Column::Locus(l, 1))) else {
                continue;
            };
            let second = find(&Column::Locus(l, 1)).filter(|c| *c != first);
            let text = match second {
                Some(second) => two_cells(cell(first), cell(second)),
                None => one_cell(cell(first)),
            };
            genotypes
                .0
                .push((locus.clone(), text.map(|text| written(first, text))));
        }
        Some(Profile {
            place: self.place(line, Some(id_column)),
            id,
            sex: sex.or_else(amelogenin),
            family: find(&Column::Family)
                .map(|c| cell(c).to_owned())
                .filter(|family| !family.is_empty()),
            genotypes,
        })
    }
}

enum Header {
    /// A locus; which of its two cells, if the name says so.
    Locus(usize, Option<usize>),
    /// The name of a locus, written differently.
    Alike(usize),
    Other,
}

/// `TH01`, `TH01_1`, `TH01 (2)`, `TH01 Allele 1` and the like.
fn locus(header: &str, loci: &[String]) -> Header {
    if let Some(l) = loci.iter().position(|name| name == header) {
        return Header::Locus(l, None);
    }
    let side = |rest: &str| match plain(rest).as_str() {
        "1" | "a" | "a1" | "allele1" | "allel1" | "alel1" => Some(0),
        "2" | "b" | "a2" | "allele2" | "allel2" | "alel2" => Some(1),
        _ => None,
    };
    // A digit alone could belong to the name: something must stand before it.
    let apart = |rest: &&str| !rest.starts_with(|c: char| c.is_ascii_digit());
    for (l, name) in loci.iter().enumerate() {
        if let Some(side) = header.strip_prefix(name).filter(apart).and_then(side) {
            return Header::Locus(l, Some(side));
        }
    }
    let alike = |name: &String| {
        let (name, header) = (plain(name), plain(header));
        header == name
            || header
                .strip_prefix(&name)
                .filter(apart)
                .and_then(side)
                .is_some()
    };
    loci.iter()
        .position(alike)
        .map_or(Header::Other, Header::Alike)
}

fn other_column(name: &str, before: &[Column]) -> Column {
    let column = match plain(name).as_str() {
        "sample" | "sampleid" | "samplename" | "sampel" | "idsampel" | "kodesampel" | "id"
        | "person" | "profile" | "profil" => Column::Id,
        "sex" | "gender" | "jk" | "jeniskelamin" | "kelamin" => Column::Sex,
        "family" | "familyid" | "keluarga" => Column::Family,
        "amel" | "amelogenin" => Column::Amelogenin,
        _ => Column::Unused,
    };
    if before.contains(&column) {
        Column::Unused
    } else {
        column
    }
}

/// `12/13` in one cell, also with another separator. A comma is a decimal comma, as in `9,3`.
fn one_cell(text: &str) -> Option<String> {
    let parts: Vec<String> = text
        .split(['/', ';', '|', ' '])
        .filter(|part| !part.is_empty())
        .map(allele)
        .collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// One allele a cell. An empty one beside a known one is left out: only a man at an X-linked locus has a single allele, and
/// elsewhere it must be said whether the other is the same or not known.
fn two_cells(first: &str, second: &str) -> Option<String> {
    match (first, second) {
        ("", "") => None,
        (one, "") | ("", one) => Some(allele(one)),
        (one, two) => Some(format!("{}/{}", allele(one), allele(two))),
    }
}

/// `9,3` as `9.3`, and `12.0`, as spreadsheets write it, as `12`.
fn allele(text: &str) -> String {
    let text = text.trim().replace(',', ".");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
