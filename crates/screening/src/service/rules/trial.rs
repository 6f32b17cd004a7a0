//! A trial on the travellers that the agency's desks assessed, with what was known of each at the time.

use super::{Author, KIND, RulesProblem, today};
use crate::{Outcome, store::ruleset as store};
use access::{AccessError, Action, Context, Refused, service::note};
use domain::{Region, day_in_jakarta};
use journal::Changes;
use risk::trial::{Past, Report, Trial};
use storage::{snapshot, transaction};
use uuid::Uuid;

/// Counts of people below this are not shown: five, as most statistical offices do.
pub const FEWEST: u64 = 5;
/// Assessments read at once.
const PIECE: i64 = 1_000;

/// Tries a version against the one in force and keeps what was found.
///
/// An outcome is what an officer decided: to defer or refer somebody means that stopping them was right, to let them go that it
/// was not. Of whoever was only interviewed nothing is known.
///
/// # Errors
/// [`RulesProblem::Faults`] if either version cannot be read; if drafting is not among the actions; if the database failed.
pub async fn try_out(context: &Context, author: &Author, id: Uuid) -> Result<Report, RulesProblem> {
    let permit = author
        .permit(Action::DraftRules)
        .map_err(AccessError::from)?;
    let agency = permit
        .agency()
        .ok_or(AccessError::from(Refused(Action::DraftRules)))?;
    let version = super::get(context, author, id).await?;
    let today = today(context);
    let in_force = snapshot!(context.db, |tx| store::in_force(tx, today).await)?;
    let in_force = in_force.ok_or(AccessError::NotFound)?;
    let ((tried, faults), (before, _)) = (version.set(), in_force.set());
    let (Some(tried), Some(before)) = (tried, before) else {
        return Err(RulesProblem::Faults(faults));
    };
    let mut trial = Trial::new(&tried, &before, today);
    let (mut last, mut number) = (Uuid::nil(), 0);
    loop {
        let past = snapshot!(context.db, |tx| {
            store::past_after(tx, agency, last, PIECE).await
        })?;
        let Some(end) = past.last() else {
            break;
        };
        last = end.id;
        for one in &past {
            number += 1;
            let origin = one
                .nik
                .as_deref()
                .and_then(|nik| Region::find(nik.get(..2)?));
            trial.add(&Past {
                number,
                facts: &one.kept.facts.facts(),
                day: day_in_jakarta(one.at.timestamp()),
                port: one.port.as_deref().unwrap_or("—"),
                origin: origin.map(Region::name),
                outcome: match one.outcome {
                    Some(Outcome::Defer | Outcome::Refer) => Some(true),
                    Some(Outcome::LetGo | Outcome::LetGoAdvised) => Some(false),
                    Some(Outcome::Interview) | None => None,
                },
            });
        }
        tokio::task::yield_now().await;
    }
    let report = trial.report(FEWEST);
    let json = serde_json::to_string(&report).unwrap_or_default();
    let kept: Result<(), AccessError> = transaction!(context.db, |tx| {
        store::tried(tx, id, version.revision, &json).await?;
        let changes = Changes::default()
            .set("revision", None::<i64>, Some(version.revision))
            .set("travellers", None::<u64>, Some(report.travellers));
        note(context, tx, &permit, "rule_version.try", KIND, id, changes).await
    });
    kept?;
    Ok(report)
}

/// What the last trial of a version found.
///
/// # Errors
/// If the database failed.
pub async fn last_trial(
    context: &Context,
    _: &Author,
    id: Uuid,
) -> Result<Option<Report>, AccessError> {
    let trial = snapshot!(context.db, |tx| store::trial(tx, id).await)?;
    Ok(trial.and_then(|json| serde_json::from_str(&json).ok()))
}
