//! Files of Familias 3 (`.fam`): the database of loci, single cases, and the section of a disaster.
//!
//! Single cases and the database stand at fixed distances, the section `[DVI]` has headings in brackets, one more bracket
//! a level.

mod database;
mod disaster;
mod pedigrees;

use super::{
    problems::Problems,
    raw::{RawCase, RawDvi},
};

/// Which parts of a disaster are read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Choice<'a> {
    /// Names of missing persons, `Missing person` if there are none.
    pub missing: &'a [String],
    /// The pedigree of each family, where there are several besides the reference pedigree.
    pub pedigree: Option<&'a str>,
}

/// Reads the disaster in a file.
pub(super) fn disaster(bytes: &[u8], choice: Choice) -> Result<RawDvi, Problems> {
    with_reader(bytes, |reader| disaster::read(reader, choice))
}

/// Reads the pedigrees of a single case, each as a case of its own.
pub(super) fn cases(bytes: &[u8]) -> Result<Vec<RawCase>, Problems> {
    with_reader(bytes, pedigrees::read)
}

fn with_reader<T>(
    bytes: &[u8],
    read: impl FnOnce(&mut Reader) -> Result<T, String>,
) -> Result<T, Problems> {
    // Familias writes Windows-1252; every byte of it that matters here is ASCII.
    let text: String = bytes.iter().map(|b| char::from(*b)).collect();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut reader = Reader {
        lines: &lines,
        at: 0,
    };
    read(&mut reader).map_err(|message| {
        let mut problems = Problems::default();
        problems.at_line("familias", reader.at.max(1), message);
        problems
    })
}

/// The lines, and which is next.
struct Reader<'a> {
    lines: &'a [&'a str],
    at: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let line = self.peek();
        self.at += 1;
        line
    }

    fn peek(&self) -> Option<&'a str> {
        self.lines.get(self.at).copied()
    }

    /// The next line without quotation marks.
    fn text(&mut self) -> &'a str {
        self.next().unwrap_or_default().trim_matches('"')
    }

    /// The number that the next line begins with.
    fn number<T: std::str::FromStr>(&mut self, what: &str) -> Result<T, String> {
        let line = self.next().unwrap_or_default();
        let word = line.split(['\t', ' ', '(']).next().unwrap_or_default();
        word.parse().map_err(|_| format!("expected {what}"))
    }

    /// A number of things that follow, each on at least one line.
    fn count(&mut self, what: &str) -> Result<usize, String> {
        let count: usize = self.number(what)?;
        if count > self.lines.len() {
            return Err(format!("{what} is larger than the file"));
        }
        Ok(count)
    }

    /// Whether the next line begins with `#TRUE#`, which may stand in quotation marks or not.
    fn flag(&mut self) -> bool {
        self.next().is_some_and(|line| line.starts_with("#TRUE#"))
    }
}
