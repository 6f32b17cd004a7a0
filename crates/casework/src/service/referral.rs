//! Handing a case on, and what the other side says to it. Nothing stands as sent that the other side cannot open, and nothing as seen
//! that nobody opened.

mod answer;
mod by_link;
mod open;

pub use answer::{answer, report_step};
pub use by_link::{answer_link, open_link};
pub use open::{Opened, open};

use super::{KIND, Officer, reached};
use crate::{Referral, ReferralForm, ReferralState, store};
use access::{AccessError, Context, in_letters, service::note};
use domain::day_in_jakarta;
use journal::Changes;
use storage::{snapshot, transaction};
use uuid::Uuid;

/// A link opens for so long.
const LINK_SECONDS: i64 = 7 * 24 * 3600;
/// Letters of a link: 160 bits.
const LETTERS: usize = 32;

/// What the sender gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The referral.
    pub id: Uuid,
    /// What opens it once, for a party without an account; shown once.
    pub link: Option<String>,
}

fn link_hash(context: &Context, link: &str) -> [u8; 32] {
    let link: String = link.chars().take(128).collect();
    context
        .secrets
        .derive("link of a referral", link.as_bytes())
}

fn new_link(context: &Context) -> String {
    in_letters(&context.db.ambient().bytes::<32>(), LETTERS)
}

/// Hands a case on.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`]; the fault of a field; a conflict where the same party still owes an answer.
pub async fn send(
    context: &Context,
    officer: &Officer,
    case: Uuid,
    form: &ReferralForm,
) -> Result<Sent, AccessError> {
    let permit = officer.managing()?;
    let link = form.to.is_none().then(|| new_link(context));
    let hash = link.as_ref().map(|link| link_hash(context, link));
    let id = transaction!(context.db, |tx| {
        let before = reached(tx, officer, case).await?;
        let handing = form.read(day_in_jakarta(tx.now()))?;
        if handing.to == Some(officer.agency()) {
            return Err(AccessError::invalid("to", "referral-to-oneself"));
        }
        let earlier = store::referral::of_case(tx, case).await?;
        let same = |one: &Referral| one.to == handing.to && one.to_name == handing.to_name;
        if earlier.iter().any(|one| one.state.waits() && same(one)) {
            return Err(AccessError::Conflict("referral-waits"));
        }
        let referral = Referral {
            id: tx.id(),
            case: before.id,
            kind: handing.kind,
            from: officer.agency(),
            to: handing.to,
            to_name: handing.to_name,
            purpose: handing.purpose,
            basis: handing.basis,
            basis_words: handing.basis_words,
            fields: handing.fields,
            state: ReferralState::Sent,
            due_on: handing.due_on,
            sent_at: tx.stamp(),
            sent_by: officer.hand().name.clone(),
            seen_at: None,
            answered_at: None,
            done_at: None,
            answer: String::new(),
        };
        let until = tx.stamp().plus_seconds(LINK_SECONDS);
        store::referral::insert(tx, &referral, hash.as_ref().map(|hash| (hash, until))).await?;
        let changes = Changes::default()
            .set("referral", None::<Uuid>, Some(referral.id))
            .set("kind", None::<&str>, Some(referral.kind))
            .set("to", None::<Uuid>, referral.to)
            .set("basis", None::<&str>, Some(referral.basis))
            .set("fields", None::<&str>, Some(&referral.fields));
        note(context, tx, permit, "case.refer", KIND, case, changes).await?;
        Ok(referral.id)
    })?;
    Ok(Sent { id, link })
}

/// What was handed to the agency of an officer: what waits for its answer first.
///
/// # Errors
/// If they may not see cases.
pub async fn received(context: &Context, officer: &Officer) -> Result<Vec<Referral>, AccessError> {
    officer.reading()?;
    Ok(snapshot!(context.db, |tx| store::referral::received(
        tx,
        officer.agency()
    )
    .await)?)
}
