//! Writing down what happens, also by those who have no permit: the public.

use super::KIND;
use access::{AccessError, Context, Permit};
use journal::{Actor, Changes, Entry, Record};
use storage::Tx;
use uuid::Uuid;

/// Who does something, and what for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice<'a> {
    actor: Actor,
    purpose: &'a str,
}

impl Voice<'_> {
    /// Somebody who is not known, and need not be.
    pub(crate) const PUBLIC: Voice<'static> = Voice {
        actor: Actor::Stranger,
        purpose: "report of the public",
    };
    /// Whoever opened a one-time link.
    pub(crate) const PARTY: Voice<'static> = Voice {
        actor: Actor::Stranger,
        purpose: "referral by link",
    };

    /// Writes down what happened to a case, in the transaction that does it.
    pub(crate) async fn note(
        self,
        context: &Context,
        tx: &mut Tx,
        action: &str,
        case: Uuid,
        changes: Changes,
    ) -> Result<(), AccessError> {
        let entry = Entry {
            actor: self.actor,
            purpose: self.purpose,
            action,
            record: Record {
                kind: KIND,
                id: case,
            },
            changes,
        };
        context.journal.record(tx, entry).await?;
        Ok(())
    }
}

impl<'a> From<&'a Permit> for Voice<'a> {
    fn from(permit: &'a Permit) -> Self {
        Self {
            actor: permit.actor(),
            purpose: permit.purpose(),
        }
    }
}
