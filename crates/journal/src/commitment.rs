//! Keyed commitments: they prove later which value was meant, and tell nothing to whoever lacks the key and the nonce.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// Which of the two values of a change.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Side {
    Before,
    After,
}

/// What a commitment binds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bound<'a> {
    pub(crate) entry: Uuid,
    pub(crate) field: &'a str,
    /// Erased together with the value: from then on not even the key's holder can try out values.
    pub(crate) nonce: &'a [u8],
}

impl Bound<'_> {
    /// HMAC-SHA-256 over nonce, entry, side, field and value, in hexadecimal. The field's length keeps field and value apart.
    pub(crate) fn commit(self, key: &[u8; 32], side: Side, value: &str) -> String {
        // HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
            return String::new();
        };
        mac.update(self.nonce);
        mac.update(self.entry.as_bytes());
        mac.update(&[match side {
            Side::Before => 0,
            Side::After => 1,
        }]);
        mac.update(&(self.field.len() as u64).to_be_bytes());
        mac.update(self.field.as_bytes());
        mac.update(value.as_bytes());
        data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes())
    }
}
