//! Reviews: asked for with the code of a slip or at the counter, decided by somebody else than the maker of the decision, by a day
//! that the law sets.

use super::{KIND, agency, assessed, slip::code_hash};
use crate::{
    Decision, Desk, Outcome,
    index::{Changes as Changed, refresh},
    model::{
        referral::Finding,
        review::{Answered, AskedBy, Review, ReviewTerm, Slip, Verdict, plain_words},
    },
    store::{assessment, decision, referral, review as store, slip},
};
use access::{AccessError, Action, Context, Permit, one_line, service::note, service::receipts};
use domain::day_in_jakarta;
use journal::{Actor, Changes, Entry, Record};
use std::collections::HashMap;
use storage::{Tx, snapshot, transaction};
use uuid::Uuid;

const REVIEW: &str = "review";

/// What somebody with a slip sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The slip.
    pub slip: Slip,
    /// The review, once it was asked for.
    pub review: Option<Review>,
}

/// What is under a code.
///
/// # Errors
/// [`AccessError::WrongCode`], whatever is wrong with it.
pub async fn open(context: &Context, code: &str) -> Result<Opened, AccessError> {
    let hash = code_hash(context, code);
    snapshot!(context.db, |tx| {
        let slip = slip::by_code(tx, &hash).await?;
        let slip = slip.ok_or(AccessError::WrongCode)?;
        let review = store::of_decision(tx, slip.decision).await?;
        Ok(Opened { slip, review })
    })
}

/// Asks for a review with the code of a slip. Asked twice it is one review, in the words of the first time.
///
/// # Errors
/// [`AccessError::WrongCode`]; a fault of a field; a conflict once the term has passed.
pub async fn ask(
    context: &Context,
    code: &str,
    words: &str,
    contact: &str,
) -> Result<(), AccessError> {
    let hash = code_hash(context, code);
    let words = plain_words("words", words)?;
    let contact = reachable(contact)?;
    transaction!(context.db, |tx| {
        let slip = slip::by_code(tx, &hash).await?;
        let slip = slip.ok_or(AccessError::WrongCode)?;
        if store::of_decision(tx, slip.decision).await?.is_some() {
            return Ok(());
        }
        if slip.ask_by < day_in_jakarta(tx.now()) {
            return Err(AccessError::Conflict("review-too-late"));
        }
        let under = (slip.agency, slip.assessment, slip.decision);
        let review = begin(tx, under, AskedBy::Code, &words, contact.clone()).await?;
        let entry = Entry {
            actor: Actor::Stranger,
            purpose: "review of a decision",
            action: "review.ask",
            record: Record {
                kind: REVIEW,
                id: review.id,
            },
            changes: asked(&review),
        };
        context.journal.record(tx, entry).await?;
        Ok(())
    })
}

/// Asks for a review for somebody who stands at the counter.
///
/// # Errors
/// A fault of a field; a conflict if nothing was decided or a review was asked for already; if the permit is for another action;
/// [`AccessError::NotFound`].
pub async fn ask_at_counter(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    words: &str,
    contact: &str,
) -> Result<Uuid, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    let words = plain_words("words", words)?;
    let contact = reachable(contact)?;
    transaction!(context.db, |tx| {
        assessed(tx, agency, id).await?;
        let last = decision::of(tx, id).await?.pop();
        let last = last.ok_or(AccessError::Conflict("review-nothing-decided"))?;
        if store::of_decision(tx, last.id).await?.is_some() {
            return Err(AccessError::Conflict("review-known"));
        }
        let under = (agency, id, last.id);
        let review = begin(tx, under, AskedBy::Counter, &words, contact.clone()).await?;
        let action = "review.ask";
        note(
            context,
            tx,
            permit,
            action,
            REVIEW,
            review.id,
            asked(&review),
        )
        .await?;
        Ok(review.id)
    })
}

fn reachable(contact: &str) -> Result<Option<String>, AccessError> {
    match contact.trim() {
        "" => Ok(None),
        contact => one_line("contact", contact).map(Some),
    }
}

async fn begin(
    tx: &mut Tx,
    (agency, assessment, under): (Uuid, Uuid, Uuid),
    asked_by: AskedBy,
    words: &str,
    contact: Option<String>,
) -> Result<Review, AccessError> {
    let decisions = decision::of(tx, assessment).await?;
    let made = decisions.iter().find(|decision| decision.id == under);
    let today = day_in_jakarta(tx.now());
    let review = Review {
        id: tx.id(),
        assessment,
        decision: under,
        agency,
        asked_by,
        words: words.to_owned(),
        contact,
        asked_at: tx.stamp(),
        due_on: ReviewTerm::of(today).due_on(today),
        decider: made.and_then(|made| made.by),
        answer: None,
    };
    store::insert(tx, &review).await?;
    Ok(review)
}

fn asked(review: &Review) -> Changes {
    Changes::default()
        .set("decision", None::<Uuid>, Some(review.decision))
        .set("words", None::<&str>, Some(&review.words))
        .set("contact", None::<&str>, review.contact.as_deref())
        .set("due_on", None::<String>, Some(review.due_on.to_string()))
}

/// A review in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The review.
    pub review: Review,
    /// Who travels.
    pub name: String,
}

/// The reviews of one's own agency: those that wait first, by the day on which they are due.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn list(context: &Context, permit: &Permit) -> Result<Vec<Waiting>, AccessError> {
    let agency = agency(permit, Action::ReviewScreening)?;
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let reviews = store::list(tx, agency).await?;
        let ids: Vec<Uuid> = reviews.iter().map(|review| review.assessment).collect();
        let names: HashMap<Uuid, String> = assessment::names(tx, &ids).await?;
        Ok((reviews, ids, names))
    });
    let (reviews, ids, mut names) = read?;
    receipts::leave(context, permit, &ids).await?;
    let waiting = reviews.into_iter().map(|review| Waiting {
        name: names.remove(&review.assessment).unwrap_or_default(),
        review,
    });
    Ok(waiting.collect())
}

/// What whoever reviews needs to see.
#[derive(Debug, Clone, PartialEq)]
pub struct UnderReview {
    /// The review.
    pub review: Review,
    /// The assessment, with everything that was decided.
    pub held: super::Held,
    /// The slips that were handed out.
    pub slips: Vec<Slip>,
}

/// One review, with the assessment and its decisions.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<UnderReview, AccessError> {
    let agency = agency(permit, Action::ReviewScreening)?;
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let review = of_agency(tx, agency, id).await?;
        let slips = slip::of(tx, review.assessment).await?;
        Ok((review, slips))
    });
    let (review, slips) = read?;
    let held = super::show::held(context, permit, agency, review.assessment).await?;
    Ok(UnderReview {
        review,
        held,
        slips,
    })
}

/// Ends a review. Lifting a decision is a new decision: the traveller may go.
///
/// # Errors
/// A fault of `reason`; a conflict if whoever reviews made the decision, or the review has ended; if the permit is for another action;
/// [`AccessError::NotFound`].
pub async fn answer(
    context: &Context,
    desk: &Desk,
    (permit, reviewer): (&Permit, &str),
    id: Uuid,
    verdict: Verdict,
    reason: &str,
) -> Result<(), AccessError> {
    let agency = agency(permit, Action::ReviewScreening)?;
    let reason = plain_words("reason", reason)?;
    let assessment = transaction!(context.db, |tx| {
        let review = of_agency(tx, agency, id).await?;
        if review.answer.is_some() {
            return Err(AccessError::Conflict("review-answered"));
        }
        let own = super::account(permit);
        if own.is_none() || review.decider == own {
            return Err(AccessError::Conflict("review-own"));
        }
        let answered = Answered {
            verdict,
            reason: reason.clone(),
            reviewer: reviewer.to_owned(),
            at: tx.stamp(),
        };
        store::answer(tx, id, own, &answered).await?;
        let finding = match verdict {
            Verdict::Upheld => Finding::Upheld,
            Verdict::Overturned => Finding::Overturned,
        };
        referral::found(tx, review.assessment, (REVIEW, id), finding).await?;
        if verdict == Verdict::Overturned {
            let lifted = Decision {
                id: tx.id(),
                outcome: Outcome::LetGo,
                reason: Some(reason.clone()),
                at: tx.stamp(),
                by: own,
            };
            let on = review.assessment;
            decision::insert(tx, on, &lifted).await?;
            assessment::decided(tx, on, lifted.outcome, lifted.at).await?;
            let changes = Changes::default()
                .set("outcome", None::<&str>, Some(lifted.outcome))
                .set("reason", None::<&str>, Some(&reason));
            note(context, tx, permit, "screening.decide", KIND, on, changes).await?;
        }
        let changes = Changes::default()
            .set("verdict", None::<&str>, Some(verdict))
            .set("reason", None::<&str>, Some(&reason));
        note(context, tx, permit, "review.answer", REVIEW, id, changes).await?;
        Ok::<_, AccessError>(review.assessment)
    })?;
    refresh(context, desk.lookup(), &Changed::one(KIND, assessment)).await;
    Ok(())
}

async fn of_agency(tx: &mut Tx, agency: Uuid, id: Uuid) -> Result<Review, AccessError> {
    let review = store::get(tx, id).await?;
    review
        .filter(|review| review.agency == agency)
        .ok_or(AccessError::NotFound)
}
