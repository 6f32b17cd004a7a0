//! The index as files: written when the server ends, opened when it starts again; what happened between is told by the journal.

use super::{Kind, Lookup, Place, Shelf};
use crate::model::Finder;
use access::Context;
use journal::Cursor;
use linkage::index::{Index, SnapshotError};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, fs, io, path::Path};
use storage::snapshot;
use uuid::Uuid;

/// Which files belong together, up to where in the journal they tell, and of which journal.
#[derive(Debug, Serialize, Deserialize)]
struct Contents {
    journal: String,
    cursor: u64,
    shelves: Vec<(Kind, Uuid)>,
}

const CONTENTS: &str = "contents.json";

/// What can be wrong with a snapshot; it is then built anew.
#[derive(Debug, thiserror::Error)]
enum Problem {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Shelf(#[from] SnapshotError),
    #[error("the list of contents cannot be read")]
    Contents(#[from] serde_json::Error),
    #[error("it is of another journal, or of a later state of this one")]
    Foreign,
}

fn file(folder: &Path, (kind, agency): Place) -> std::path::PathBuf {
    let kind = match kind {
        Kind::Registry => "registry",
        Kind::Earlier => "earlier",
        Kind::Protect => "protect",
        Kind::Accuse => "accuse",
    };
    folder.join(format!("{kind}-{}.index", agency.simple()))
}

/// Opens the snapshot, if there is one that fits this database, and gives the place in the journal to go on from.
pub(super) async fn open(context: &Context, lookup: &Lookup, folder: &Path) -> Option<Cursor> {
    let keys = context.journal.keys();
    let head = snapshot!(context.db, |tx| journal::latest_checkpoint(tx, keys).await);
    let size = head.ok()?.map_or(0, |head| head.size);
    let journal = keys.verifying().to_owned();
    let folder = folder.to_owned();
    let opened = tokio::task::spawn_blocking(move || read(&folder, &journal, size));
    match opened.await.ok()? {
        Ok(Some((shelves, cursor))) => {
            lookup.replace(shelves);
            Some(Cursor(cursor))
        }
        Ok(None) => None,
        Err(problem) => {
            tracing::warn!(%problem, "the snapshot of the index cannot be used: it is built anew");
            None
        }
    }
}

/// Shelves, and up to where in the journal they tell.
type Told = (HashMap<Place, Shelf>, u64);

fn read(folder: &Path, journal: &str, size: u64) -> Result<Option<Told>, Problem> {
    let text = match fs::read(folder.join(CONTENTS)) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let contents: Contents = serde_json::from_slice(&text)?;
    if contents.journal != journal || contents.cursor > size {
        return Err(Problem::Foreign);
    }
    let mut shelves = HashMap::new();
    for place in contents.shelves {
        let index = Index::open(fs::File::open(file(folder, place))?, Finder::get().schema())?;
        shelves.insert(place, Shelf::from(index));
    }
    Ok(Some((shelves, contents.cursor)))
}

/// Writes the snapshot. The list of contents is taken away first and written last: half a snapshot is none.
pub(super) async fn write(context: &Context, lookup: &Lookup, folder: &Path, cursor: Cursor) {
    let journal = context.journal.keys().verifying().to_owned();
    let (lookup, folder) = (lookup.clone(), folder.to_owned());
    let written =
        tokio::task::spawn_blocking(move || write_all(&lookup, &folder, journal, cursor.0));
    if let Ok(Err(problem)) = written.await {
        tracing::warn!(%problem, "the snapshot of the index cannot be written");
    }
}

fn write_all(lookup: &Lookup, folder: &Path, journal: String, cursor: u64) -> Result<(), Problem> {
    fs::create_dir_all(folder)?;
    for old in fs::read_dir(folder)? {
        fs::remove_file(old?.path())?;
    }
    let shelves = lookup.read();
    for (place, shelf) in &shelves.by_place {
        let out = fs::File::create(file(folder, *place))?;
        let mut out = io::BufWriter::new(out);
        shelf.index.write(&mut out)?;
        out.into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_all()?;
    }
    let contents = Contents {
        journal,
        cursor,
        shelves: shelves.by_place.keys().copied().collect(),
    };
    let new = folder.join("contents.new");
    let out = fs::File::create(&new)?;
    serde_json::to_writer(&out, &contents)?;
    out.sync_all()?;
    fs::rename(new, folder.join(CONTENTS))?;
    Ok(())
}
