//! The index kept as the database is: from the snapshot of the last run or built anew, then changed by the journal's feed.

use super::{Entry, Kind, Lookup, Shelf, feed::Changes, snapshot};
use crate::model::Finder;
use access::{AccessError, Context, Permit, service::history};
use domain::day_in_jakarta;
use journal::Cursor;
use linkage::index::Builder;
use std::{collections::HashMap, path::PathBuf, time::Duration};
use storage::snapshot;
use tokio::sync::watch;
use uuid::Uuid;

/// Entries of the journal read at once.
const FACTS: u32 = 500;
/// The wait between two looks at the journal.
const PAUSE: Duration = Duration::from_millis(250);
/// What the permit of the index is for.
const PURPOSE: &str = "index of the desk";

/// Opens or builds the index and keeps it until `stop` says so, then writes its snapshot into `folder`.
pub async fn run(
    context: Context,
    lookup: Lookup,
    folder: PathBuf,
    mut stop: watch::Receiver<bool>,
) {
    let permit = Permit::system(PURPOSE);
    let mut cursor = snapshot::open(&context, &lookup, &folder).await;
    while !*stop.borrow() {
        match step(&context, &lookup, &permit, cursor).await {
            Ok((next, true)) => {
                cursor = Some(next);
                continue;
            }
            Ok((next, false)) => cursor = Some(next),
            Err(problem) => tracing::error!(%problem, "the index of the desk cannot follow"),
        }
        if let Ok(Err(_)) = tokio::time::timeout(PAUSE, stop.changed()).await {
            break;
        }
    }
    if let Some(cursor) = cursor {
        snapshot::write(&context, &lookup, &folder, cursor).await;
    }
}

/// One step: the first builds, the others follow. Gives the cursor to go on with, and whether there is more to do at once.
async fn step(
    context: &Context,
    lookup: &Lookup,
    permit: &Permit,
    cursor: Option<Cursor>,
) -> Result<(Cursor, bool), AccessError> {
    let Some(cursor) = cursor.filter(|_| !lookup.is_worn()) else {
        // Taken before the tables are read: what changes meanwhile is read again.
        let keys = context.journal.keys();
        let head = snapshot!(context.db, |tx| journal::latest_checkpoint(tx, keys).await)?;
        build(context, lookup, permit).await?;
        return Ok((Cursor(head.map_or(0, |head| head.size)), true));
    };
    let (facts, next) = history::feed(context, permit, cursor, FACTS).await?;
    take_in(context, lookup, permit, &Changes::told(&facts)).await?;
    Ok((next, !facts.is_empty()))
}

/// Takes in some records as they are now; directly after a commit of this process. The journal's feed tells of them again, so a
/// failure is only logged.
pub(crate) async fn refresh(context: &Context, lookup: &Lookup, changes: &Changes) {
    let permit = Permit::system(PURPOSE);
    if let Err(problem) = take_in(context, lookup, &permit, changes).await {
        tracing::error!(%problem, "the index of the desk does not know of a change yet");
    }
}

async fn take_in(
    context: &Context,
    lookup: &Lookup,
    permit: &Permit,
    changes: &Changes,
) -> Result<(), AccessError> {
    if changes.is_empty() {
        return Ok(());
    }
    let entries: Result<Vec<Entry>, AccessError> = snapshot!(context.db, |tx| {
        let mut all = Vec::new();
        for kind in Kind::ALL {
            all.extend(kind.changed(tx, permit, changes).await?);
        }
        Ok(all)
    });
    let entries = entries?;
    if !entries.is_empty() {
        lookup.put(&entries, day_in_jakarta(context.db.ambient().now()));
    }
    Ok(())
}

/// Builds all shelves from the tables and puts them in place of those that are there.
async fn build(context: &Context, lookup: &Lookup, permit: &Permit) -> Result<(), AccessError> {
    let finder = Finder::get();
    let mut encoder = finder.encoder(day_in_jakarta(context.db.ambient().now()));
    let mut words = Vec::new();
    let mut builders: HashMap<(Kind, Uuid), Builder> = HashMap::new();
    for kind in Kind::ALL {
        let mut last = Uuid::nil();
        loop {
            let read: Result<_, AccessError> =
                snapshot!(context.db, |tx| kind.after(tx, permit, last).await);
            let Some((entries, end)) = read? else {
                break;
            };
            last = end;
            for entry in &entries {
                let Some(who) = &entry.who else {
                    continue;
                };
                Finder::encode(&mut encoder, who, &mut words);
                builders
                    .entry((entry.kind, entry.agency))
                    .or_insert_with(|| finder.builder())
                    .add(&entry.id.simple().to_string(), &words);
            }
            tokio::task::yield_now().await;
        }
    }
    // Sorting millions of rows takes seconds: not on a thread that answers requests.
    let built = tokio::task::spawn_blocking(move || {
        let shelves = builders.into_iter();
        shelves
            .map(|(place, builder)| (place, Shelf::of(builder)))
            .collect()
    });
    match built.await {
        Ok(built) => lookup.replace(built),
        Err(problem) => tracing::error!(%problem, "the index of the desk cannot be built"),
    }
    Ok(())
}

/// Builds the index at once, for tests and benchmarks that do not wait for the background.
///
/// # Errors
/// If the database failed.
pub async fn build_now(context: &Context, lookup: &Lookup) -> Result<(), AccessError> {
    build(context, lookup, &Permit::system(PURPOSE)).await
}
