//! Numbers by which the state knows somebody, over time.

use domain::{Country, Nik, NikError, PartialDate};
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

/// What kind of number it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum IdentifierKind {
    /// *Nomor Induk Kependudukan*, 16 digits.
    Nik,
    /// Passport of any series.
    Passport,
    /// *Surat Perjalanan Laksana Paspor*, issued in place of a passport.
    Splp,
    /// Seafarer's book (*buku pelaut*).
    Seafarer,
    /// Any other document.
    Other,
}

impl IdentifierKind {
    /// All of them, in the order of the forms.
    pub const ALL: [Self; 5] = [
        Self::Nik,
        Self::Passport,
        Self::Splp,
        Self::Seafarer,
        Self::Other,
    ];

    /// The word in tables, forms and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nik => "nik",
            Self::Passport => "passport",
            Self::Splp => "splp",
            Self::Seafarer => "seafarer",
            Self::Other => "other",
        }
    }

    /// The kind with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Reads a number of this kind: upper case, without blanks, dots and hyphens. The error is a message of the languages.
    ///
    /// # Errors
    /// `nik-form` where a NIK has not 16 digits (what these say is never a reason to refuse it), `identifier-form` where another
    /// number has not 4 to 24 letters and digits.
    pub fn read(self, text: &str) -> Result<String, &'static str> {
        if self == Self::Nik {
            return match Nik::read(text.trim()) {
                Ok(nik) => Ok(nik.digits()),
                // Sixteen digits that no calendar has: kept as they stand, and told in the notices.
                Err(NikError::BirthDate) => Ok(text.chars().filter(char::is_ascii_digit).collect()),
                Err(NikError::Form) => Err("nik-form"),
            };
        }
        let number: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | '<' | '\''))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let sound = number.len() >= 4
            && number.len() <= 24
            && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && number.bytes().any(|byte| byte.is_ascii_digit());
        sound.then_some(number).ok_or("identifier-form")
    }
}

/// A number that somebody has or had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Identifier {
    /// Identifier of the row.
    pub id: Uuid,
    /// The record to which it was written; another than the one shown where records were merged.
    pub person: Uuid,
    /// What kind of number.
    pub kind: IdentifierKind,
    /// The number, upper case, without blanks.
    pub number: String,
    /// The issuing state, ISO 3166-1 alpha-3.
    #[schema(value_type = Option<String>)]
    pub issuer: Option<Country>,
    /// Issued on.
    #[schema(value_type = Option<String>)]
    pub issued: Option<PartialDate>,
    /// Last day of validity.
    #[schema(value_type = Option<String>)]
    pub expires: Option<PartialDate>,
    /// When this record first named it.
    #[schema(value_type = String, format = DateTime)]
    pub first_seen: Stamp,
    /// Since when another one stands in its place.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub superseded_at: Option<Stamp>,
}

impl Identifier {
    /// Whether it counts now.
    pub fn holds(&self) -> bool {
        self.superseded_at.is_none()
    }

    /// Whether two statements are about one document: the same number, and issuers that do not contradict each other.
    pub(crate) fn is(&self, kind: IdentifierKind, number: &str, issuer: Option<Country>) -> bool {
        let issuers = self.issuer.is_none() || issuer.is_none() || self.issuer == issuer;
        self.kind == kind && self.number == number && issuers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (kind, text, read) in [
            (IdentifierKind::Passport, " c 1234567 ", Ok("C1234567")),
            (IdentifierKind::Passport, "C-123.4567", Ok("C1234567")),
            (IdentifierKind::Passport, "B<1234567<", Ok("B1234567")),
            (IdentifierKind::Passport, "PASPOR", Err("identifier-form")),
            (IdentifierKind::Passport, "C12", Err("identifier-form")),
            (
                IdentifierKind::Nik,
                "3507 1352 0390 0002",
                Ok("3507135203900002"),
            ),
            // Day 99: contradicts itself, and is told, not refused.
            (
                IdentifierKind::Nik,
                "3507139903900002",
                Ok("3507139903900002"),
            ),
            (IdentifierKind::Nik, "350713990390000", Err("nik-form")),
        ] {
            assert_eq!(kind.read(text).as_deref(), read.as_deref(), "{text}");
        }
    }
}
