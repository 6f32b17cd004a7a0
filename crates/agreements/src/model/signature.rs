//! Signatures of the parties: Ed25519 (RFC 8032) over the canonical JSON of a statement that names the document by its hash.

use super::{Document, canonical, fingerprint};
use data_encoding::BASE64;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a party puts its signature under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The agreement.
    pub agreement: Uuid,
    /// The version of its words.
    pub version: u32,
    /// SHA-256 of the canonical JSON of these words, in hexadecimal.
    pub document_sha256: String,
    /// The agency that signs.
    pub agency: Uuid,
    /// Who signs for it, as the document says.
    pub signatory: String,
    /// In which office.
    pub position: String,
    /// The account that signed, after password and second factor were asked again.
    pub officer: Uuid,
    /// When (RFC 3339, UTC).
    pub signed_at: String,
}

/// A statement with its signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// What was signed.
    pub statement: Statement,
    /// The agency's public key, 32 bytes in base64.
    pub public_key: String,
    /// The signature, 64 bytes in base64.
    pub signature: String,
}

/// An agreement as it is downloaded: the words and the signatures under them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedAgreement {
    /// The version of the words.
    pub version: u32,
    /// The words.
    pub document: Document,
    /// One of each party.
    pub signatures: Vec<Signature>,
}

/// Why a file proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The statement names other words.
    #[error("signature {0}: it was given for other words than these")]
    OtherWords(usize),
    /// The bytes are no signature of this key under this statement.
    #[error("signature {0}: it does not fit its statement and key")]
    Wrong(usize),
    /// The key is not the one that is known of this agency.
    #[error("signature {0}: the key is not the one that is known of this agency")]
    UnknownKey(usize),
    /// A party has not signed, somebody else has, or one has twice.
    #[error("party {0}: expected exactly one signature")]
    Party(usize),
    /// More signatures than parties.
    #[error("expected one signature of each party and no other")]
    TooMany,
    /// The document cannot be written as JSON.
    #[error("the document has no canonical form")]
    Form,
}

impl Signature {
    /// Signs a statement.
    ///
    /// # Errors
    /// [`SignatureError::Form`].
    pub fn make(statement: Statement, key: &SigningKey) -> Result<Self, SignatureError> {
        let bytes = canonical(&statement).map_err(|_| SignatureError::Form)?;
        Ok(Self {
            statement,
            public_key: BASE64.encode(key.verifying_key().as_bytes()),
            signature: BASE64.encode(&key.sign(&bytes).to_bytes()),
        })
    }

    /// Whether the signature fits its statement and its own key.
    pub fn fits(&self) -> bool {
        fits(&self.statement, &self.public_key, &self.signature)
    }
}

/// Whether a signature in base64 is that of a key in base64 over the canonical JSON of a value.
pub(super) fn fits(value: &impl Serialize, key: &str, signature: &str) -> bool {
    let check = || {
        let key: [u8; 32] = BASE64.decode(key.as_bytes()).ok()?.try_into().ok()?;
        let signature: [u8; 64] = BASE64.decode(signature.as_bytes()).ok()?.try_into().ok()?;
        let bytes = canonical(value).ok()?;
        // Strict: small-order keys and malleable signatures prove nothing.
        let key = VerifyingKey::from_bytes(&key).ok()?;
        key.verify_strict(&bytes, &signature.into()).ok()
    };
    check().is_some()
}

impl SignedAgreement {
    /// Checks that every party, and nobody else, signed exactly these words. `known` gives the key of an agency, in base64,
    /// where the reader has it from elsewhere: without it the file only agrees with itself.
    ///
    /// # Errors
    /// What does not fit, with the number of the signature or party, from 1.
    pub fn verify(&self, known: impl Fn(Uuid) -> Option<String>) -> Result<(), SignatureError> {
        let words = fingerprint(&self.document).map_err(|_| SignatureError::Form)?;
        for (number, signature) in (1..).zip(&self.signatures) {
            let statement = &signature.statement;
            let same = statement.document_sha256 == words
                && statement.agreement == self.document.agreement
                && statement.version == self.version;
            if !same {
                return Err(SignatureError::OtherWords(number));
            }
            if !signature.fits() {
                return Err(SignatureError::Wrong(number));
            }
            if known(statement.agency).is_some_and(|key| key != signature.public_key) {
                return Err(SignatureError::UnknownKey(number));
            }
        }
        for (number, party) in (1..).zip(&self.document.parties) {
            let own = |signature: &&Signature| {
                let statement = &signature.statement;
                statement.agency == party.agency
                    && statement.signatory == party.signatory
                    && statement.position == party.position
            };
            if self.signatures.iter().filter(own).count() != 1 {
                return Err(SignatureError::Party(number));
            }
        }
        if self.signatures.len() != self.document.parties.len() {
            return Err(SignatureError::TooMany);
        }
        Ok(())
    }
}
