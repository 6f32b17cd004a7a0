//! Where a placement stands, and the steps that lead on.

use access::AccessError;
use domain::PlacementStatus as Status;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

domain::coded! {
    /// A step that somebody takes with a placement.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Step {
        /// Everything is there and was checked: it comes into force.
        Verify = "verify",
        /// The worker left.
        Depart = "depart",
        /// The worker reported arrival (*lapor diri*).
        Arrive = "arrive",
        /// The worker is back, or the contract is over.
        End = "end",
        /// It will not come to anything.
        Cancel = "cancel",
        /// The last step was a mistake: ended or cancelled, it goes on where it was.
        Reopen = "reopen",
    }
}

/// Where a placement stands, and since when the worker is where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Journey {
    /// Where it stands.
    #[schema(value_type = String)]
    pub status: Status,
    /// The day the worker left.
    #[schema(value_type = Option<String>, format = Date)]
    pub departed_on: Option<Date>,
    /// The day the worker reported arrival.
    #[schema(value_type = Option<String>, format = Date)]
    pub arrived_on: Option<Date>,
    /// The day the worker came back, or the contract was over.
    #[schema(value_type = Option<String>, format = Date)]
    pub returned_on: Option<Date>,
}

impl Journey {
    /// A candidate of whom nothing else is known.
    pub const BEGUN: Self = Self {
        status: Status::Candidate,
        departed_on: None,
        arrived_on: None,
        returned_on: None,
    };

    /// The steps that may be taken now, in the order of the buttons.
    pub fn steps(&self) -> &'static [Step] {
        match self.status {
            Status::Candidate => &[Step::Verify, Step::Cancel],
            Status::Active => &[Step::Depart, Step::End, Step::Cancel],
            Status::Departed => &[Step::Arrive, Step::End],
            Status::Working => &[Step::End],
            Status::Ended | Status::Cancelled => &[Step::Reopen],
        }
    }

    /// Takes a step on a day.
    ///
    /// # Errors
    /// A fault of `step` if it cannot follow, of `day` if the day lies before what happened already.
    pub fn take(self, step: Step, day: Date) -> Result<Self, AccessError> {
        if !self.steps().contains(&step) {
            return Err(AccessError::invalid("step", "step-not-now"));
        }
        let before = [self.departed_on, self.arrived_on]
            .into_iter()
            .flatten()
            .max();
        if matches!(step, Step::Arrive | Step::End) && before.is_some_and(|before| day < before) {
            return Err(AccessError::invalid("day", "day-too-early"));
        }
        Ok(match step {
            Step::Verify => Self {
                status: Status::Active,
                ..self
            },
            Step::Depart => Self {
                status: Status::Departed,
                departed_on: Some(day),
                ..self
            },
            Step::Arrive => Self {
                status: Status::Working,
                arrived_on: Some(day),
                ..self
            },
            Step::End => Self {
                status: Status::Ended,
                returned_on: Some(day),
                ..self
            },
            Step::Cancel => Self {
                status: Status::Cancelled,
                ..self
            },
            Step::Reopen => Self {
                status: self.before_its_end(),
                returned_on: None,
                ..self
            },
        })
    }

    /// Where it stood before it ended, as far as its days tell.
    fn before_its_end(self) -> Status {
        match (self.status, self.departed_on, self.arrived_on) {
            (Status::Cancelled, ..) => Status::Candidate,
            (_, _, Some(_)) => Status::Working,
            (_, Some(_), None) => Status::Departed,
            (_, None, None) => Status::Active,
        }
    }

    /// The journey after a source said where it stands. A source may leave steps out but not lead back: an older file must not
    /// bring a placement to life that has ended.
    ///
    /// # Errors
    /// A fault of `status` if it leads back.
    pub fn restated(self, stated: &Self) -> Result<Self, AccessError> {
        use Status::{Active, Cancelled, Candidate, Departed, Ended, Working};
        let status = match (self.status, stated.status) {
            (from, to) if from == to => from,
            (Candidate, to) => to,
            // Sources call everything in force active; what we know in more detail stays.
            (Departed | Working, Active) => self.status,
            (Active, to @ (Departed | Working | Ended | Cancelled)) => to,
            (Departed, to @ (Working | Ended)) => to,
            (Working, to @ Ended) => to,
            _ => return Err(AccessError::invalid("status", "status-leads-back")),
        };
        Ok(Self {
            status,
            departed_on: stated.departed_on.or(self.departed_on),
            arrived_on: stated.arrived_on.or(self.arrived_on),
            returned_on: stated.returned_on.or(self.returned_on),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops here has failed, and says where"
    )]

    use super::*;
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    /// All that may follow directly, written down once more.
    const LEGAL: &[(Status, Step, Status)] = &[
        (Status::Candidate, Step::Verify, Status::Active),
        (Status::Candidate, Step::Cancel, Status::Cancelled),
        (Status::Active, Step::Depart, Status::Departed),
        (Status::Active, Step::End, Status::Ended),
        (Status::Active, Step::Cancel, Status::Cancelled),
        (Status::Departed, Step::Arrive, Status::Working),
        (Status::Departed, Step::End, Status::Ended),
        (Status::Working, Step::End, Status::Ended),
        (Status::Ended, Step::Reopen, Status::Active),
        (Status::Ended, Step::Reopen, Status::Departed),
        (Status::Ended, Step::Reopen, Status::Working),
        (Status::Cancelled, Step::Reopen, Status::Candidate),
    ];

    fn steps() -> impl Strategy<Value = Vec<(Step, i64)>> {
        let step = prop::sample::select(Step::ALL);
        prop::collection::vec((step, 0_i64..400), 0..14)
    }

    proptest! {
        #[test]
        fn no_illegal_path(steps in steps()) {
            let mut journey = Journey::BEGUN;
            for (step, days) in steps {
                let day = date(2026, 1, 1).saturating_add(days.days());
                let Ok(next) = journey.take(step, day) else {
                    continue;
                };
                prop_assert!(LEGAL.contains(&(journey.status, step, next.status)), "{journey:?} {step:?} {next:?}");
                // The days stand in the order of life, and nobody has arrived who never left.
                let days: Vec<Date> = [next.departed_on, next.arrived_on, next.returned_on].into_iter().flatten().collect();
                prop_assert!(days.is_sorted());
                prop_assert!(next.departed_on.is_some() || next.arrived_on.is_none());
                prop_assert_eq!(next.returned_on.is_some(), next.status == Status::Ended);
                prop_assert!(next.status != Status::Working || next.arrived_on.is_some());
                journey = next;
            }
        }

        #[test]
        fn reopening_undoes_the_end(steps in steps()) {
            let mut journey = Journey::BEGUN;
            for (step, days) in steps {
                let day = date(2026, 1, 1).saturating_add(days.days());
                journey = journey.take(step, day).unwrap_or(journey);
            }
            let day = date(2030, 1, 1);
            if let Ok(ended) = journey.take(Step::End, day) {
                prop_assert_eq!(ended.take(Step::Reopen, day).unwrap(), journey);
            }
        }

        #[test]
        fn a_source_never_leads_back(
            from in prop::sample::select(Status::ALL),
            to in prop::sample::select(Status::ALL),
        ) {
            let at = |status| Journey { status, ..Journey::BEGUN };
            let reached = at(from).restated(&at(to));
            if matches!(from, Status::Ended | Status::Cancelled) {
                prop_assert_eq!(reached.is_ok(), from == to);
            }
            if let Ok(journey) = reached {
                prop_assert!(journey.status >= from, "{:?} {:?}", from, journey);
            }
        }
    }
}
