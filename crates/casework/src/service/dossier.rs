//! Making the dossier of a case, and its supplements.

use super::{KIND, Officer, look::held_in};
use crate::{Difference, Dossier, model::lines_of, store};
use access::{
    AccessError, Context, one_line,
    service::{note, receipts},
};
use journal::Changes;
use storage::{snapshot, transaction};
use uuid::Uuid;

/// The frame of the letter, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// Its number.
    pub letter: String,
    /// To whom.
    pub addressee: String,
    /// Who signs.
    pub signer: String,
    /// As what.
    pub post: String,
}

/// Makes a dossier of what the record says now. It is kept as it was made.
///
/// # Errors
/// If they may not; [`AccessError::NotFound`]; the fault of a field; a conflict where nothing is new since the one before.
pub async fn make(
    context: &Context,
    officer: &Officer,
    case: Uuid,
    letter: &Letter,
) -> Result<Uuid, AccessError> {
    let permit = officer.managing()?;
    let line = |field, text: &str| one_line(field, text);
    let frame = Letter {
        letter: line("letter", &letter.letter)?,
        addressee: line("addressee", &letter.addressee)?,
        signer: line("signer", &letter.signer)?,
        post: line("post", &letter.post)?,
    };
    transaction!(context.db, |tx| {
        let held = held_in(tx, officer, case).await?;
        let content = lines_of(&held);
        let earlier = store::dossier::of_case(tx, case).await?;
        if earlier.last().is_some_and(|last| last.content == content) {
            return Err(AccessError::Conflict("dossier-nothing-new"));
        }
        let dossier = Dossier {
            id: tx.id(),
            case,
            letter: frame.letter.clone(),
            addressee: frame.addressee.clone(),
            signer: frame.signer.clone(),
            post: frame.post.clone(),
            content,
            made_at: tx.stamp(),
            made_by: officer.hand().name.clone(),
        };
        store::dossier::insert(tx, &dossier).await?;
        let changes = Changes::default()
            .set("letter", None::<&str>, Some(&dossier.letter))
            .set("lines", None::<usize>, Some(dossier.content.len()));
        note(context, tx, permit, "case.dossier", KIND, case, changes).await?;
        Ok(dossier.id)
    })
}

/// A dossier of a case; where it is a supplement, with the letter before and what differs from it.
///
/// # Errors
/// If they may not see cases; [`AccessError::NotFound`].
pub async fn get(
    context: &Context,
    officer: &Officer,
    case: Uuid,
    id: Uuid,
) -> Result<(Dossier, Option<(String, Difference)>), AccessError> {
    let permit = officer.reading()?;
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let held = held_in(tx, officer, case).await?;
        Ok((held, store::dossier::of_case(tx, case).await?))
    });
    let (held, dossiers) = read?;
    let place = dossiers.iter().position(|dossier| dossier.id == id);
    let place = place.ok_or(AccessError::NotFound)?;
    let subjects: Vec<Uuid> = held.people.iter().map(crate::CasePerson::subject).collect();
    receipts::leave(context, permit, &subjects).await?;
    let before = place.checked_sub(1).and_then(|before| dossiers.get(before));
    let dossier = dossiers.get(place).cloned().ok_or(AccessError::NotFound)?;
    let since = before.map(|before| (before.letter.clone(), dossier.since(before)));
    Ok((dossier, since))
}
