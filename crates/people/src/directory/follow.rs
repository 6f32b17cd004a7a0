//! The directory kept as the database is: built once in the background, then changed by the journal's feed.

use super::{Directory, Known, Shelf, matching::Matching, words::Words};
use crate::{
    Record,
    service::{duplicates, records, today},
    store,
};
use access::{AccessError, Context, Permit, service::history};
use journal::Cursor;
use linkage::{
    index::Builder,
    record::{Record as Encoded, Side},
};
use std::{collections::HashMap, time::Duration};
use storage::snapshot;
use tokio::sync::watch;
use uuid::Uuid;

/// Persons read at once.
const CHUNK: i64 = 5_000;
/// Entries of the journal read at once.
const FACTS: u32 = 500;
/// The wait between two looks at the journal.
const PAUSE: Duration = Duration::from_millis(250);

/// Builds the directory and keeps it, until `stop` says so; and looks for probable duplicates of what changes.
pub async fn run(context: Context, directory: Directory, mut stop: watch::Receiver<bool>) {
    let permit = Permit::system("directory of persons");
    let mut cursor = None;
    while !*stop.borrow() {
        match step(&context, &directory, &permit, cursor).await {
            Ok((next, true)) => {
                cursor = Some(next);
                continue;
            }
            Ok((next, false)) => cursor = Some(next),
            Err(problem) => tracing::error!(%problem, "the directory of persons cannot follow"),
        }
        if let Ok(Err(_)) = tokio::time::timeout(PAUSE, stop.changed()).await {
            return;
        }
    }
}

/// One step: the first builds, the others follow. Gives the cursor to go on with, and whether there is more to do at once.
async fn step(
    context: &Context,
    directory: &Directory,
    permit: &Permit,
    cursor: Option<Cursor>,
) -> Result<(Cursor, bool), AccessError> {
    let Some(cursor) = cursor.filter(|_| !directory.is_worn()) else {
        // Taken before the persons are read: what changes meanwhile is read again.
        let keys = context.journal.keys();
        let head = snapshot!(context.db, |tx| journal::latest_checkpoint(tx, keys).await)?;
        build(context, directory).await?;
        return Ok((Cursor(head.map_or(0, |head| head.size)), true));
    };
    let (facts, next) = history::feed(context, permit, cursor, FACTS).await?;
    let mut changed: Vec<Uuid> = facts
        .iter()
        .filter(|fact| fact.record_kind == "person")
        .map(|fact| fact.record_id)
        .collect();
    changed.sort_unstable();
    changed.dedup();
    let more = !facts.is_empty();
    refresh(context, directory, &changed).await?;
    let searched = duplicates::look(context, directory, permit).await?;
    Ok((next, more || searched))
}

/// Takes in some persons as they are now; directly after a commit of this process.
pub(crate) async fn refresh(
    context: &Context,
    directory: &Directory,
    ids: &[Uuid],
) -> Result<(), AccessError> {
    if ids.is_empty() {
        return Ok(());
    }
    let changed: Result<Vec<Record>, AccessError> = snapshot!(context.db, |tx| {
        let persons = store::person::all_of(tx, ids).await?;
        Ok(records(tx, persons).await?)
    });
    directory.put(&changed?, today(context));
    Ok(())
}

async fn build(context: &Context, directory: &Directory) -> Result<(), AccessError> {
    let today = today(context);
    let mut last = Uuid::nil();
    let mut builders: HashMap<Uuid, (Builder, Words)> = HashMap::new();
    let matching = Matching::get();
    let mut encoder = matching.encoder(Side::Left, today);
    let mut words = Vec::new();
    loop {
        let chunk: Result<Vec<Record>, AccessError> = snapshot!(context.db, |tx| {
            let persons = store::person::after(tx, last, CHUNK).await?;
            Ok(records(tx, persons).await?)
        });
        let chunk = chunk?;
        let Some(end) = chunk.last() else {
            break;
        };
        last = end.person.id;
        for record in &chunk {
            let known = Known::of(record);
            words.clear();
            encoder.encode(|column| known.field(column), &mut words);
            let (builder, by_word) = builders
                .entry(record.person.controller)
                .or_insert_with(|| (matching.builder(), Words::default()));
            builder.add(&record.person.id.simple().to_string(), &words);
            let names = matching.names(Encoded::new(&words));
            by_word.add(record.person.id, names, known.year());
        }
        tokio::task::yield_now().await;
    }
    // Sorting a million rows takes a second or two: not on a thread that answers requests.
    let built = tokio::task::spawn_blocking(move || {
        builders
            .into_iter()
            .map(|(agency, (builder, words))| (agency, Shelf::of(builder, words)))
            .collect()
    });
    match built.await {
        Ok(built) => directory.replace(built),
        Err(problem) => tracing::error!(%problem, "the directory of persons cannot be built"),
    }
    Ok(())
}
