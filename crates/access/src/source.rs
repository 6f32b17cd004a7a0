//! Where records of persons come from: each capability answers for its kinds of record, the roof joins the answers.

use crate::{AccessError, Permit};
use domain::{
    Country, Nik,
    record::{RecordKind, Value},
};
use futures_util::future::BoxFuture;
use std::{collections::BTreeMap, fmt, sync::Arc};
use storage::Tx;
use uuid::Uuid;

/// Whom a request is about. `Debug` shows no number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The person with this population number.
    Nik(Nik),
    /// The person with this passport; any issuer, if it is not said.
    Passport {
        /// The number, upper case, without blanks.
        number: String,
        /// The issuing state.
        issuer: Option<Country>,
    },
    /// The record with this identifier.
    Record(Uuid),
}

impl Subject {
    /// The person with this number: 16 digits are a NIK, other letters and digits a passport of any issuer. Blanks and
    /// punctuation do not count. Nothing if it can be neither.
    pub fn of_number(text: &str) -> Option<Self> {
        if let Ok(nik) = Nik::read(text) {
            return Some(Self::Nik(nik));
        }
        Self::of_passport(text, None)
    }

    /// The person with this passport. Nothing if it can be no passport number: letters or digits, at most 20, and not the 16
    /// digits of a NIK with a slip of the pen.
    pub fn of_passport(text: &str, issuer: Option<Country>) -> Option<Self> {
        let number = text.chars().filter(char::is_ascii_alphanumeric);
        let number: String = number.map(|c| c.to_ascii_uppercase()).collect();
        let nik = number.len() >= 15 && number.chars().all(|c| c.is_ascii_digit());
        let right = (1..=20).contains(&number.len()) && !nik;
        right.then_some(Self::Passport { number, issuer })
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nik(_) => f.write_str("Nik(…)"),
            Self::Passport { .. } => f.write_str("Passport(…)"),
            Self::Record(id) => write!(f, "Record({id})"),
        }
    }
}

/// The values of a record's fields by code; one that is not known is missing.
pub type Values = BTreeMap<&'static str, Value>;

/// A record as its source holds it, before any mask: for `access` and for those who ask under a permit, never to be shown as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The record.
    pub id: Uuid,
    /// The person whom it is about: the subject of receipts. For a person, the record itself.
    pub person: Uuid,
    /// The agency that answers for the record (UU PDP: the controller).
    pub agency: Option<Uuid>,
    /// Whether it is sealed: a place of shelter, a protected witness.
    pub sealed: bool,
    /// What is known of the fields that were asked for.
    pub values: Values,
}

/// Reads records of one kind. Implemented by the capability that keeps them; its `lib.rs` offers a `pub fn source()`.
pub trait Source: Send + Sync {
    /// The kind of record.
    fn kind(&self) -> &'static RecordKind;

    /// The records about a subject within the scope of the permit ([`Permit::opens`] says whose), and of each only the
    /// fields asked for, by code. No records if there are none; whether records of others exist is not told.
    ///
    /// # Errors
    /// If the permit does not open records of this kind; if the database failed.
    fn read<'a>(
        &'a self,
        tx: &'a mut Tx,
        permit: &'a Permit,
        subject: &'a Subject,
        fields: &'a [&'static str],
    ) -> BoxFuture<'a, Result<Vec<Found>, AccessError>>;
}

/// All sources, joined by the roof. Clones share them.
#[derive(Clone, Default)]
pub struct Sources(Arc<Vec<Box<dyn Source>>>);

impl Sources {
    /// Joins the sources of all capabilities.
    pub fn new(sources: Vec<Box<dyn Source>>) -> Self {
        Self(Arc::new(sources))
    }

    /// The source for a kind of record, by code.
    pub fn of(&self, kind: &str) -> Option<&dyn Source> {
        let source = self.0.iter().find(|source| source.kind().code == kind);
        source.map(AsRef::as_ref)
    }

    /// All kinds of record that can be asked for.
    pub fn kinds(&self) -> impl Iterator<Item = &'static RecordKind> {
        self.0.iter().map(|source| source.kind())
    }
}

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.kinds().map(|kind| kind.code))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_persons() {
        for (text, expected) in [
            ("3507135203900002", "nik"),
            (" 3507 1352 0390 0002 ", "nik"),
            ("a 1234567", "A1234567"),
            ("A-1234567", "A1234567"),
            ("350713520390000", "nothing"),
            ("35071352039000021", "nothing"),
            ("A12345678901234567890", "nothing"),
            ("", "nothing"),
            ("—", "nothing"),
        ] {
            let found = match Subject::of_number(text) {
                Some(Subject::Nik(_)) => "nik".to_owned(),
                Some(Subject::Passport { number, issuer }) => {
                    assert_eq!(issuer, None);
                    number
                }
                Some(Subject::Record(_)) => "record".to_owned(),
                None => "nothing".to_owned(),
            };
            assert_eq!(found, expected, "{text}");
        }
    }
}
