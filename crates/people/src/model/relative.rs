//! Family.

use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

/// What somebody is to the person.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// Mother or father, where a source does not say which.
    Parent,
    /// Mother.
    Mother,
    /// Father.
    Father,
    /// Husband or wife.
    Spouse,
    /// Daughter or son.
    Child,
    /// Sister or brother.
    Sibling,
    /// Guardian (*wali*).
    Guardian,
    /// Any other, or somebody to be told in an emergency.
    Other,
}

impl Relation {
    /// All of them, in the order of the forms.
    pub const ALL: [Self; 8] = [
        Self::Parent,
        Self::Mother,
        Self::Father,
        Self::Spouse,
        Self::Child,
        Self::Sibling,
        Self::Guardian,
        Self::Other,
    ];

    /// The word in tables, forms and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Parent => "parent",
            Self::Mother => "mother",
            Self::Father => "father",
            Self::Spouse => "spouse",
            Self::Child => "child",
            Self::Sibling => "sibling",
            Self::Guardian => "guardian",
            Self::Other => "other",
        }
    }

    /// The relation with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A member of the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Relative {
    /// Identifier of the row.
    pub id: Uuid,
    /// The record to which it was written.
    pub person: Uuid,
    /// What they are to the person.
    pub relation: Relation,
    /// Their name.
    pub name: String,
    /// Their own record, where there is one.
    pub relative: Option<Uuid>,
    /// When this record first named them.
    #[schema(value_type = String, format = DateTime)]
    pub first_seen: Stamp,
    /// Since when it is known to be wrong.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub superseded_at: Option<Stamp>,
}

impl Relative {
    /// Whether it counts now.
    pub fn holds(&self) -> bool {
        self.superseded_at.is_none()
    }
}
