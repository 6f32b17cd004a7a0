//! The passing of time: reminders before an entry lapses, and the word in the journal when it has.

use super::event;
use crate::{
    model::watch::{Accuses, Entry, List, Protects, Term},
    store::watch as store,
};
use access::{AccessError, Context, Permit, service::note};
use jiff::Span;
use journal::Changes;
use storage::{Tx, jobs};

/// The kind of the job that watches the time.
pub const WATCH: &str = "screening.lists";
/// How often it does. Entries count by their days whether or not it runs; it only writes down what follows.
const EVERY_SECONDS: i64 = 15 * 60;

/// Writes down which entries have lapsed or ended and of which somebody must be reminded, and comes back later.
///
/// # Errors
/// If the database failed.
pub async fn watch(context: &Context, tx: &mut Tx) -> Result<(), AccessError> {
    let permit = Permit::system("the passing of time");
    one::<Protects>(context, tx, &permit).await?;
    one::<Accuses>(context, tx, &permit).await?;
    let next = tx.stamp().plus_seconds(EVERY_SECONDS);
    jobs::queue(tx, WATCH, Some(WATCH), &(), next).await?;
    Ok(())
}

async fn one<L: List>(context: &Context, tx: &mut Tx, permit: &Permit) -> Result<(), AccessError> {
    let today = domain::day_in_jakarta(tx.now());
    let term = Term::of(L::KIND, today);
    let kind = L::record().code;
    let passed: Vec<Entry<L>> = store::passed(tx, today).await?;
    for entry in passed {
        let Some(life) = entry.life.passed(today, term) else {
            continue;
        };
        store::live(tx, entry.id, &life).await?;
        let (before, after) = (entry.life.stage.code(), life.stage.code());
        let changes = Changes::default().set("state", Some(before), Some(after));
        let action = event::<L>(after);
        note(context, tx, permit, &action, kind, entry.id, changes).await?;
    }
    let horizon = today.saturating_add(Span::new().days(i64::from(term.remind_days)));
    let due: Vec<Entry<L>> = store::due(tx, horizon).await?;
    for entry in due {
        store::reminded(tx, entry.id).await?;
        let changes = Changes::default().set("review_on", None::<&str>, entry.life.review_on);
        let action = event::<L>("remind");
        note(context, tx, permit, &action, kind, entry.id, changes).await?;
    }
    Ok(())
}
