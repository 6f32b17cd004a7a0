//! Options that say how a file is read, shared by all questions.

use crate::exit::Failure;
use clap::Args;
use domain::Diagnostic;
use kinship::{Format, Problems, ProfileTable, ReadOptions};
use std::path::{Path, PathBuf};
use tabular::sheet::{Row, sheet_of_text, sheets_of_workbook};

/// The file and how its tables are read.
#[derive(Args)]
pub struct Input {
    /// JSON file with pedigrees, loci and genotypes, or a Familias file `.fam`
    pub file: PathBuf,
    /// Raise allele frequencies below this to it, and let alleles enter with it that the table lacks
    #[arg(long, value_name = "P")]
    minimum_frequency: Option<f64>,
    /// Add a rest allele to tables that sum to less than 1
    #[arg(long)]
    rest_allele: bool,
}

impl Input {
    /// The bytes of the file.
    pub fn bytes(&self) -> Result<Vec<u8>, Failure> {
        std::fs::read(&self.file).map_err(|error| Failure::unreadable(&self.file, &error))
    }

    /// How the file is written, by its name.
    pub fn format(&self) -> Format {
        if self.file.extension().is_some_and(|e| e == "fam") {
            Format::Familias
        } else {
            Format::Json
        }
    }

    /// What to do about alleles that a table lacks.
    pub fn options(&self) -> Result<ReadOptions, Failure> {
        if self
            .minimum_frequency
            .is_some_and(|p| !(p > 0.0 && p < 0.5))
        {
            return Err(Failure::Usage(
                "`--minimum-frequency` must lie between 0 and 0.5".into(),
            ));
        }
        Ok(ReadOptions {
            minimum_frequency: self.minimum_frequency,
            rest_allele: self.rest_allele,
        })
    }
}

/// Lists of profiles (CSV or a workbook), the first row naming the columns.
pub fn profiles(paths: &[PathBuf]) -> Result<Vec<ProfileTable>, Failure> {
    paths.iter().map(|path| profile_table(path)).collect()
}

fn profile_table(path: &Path) -> Result<ProfileTable, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::unreadable(path, &error))?;
    // Workbooks of spreadsheets are ZIP archives.
    let sheet = if bytes.starts_with(b"PK") {
        let sheets = sheets_of_workbook(&bytes)
            .map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?;
        sheets.into_iter().next().unwrap_or_default()
    } else {
        sheet_of_text(bytes.as_slice()).map_err(|error| Failure::unreadable(path, &error))?
    };
    let texts = |row: &Row| row.cells.iter().map(|c| c.text().into_owned()).collect();
    let mut rows = sheet.rows.iter();
    Ok(ProfileTable {
        file: path.display().to_string(),
        header: rows.next().map(texts).unwrap_or_default(),
        rows: rows.map(|row| (row.line, texts(row))).collect(),
    })
}

/// The diagnostics with the file that they belong to.
pub fn name_file(problems: Problems, file: &Path) -> Vec<Diagnostic> {
    let name = file.display().to_string();
    let mut diagnostics = problems.into_diagnostics();
    for diagnostic in &mut diagnostics {
        diagnostic.place.file.get_or_insert_with(|| name.clone());
    }
    diagnostics
}

/// A file of which nothing can be used: all that is wrong with it, then the failure itself.
pub fn unusable(problems: Problems, file: &Path) -> Failure {
    for diagnostic in name_file(problems, file) {
        eprintln!("{diagnostic}");
    }
    Failure::Input(format!(
        "{}: nothing was computed, see above",
        file.display()
    ))
}
