//! The history of a record, for those who may see the record.

use crate::{AccessError, Action, Context, Permit};
use journal::{Cursor, Fact, Happening, Record};
use storage::snapshot;
use uuid::Uuid;

/// What happened to a record of a kind that `action` opens, latest first.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn of_record(
    context: &Context,
    permit: &Permit,
    action: Action,
    kind: &str,
    id: Uuid,
) -> Result<Vec<Happening>, AccessError> {
    permit.covers(action)?;
    snapshot!(context.db, |tx| Ok(journal::history(
        tx,
        Record { kind, id }
    )
    .await?))
}

/// What happened anywhere, in the order of the journal, and the cursor to go on with.
///
/// # Errors
/// If the permit is not for reading the journal, or the database failed.
pub async fn feed(
    context: &Context,
    permit: &Permit,
    from: Cursor,
    limit: u32,
) -> Result<(Vec<Fact>, Cursor), AccessError> {
    permit.covers(Action::ReadJournal)?;
    snapshot!(context.db, |tx| Ok(journal::feed(tx, from, limit).await?))
}
