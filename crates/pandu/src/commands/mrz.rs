//! `pandu mrz`: machine-readable zones on standard input, each read into one document.

use crate::exit::{FailOn, Failure, Outcome};
use clap::{Args, ValueEnum};
use jiff::{Zoned, civil::Date};
use manifest::mrz::{Mrz, Zones};
use std::io::{self, BufWriter, Read, Write};

/// Read machine-readable zones of passports, visas and cards from standard input
///
/// Lines of one or several documents, one after another, as scanners and text recognition deliver them.
#[derive(Args)]
pub struct Mrzs {
    /// How the documents are printed: a table for people, or one JSON object a line
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The day that settles the century of two-digit years (today if not given)
    #[arg(long, value_name = "YYYY-MM-DD")]
    reference_date: Option<Date>,
    #[command(flatten)]
    fail_on: FailOn,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    #[default]
    Table,
    Jsonl,
}

/// Runs the command.
pub fn run(arguments: Mrzs) -> Result<Outcome, Failure> {
    let mut input = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut input)
        .map_err(|error| Failure::Input(format!("standard input: cannot be read: {error}")))?;
    #[expect(clippy::disallowed_methods, reason = "the roof reads the clock once")]
    let today = || Zoned::now().date();
    let zones = manifest::mrz::read(&input, arguments.reference_date.unwrap_or_else(today));

    let mut out = BufWriter::new(io::stdout().lock());
    let printed = match arguments.format {
        Format::Table => table(&zones, &mut out),
        Format::Jsonl => jsonl(&zones, &mut out),
    };
    printed
        .and_then(|()| out.flush())
        .map_err(Failure::stdout)?;
    for diagnostic in &zones.diagnostics {
        eprintln!("{diagnostic}");
    }
    if zones.documents.is_empty() {
        return Err(Failure::Input(
            "standard input: no machine-readable zone, expected 3 lines of 30 characters, 2 of 36 or 2 of 44".into(),
        ));
    }
    Ok(arguments.fail_on.judge(zones.all_diagnostics()))
}

fn jsonl(zones: &Zones, out: &mut impl Write) -> io::Result<()> {
    for document in &zones.documents {
        serde_json::to_writer(&mut *out, document)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn table(zones: &Zones, out: &mut impl Write) -> io::Result<()> {
    for (at, document) in zones.documents.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        for (label, value) in rows(document) {
            writeln!(out, "{label:<30}{value}")?;
        }
        for diagnostic in &document.diagnostics {
            writeln!(out, "  {diagnostic}")?;
        }
    }
    Ok(())
}

fn rows(document: &Mrz) -> Vec<(&'static str, String)> {
    fn or_dash<T: ToString>(value: Option<T>) -> String {
        value.map_or_else(|| "-".to_owned(), |value| value.to_string())
    }
    let failed = document.check_digits.failed();
    vec![
        (
            "Dokumen / Document",
            format!("{} {}", document.format.word(), document.document_code),
        ),
        (
            "Penerbit / Issuer",
            state(document.issuer, &document.issuer_raw),
        ),
        ("Nomor / Number", or_dash(document.document_number.as_ref())),
        ("Nama / Surname", or_dash(document.name.surname.as_ref())),
        (
            "Nama depan / Given names",
            or_dash(document.name.given_names.as_ref()),
        ),
        (
            "Kelamin / Sex",
            or_dash(document.sex.map(domain::Sex::letter)),
        ),
        ("Tanggal lahir / Birth date", or_dash(document.birth_date)),
        (
            "Kewarganegaraan / Nationality",
            state(document.nationality, &document.nationality_raw),
        ),
        ("Berlaku s.d. / Expires", or_dash(document.expires)),
        (
            "Data lain / Optional data",
            or_dash(
                (!document.optional_data.is_empty()).then(|| document.optional_data.join(", ")),
            ),
        ),
        (
            "Angka periksa / Check digits",
            if failed.is_empty() {
                "cocok / fit".to_owned()
            } else {
                format!("TIDAK COCOK / DO NOT FIT: {}", failed.join(", "))
            },
        ),
    ]
}

fn state(country: Option<domain::Country>, raw: &str) -> String {
    country.map_or_else(|| raw.to_owned(), |country| country.to_string())
}
