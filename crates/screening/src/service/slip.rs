//! The slip for a traveller who was not let go: what was decided, why in plain words, and how to have it reviewed.

use super::{agency, assessed};
use crate::{
    model::{
        Outcome,
        review::{ReviewTerm, Slip, ground, plain_words},
    },
    store::{decision, slip as store},
};
use access::{AccessError, Action, Context, Permit, readable, service::note};
use domain::day_in_jakarta;
use journal::Changes;
use storage::transaction;
use uuid::Uuid;

pub(super) const KIND: &str = "slip";
/// Twelve of 32 letters: 60 bits, behind the limit of attempts.
const LETTERS: usize = 12;
/// Ten of the number: enough that no two papers ever bear the same.
const NUMBER: usize = 10;

/// A slip with the code that is shown once.
#[derive(Debug)]
pub struct Handed {
    /// The slip.
    pub slip: Slip,
    /// The code, in groups.
    pub code: String,
}

/// Makes a slip for the last decision about a trip. A slip says what its ground says and what the officer writes to the
/// traveller; nothing of the reasons of the assessment, which others may read over a shoulder.
///
/// # Errors
/// A fault of `ground` or `words`; a conflict if nobody was held up; if the permit is for another action; [`AccessError::NotFound`].
pub async fn hand_out(
    context: &Context,
    permit: &Permit,
    assessment: Uuid,
    chosen: &str,
    words: &str,
) -> Result<Handed, AccessError> {
    let agency = agency(permit, Action::DecideScreening)?;
    let known = ground(chosen).ok_or(AccessError::invalid("ground", "required"))?;
    let words = plain_words("words", words)?;
    let code = readable(context.db.ambient(), LETTERS);
    let hash = code_hash(context, &code);
    let number = readable(context.db.ambient(), NUMBER).to_uppercase();
    transaction!(context.db, |tx| {
        assessed(tx, agency, assessment).await?;
        let last = decision::of(tx, assessment).await?.pop();
        let held_up = |outcome| {
            matches!(
                outcome,
                Outcome::Interview | Outcome::Defer | Outcome::Refer
            )
        };
        let last = last
            .filter(|last| held_up(last.outcome))
            .ok_or(AccessError::Conflict("slip-nobody-held-up"))?;
        let decided_on = day_in_jakarta(last.at.timestamp());
        let slip = Slip {
            id: tx.id(),
            assessment,
            decision: last.id,
            agency,
            number: number.clone(),
            outcome: last.outcome,
            ground: known.id.clone(),
            words: words.clone(),
            issued_at: tx.stamp(),
            ask_by: ReviewTerm::of(decided_on).ask_by(decided_on),
        };
        store::insert(tx, &slip, &hash).await?;
        let changes = Changes::default()
            .set("number", None::<&str>, Some(&slip.number))
            .set("ground", None::<&str>, Some(&slip.ground))
            .set("words", None::<&str>, Some(&slip.words));
        note(context, tx, permit, "slip.hand-out", KIND, slip.id, changes).await?;
        Ok(Handed {
            slip,
            code: code.clone(),
        })
    })
}

/// As somebody types it: in any case, with or without hyphens.
pub(super) fn code_hash(context: &Context, code: &str) -> [u8; 32] {
    let typed = code.chars().filter(char::is_ascii_alphanumeric);
    let code: String = typed.map(|c| c.to_ascii_lowercase()).collect();
    context.secrets.derive("review", code.as_bytes())
}
