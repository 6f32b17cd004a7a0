//! Drafting. Whatever is changed is written as TOML and read again as a file would be: a draft is always rules.

use super::{Author, KIND, RulesProblem, one, today};
use crate::{
    model::ruleset::{RuleStage, RuleVersion},
    store::ruleset as store,
};
use access::{AccessError, Action, Context, Permit, lines, service::note};
use domain::Level;
use journal::Changes;
use risk::{Head, Rule, RuleFile, RuleSet};
use storage::transaction;
use uuid::Uuid;

/// Makes the set that came with the program version 1, in force at once, where there is none yet.
///
/// # Errors
/// If the database failed.
pub async fn begin(context: &Context) -> Result<(), AccessError> {
    let Some(shipped) = RuleSet::shipped().0 else {
        return Ok(());
    };
    let permit = Permit::system("the rules that came with the program");
    let today = today(context);
    transaction!(context.db, |tx| {
        if !store::all(tx).await?.is_empty() {
            return Ok(());
        }
        let first = RuleVersion {
            id: tx.id(),
            number: 1,
            based_on: None,
            stage: RuleStage::Approved,
            text: shipped.to_toml(),
            revision: 1,
            note: String::new(),
            effective_from: Some(today),
            author: None,
            changed_at: tx.stamp(),
            approver: None,
            decided_at: None,
            answer: None,
            tried_revision: None,
            tried_at: None,
        };
        store::insert(tx, &first).await?;
        let changes = Changes::default().set("number", None::<i64>, Some(first.number));
        note(
            context,
            tx,
            &permit,
            "rule_version.begin",
            KIND,
            first.id,
            changes,
        )
        .await
    })
}

/// Begins a draft with the rules of a version; `why` says what it is to achieve.
///
/// # Errors
/// A fault of `note`; [`AccessError::NotFound`]; if drafting is not among the actions.
pub async fn draft(
    context: &Context,
    author: &Author,
    from: Uuid,
    why: &str,
) -> Result<Uuid, AccessError> {
    let permit = author.permit(Action::DraftRules)?;
    let why = lines("note", why, 1)?;
    transaction!(context.db, |tx| {
        let old = one(tx, from).await?;
        let newest = store::all(tx).await?.first().map_or(0, |last| last.number);
        let new = RuleVersion {
            id: tx.id(),
            number: newest + 1,
            based_on: Some(old.id),
            stage: RuleStage::Draft,
            text: old.text.clone(),
            revision: 1,
            note: why.clone(),
            effective_from: None,
            author: Some(author.hand.clone()),
            changed_at: tx.stamp(),
            approver: None,
            decided_at: None,
            answer: None,
            tried_revision: None,
            tried_at: None,
        };
        store::insert(tx, &new).await?;
        let changes = Changes::default()
            .set("number", None::<i64>, Some(new.number))
            .set("note", None::<&str>, Some(&why));
        note(
            context,
            tx,
            &permit,
            "rule_version.draft",
            KIND,
            new.id,
            changes,
        )
        .await?;
        Ok(new.id)
    })
}

/// Changes a draft as seen at a revision.
///
/// # Errors
/// [`RulesProblem::Faults`] if the result would not be rules; [`AccessError::Conflict`] if it was changed or submitted meanwhile.
pub async fn edit(
    context: &Context,
    author: &Author,
    id: Uuid,
    revision: i64,
    change: impl Fn(&mut Head, &mut Vec<Rule>) -> Result<(), AccessError>,
) -> Result<(), RulesProblem> {
    let version = super::get(context, author, id).await?;
    let (set, faults) = version.set();
    let set = set.ok_or(RulesProblem::Faults(faults))?;
    let (mut head, mut rules) = (set.head, set.rules);
    change(&mut head, &mut rules)?;
    let (_, text) = RuleSet::of(&head, &rules).map_err(RulesProblem::Faults)?;
    write(context, author, id, revision, &text).await
}

/// Puts a whole file in the place of a draft, as seen at a revision.
///
/// # Errors
/// As [`edit`]
pub async fn replace(
    context: &Context,
    author: &Author,
    id: Uuid,
    revision: i64,
    text: &str,
) -> Result<(), RulesProblem> {
    let name = "rules.toml";
    let (set, faults) = RuleSet::compile(&[RuleFile { name, text }]);
    let set = match set {
        Some(set) if faults.iter().all(|fault| fault.level != Level::Error) => set,
        _ => return Err(RulesProblem::Faults(faults)),
    };
    write(context, author, id, revision, &set.to_toml()).await
}

async fn write(
    context: &Context,
    author: &Author,
    id: Uuid,
    revision: i64,
    text: &str,
) -> Result<(), RulesProblem> {
    let permit = author
        .permit(Action::DraftRules)
        .map_err(AccessError::from)?;
    let written: Result<(), AccessError> = transaction!(context.db, |tx| {
        one(tx, id).await?;
        if !store::write(tx, id, revision, text, &author.hand).await? {
            return Err(AccessError::Conflict("rules-changed-meanwhile"));
        }
        let changes = Changes::default().set("revision", Some(revision), Some(revision + 1));
        note(
            context,
            tx,
            &permit,
            "rule_version.change",
            KIND,
            id,
            changes,
        )
        .await
    });
    Ok(written?)
}
