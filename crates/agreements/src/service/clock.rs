//! The time by which agreements open and close. It never goes back: a clock that is set back opens nothing.

use super::KIND;
use crate::store::{agreement, clock};
use access::{AccessError, Action, Context, Permit, service::note};
use journal::Changes;
use storage::{Stamp, Tx, jobs, snapshot, transaction};

/// The kind of the job that watches the time.
pub const WATCH: &str = "agreements.watch";
/// How often it does, in seconds: a clock that is set back is noticed if it was right at any of these moments.
const EVERY_SECONDS: i64 = 60;
/// The mark is moved on when the clock is so far ahead of it: one write a second at most.
const STEP_SECONDS: i64 = 1;
/// How long before the end of an agreement its parties are reminded, in days.
const REMINDERS: [i64; 3] = [7, 30, 90];

/// What the clock of this machine says, and the latest time that was ever seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    /// The clock of this machine.
    pub clock: Stamp,
    /// The latest time that was seen; agreements go by it.
    pub seen: Stamp,
}

impl Clocks {
    /// Whether the clock was set back, or had run ahead, by more than the watching explains.
    pub fn apart(self) -> bool {
        self.clock.plus_seconds(2 * EVERY_SECONDS) < self.seen
    }
}

/// The time by which agreements go: the clock, or the latest time that was seen if that is later.
///
/// # Errors
/// If the database failed.
pub(crate) async fn now(tx: &mut Tx) -> Result<Stamp, AccessError> {
    let clock = tx.stamp();
    Ok(clock::seen(tx).await?.map_or(clock, |seen| seen.max(clock)))
}

/// As [`now`]; and remembers it, at the latest when an agreement has closed since.
///
/// # Errors
/// If the database failed.
pub(crate) async fn moved_on(tx: &mut Tx) -> Result<Stamp, AccessError> {
    let clock = tx.stamp();
    let Some(seen) = clock::seen(tx).await? else {
        clock::see(tx, clock).await?;
        return Ok(clock);
    };
    let step = seen.plus_seconds(STEP_SECONDS) <= clock;
    if step || (seen < clock && !clock::closing(tx, seen, clock).await?.is_empty()) {
        clock::see(tx, clock).await?;
    }
    Ok(seen.max(clock))
}

/// Both clocks.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn clocks(context: &Context, permit: &Permit) -> Result<Clocks, AccessError> {
    permit.covers(Action::ReadAgreements)?;
    snapshot!(context.db, |tx| {
        let clock = tx.stamp();
        let seen = now(tx).await?;
        Ok(Clocks { clock, seen })
    })
}

/// Believes the clock of this machine again, after it had run ahead. What was closed by the wrong time opens again: only an
/// administrator may do it, and the journal says who did.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn repair(context: &Context, permit: &Permit) -> Result<(), AccessError> {
    permit.covers(Action::ManageAgencies)?;
    transaction!(context.db, |tx| {
        let (before, clock) = (clock::seen(tx).await?, tx.stamp());
        clock::see(tx, clock).await?;
        let changes = Changes::default().set("seen_at", before, Some(clock));
        note(
            context,
            tx,
            permit,
            "agreement.repair-clock",
            "clock",
            uuid::Uuid::nil(),
            changes,
        )
        .await
    })
}

/// Moves the mark on, writes down which agreements have closed by themselves and which are about to, and comes back in a minute.
///
/// # Errors
/// If the database failed.
pub async fn watch(context: &Context, tx: &mut Tx) -> Result<(), AccessError> {
    let permit = Permit::system("the passing of time");
    let time = moved_on(tx).await?;
    for (id,) in clock::closed_unsaid(tx, time).await? {
        let standing = agreement::get(tx, id)
            .await?
            .life
            .standing(time.timestamp());
        if standing.closed() && clock::say_once(tx, id, standing.code()).await? {
            let action = format!("agreement.{}", standing.code());
            note(context, tx, &permit, &action, KIND, id, Changes::default()).await?;
        }
    }
    for days in REMINDERS {
        let horizon = time.plus_seconds(days * 24 * 3600);
        for (id,) in clock::closing(tx, time, horizon).await? {
            let Some(closes) = agreement::get(tx, id).await?.life.closes() else {
                continue;
            };
            // One reminder for each horizon and each end: an end that moves is announced again.
            let event = format!("ends-in-{days}-{}", closes.as_second());
            if closes <= horizon.timestamp() && clock::say_once(tx, id, &event).await? {
                let changes =
                    Changes::default().set("ends_at", None::<Stamp>, Some(Stamp::from(closes)));
                note(context, tx, &permit, "agreement.remind", KIND, id, changes).await?;
            }
        }
    }
    let next = tx.stamp().plus_seconds(EVERY_SECONDS);
    jobs::queue(tx, WATCH, Some(WATCH), &(), next).await?;
    Ok(())
}
