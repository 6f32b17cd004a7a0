//! How somebody can be reached.

use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

/// By what.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum ContactKind {
    /// Telephone.
    Phone,
    /// E-mail.
    Email,
}

impl ContactKind {
    /// All of them, in the order of the forms.
    pub const ALL: [Self; 2] = [Self::Phone, Self::Email];

    /// The word in tables, forms and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    /// The kind with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Reads a contact of this kind as it is stored. The error is a message of the languages.
    ///
    /// # Errors
    /// `phone-form` or `email-form`.
    pub fn read(self, text: &str) -> Result<String, &'static str> {
        match self {
            Self::Phone => telephone(text).ok_or("phone-form"),
            Self::Email => email(text).ok_or("email-form"),
        }
    }
}

/// A telephone or an address of e-mail that somebody has or had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Contact {
    /// Identifier of the row.
    pub id: Uuid,
    /// The record to which it was written.
    pub person: Uuid,
    /// By what.
    pub kind: ContactKind,
    /// Digits with the country's code, or the address in lower case.
    pub value: String,
    /// When this record first named it.
    #[schema(value_type = String, format = DateTime)]
    pub first_seen: Stamp,
    /// Since when it is no longer used.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub superseded_at: Option<Stamp>,
}

impl Contact {
    /// Whether it counts now.
    pub fn holds(&self) -> bool {
        self.superseded_at.is_none()
    }
}

/// A telephone number as digits with the country's code (ITU-T E.164, without `+`). A number without one is Indonesian:
/// `0812-3456-789`, `+62 812 3456 789` and `812 3456 789` are the same.
pub fn telephone(text: &str) -> Option<String> {
    let text = text.trim();
    let written: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{a0}' | '\''))
        .collect();
    let digits = written.strip_prefix('+').unwrap_or(&written);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let full = if written.starts_with('+') {
        // People write `+62 (0)812`.
        match digits.strip_prefix("620") {
            Some(rest) => format!("62{rest}"),
            None => digits.to_owned(),
        }
    } else if let Some(rest) = digits.strip_prefix("00") {
        rest.to_owned()
    } else if let Some(rest) = digits.strip_prefix('0') {
        format!("62{rest}")
    } else if digits.starts_with('8') && (9..=12).contains(&digits.len()) {
        format!("62{digits}")
    } else {
        digits.to_owned()
    };
    let all_the_same = full
        .bytes()
        .all(|byte| full.as_bytes().first() == Some(&byte));
    ((7..=15).contains(&full.len()) && !all_the_same).then_some(full)
}

fn email(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (name, host) = text.rsplit_once('@')?;
    let sound = !name.is_empty()
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && text.len() <= 254
        && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    sound.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_however_it_is_written() {
        for (text, read) in [
            ("0812-3456-789", Some("628123456789")),
            ("+62 812 3456 789", Some("628123456789")),
            ("+62 (0)812 3456 789", Some("628123456789")),
            ("62812 3456 789", Some("628123456789")),
            ("0062 812 3456 789", Some("628123456789")),
            ("812 3456 789", Some("628123456789")),
            ("(021) 555 1234", Some("62215551234")),
            ("+60 12-345 6789", Some("60123456789")),
            ("0000000000", None),
            ("tidak ada", None),
            ("-", None),
            ("12", None),
        ] {
            assert_eq!(telephone(text).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn addresses_of_email() {
        assert_eq!(
            email(" Siti@Example.ID ").as_deref(),
            Some("siti@example.id")
        );
        for text in ["siti", "@example.id", "siti@example", "si ti@example.id"] {
            assert_eq!(email(text), None, "{text}");
        }
    }
}
