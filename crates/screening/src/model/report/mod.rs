//! The report in its forms: a page for officers, CSV and JSON lines for other programs, a table for the terminal.

mod csv;
mod html;
mod table;
mod words;

pub use csv::csv;
pub use html::html;
pub use table::table;
pub use words::route;

use crate::model::Screening;
use domain::Language;
use std::io::{self, Write};
use std::path::Path;

/// The form of a report file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One self-contained page in both languages.
    Html,
    /// One row a traveller.
    Csv,
    /// One [`crate::model::Assessment`] a line, as JSON.
    Jsonl,
}

impl Format {
    /// By the ending of a file's name: `.html`, `.csv`, `.jsonl`.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "html" | "htm" => Some(Self::Html),
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            _ => None,
        }
    }
}

/// Writes the report in a form. `language` is the one that a page shows first and that a CSV is worded in.
///
/// # Errors
/// What the writer reports.
pub fn write(
    screening: &Screening,
    format: Format,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    match format {
        Format::Html => out.write_all(html(screening, language).as_bytes()),
        Format::Csv => csv(screening, language, out),
        Format::Jsonl => jsonl(screening, out),
    }
}

/// One assessment a line, the most urgent first; the fields are those of [`crate::model::Assessment`].
///
/// # Errors
/// What the writer reports.
pub fn jsonl(screening: &Screening, out: &mut impl Write) -> io::Result<()> {
    for assessment in &screening.assessments {
        serde_json::to_writer(&mut *out, assessment)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
