//! The latest time that was seen, and what was said about the passing of time.

use storage::{Stamp, StorageError, Tx, execute, fetch_optional};
use uuid::Uuid;

const PLACE: i64 = 1;

/// The latest time that was written down.
pub(crate) async fn seen(tx: &mut Tx) -> Result<Option<Stamp>, StorageError> {
    let row: Option<(Stamp,)> = fetch_optional!(
        tx,
        "SELECT seen_at FROM agreement_clock WHERE place = $1",
        PLACE
    )?;
    Ok(row.map(|(at,)| at))
}

/// Writes the latest time down.
pub(crate) async fn see(tx: &mut Tx, at: Stamp) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO agreement_clock (place, seen_at) VALUES ($1, $2) ON CONFLICT (place) DO UPDATE SET seen_at = excluded.seen_at",
        PLACE,
        at
    )?;
    Ok(())
}

/// Remembers that something was said. False if it was said before.
pub(crate) async fn say_once(
    tx: &mut Tx,
    agreement: Uuid,
    event: &str,
) -> Result<bool, StorageError> {
    let now = tx.stamp();
    let said = execute!(
        tx,
        "INSERT INTO agreement_reminder (agreement, event, at) VALUES ($1, $2, $3) ON CONFLICT (agreement, event) DO NOTHING",
        agreement,
        event,
        now
    )?;
    Ok(said == 1)
}

/// Agreements that all parties signed and that close after `from`, at `to` at the latest.
pub(crate) async fn closing(
    tx: &mut Tx,
    from: Stamp,
    to: Stamp,
) -> Result<Vec<(Uuid,)>, StorageError> {
    storage::fetch_all!(
        tx,
        "SELECT id FROM agreement_agreement WHERE stage = 'signed'
         AND ((ends_at > $1 AND ends_at <= $2) OR (notice_at > $1 AND notice_at <= $2) OR (superseded_at > $1 AND superseded_at <= $2))
         ORDER BY id",
        from,
        to
    )
}

/// Agreements that have closed by a moment, of which nobody has said so.
pub(crate) async fn closed_unsaid(tx: &mut Tx, by: Stamp) -> Result<Vec<(Uuid,)>, StorageError> {
    storage::fetch_all!(
        tx,
        "SELECT a.id FROM agreement_agreement a WHERE stage = 'signed'
         AND (ends_at <= $1 OR notice_at <= $1 OR superseded_at <= $1) AND NOT EXISTS (
             SELECT 1 FROM agreement_reminder r WHERE r.agreement = a.id AND r.event IN ('expired', 'ended', 'superseded')
         ) ORDER BY a.id LIMIT 500",
        by
    )
}
