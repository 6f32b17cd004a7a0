//! A whole file from its first row to its last: one thread reads while the database writes.

use super::imports;
use crate::{
    Counts, Import, ReportLine,
    import::{InputError, Mapping, Reading, Row, read},
};
use access::{AccessError, Context, Permit};
use domain::{Diagnostic, day_in_jakarta};
use jiff::civil::Date;
use organisations::service::companies;
use std::{collections::HashMap, io::Read};
use storage::snapshot;
use uuid::Uuid;

/// Pieces that are read ahead of the database.
const AHEAD: usize = 2;

/// What is to be taken in.
#[derive(Debug, Clone)]
pub struct Task {
    /// For which agency.
    pub agency: Uuid,
    /// SHA-256 of the file and its mapping.
    pub digest: [u8; 32],
    /// What the source's columns and values are called here.
    pub mapping: Mapping,
    /// Only see what would become of each row.
    pub rehearsal: bool,
}

/// What a run came to.
#[derive(Debug)]
pub struct Finished {
    /// The import; nothing for a rehearsal.
    pub import: Option<Import>,
    /// What became of the rows of the whole file.
    pub counts: Counts,
    /// What was odd about the file.
    pub notices: Vec<Diagnostic>,
}

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The file cannot be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// The database failed, or it may not be done.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The thread that reads ended before its time.
    #[error("the file could not be read to its end")]
    Reader,
}

/// What reading a file needs to know of the database: the register of companies by folded name, and the day.
pub(super) async fn reading_needs(
    context: &Context,
) -> Result<(HashMap<String, Uuid>, Date), AccessError> {
    let companies = snapshot!(context.db, |tx| companies::by_name(tx).await)?;
    Ok((companies, day_in_jakarta(context.db.ambient().now())))
}

/// Takes in a file; `each` hears of every piece: what became of its rows, and how many were taken so far. A file of which a
/// part was taken before goes on behind it.
///
/// # Errors
/// [`RunError`]. What was taken before stays taken.
pub async fn run(
    context: &Context,
    permit: &Permit,
    task: Task,
    source: impl Read + Send + 'static,
    mut each: impl FnMut(&[ReportLine], u64),
) -> Result<Finished, RunError> {
    let (companies, today) = reading_needs(context).await?;
    let begun = match task.rehearsal {
        true => None,
        false => Some(imports::begin(context, permit, task.agency, &task.digest).await?),
    };
    let mut counts = begun
        .as_ref()
        .map(|import| import.counts)
        .unwrap_or_default();
    let mut taken = begun.as_ref().map_or(0, |import| import.taken);
    let (send, mut pieces) = tokio::sync::mpsc::channel::<Vec<Row>>(AHEAD);
    let mapping = task.mapping;
    let reader = tokio::task::spawn_blocking(move || {
        let reading = Reading {
            mapping: &mapping,
            companies: &companies,
            today,
            skip: taken,
        };
        read(source, &reading, &mut |piece| {
            send.blocking_send(piece).is_ok()
        })
    });
    while let Some(piece) = pieces.recv().await {
        let lines = match &begun {
            Some(import) => {
                imports::take(context, permit, import.id, task.agency, taken, &piece).await?
            }
            None => imports::rehearse(context, permit, task.agency, &piece).await?,
        };
        for line in &lines {
            counts.add(line.outcome);
        }
        taken += piece.len() as u64;
        each(&lines, taken);
    }
    let notices = reader.await.map_err(|_| RunError::Reader)??;
    let import = match begun {
        Some(import) => Some(imports::finish(context, permit, import.id).await?),
        None => None,
    };
    Ok(Finished {
        import,
        counts,
        notices,
    })
}
