//! Gives each entry its place, its leaf and the tree a new signed checkpoint.

use crate::{
    Checkpoint, Journal, JournalError,
    entry::EntryRow,
    tree::{Hashes, number, unsigned},
};
use std::time::Duration;
use storage::{
    Db, StorageError, Tx, execute, fetch_all, fetch_one, fetch_optional, insert_all, snapshot,
    transaction,
};
use tlog_tiles::{record_hash, stored_hash_count, stored_hashes_for_record_hash, tree_hash};

/// Entries that get their place in one transaction.
const BATCH: i64 = 2000;
const HOUR_MICROS: i64 = 3_600_000_000;

/// How many entries have no place yet.
///
/// # Errors
/// If the database failed.
pub async fn unsequenced(tx: &mut Tx) -> Result<u64, JournalError> {
    let (count,): (i64,) = fetch_one!(tx, "SELECT COUNT(*) FROM journal_pending")?;
    unsigned(count)
}

/// Gives places to the entries that have none, oldest first, up to some thousands. Gives the new checkpoint, or nothing
/// when there was nothing to do.
///
/// # Errors
/// If the database failed or the tree is damaged; then nothing was sequenced.
pub async fn sequence(db: &Db, journal: &Journal) -> Result<Option<Checkpoint>, JournalError> {
    // Looking costs no write transaction.
    let waiting: Result<Option<(i32,)>, StorageError> = snapshot!(db, |tx| fetch_optional!(
        tx,
        "SELECT 1 FROM journal_pending LIMIT 1"
    ));
    if waiting?.is_none() {
        return Ok(None);
    }
    transaction!(db, |tx| append(tx, journal).await)
}

async fn append(tx: &mut Tx, journal: &Journal) -> Result<Option<Checkpoint>, JournalError> {
    // Taken first: a second sequencer waits here, or is repeated.
    execute!(tx, "UPDATE journal_head SET size = size WHERE id = 1")?;
    let (size,): (i64,) = fetch_one!(tx, "SELECT size FROM journal_head WHERE id = 1")?;
    let rows: Vec<EntryRow> = fetch_all!(
        tx,
        "SELECT e.id, e.at, e.actor_kind, e.actor_id, e.purpose, e.action, e.record_kind, e.record_id, e.fields
         FROM journal_pending p JOIN journal_entry e ON e.id = p.entry ORDER BY e.at, e.id LIMIT $1",
        BATCH
    )?;
    if rows.is_empty() {
        return Ok(None);
    }
    let mut next = unsigned(size)?;
    let mut tree = Hashes::default();
    let mut leaves = Vec::with_capacity(rows.len());
    let mut hashes = Vec::with_capacity(2 * rows.len());
    for row in &rows {
        let leaf = record_hash(&row.leaf()?);
        let new = tree
            .ask(tx, |tree| stored_hashes_for_record_hash(next, leaf, tree))
            .await?;
        for (position, hash) in (stored_hash_count(next)..).zip(new) {
            tree.insert(position, hash);
            hashes.push((number(position)?, hash));
        }
        leaves.push((number(next)?, row.id));
        next += 1;
    }
    let root = tree.ask(tx, |tree| tree_hash(next, tree)).await?;
    insert_all!(
        tx,
        "journal_leaf (place, entry)",
        leaves,
        |(place, entry)| *place,
        *entry
    )?;
    insert_all!(
        tx,
        "journal_hash (position, hash)",
        hashes,
        |(position, hash)| *position,
        &hash.0[..]
    )?;
    execute!(
        tx,
        "DELETE FROM journal_pending WHERE entry IN (SELECT entry FROM journal_leaf WHERE place >= $1)",
        size
    )?;
    execute!(
        tx,
        "UPDATE journal_head SET size = $1 WHERE id = 1",
        number(next)?
    )?;
    let checkpoint = Checkpoint::sign(journal.keys(), next, root)?;
    keep(tx, &checkpoint).await?;
    Ok(Some(checkpoint))
}

/// Keeps a checkpoint in place of the others of the same hour.
async fn keep(tx: &mut Tx, checkpoint: &Checkpoint) -> Result<(), JournalError> {
    let now = tx.stamp();
    let hour = now.micros() - now.micros().rem_euclid(HOUR_MICROS);
    execute!(tx, "DELETE FROM journal_checkpoint WHERE at >= $1", hour)?;
    execute!(
        tx,
        "INSERT INTO journal_checkpoint (size, at, note) VALUES ($1, $2, $3)",
        number(checkpoint.size)?,
        now,
        checkpoint.note.as_str()
    )?;
    Ok(())
}

/// Sequences until `stop` says so, looking five times a second; hands each new checkpoint to `keep_outside`, which
/// keeps it somewhere that a change of the database does not reach.
pub async fn run(
    db: Db,
    journal: Journal,
    mut stop: tokio::sync::watch::Receiver<bool>,
    keep_outside: impl Fn(&Checkpoint),
) {
    const PAUSE: Duration = Duration::from_millis(200);
    while !*stop.borrow() {
        match sequence(&db, &journal).await {
            Ok(Some(checkpoint)) => {
                keep_outside(&checkpoint);
                continue;
            }
            Ok(None) => {}
            Err(problem) => tracing::error!(%problem, "the journal cannot be sequenced"),
        }
        if let Ok(Err(_)) = tokio::time::timeout(PAUSE, stop.changed()).await {
            return;
        }
    }
}
