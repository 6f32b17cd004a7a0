//! From a draft to rules in force and out of it. Whoever wrote them does not put them in force, and nothing comes in force untried.

use super::{Author, moved, one, today};
use crate::{model::ruleset::RuleStage, store::ruleset as store};
use access::{AccessError, Action, Context, lines};
use jiff::civil::Date;
use storage::transaction;
use uuid::Uuid;

const NOT_NOW: AccessError = AccessError::Conflict("rules-not-now");

/// Gives a draft to a second person. Its present words must have been tried.
///
/// # Errors
/// [`AccessError::Conflict`] if it was not tried, or is no draft; [`AccessError::NotFound`].
pub async fn submit(context: &Context, author: &Author, id: Uuid) -> Result<(), AccessError> {
    let permit = author.permit(Action::DraftRules)?;
    transaction!(context.db, |tx| {
        let version = one(tx, id).await?;
        if version.stage != RuleStage::Draft {
            return Err(NOT_NOW);
        }
        if !version.is_tried() {
            return Err(AccessError::Conflict("rules-not-tried"));
        }
        store::stand(tx, id, RuleStage::Submitted, None).await?;
        let to = RuleStage::Submitted;
        moved(context, tx, &permit, "rule_version.submit", &version, to).await
    })
}

/// Puts a version in force from a day on, today at the earliest.
///
/// # Errors
/// A fault of `effective_from` or `answer`; [`AccessError::Conflict`] if it is one's own or not submitted; [`AccessError::NotFound`].
pub async fn approve(
    context: &Context,
    author: &Author,
    id: Uuid,
    from: Date,
    answer: &str,
) -> Result<(), AccessError> {
    let permit = author.permit(Action::ApproveRules)?;
    let answer = lines("answer", answer, 1)?;
    if from < today(context) {
        return Err(AccessError::invalid("effective_from", "rules-from-past"));
    }
    transaction!(context.db, |tx| {
        let version = one(tx, id).await?;
        if version.stage != RuleStage::Submitted {
            return Err(NOT_NOW);
        }
        if version
            .author
            .as_ref()
            .is_some_and(|hand| hand.id == author.hand.id)
        {
            return Err(AccessError::Conflict("rules-own"));
        }
        let to = RuleStage::Approved;
        store::stand(tx, id, to, Some(from)).await?;
        store::decided(tx, id, &author.hand, &answer).await?;
        moved(context, tx, &permit, "rule_version.approve", &version, to).await
    })
}

/// Says no to a version.
///
/// # Errors
/// As [`approve`]
pub async fn refuse(
    context: &Context,
    author: &Author,
    id: Uuid,
    answer: &str,
) -> Result<(), AccessError> {
    end(
        context,
        author,
        id,
        answer,
        RuleStage::Submitted,
        RuleStage::Refused,
    )
    .await
}

/// Takes a version out of force; the one that took effect before it is in force again. The last one stays.
///
/// # Errors
/// As [`approve`]; [`AccessError::Conflict`] if nothing would be in force.
pub async fn retire(
    context: &Context,
    author: &Author,
    id: Uuid,
    answer: &str,
) -> Result<(), AccessError> {
    end(
        context,
        author,
        id,
        answer,
        RuleStage::Approved,
        RuleStage::Retired,
    )
    .await
}

async fn end(
    context: &Context,
    author: &Author,
    id: Uuid,
    answer: &str,
    from: RuleStage,
    to: RuleStage,
) -> Result<(), AccessError> {
    let permit = author.permit(Action::ApproveRules)?;
    let answer = lines("answer", answer, 1)?;
    let today = today(context);
    transaction!(context.db, |tx| {
        let version = one(tx, id).await?;
        if version.stage != from {
            return Err(NOT_NOW);
        }
        store::stand(tx, id, to, version.effective_from).await?;
        if to == RuleStage::Retired && store::in_force(tx, today).await?.is_none() {
            return Err(AccessError::Conflict("rules-last"));
        }
        store::decided(tx, id, &author.hand, &answer).await?;
        let event = format!(
            "rule_version.{}",
            if to == RuleStage::Refused {
                "refuse"
            } else {
                "retire"
            }
        );
        moved(context, tx, &permit, &event, &version, to).await
    })
}
