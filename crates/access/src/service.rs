//! The use cases: each asks for the permit it needs, changes, and writes down what happened, in one transaction.

pub mod account;
pub mod clients;
pub mod confirmation;
pub mod glass;
pub mod history;
pub mod own;
pub mod receipts;
pub mod roles;
pub mod sign_in;
pub mod users;

use crate::{AccessError, Context, Permit};
use journal::{Changes, Entry, Record};
use storage::Tx;
use uuid::Uuid;

/// Writes down what a permit was used for, in the transaction that does it. Every capability ends its use cases with this.
///
/// # Errors
/// If the database failed; then the change must not happen either.
pub async fn note(
    context: &Context,
    tx: &mut Tx,
    permit: &Permit,
    action: &str,
    kind: &str,
    id: Uuid,
    changes: Changes,
) -> Result<(), AccessError> {
    let entry = Entry {
        actor: permit.actor(),
        purpose: permit.purpose(),
        action,
        record: Record { kind, id },
        changes,
    };
    context.journal.record(tx, entry).await?;
    Ok(())
}
