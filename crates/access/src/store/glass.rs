//! Times when the glass was broken.

use crate::{AccessError, service::glass::Broken};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

pub(crate) async fn insert(
    tx: &mut Tx,
    user: Uuid,
    agency: Uuid,
    (answers, kind, record): (Uuid, &str, Uuid),
    reason: &str,
    until: Stamp,
) -> Result<Uuid, StorageError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO access_broken_glass (id, user_id, agency, answers, kind, record, reason, broken_at, until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        user,
        agency,
        answers,
        kind,
        record,
        reason,
        now,
        until
    )?;
    Ok(id)
}

pub(crate) async fn get(tx: &mut Tx, agency: Uuid, id: Uuid) -> Result<Broken, AccessError> {
    let found: Option<Broken> = fetch_optional!(
        tx,
        "SELECT id, user_id, answers, kind, record, reason, broken_at, until, reviewed_by, reviewed_at, justified, remark
         FROM access_broken_glass WHERE id = $1 AND agency = $2",
        id,
        agency
    )?;
    found.ok_or(AccessError::NotFound)
}

/// The latest time that a user opened a record and that has not ended.
pub(crate) async fn open(
    tx: &mut Tx,
    user: Uuid,
    kind: &str,
    record: Uuid,
) -> Result<Option<(Uuid, Uuid, Stamp)>, StorageError> {
    let now = tx.stamp();
    fetch_optional!(
        tx,
        "SELECT id, answers, until FROM access_broken_glass
         WHERE user_id = $1 AND kind = $2 AND record = $3 AND until > $4 ORDER BY until DESC LIMIT 1",
        user,
        kind,
        record,
        now
    )
}

/// Those of an agency that nobody reviewed yet, the oldest first; then the reviewed, the newest first.
pub(crate) async fn of_agency(
    tx: &mut Tx,
    agency: Uuid,
    reviewed: bool,
) -> Result<Vec<Broken>, StorageError> {
    if reviewed {
        fetch_all!(
            tx,
            "SELECT id, user_id, answers, kind, record, reason, broken_at, until, reviewed_by, reviewed_at, justified, remark
             FROM access_broken_glass WHERE agency = $1 AND reviewed_at IS NOT NULL ORDER BY reviewed_at DESC LIMIT 100",
            agency
        )
    } else {
        fetch_all!(
            tx,
            "SELECT id, user_id, answers, kind, record, reason, broken_at, until, reviewed_by, reviewed_at, justified, remark
             FROM access_broken_glass WHERE agency = $1 AND reviewed_at IS NULL ORDER BY broken_at LIMIT 500",
            agency
        )
    }
}

/// Writes a review. False if there was one already.
pub(crate) async fn review(
    tx: &mut Tx,
    id: Uuid,
    by: Uuid,
    justified: bool,
    remark: &str,
) -> Result<bool, StorageError> {
    let now = tx.stamp();
    let written = execute!(
        tx,
        "UPDATE access_broken_glass SET reviewed_by = $1, reviewed_at = $2, justified = $3, remark = $4
         WHERE id = $5 AND reviewed_at IS NULL",
        by,
        now,
        justified,
        remark,
        id
    )?;
    Ok(written == 1)
}

/// Ends the time of one that was not justified.
pub(crate) async fn end(tx: &mut Tx, id: Uuid) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE access_broken_glass SET until = $1 WHERE id = $2 AND until > $1",
        now,
        id
    )?;
    Ok(())
}
