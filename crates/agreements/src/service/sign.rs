//! Signing, with the agency's key and the officer's password and code; and what follows from the last signature.

use super::{Officer, clock, draft::not_now, visible, write_down};
use crate::{
    model::{Act, Document, Signature, Stage, Statement, fingerprint},
    store::{agreement, draft, signature},
};
use access::{AccessError, Action, Context, service::confirmation::Confirmed};
use data_encoding::BASE64;
use ed25519_dalek::SigningKey;
use journal::Changes;
use std::collections::BTreeMap;
use storage::{Tx, snapshot, transaction};
use uuid::Uuid;

/// The use of the server's secret from which agencies' keys are derived.
const LABEL: &str = "agreement signature";

/// Signs for the officer's agency the words that were fixed at version `seen`. With the last signature the agreement waits for
/// its first day only; if it is an amendment, it takes the place of what it amends on that day.
///
/// # Errors
/// [`AccessError::Conflict`] if the words are not fixed, are others, or the agency has signed; [`AccessError::NotFound`].
pub async fn sign(
    context: &Context,
    officer: &Officer,
    confirmed: &Confirmed,
    id: Uuid,
    seen: u32,
) -> Result<(), AccessError> {
    officer.permit().covers(Action::SignAgreements)?;
    let author = officer.author()?;
    confirmed.is(officer.permit().actor())?;
    transaction!(context.db, |tx| {
        let record = visible(tx, officer, id).await?;
        let now = clock::moved_on(tx).await?;
        if record.life.stage != Stage::Signing {
            return Err(not_now());
        }
        if record.version != seen {
            return Err(AccessError::Conflict("agreement-changed-meanwhile"));
        }
        let document = draft::document(tx, id, record.version).await?;
        let party = document.party(author.agency).ok_or(AccessError::NotFound)?;
        let mut given = signature::all(tx, id).await?;
        if given
            .iter()
            .any(|given| given.statement.agency == author.agency)
        {
            return Err(AccessError::Conflict("agreement-signed-already"));
        }
        let statement = Statement {
            agreement: id,
            version: record.version,
            document_sha256: fingerprint(&document).map_err(|_| not_now())?,
            agency: author.agency,
            signatory: party.signatory.clone(),
            position: party.position.clone(),
            officer: author.officer,
            signed_at: now.to_string(),
        };
        let key = key_of(context, tx, author.agency).await?;
        let made = Signature::make(statement, &key).map_err(|_| not_now())?;
        signature::insert(tx, &made, &author.name).await?;
        let changes = Changes::default()
            .set("version", None::<u32>, Some(record.version))
            .set(
                "document_sha256",
                None::<&str>,
                Some(&made.statement.document_sha256),
            );
        write_down(context, tx, officer, "agreement.sign", id, changes).await?;
        given.push(made);
        if given.len() == document.parties.len() {
            complete(context, tx, officer, &document).await?;
        }
        Ok(())
    })
}

async fn complete(
    context: &Context,
    tx: &mut Tx,
    officer: &Officer,
    document: &Document,
) -> Result<(), AccessError> {
    let now = clock::moved_on(tx).await?.timestamp();
    let record = agreement::get(tx, document.agreement).await?;
    let life = record
        .life
        .after(Act::Complete, now)
        .map_err(|_| not_now())?;
    agreement::live(tx, record.id, &life).await?;
    write_down(
        context,
        tx,
        officer,
        "agreement.complete",
        record.id,
        Changes::default(),
    )
    .await?;
    if let (Some(old), Some(opens)) = (document.supersedes, life.opens()) {
        let old = agreement::get(tx, old).await?;
        let life = (old.life.after(Act::Supersede(opens), now))
            .map_err(|_| AccessError::Conflict("agreement-not-amendable"))?;
        agreement::live(tx, old.id, &life).await?;
        let changes = Changes::default().set("superseded_by", None::<Uuid>, Some(record.id));
        write_down(context, tx, officer, "agreement.supersede", old.id, changes).await?;
    }
    Ok(())
}

/// Goes back to the draft: signatures lose their meaning, and the journal keeps that they were given.
///
/// # Errors
/// [`AccessError::Conflict`] if parties are not signing; [`AccessError::NotFound`].
pub async fn return_to_draft(
    context: &Context,
    officer: &Officer,
    id: Uuid,
    reason: &str,
) -> Result<(), AccessError> {
    officer.permit().covers(Action::DraftAgreements)?;
    let reason = super::draft::written("reason", reason)?;
    transaction!(context.db, |tx| {
        let record = visible(tx, officer, id).await?;
        let now = clock::moved_on(tx).await?.timestamp();
        let life = record.life.after(Act::Return, now).map_err(|_| not_now())?;
        signature::delete(tx, id).await?;
        agreement::live(tx, id, &life).await?;
        let changes = Changes::default().set("reason", None::<&str>, Some(&reason));
        write_down(context, tx, officer, "agreement.return", id, changes).await
    })
}

/// The public keys of all agencies, in base64: what signatures are held against.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn keys(
    context: &Context,
    officer: &Officer,
) -> Result<BTreeMap<Uuid, String>, AccessError> {
    officer.permit().covers(Action::ReadAgreements)?;
    Ok(snapshot!(context.db, |tx| signature::keys(tx).await)?)
}

/// The key of an agency. It lies nowhere: it is derived from the server's key file, and its public half is kept from the first
/// use on, so that a key file that was exchanged is noticed.
pub(crate) async fn key_of(
    context: &Context,
    tx: &mut Tx,
    agency: Uuid,
) -> Result<SigningKey, AccessError> {
    let key = SigningKey::from_bytes(&context.secrets.derive(LABEL, agency.as_bytes()));
    let public = BASE64.encode(key.verifying_key().as_bytes());
    match signature::keys(tx).await?.get(&agency) {
        Some(known) if *known != public => Err(AccessError::Key(
            "it is not the file from which the keys of agencies were made; put it back from a backup".to_owned(),
        )),
        Some(_) => Ok(key),
        None => {
            signature::insert_key(tx, agency, &public).await?;
            Ok(key)
        }
    }
}
