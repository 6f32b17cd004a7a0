//! The slip that a traveller takes along, and the review of a decision: grounds and terms are data with their sources.

mod terms;

pub use terms::{Ground, ReviewTerm, ground, grounds};

use crate::model::Outcome;
use access::AccessError;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use storage::Stamp;
use uuid::Uuid;

domain::coded! {
    /// What came of a review.
    #[derive(Serialize, Deserialize)]
    pub enum Verdict {
        /// Tetap: the decision stands.
        Upheld = "upheld",
        /// Dibatalkan: the decision is lifted.
        Overturned = "overturned",
    }
}

domain::coded! {
    /// How a review was asked for.
    #[derive(Serialize, Deserialize)]
    pub enum AskedBy {
        /// With the code of the slip, without an account.
        Code = "code",
        /// At the counter.
        Counter = "counter",
    }
}

/// A slip as it is kept. The code on it is not among it: only its holder knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Identifier.
    pub id: Uuid,
    /// The assessment.
    pub assessment: Uuid,
    /// The decision that it tells of.
    pub decision: Uuid,
    /// The agency that decided.
    pub agency: Uuid,
    /// The number on the paper.
    pub number: String,
    /// What was decided.
    pub outcome: Outcome,
    /// The ground, by its identifier.
    pub ground: String,
    /// Why, in plain words to the traveller.
    pub words: String,
    /// When it was handed out.
    pub issued_at: Stamp,
    /// The last day on which a review can be asked for.
    pub ask_by: Date,
}

/// A review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Identifier.
    pub id: Uuid,
    /// The assessment.
    pub assessment: Uuid,
    /// The decision that is reviewed.
    pub decision: Uuid,
    /// The agency that decided.
    pub agency: Uuid,
    /// How it was asked for.
    pub asked_by: AskedBy,
    /// In the traveller's words.
    pub words: String,
    /// How the traveller can be reached, if they wish to be.
    pub contact: Option<String>,
    /// When.
    pub asked_at: Stamp,
    /// The last day on which the agency may answer.
    pub due_on: Date,
    /// Who made the decision: the account.
    pub decider: Option<Uuid>,
    /// What came of it, once somebody else has looked.
    pub answer: Option<Answered>,
}

/// The end of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What came of it.
    pub verdict: Verdict,
    /// Why, in words to the traveller.
    pub reason: String,
    /// Who reviewed it: the name at that time.
    pub reviewer: String,
    /// When.
    pub at: Stamp,
}

impl Review {
    /// Whether the agency is late on a day.
    pub fn is_late(&self, today: Date) -> bool {
        self.answer.is_none() && self.due_on < today
    }
}

/// Words to the traveller: between 10 and 600 characters, so that they fit on a slip.
///
/// # Errors
/// A fault of the field.
pub fn plain_words(field: &'static str, text: &str) -> Result<String, AccessError> {
    const SHORTEST: usize = 10;
    const LONGEST: usize = 600;
    if text.trim().chars().count() > LONGEST {
        return Err(AccessError::invalid(field, "too-long"));
    }
    access::lines(field, text, SHORTEST)
}
