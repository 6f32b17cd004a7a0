//! Who a traveller may be: records of a table that may be theirs, ranked, with the evidence in words.

mod compare;
mod index;

pub use compare::{Candidate, Evidence};
pub use index::Identities;

/// Whether a record is this person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// One person of the table is this traveller.
    Link,
    /// One or more may be.
    Possible,
    /// None is.
    None,
}

impl Answer {
    /// The word of the facts `placement.answer` and `watchlist.*`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Possible => "possible",
            Self::None => "none",
        }
    }
}
