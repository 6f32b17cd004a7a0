//! Where an entry stands. Nobody stays on a list by neglect: an entry in force must be confirmed by the day of its review, or it
//! lapses by itself, also if no job ever runs.

use super::Term;
use jiff::{Span, civil::Date};

/// What people last decided about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Proposed: it has no consequence.
    Proposed,
    /// Approved by somebody else.
    InForce,
    /// Refused: it never had a consequence.
    Refused,
    /// Ended by somebody, or at its last day.
    Ended,
    /// Not confirmed in time.
    Lapsed,
}

/// What follows from that on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Waits for a second person.
    Proposed,
    /// Counts.
    InForce,
    /// Counts, and will lapse if nobody confirms it soon.
    DueForReview,
    /// Never counted.
    Refused,
    /// Counts no longer.
    Ended,
    /// Counts no longer, because nobody confirmed it.
    Lapsed,
}

/// The life of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// What people last decided.
    pub stage: Stage,
    /// The first day on which it counted.
    pub valid_from: Option<Date>,
    /// The last day on which it counts unless it is confirmed.
    pub review_on: Option<Date>,
    /// The last day on which it counts in any case.
    pub until: Option<Date>,
}

/// What somebody does with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Says yes to a proposal.
    Approve,
    /// Says no to a proposal.
    Refuse,
    /// Says that it is still right.
    Confirm,
    /// Says that it is no longer right.
    End,
}

/// The act does not fit where the entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotNow;

impl Stage {
    const ALL: [Self; 5] = [
        Self::Proposed,
        Self::InForce,
        Self::Refused,
        Self::Ended,
        Self::Lapsed,
    ];

    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::InForce => "in_force",
            Self::Refused => "refused",
            Self::Ended => "ended",
            Self::Lapsed => "lapsed",
        }
    }

    /// The stage with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

impl Standing {
    /// All of them, what waits for somebody first.
    pub const ALL: [Self; 6] = [
        Self::Proposed,
        Self::DueForReview,
        Self::InForce,
        Self::Lapsed,
        Self::Ended,
        Self::Refused,
    ];

    /// The word in messages and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::InForce => "in-force",
            Self::DueForReview => "due",
            Self::Refused => "refused",
            Self::Ended => "ended",
            Self::Lapsed => "lapsed",
        }
    }

    /// The standing with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Approve, Self::Refuse, Self::Confirm, Self::End];

    /// The word in the journal and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Refuse => "refuse",
            Self::Confirm => "confirm",
            Self::End => "end",
        }
    }

    /// The act with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }
}

impl Life {
    /// Of an entry that is proposed.
    pub fn proposed(until: Option<Date>) -> Self {
        Self {
            stage: Stage::Proposed,
            valid_from: None,
            review_on: None,
            until,
        }
    }

    /// Whether it counts for a traveller on a day.
    pub fn counts(&self, today: Date) -> bool {
        let over = |last: Option<Date>| last.is_some_and(|last| last < today);
        self.stage == Stage::InForce && !over(self.review_on) && !over(self.until)
    }

    /// Where it stands on a day.
    pub fn standing(&self, today: Date, term: &Term) -> Standing {
        match self.stage {
            Stage::Proposed => Standing::Proposed,
            Stage::Refused => Standing::Refused,
            Stage::Ended => Standing::Ended,
            Stage::Lapsed => Standing::Lapsed,
            Stage::InForce if self.until.is_some_and(|until| until < today) => Standing::Ended,
            Stage::InForce if !self.counts(today) => Standing::Lapsed,
            Stage::InForce => match self.review_on {
                // What ends before anyway needs no confirmation.
                Some(review) if self.until.is_none_or(|until| until > review) => {
                    if days(today, i64::from(term.remind_days)) >= review {
                        Standing::DueForReview
                    } else {
                        Standing::InForce
                    }
                }
                _ => Standing::InForce,
            },
        }
    }

    /// After an act on a day.
    ///
    /// | stands | approve | refuse | confirm | end |
    /// |---|---|---|---|---|
    /// | proposed | in force | refused | - | - |
    /// | in force, due for review | - | - | in force | ended |
    /// | refused, ended, lapsed | - | - | - | - |
    ///
    /// # Errors
    /// [`NotNow`]
    pub fn after(&self, act: Act, today: Date, term: &Term) -> Result<Self, NotNow> {
        let review_on = Some(days(today, i64::from(term.review_days)));
        match (self.standing(today, term), act) {
            (Standing::Proposed, Act::Approve) if self.until.is_none_or(|until| until >= today) => {
                Ok(Self {
                    stage: Stage::InForce,
                    valid_from: Some(today),
                    review_on,
                    ..*self
                })
            }
            (Standing::Proposed, Act::Refuse) => Ok(Self {
                stage: Stage::Refused,
                ..*self
            }),
            (Standing::InForce | Standing::DueForReview, Act::Confirm) => {
                Ok(Self { review_on, ..*self })
            }
            (Standing::InForce | Standing::DueForReview, Act::End) => Ok(Self {
                stage: Stage::Ended,
                ..*self
            }),
            _ => Err(NotNow),
        }
    }

    /// After its days have passed; nothing where they have not.
    pub fn passed(&self, today: Date, term: &Term) -> Option<Self> {
        let stage = match (self.stage, self.standing(today, term)) {
            (Stage::InForce, Standing::Ended) => Stage::Ended,
            (Stage::InForce, Standing::Lapsed) => Stage::Lapsed,
            _ => return None,
        };
        Some(Self { stage, ..*self })
    }
}

/// A day some days later; the last day of all where the calendar ends.
fn days(from: Date, days: i64) -> Date {
    from.saturating_add(Span::new().days(days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::watch::ListKind;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn term() -> &'static Term {
        Term::of(ListKind::Accuse, date(2026, 11, 22))
    }

    #[test]
    fn an_entry_that_nobody_looks_at_lapses() {
        let begun = date(2026, 11, 22);
        let life = Life::proposed(None);
        assert_eq!(life.standing(begun, term()), Standing::Proposed);
        assert!(!life.counts(begun));
        let life = life.after(Act::Approve, begun, term()).unwrap();
        let review = life.review_on.unwrap();
        for (on, standing, counts) in [
            (begun, Standing::InForce, true),
            (days(review, -21), Standing::DueForReview, true),
            (review, Standing::DueForReview, true),
            (days(review, 1), Standing::Lapsed, false),
        ] {
            assert_eq!(life.standing(on, term()), standing, "{on}");
            assert_eq!(life.counts(on), counts, "{on}");
        }
        assert_eq!(life.passed(review, term()), None);
        let lapsed = life.passed(days(review, 1), term()).unwrap();
        assert_eq!(lapsed.stage, Stage::Lapsed);
        // What has lapsed is proposed anew: nobody revives it alone.
        for act in Act::ALL {
            assert_eq!(lapsed.after(act, days(review, 1), term()), Err(NotNow));
        }
    }

    #[test]
    fn the_last_day_ends_it_without_a_reminder() {
        let begun = date(2026, 11, 22);
        let until = days(begun, 10);
        let life = Life::proposed(Some(until))
            .after(Act::Approve, begun, term())
            .unwrap();
        assert_eq!(life.standing(until, term()), Standing::InForce);
        assert_eq!(life.standing(days(until, 1), term()), Standing::Ended);
    }

    proptest! {
        /// Nothing counts that was not approved, and nothing counts longer than a term after the last word of a person.
        #[test]
        fn nothing_counts_without_a_word(acts in prop::collection::vec((0usize..4, 0i64..400), 0..8), until in prop::option::of(0i64..800)) {
            let mut today = date(2026, 1, 1);
            let mut life = Life::proposed(until.map(|n| days(today, n)));
            let mut last_word = None;
            for (act, later) in acts {
                today = days(today, later);
                let act = Act::ALL[act];
                if let Ok(next) = life.after(act, today, term()) {
                    life = next;
                    last_word = (act != Act::Refuse && act != Act::End).then_some(today);
                }
                let still = last_word.is_some_and(|word| days(word, i64::from(term().review_days)) >= today);
                prop_assert!(!life.counts(today) || still);
                prop_assert_eq!(life.counts(today), matches!(life.standing(today, term()), Standing::InForce | Standing::DueForReview));
            }
        }
    }
}
