//! What proves an exchange: who gave what to whom, under which words, signed by the agency that gave.

use super::{SignatureError, SignedAgreement, canonical, cover, signature::fits};
use data_encoding::BASE64;
use domain::record::Transform;
use ed25519_dalek::{Signer, SigningKey};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What was given. It names no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExchangeReceipt)]
pub struct Receipt {
    /// Identifier of the exchange.
    pub id: Uuid,
    /// The agreement.
    pub agreement: Uuid,
    /// The version of its words.
    pub version: u32,
    /// The schedule that covered it.
    pub schedule: String,
    /// Who gave.
    pub provider: Uuid,
    /// Who asked.
    pub consumer: Uuid,
    /// What for.
    pub purpose: String,
    /// The kind of record.
    pub kind: String,
    /// Which fields, and how each is shown: `birth_date.year_only`.
    pub fields: Vec<String>,
    /// How many subjects were asked for.
    pub subjects: u32,
    /// A commitment to them that only the server can open, in hexadecimal.
    pub subjects_commitment: String,
    /// How many records were given.
    pub records: u32,
    /// SHA-256 of the policy that allowed it, in hexadecimal.
    pub policy_sha256: String,
    /// When (RFC 3339, UTC).
    pub answered_at: String,
    /// The day by whose end all of it must be erased (ISO 8601).
    pub erase_by: String,
}

/// A receipt with the giver's signature: Ed25519 over its canonical JSON (RFC 8785).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SignedExchangeReceipt)]
pub struct SignedReceipt {
    /// What was given.
    pub receipt: Receipt,
    /// The giver's public key, 32 bytes in base64; also among the keys of agencies.
    pub public_key: String,
    /// The signature, 64 bytes in base64.
    pub signature: String,
}

/// Why a receipt proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// The bytes are no signature of this key under this receipt.
    #[error("the signature does not fit the receipt and its key")]
    Wrong,
    /// Another agreement, or another version of its words.
    #[error("it was given under another agreement, or under other words of it")]
    OtherAgreement,
    /// The key is not the one with which the giver signed the agreement.
    #[error("its key is not the one with which the providing agency signed the agreement")]
    OtherKey,
    /// No schedule of the agreement says so.
    #[error("no data schedule of the agreement covers what it says was given")]
    NotCovered,
    /// The moment of the answer lies outside the term.
    #[error("`answered_at` lies outside the term of the agreement")]
    OutsideTerm,
}

impl SignedReceipt {
    /// Checks that the receipt was signed by the giver and that the agreement, verified before, allows what it says. A
    /// suspension, a notice or an amendment does not stand in the agreement's own file.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn verify(&self, agreement: &SignedAgreement) -> Result<(), ReceiptError> {
        let receipt = &self.receipt;
        let document = &agreement.document;
        if !self.fits() {
            return Err(ReceiptError::Wrong);
        }
        if receipt.agreement != document.agreement || receipt.version != agreement.version {
            return Err(ReceiptError::OtherAgreement);
        }
        let own = |signature: &super::Signature| {
            signature.statement.agency == receipt.provider
                && signature.public_key == self.public_key
        };
        if !agreement.signatures.iter().any(own) {
            return Err(ReceiptError::OtherKey);
        }
        let (codes, shown): (Vec<String>, Vec<&str>) = (receipt.fields.iter())
            .filter_map(|field| field.rsplit_once('.'))
            .map(|(code, transform)| (code.to_owned(), transform))
            .unzip();
        let covered = cover(
            &document.schedules,
            receipt.consumer,
            &receipt.kind,
            &receipt.purpose,
            &codes,
        );
        let covered = covered.is_ok_and(|(schedule, fields)| {
            let same =
                |((_, transform), shown): (&(String, Transform), &&str)| transform.code() == *shown;
            schedule.key == receipt.schedule
                && schedule.provider == receipt.provider
                && codes.len() == receipt.fields.len()
                && fields.iter().zip(&shown).all(same)
        });
        if !covered {
            return Err(ReceiptError::NotCovered);
        }
        let at = receipt.answered_at.parse::<Timestamp>();
        let span = document.term.span();
        match (at, span) {
            (Ok(at), Ok(span)) if span.holds(at) => Ok(()),
            _ => Err(ReceiptError::OutsideTerm),
        }
    }

    /// Signs a receipt.
    ///
    /// # Errors
    /// [`SignatureError::Form`].
    pub fn make(receipt: Receipt, key: &SigningKey) -> Result<Self, SignatureError> {
        let bytes = canonical(&receipt).map_err(|_| SignatureError::Form)?;
        Ok(Self {
            receipt,
            public_key: BASE64.encode(key.verifying_key().as_bytes()),
            signature: BASE64.encode(&key.sign(&bytes).to_bytes()),
        })
    }

    /// Whether the signature fits the receipt and its own key.
    pub fn fits(&self) -> bool {
        fits(&self.receipt, &self.public_key, &self.signature)
    }
}
