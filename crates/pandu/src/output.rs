//! Result files that appear only when they are complete, and what was odd on standard error.

use crate::exit::Failure;
use domain::Diagnostic;
use std::{
    collections::BTreeMap,
    fs::Permissions,
    io::{BufWriter, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

/// Of one kind in one file so many are printed: the rest says the same of other lines.
const OF_A_KIND: u32 = 100;

/// Prints what was odd; where too many are of a kind, how many more there are.
pub fn diagnose<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let mut printed: BTreeMap<(Option<&str>, &str), u32> = BTreeMap::new();
    for diagnostic in diagnostics {
        let kind = (diagnostic.place.file.as_deref(), diagnostic.code);
        let count = printed.entry(kind).or_default();
        *count += 1;
        if *count <= OF_A_KIND {
            writeln!(out, "{diagnostic}")?;
        }
    }
    for ((file, code), count) in printed.into_iter().filter(|(_, count)| *count > OF_A_KIND) {
        let more = count - OF_A_KIND;
        writeln!(
            out,
            "{}: {more} more of this kind [{code}]",
            file.unwrap_or("note")
        )?;
    }
    Ok(())
}

/// A file that is written under a name of its own and takes its final name when it is complete.
pub struct Output {
    writer: BufWriter<tempfile::NamedTempFile>,
    path: PathBuf,
}

impl Output {
    /// Opens a hidden file beside `path`; its directory is made if it is missing.
    pub fn create(path: &Path) -> Result<Self, Failure> {
        let failed = |source| Failure::Write {
            what: path.display().to_string(),
            source,
        };
        let directory = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        std::fs::create_dir_all(directory).map_err(failed)?;
        let file = tempfile::Builder::new()
            .prefix(".pandu-")
            .permissions(Permissions::from_mode(0o600))
            .tempfile_in(directory)
            .map_err(failed)?;
        Ok(Self {
            writer: BufWriter::with_capacity(1 << 18, file),
            path: path.to_owned(),
        })
    }

    /// Gives the file its final name; only then does anybody see it.
    pub fn finish(self) -> Result<(), Failure> {
        let failed = |source| Failure::Write {
            what: self.path.display().to_string(),
            source,
        };
        let file = self
            .writer
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        file.persist(&self.path)
            .map_err(|error| failed(error.error))?;
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Level, Place};

    #[test]
    fn what_is_said_a_thousand_times_is_said_a_hundred_times() {
        let odd = |code, line| {
            Diagnostic::new(Level::Warning, code, "odd").at(Place {
                file: Some("list.csv".into()),
                line: Some(line),
                ..Place::default()
            })
        };
        let mut all: Vec<Diagnostic> = (1..=1000).map(|line| odd("often", line)).collect();
        all.push(odd("once", 1001));
        let mut out = Vec::new();
        diagnose(&all, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 102);
        assert!(
            text.contains("list.csv:1001: warning: odd [once]"),
            "{text}"
        );
        assert!(
            text.ends_with("list.csv: 900 more of this kind [often]\n"),
            "{text}"
        );
    }
}
