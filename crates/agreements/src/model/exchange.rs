//! A request under an agreement as it is kept.

use serde::Serialize;
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ExchangeOutcome)]
pub enum Outcome {
    /// All that was asked for was covered.
    Answered,
    /// There is no such agreement, or the agency is no party of it.
    NoSuchAgreement,
    /// The agreement is not in force.
    NotInForce,
    /// No schedule gives this agency this kind of record for this purpose.
    PurposeNotCovered,
    /// Some fields are not shared.
    FieldsNotCovered,
    /// So many are not left.
    QuotaUsedUp,
    /// A policy above the agreement forbids it.
    Forbidden,
    /// The account may not ask at all.
    NotPermitted,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Answered,
        Self::NoSuchAgreement,
        Self::NotInForce,
        Self::PurposeNotCovered,
        Self::FieldsNotCovered,
        Self::QuotaUsedUp,
        Self::Forbidden,
        Self::NotPermitted,
    ];

    /// The word in tables, problems and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NoSuchAgreement => "no-such-agreement",
            Self::NotInForce => "not-in-force",
            Self::PurposeNotCovered => "purpose-not-covered",
            Self::FieldsNotCovered => "fields-not-covered",
            Self::QuotaUsedUp => "quota-used-up",
            Self::Forbidden => "forbidden",
            Self::NotPermitted => "not-permitted",
        }
    }

    /// The outcome with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|outcome| outcome.code() == code)
    }
}

/// A request under an agreement, answered or refused. It names no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Exchange {
    /// Identifier, also that of the receipt.
    pub id: Uuid,
    /// The agreement.
    pub agreement: Uuid,
    /// The schedule that covered it.
    pub schedule: Option<String>,
    /// The machine that asked.
    pub client: Uuid,
    /// The agency for which it asked.
    pub agency: Option<Uuid>,
    /// The kind of record.
    pub kind: String,
    /// What for.
    pub purpose: String,
    /// The fields asked for.
    pub fields: Vec<String>,
    /// How many subjects were asked about.
    pub subjects: u32,
    /// How many records were found.
    pub found: u32,
    /// Answered, or why not.
    pub outcome: Outcome,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Stamp,
}
