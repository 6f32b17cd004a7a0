//! Signed statements of the tree's size and root (C2SP tlog-checkpoint).

use crate::{JournalError, Keys, tree::unsigned};
use signed_note::{Note, StandardVerifier, Verifier, VerifierList};
use storage::{Tx, fetch_optional};
use tlog_tiles::Hash;

/// A checkpoint whose signature is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many entries the tree holds.
    pub size: u64,
    /// The root over all of them (SHA-256).
    pub root: [u8; 32],
    /// The signed text, to be kept somewhere else.
    pub note: String,
}

impl Checkpoint {
    /// Signs a size and root.
    pub(crate) fn sign(keys: &Keys, size: u64, root: Hash) -> Result<Self, JournalError> {
        use signed_note::Signer as _;
        let failed = |error: &dyn std::fmt::Display| JournalError::Tree(error.to_string());
        let body = tlog_tiles::Checkpoint::new(keys.signer.name(), size, root, "")
            .map_err(|error| failed(&error))?;
        let mut note = Note::new(&body.to_bytes(), &[]).map_err(|error| failed(&error))?;
        note.add_sigs(&[&keys.signer])
            .map_err(|error| failed(&error))?;
        Ok(Self {
            size,
            root: root.0,
            note: String::from_utf8_lossy(&note.to_bytes()).into_owned(),
        })
    }

    /// Reads a checkpoint and checks its signature with the public key of the journal that made it.
    ///
    /// # Errors
    /// If it has another form, or was not signed with this key.
    pub fn open(note: &str, verifying: &str) -> Result<Self, JournalError> {
        let wrong = |what: &str| JournalError::Note(format!("the checkpoint {what}"));
        let verifier = StandardVerifier::new(verifying)
            .map_err(|_| JournalError::Note("the public key is not one".into()))?;
        let origin = verifier.name().to_owned();
        let signed =
            Note::from_bytes(note.as_bytes()).map_err(|_| wrong("is not a signed note"))?;
        signed
            .verify(&VerifierList::new(vec![Box::new(verifier)]))
            .map_err(|_| wrong("was not signed with the key of this journal"))?;
        let body = tlog_tiles::Checkpoint::from_bytes(signed.text())
            .map_err(|_| wrong("has no size and root"))?;
        if body.origin() != origin {
            return Err(wrong("is of another journal"));
        }
        Ok(Self {
            size: body.size(),
            root: body.hash().0,
            note: note.to_owned(),
        })
    }
}

/// The newest checkpoint, if anything was sequenced yet.
///
/// # Errors
/// If the database failed or the checkpoint's signature is wrong.
pub async fn latest_checkpoint(
    tx: &mut Tx,
    keys: &Keys,
) -> Result<Option<Checkpoint>, JournalError> {
    let found: Option<(i64, String)> = fetch_optional!(
        tx,
        "SELECT size, note FROM journal_checkpoint ORDER BY size DESC LIMIT 1"
    )?;
    let Some((size, note)) = found else {
        return Ok(None);
    };
    let checkpoint = Checkpoint::open(&note, keys.verifying())?;
    if checkpoint.size != unsigned(size)? {
        return Err(JournalError::Note(
            "the checkpoint is of another size".into(),
        ));
    }
    Ok(Some(checkpoint))
}
