//! What proves an exchange: who gave what to whom, under which words, signed by the agency that gave.

use super::{SignatureError, canonical, signature::fits};
use data_encoding::BASE64;
use ed25519_dalek::{Signer, SigningKey};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What was given. It names no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SignedReceipt {
    /// What was given.
    pub receipt: Receipt,
    /// The giver's public key, 32 bytes in base64; also among the keys of agencies.
    pub public_key: String,
    /// The signature, 64 bytes in base64.
    pub signature: String,
}

impl SignedReceipt {
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
