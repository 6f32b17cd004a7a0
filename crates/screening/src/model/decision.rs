//! What an officer decides about a trip, and when the reason must be said.

use access::AccessError;
use risk::Action;
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// What is decided, in the order of the buttons.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = DepartureOutcome)]
    pub enum Outcome {
        /// Berangkat.
        LetGo = "let_go",
        /// Berangkat dengan saran.
        LetGoAdvised = "let_go_advised",
        /// Diwawancarai: no end yet.
        Interview = "interview",
        /// Ditunda (*penundaan keberangkatan*).
        Defer = "defer",
        /// Dirujuk, to whoever protects or investigates.
        Refer = "refer",
    }
}

/// A decision of an officer about an assessment; several may follow each other, the last one counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Decision {
    /// Identifier.
    pub id: Uuid,
    /// What is decided.
    pub outcome: Outcome,
    /// Why, in the officer's words.
    pub reason: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Stamp,
    /// Who decided: the account.
    pub by: Option<Uuid>,
}

impl Outcome {
    /// The reason with tidy edges. It may be left out only where somebody is let go and nothing else was recommended: whoever is
    /// held up, and whoever goes against a recommendation, has a right to a reason.
    ///
    /// # Errors
    /// A fault of `reason`.
    pub fn reason(self, text: &str, advised: Action) -> Result<Option<String>, AccessError> {
        const SHORTEST: usize = 5;
        let free = match self {
            Self::LetGo => advised == Action::None,
            Self::LetGoAdvised => advised <= Action::Advise,
            Self::Interview | Self::Defer | Self::Refer => false,
        };
        if free && text.trim().is_empty() {
            return Ok(None);
        }
        if text.trim().chars().count() < SHORTEST {
            return Err(AccessError::invalid("reason", "decision-reason"));
        }
        access::lines("reason", text, SHORTEST).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_a_reason_is_needed() {
        for (outcome, advised, needed) in [
            (Outcome::LetGo, Action::None, false),
            (Outcome::LetGo, Action::Advise, true),
            (Outcome::LetGo, Action::ProtectiveInterview, true),
            (Outcome::LetGoAdvised, Action::Advise, false),
            (Outcome::LetGoAdvised, Action::Interview, true),
            (Outcome::Interview, Action::Interview, true),
            (Outcome::Defer, Action::None, true),
            (Outcome::Refer, Action::None, true),
        ] {
            let said = outcome.reason("  ", advised);
            assert_eq!(said.is_err(), needed, "{outcome:?} {advised:?}");
        }
        let said = Outcome::Defer.reason(" paspor rusak ", Action::None);
        assert_eq!(said.unwrap().as_deref(), Some("paspor rusak"));
    }
}
