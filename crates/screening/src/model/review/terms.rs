//! How long one may ask and the agency may take, and the grounds that a slip may name.

use domain::Wording;
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use serde::Deserialize;
use std::sync::LazyLock;

/// The terms of a review.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewTerm {
    /// From when they take effect.
    pub from: Date,
    /// Working days in which a review can be asked for, from the day after the decision.
    pub ask_working_days: u32,
    /// Working days in which the agency must answer, from the day after it was asked.
    pub decide_working_days: u32,
    /// What they rest on.
    pub source: String,
}

/// Why somebody was not let go, as a slip says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Stable identifier.
    pub id: String,
    /// In plain words.
    pub words: Wording,
    /// What it rests on.
    pub source: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    holidays: Vec<String>,
    holidays_source: String,
    term: Vec<ReviewTerm>,
    ground: Vec<Ground>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    // That it can be read a test shows.
    toml::from_str(include_str!("../../../data/review.toml")).unwrap_or_default()
});

/// Where the data say nothing: the terms of no law, which nobody can miss.
static NONE: LazyLock<ReviewTerm> = LazyLock::new(|| ReviewTerm {
    from: Date::MIN,
    ask_working_days: 260,
    decide_working_days: 10,
    source: FILE.holidays_source.clone(),
});

/// The grounds, in the order of the form.
pub fn grounds() -> &'static [Ground] {
    &FILE.ground
}

/// A ground by its identifier.
pub fn ground(id: &str) -> Option<&'static Ground> {
    FILE.ground.iter().find(|ground| ground.id == id)
}

impl ReviewTerm {
    /// The terms on a day.
    pub fn of(day: Date) -> &'static Self {
        FILE.term
            .iter()
            .filter(|term| term.from <= day)
            .max_by_key(|term| term.from)
            .unwrap_or(&NONE)
    }

    /// The last day on which a review of what was decided on `day` can be asked for.
    pub fn ask_by(&self, day: Date) -> Date {
        working_days_after(day, self.ask_working_days, &FILE.holidays)
    }

    /// The last day on which a review that was asked for on `day` must be answered.
    pub fn due_on(&self, day: Date) -> Date {
        working_days_after(day, self.decide_working_days, &FILE.holidays)
    }
}

/// The day that is so many working days after another, which does not count.
fn working_days_after(day: Date, count: u32, holidays: &[String]) -> Date {
    let mut left = count;
    let mut at = day;
    while left > 0 {
        let Ok(next) = at.checked_add(1.day()) else {
            return at;
        };
        at = next;
        let weekend = matches!(at.weekday(), Weekday::Saturday | Weekday::Sunday);
        let month_day = format!("{:02}-{:02}", at.month(), at.day());
        if !weekend && !holidays.contains(&month_day) {
            left -= 1;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_shipped_data_can_be_read() {
        let file: File = toml::from_str(include_str!("../../../data/review.toml")).unwrap();
        assert!(!file.ground.is_empty());
        assert!(file.ground.iter().all(|ground| !ground.source.is_empty()));
        let term = ReviewTerm::of(date(2026, 11, 22));
        assert!(term.source.starts_with("UU 30/2014"));
        assert_eq!((term.ask_working_days, term.decide_working_days), (21, 10));
    }

    #[test]
    fn weekends_and_holidays_do_not_count() {
        let term = ReviewTerm::of(date(2026, 11, 22));
        // A Sunday: Monday is the first working day, and Friday of the next week the tenth.
        assert_eq!(term.due_on(date(2026, 11, 22)), date(2026, 12, 4));
        // Over Christmas (a Friday) and New Year (a Friday).
        assert_eq!(term.due_on(date(2026, 12, 21)), date(2027, 1, 6));
        assert_eq!(term.ask_by(date(2026, 11, 20)), date(2026, 12, 21));
    }
}
