//! A file that came by a page: looked at first, then kept, and taken in by the worker.

use super::{imports, run::reading_needs};
use crate::{
    Details, Import, Journey, Outcome, ReportLine, Uploads,
    import::{InputError, Mapping, Reading, Row, read},
    store::{import as store, upload},
};
use access::{AccessError, Action, Context, Fault, Permit};
use axum::body::Bytes;
use domain::Diagnostic;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use storage::{StorageError, files::Content, transaction};
use uuid::Uuid;

/// A file may have so many bytes; larger ones come in parts, or at the command line.
pub const LARGEST: u64 = 32 << 20;
/// A mapping may have so many bytes: it names columns and values, no rows.
pub const LARGEST_MAPPING: usize = 64 << 10;
/// So many rows with faults are shown before a file is taken in.
const MOST_ODD: usize = 50;

/// What a file says, before any of it is taken in.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Rows in it.
    pub rows: u64,
    /// Rows that will be left out.
    pub refused: u64,
    /// Rows that will be taken in without some of their fields.
    pub incomplete: u64,
    /// The first rows with faults.
    pub odd: Vec<ReportLine>,
    /// The first row that will be taken in, as it was understood.
    pub sample: Option<Sample>,
    /// What was odd about the file as a whole.
    pub notices: Vec<Diagnostic>,
}

/// A row as it was understood: whoever knows the file sees whether its columns were.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Its line, counted from 1.
    pub line: u64,
    /// Its key.
    pub key: String,
    /// Whom it is about, as written.
    pub person: people::Draft,
    /// What it says about the placement.
    pub details: Details,
    /// Where it says that the placement stands.
    pub journey: Option<Journey>,
}

/// Reads a mapping as it was uploaded.
///
/// # Errors
/// What is wrong with it, in English, as whoever wrote it understands it.
pub fn mapping(bytes: &[u8]) -> Result<(Mapping, String), String> {
    if bytes.len() > LARGEST_MAPPING {
        return Err(format!("expected at most {LARGEST_MAPPING} bytes"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "expected TOML in UTF-8".to_owned())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mapping = Mapping::parse(text).map_err(|error| error.to_string())?;
    Ok((mapping, text.to_owned()))
}

/// Reads a file from its first row to its last without taking it in.
///
/// # Errors
/// A fault of `file` that says why it cannot be read; if the permit is for something else, or the database failed.
pub async fn look(
    context: &Context,
    permit: &Permit,
    bytes: Bytes,
    mapping: Mapping,
) -> Result<Look, AccessError> {
    super::reach(permit, Action::ImportPlacements)?;
    let (companies, today) = reading_needs(context).await?;
    let read = tokio::task::spawn_blocking(move || {
        let reading = Reading {
            mapping: &mapping,
            companies: &companies,
            today,
            skip: 0,
        };
        let mut look = Look::default();
        let notices = read(bytes.as_ref(), &reading, &mut |piece| {
            piece.into_iter().for_each(|row| look.add(row, today));
            true
        })?;
        look.notices = notices;
        Ok(look)
    });
    match read.await {
        Ok(Ok(look)) => Ok(look),
        Ok(Err(error)) => Err(AccessError::Invalid(fault(&error))),
        Err(_) => Err(AccessError::invalid("file", "upload-unreadable")),
    }
}

/// Why a file cannot be read, as a fault of the form.
fn fault(error: &InputError) -> Fault {
    let message = match error {
        InputError::Empty => "upload-empty",
        InputError::NoName => "upload-no-name",
        InputError::NoKey => "upload-no-key",
        InputError::Unknown => "upload-unknown",
        InputError::TooLarge | InputError::Read(_) => "upload-unreadable",
    };
    Fault {
        field: "file",
        message,
    }
}

impl Look {
    fn add(&mut self, row: Row, today: Date) {
        self.rows += 1;
        let mut faults = row.faults;
        let (outcome, before) = match row.refused {
            Some(fault) => {
                self.refused += 1;
                (Outcome::Refused, Some(fault))
            }
            None => {
                faults.extend(row.person.read(today).1);
                self.incomplete += u64::from(!faults.is_empty());
                (Outcome::Accepted, None)
            }
        };
        if before.is_none() && self.sample.is_none() {
            self.sample = Some(Sample {
                line: row.line,
                key: row.key.clone(),
                person: row.person,
                details: row.details,
                journey: row.journey,
            });
        }
        if let Some(fault) = before {
            faults = vec![fault];
        }
        if !faults.is_empty() && self.odd.len() < MOST_ODD {
            self.odd
                .push(ReportLine::new(row.line, &row.key, outcome, &faults));
        }
    }
}

/// Keeps the bytes of a file that was looked at, until somebody says that it shall be taken in.
///
/// # Errors
/// If the permit is for something else, or they cannot be kept.
pub async fn put_by(
    uploads: &Uploads,
    permit: &Permit,
    bytes: &Bytes,
) -> Result<Content, AccessError> {
    super::reach(permit, Action::ImportPlacements)?;
    Ok(uploads.files().put(bytes.as_ref(), LARGEST).await?)
}

/// Begins the import of a file that was put by; the worker takes it in. `rows` is how many it has.
///
/// # Errors
/// [`AccessError::NotFound`] if no such file was put by; if the permit is for something else or does not reach the agency.
pub async fn begin(
    context: &Context,
    uploads: &Uploads,
    permit: &Permit,
    agency: Uuid,
    content: &Content,
    mapping: &str,
    rows: u64,
) -> Result<Import, AccessError> {
    let bytes = match uploads.files().get(content).await {
        Ok(bytes) => bytes,
        Err(StorageError::File(_)) => return Err(AccessError::NotFound),
        Err(error) => return Err(error.into()),
    };
    // As the command makes it, so that a file whose import was stopped there goes on here.
    let digest: [u8; 32] = Sha256::new()
        .chain_update(&bytes)
        .chain_update(mapping)
        .finalize()
        .into();
    let begun = transaction!(context.db, |tx| {
        let import = imports::begin_in(context, tx, permit, agency, &digest).await?;
        let file = storage::files::record(tx, content, "application/octet-stream").await?;
        upload::insert(tx, import.id, file, mapping).await?;
        store::set_total(tx, import.id, rows).await?;
        Ok::<_, AccessError>(import)
    })?;
    uploads.wake();
    Ok(begun)
}
