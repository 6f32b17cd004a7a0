//! What a permit leaves of a record.

use crate::{Basis, Context, Found, Permit, Row, Scope, Secrets};
use data_encoding::HEXLOWER;
use domain::record::{Field, Transform};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

impl Permit {
    /// What is shown of a record under this permit; nothing at all of one outside its scope.
    ///
    /// Of a sealed record that the permit was not asked for, what the masks leave.
    pub fn show(&self, context: &Context, found: &Found) -> Option<Row> {
        let scope = self.scope()?;
        let inside = found.agency == Some(scope.agency)
            && scope.record.is_none_or(|record| record == found.id);
        let key = TokenKey::of(&context.secrets, scope);
        inside.then(|| {
            scope
                .fields
                .iter()
                .filter_map(|(field, transform)| {
                    let transform = if found.sealed && !scope.sealed {
                        masked(field, *transform)?
                    } else {
                        *transform
                    };
                    let value = found.values.get(field.code);
                    let shown = transform.apply(value, |text| key.token(field.code, text));
                    Some((*field, shown))
                })
                .collect()
        })
    }
}

/// What a sealed record shows of a field: never the value as it is.
pub(crate) fn masked(field: &'static Field, transform: Transform) -> Option<Transform> {
    if transform != Transform::Full {
        return Some(transform);
    }
    let masks = |other: &&Transform| !matches!(other, Transform::Full | Transform::KeyedToken);
    field.transforms.iter().find(masks).copied()
}

/// The key of the tokens of one agreement: whoever holds it can make the tokens of the values that they hold, and try out
/// others. Handed to the parties of the agreement only.
pub struct TokenKey([u8; 32]);

impl TokenKey {
    /// The key of an agreement.
    pub fn of_agreement(secrets: &Secrets, agreement: Uuid) -> Self {
        Self(secrets.derive("token of an agreement", agreement.as_bytes()))
    }

    fn of(secrets: &Secrets, scope: &Scope) -> Self {
        match &scope.basis {
            Basis::Agreement { id, .. } => Self::of_agreement(secrets, *id),
            _ => Self(secrets.derive("token of an agency", scope.asks.as_bytes())),
        }
    }

    /// The key itself, in hexadecimal.
    pub fn reveal(&self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// HMAC-SHA-256 over the field's code, a zero byte and [`domain::record::Value::canonical`]; its first 16 bytes in hexadecimal.
    pub fn token(&self, field: &str, canonical: &str) -> String {
        // HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        mac.update(field.as_bytes());
        mac.update(&[0]);
        mac.update(canonical.as_bytes());
        let bytes = mac.finalize().into_bytes();
        HEXLOWER.encode(bytes.get(..16).unwrap_or_default())
    }
}

impl std::fmt::Debug for TokenKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenKey")
    }
}
