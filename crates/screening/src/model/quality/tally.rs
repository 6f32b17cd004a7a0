//! What is counted of a group of assessments.

use super::Looked;
use crate::model::Outcome;

/// Counts of one group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Assessments.
    pub travellers: u64,
    /// Those for which an interview was recommended.
    pub alerts: u64,
    /// Alerts on which an officer decided, interviews that have no end yet excepted.
    pub decided: u64,
    /// Of those, where somebody was held up.
    pub agreed: u64,
    /// Alerts of which it became known whether they were right.
    pub known: u64,
    /// Of those, the right ones.
    pub right: u64,
    /// Let go, and later found that stopping would have been right.
    pub missed: u64,
    /// Held up by an officer or later found to be right: what ranks places.
    pub grave: u64,
}

impl Tally {
    /// Counts one.
    pub fn add(&mut self, one: &Looked) {
        let held_up = matches!(one.outcome, Some(Outcome::Defer | Outcome::Refer));
        let let_go = matches!(one.outcome, Some(Outcome::LetGo | Outcome::LetGoAdvised));
        self.travellers += 1;
        if one.alert {
            self.alerts += 1;
            self.decided += u64::from(held_up || let_go);
            self.agreed += u64::from(held_up);
            self.known += u64::from(one.right.is_some());
            self.right += u64::from(one.right == Some(true));
        }
        self.missed += u64::from(!held_up && one.right == Some(true));
        self.grave += u64::from(match one.right {
            Some(right) => right,
            None => held_up,
        });
    }
}
