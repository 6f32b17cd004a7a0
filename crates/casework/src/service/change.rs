//! Changing a case. Two officers who change it at once are shown what the other wrote; nobody's words vanish.

use super::{KIND, Officer, reached};
use crate::{Case, CaseForm, Change, store};
use access::{AccessError, Action, Context, Refused, service::note};
use domain::day_in_jakarta;
use journal::Changes;
use storage::transaction;
use uuid::Uuid;

/// Changes a case, if it still is as the officer saw it.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`]; the fault of a field.
pub async fn change(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    form: &CaseForm,
) -> Result<Change, AccessError> {
    let permit = officer.managing()?;
    transaction!(context.db, |tx| {
        let before = reached(tx, officer, id).await?;
        if form.version != before.version.to_string() {
            return Ok(Change::Overtaken(Box::new(before)));
        }
        let today = day_in_jakarta(tx.now());
        let after = form.read(&before, officer.hand(), tx.stamp(), today)?;
        let changes = differences(&before, &after);
        store::case::update(tx, &after).await?;
        note(context, tx, permit, "case.change", KIND, id, changes).await?;
        Ok::<_, AccessError>(Change::Saved)
    })
}

/// Seals a case, or opens the seal.
///
/// # Errors
/// If they may not see sealed cases; [`AccessError::NotFound`].
pub async fn seal(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    sealed: bool,
) -> Result<(), AccessError> {
    let permit = officer.managing()?;
    if !officer.may_seal() {
        return Err(Refused(Action::SealedCases).into());
    }
    transaction!(context.db, |tx| {
        let before = reached(tx, officer, id).await?;
        if before.sealed == sealed {
            return Ok(());
        }
        let after = Case {
            sealed,
            version: before.version + 1,
            ..before.clone()
        };
        store::case::update(tx, &after).await?;
        let action = if sealed { "case.seal" } else { "case.unseal" };
        let changes = differences(&before, &after);
        note(context, tx, permit, action, KIND, id, changes).await
    })
}

/// What differs, field by field.
pub(super) fn differences(before: &Case, after: &Case) -> Changes {
    let next_on = |case: &Case| case.next.as_ref().map(|next| next.on.to_string());
    let next_step = |case: &Case| case.next.as_ref().map(|next| next.step.clone());
    let country = |case: &Case| case.country.map(|country| country.alpha3().to_owned());
    let handler = |case: &Case| case.handler.as_ref().map(|hand| hand.id.to_string());
    let fields: [(&str, [Option<String>; 2]); 11] = [
        (
            "kind",
            [before, after].map(|case| Some(case.kind.code().to_owned())),
        ),
        (
            "phase",
            [before, after].map(|case| Some(case.phase.code().to_owned())),
        ),
        ("country", [before, after].map(country)),
        (
            "category",
            [before, after].map(|case| Some(case.category.code().to_owned())),
        ),
        (
            "danger",
            [before, after].map(|case| Some(case.danger.code().to_owned())),
        ),
        (
            "status",
            [before, after].map(|case| Some(case.status.code().to_owned())),
        ),
        (
            "summary",
            [before, after].map(|case| Some(case.summary.clone())),
        ),
        ("next_on", [before, after].map(next_on)),
        ("next_step", [before, after].map(next_step)),
        ("handler", [before, after].map(handler)),
        (
            "sealed",
            [before, after].map(|case| Some(case.sealed.to_string())),
        ),
    ];
    fields
        .into_iter()
        .filter(|(_, [before, after])| before != after)
        .fold(Changes::default(), |changes, (field, [before, after])| {
            changes.set(field, before, after)
        })
}
