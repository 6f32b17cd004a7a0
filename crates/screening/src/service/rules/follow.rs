//! The desk of this process uses the version in force, whoever put it there, and changes over at midnight by itself.

use super::today;
use crate::{Desk, store::ruleset as store};
use access::{AccessError, Context};
use std::time::Duration;
use storage::snapshot;
use tokio::sync::watch;
use uuid::Uuid;

/// The wait between two looks.
const PAUSE: Duration = Duration::from_secs(2);

/// Lets the desk use the version in force now; gives which one that is. Rules that this program cannot read are left where they
/// are: those that were in use stay, and the log says why.
///
/// # Errors
/// If the database failed.
pub async fn follow(
    context: &Context,
    desk: &Desk,
    used: Option<Uuid>,
) -> Result<Option<Uuid>, AccessError> {
    let today = today(context);
    let version = snapshot!(context.db, |tx| store::in_force(tx, today).await)?;
    let Some(version) = version.filter(|version| used != Some(version.id)) else {
        return Ok(used);
    };
    if let Err(problem) = desk.use_rules(&[(&version.file_name(), &version.text)]) {
        tracing::error!(%problem, number = version.number, "the rules in force cannot be used");
    }
    Ok(Some(version.id))
}

/// Does so until `stop` says so.
pub async fn keep(context: Context, desk: Desk, mut stop: watch::Receiver<bool>) {
    let mut used = None;
    while !*stop.borrow() {
        match follow(&context, &desk, used).await {
            Ok(now) => used = now,
            Err(problem) => tracing::error!(%problem, "the rules in force cannot be read"),
        }
        if let Ok(Err(_)) = tokio::time::timeout(PAUSE, stop.changed()).await {
            break;
        }
    }
}
