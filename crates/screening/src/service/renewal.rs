//! What happens elsewhere and concerns those who are on a list already: a new entry on a watchlist or in a registry lets the voyages
//! of the next hours be assessed again, and a decision shows on every open queue.

use crate::{Intake, store};
use access::{AccessError, Context, Permit, service::history};
use journal::Cursor;
use std::time::Duration;
use storage::{snapshot, transaction};
use tokio::sync::watch;

/// Entries of the journal read at once.
const FACTS: u32 = 500;
/// The wait between two looks at the journal.
const PAUSE: Duration = Duration::from_millis(500);
/// Voyages that leave within so long are assessed again.
const BEFORE_SECONDS: i64 = 24 * 3600;
/// The registry changes all day long: that alone lets voyages be assessed again only so often.
const REGISTRY_SECONDS: i64 = 60;

/// What entries of the journal mean for the lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Meaning {
    /// Somebody was put on a watchlist or taken off it.
    watchlist: bool,
    /// The registry has changed.
    registry: bool,
    /// Somebody decided, or a list came, perhaps elsewhere.
    queue: bool,
}

impl Meaning {
    fn of<'f>(facts: impl Iterator<Item = (&'f str, &'f str)>) -> Self {
        let mut meaning = Self::default();
        for (kind, action) in facts {
            match kind {
                "protected_person" | "watched_person" | "rule_version" => meaning.watchlist = true,
                "placement" | "person" | "import" => meaning.registry = true,
                "screening" => meaning.queue |= action == "screening.decide",
                "voyage" | "manifest" => meaning.queue = true,
                _ => {}
            }
        }
        meaning
    }
}

/// Follows the journal until `stop` says so.
pub async fn run(context: Context, intake: Intake, mut stop: watch::Receiver<bool>) {
    let permit = Permit::system("passenger lists");
    let mut following: Option<Following> = None;
    while !*stop.borrow() {
        match step(&context, &intake, &permit, following).await {
            Ok((next, more)) => {
                following = Some(next);
                if more {
                    continue;
                }
            }
            Err(problem) => tracing::error!(%problem, "the lists cannot follow the journal"),
        }
        if let Ok(Err(_)) = tokio::time::timeout(PAUSE, stop.changed()).await {
            return;
        }
    }
}

/// How far the journal was followed.
#[derive(Clone, Copy)]
struct Following {
    cursor: Cursor,
    /// The registry has changed since the voyages were last assessed again.
    registry_changed: bool,
    renewed_at: storage::Stamp,
}

async fn step(
    context: &Context,
    intake: &Intake,
    permit: &Permit,
    following: Option<Following>,
) -> Result<(Following, bool), AccessError> {
    let now = storage::Stamp::from(context.db.ambient().now());
    let Some(mut following) = following else {
        let keys = context.journal.keys();
        let head = snapshot!(context.db, |tx| journal::latest_checkpoint(tx, keys).await)?;
        let first = Following {
            cursor: Cursor(head.map_or(0, |head| head.size)),
            registry_changed: false,
            renewed_at: now,
        };
        return Ok((first, false));
    };
    let (facts, cursor) = history::feed(context, permit, following.cursor, FACTS).await?;
    let meaning = Meaning::of(
        facts
            .iter()
            .map(|fact| (fact.record_kind.as_str(), fact.action.as_str())),
    );
    following.cursor = cursor;
    following.registry_changed |= meaning.registry;
    let rested = following.renewed_at.plus_seconds(REGISTRY_SECONDS) <= now;
    if meaning.watchlist || following.registry_changed && rested {
        // The index follows the same entries, more often than this: it knows of them by then.
        tokio::time::sleep(PAUSE).await;
        transaction!(context.db, |tx| {
            let until = now.plus_seconds(BEFORE_SECONDS);
            store::voyage::renew(tx, (now, until)).await
        })?;
        following.registry_changed = false;
        following.renewed_at = now;
        intake.wake();
    } else if meaning.queue {
        intake.wake();
    }
    Ok((following, !facts.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_entries_mean() {
        let of = |kind, action| Meaning::of([(kind, action)].into_iter());
        assert!(of("watched_person", "watchlist.approve").watchlist);
        assert!(of("placement", "placement.change").registry);
        assert!(of("screening", "screening.decide").queue);
        // The assessments of a list must not set off the next.
        assert_eq!(of("screening", "screening.assess"), Meaning::default());
    }
}
