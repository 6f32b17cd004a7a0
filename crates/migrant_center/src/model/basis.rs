//! On what a datum rests: without source and date nothing is told to anybody.

use domain::PartialDate;
use jiff::civil::Date;
use serde::Deserialize;

/// Source and dates of a datum.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// The law, decision or statement.
    pub source: String,
    /// Since when it holds, as far as it is known.
    #[serde(default)]
    pub from: Option<PartialDate>,
    /// The last day on which it holds, once it is known.
    #[serde(default)]
    pub until: Option<Date>,
    /// The day on which it was last held against its source.
    pub checked: Date,
}

impl Basis {
    /// Whether it holds on a day. Where only the year of its beginning is known, from that year's first day.
    pub fn in_force(&self, day: Date) -> bool {
        let begun = self.from.and_then(PartialDate::earliest);
        begun.is_none_or(|first| first <= day) && self.until.is_none_or(|last| day <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_datum_holds_between_its_days() {
        let basis = |from: &str, until| Basis {
            source: "UU".into(),
            from: from.parse().ok(),
            until,
            checked: date(2026, 11, 22),
        };
        let day = date(2026, 11, 22);
        assert!(basis("2026-11-22", None).in_force(day));
        assert!(!basis("2026-11-23", None).in_force(day));
        assert!(basis("2026-XX-XX", Some(day)).in_force(day));
        assert!(!basis("2026-XX-XX", Some(date(2026, 11, 21))).in_force(day));
        assert!(basis("", None).in_force(day));
    }
}
