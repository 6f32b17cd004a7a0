//! Two records that may be one person.

use serde::Serialize;
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

/// What became of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum DuplicateState {
    /// Nobody decided yet.
    Open,
    /// One was merged into the other.
    Merged,
    /// Somebody looked and found two persons.
    Distinct,
}

impl DuplicateState {
    /// The word in tables and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Merged => "merged",
            Self::Distinct => "distinct",
        }
    }

    /// The state with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Open, Self::Merged, Self::Distinct]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// Two records of one agency that may be one person.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Duplicate {
    /// Identifier of the pair.
    pub id: Uuid,
    /// The record that was made first.
    pub one: Uuid,
    /// Its name.
    pub one_name: String,
    /// The other record.
    pub other: Uuid,
    /// Its name.
    pub other_name: String,
    /// Bits for one person, when the pair was found.
    pub weight: f64,
    /// What became of it.
    pub state: DuplicateState,
    /// When it was found.
    #[schema(value_type = String, format = DateTime)]
    pub found_at: Stamp,
}
