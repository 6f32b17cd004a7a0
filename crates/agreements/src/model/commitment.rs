//! What a party has to do under an agreement (*komitmen bersama*), until when, and the evidence that it did.

use jiff::civil::Date;
use serde::Serialize;
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

/// How far a commitment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Progress {
    /// Another party proposed it; its owner has not taken it on.
    Proposed,
    /// Its owner has taken it on.
    Accepted,
    /// Done, with evidence.
    Done,
}

impl Progress {
    /// The word in tables and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Done => "done",
        }
    }

    /// The progress with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        let all = [Self::Proposed, Self::Accepted, Self::Done];
        all.into_iter().find(|progress| progress.code() == code)
    }
}

/// A commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Commitment {
    /// Identifier.
    pub id: Uuid,
    /// The agreement.
    pub agreement: Uuid,
    /// The clause that it carries out.
    pub clause: String,
    /// What is to be done.
    pub title: String,
    /// The agency that has to do it.
    pub owner: Uuid,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub due_on: Date,
    /// How far it has come.
    pub progress: Progress,
    /// What shows that it was done: number and date of a report, minutes, a letter.
    pub evidence: String,
    /// When it was done.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub done_at: Option<Stamp>,
}

impl Commitment {
    /// Whether its last day is over and it is not done.
    pub fn overdue(&self, today: Date) -> bool {
        self.progress != Progress::Done && self.due_on < today
    }
}
