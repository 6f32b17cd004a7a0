//! The queue before departure: who is to be seen, in which order, and what still has to be done.

use crate::model::{Assessment, Leaving, Outcome, Presence};
use domain::Wording;
use risk::{Action, Effect};
use serde::Serialize;
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

/// What was said of a trip, in short.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Said {
    pub(crate) assessment: Uuid,
    pub(crate) action: Action,
    pub(crate) score: i64,
    /// Why, in few words; empty where nothing was found.
    pub(crate) why: Wording,
}

/// Where somebody stands in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = QueueStanding)]
pub enum Standing {
    /// To be seen.
    Open,
    /// The officer wanted an interview: no end yet.
    Interview,
    /// The list is not assessed yet.
    Waiting,
    /// Decided.
    Decided,
    /// Nothing is recommended.
    Clear,
    /// Does not travel, as the carrier says.
    Away,
}

/// A passenger in the queue.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct QueueLine {
    /// The passenger.
    pub id: Uuid,
    /// The voyage.
    pub voyage: Uuid,
    /// The assessment, once there is one.
    pub assessment: Option<Uuid>,
    /// Who.
    pub name: String,
    /// In what role: `passenger`, `crew`, `transit`.
    pub role: String,
    /// Why, in few words.
    #[schema(value_type = Object)]
    pub why: Wording,
    /// What is recommended.
    #[schema(value_type = String)]
    pub action: Action,
    /// Sum of the points of the reasons.
    pub score: i64,
    /// Whether they travel, as the carrier says.
    pub presence: Presence,
    /// What was decided last.
    pub outcome: Option<Outcome>,
    /// What was decided rests on an earlier assessment, which recommended less.
    pub graver_since: bool,
    /// Where they stand.
    pub standing: Standing,
    /// When the voyage leaves.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub leaves_at: Option<Stamp>,
}

/// A voyage beside the queue.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct QueueVoyage {
    /// Identifier.
    pub id: Uuid,
    /// Which, from where to where, when.
    pub leaving: Leaving,
    /// Whether it takes place.
    pub state: crate::VoyageState,
    /// Travellers on it.
    pub travellers: i64,
    /// Those who are still to be seen.
    pub open: i64,
    /// It waits to be assessed.
    pub waits: bool,
}

impl Said {
    /// What an assessment says, in short: the two heaviest reasons that may be told at a counter.
    pub(crate) fn of(id: Uuid, assessment: &Assessment) -> Self {
        let told = |effect: Effect| effect != Effect::Protect;
        let titles: Vec<&Wording> = assessment
            .reasons
            .iter()
            .filter(|reason| told(reason.effect))
            .take(2)
            .map(|reason| &reason.title)
            .collect();
        let join = |of: fn(&Wording) -> &str| {
            let titles: Vec<&str> = titles.iter().map(|title| of(title)).collect();
            titles.join("; ")
        };
        Self {
            assessment: id,
            action: assessment.action,
            score: i64::from(assessment.score),
            why: Wording::new(join(|title| &title.id), join(|title| &title.en)),
        }
    }
}

impl Standing {
    /// Where somebody stands, by whether they travel, what is recommended, and what was decided.
    pub(crate) fn of(
        presence: Presence,
        action: Option<Action>,
        outcome: Option<Outcome>,
        graver_since: bool,
    ) -> Self {
        match (action, outcome) {
            _ if !presence.may_travel() => Self::Away,
            (None, _) => Self::Waiting,
            (Some(_), Some(Outcome::Interview)) => Self::Interview,
            (Some(_), Some(_)) if !graver_since => Self::Decided,
            (Some(Action::None), _) => Self::Clear,
            (Some(_), _) => Self::Open,
        }
    }

    /// The message that says it.
    pub fn message(self) -> &'static str {
        match self {
            Self::Open => "standing-open",
            Self::Interview => "standing-interview",
            Self::Waiting => "standing-waiting",
            Self::Decided => "standing-decided",
            Self::Clear => "standing-clear",
            Self::Away => "standing-away",
        }
    }
}

/// Puts the most urgent first: whoever is still to be seen, what weighs more, who leaves sooner.
pub(crate) fn sort(lines: &mut [QueueLine]) {
    lines.sort_by(|one, two| {
        let key = |line: &QueueLine| {
            (
                line.standing,
                std::cmp::Reverse(line.action),
                line.leaves_at.is_none(),
                line.leaves_at,
                std::cmp::Reverse(line.score),
            )
        };
        key(one)
            .cmp(&key(two))
            .then_with(|| one.name.cmp(&two.name))
            .then(one.id.cmp(&two.id))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_somebody_stands() {
        use Presence::{Aboard, Listed, NotAboard, Withdrawn};
        for (presence, action, outcome, graver, expected) in [
            (Listed, None, None, false, Standing::Waiting),
            (Listed, Some(Action::None), None, false, Standing::Clear),
            (Listed, Some(Action::Advise), None, false, Standing::Open),
            (Aboard, Some(Action::Interview), None, false, Standing::Open),
            (
                Listed,
                Some(Action::Interview),
                Some(Outcome::Interview),
                false,
                Standing::Interview,
            ),
            (
                Listed,
                Some(Action::Interview),
                Some(Outcome::LetGo),
                false,
                Standing::Decided,
            ),
            // What was found after the decision opens the question again.
            (
                Listed,
                Some(Action::Interview),
                Some(Outcome::LetGo),
                true,
                Standing::Open,
            ),
            (
                NotAboard,
                Some(Action::Interview),
                None,
                false,
                Standing::Away,
            ),
            (Withdrawn, None, None, false, Standing::Away),
        ] {
            assert_eq!(Standing::of(presence, action, outcome, graver), expected);
        }
    }

    #[test]
    fn the_most_urgent_is_first() {
        let line = |name: &str, standing, action, leaves: Option<i64>, score| QueueLine {
            id: Uuid::nil(),
            voyage: Uuid::nil(),
            assessment: None,
            name: name.to_owned(),
            role: "passenger".to_owned(),
            why: Wording::fixed("", ""),
            action,
            score,
            presence: Presence::Listed,
            outcome: None,
            graver_since: false,
            standing,
            leaves_at: leaves.map(Stamp::from_micros),
        };
        let mut lines = vec![
            line(
                "decided",
                Standing::Decided,
                Action::ProtectiveInterview,
                Some(1),
                9,
            ),
            line("later", Standing::Open, Action::Interview, Some(2), 5),
            line("no time", Standing::Open, Action::Interview, None, 5),
            line("lighter", Standing::Open, Action::Advise, Some(1), 9),
            line("sooner", Standing::Open, Action::Interview, Some(1), 3),
            line(
                "sooner and heavier",
                Standing::Open,
                Action::Interview,
                Some(1),
                4,
            ),
        ];
        sort(&mut lines);
        let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "sooner and heavier",
                "sooner",
                "later",
                "no time",
                "lighter",
                "decided"
            ]
        );
    }
}
