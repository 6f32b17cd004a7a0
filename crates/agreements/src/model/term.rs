//! From when to when an agreement runs, by the clocks of the place that it names.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The days of an agreement: from 00:00 of the first to 24:00 of the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub begins: Date,
    /// The last day, all of it.
    #[schema(value_type = String, format = Date)]
    pub ends: Date,
    /// Whose clocks count, as the IANA names it: `Asia/Jakarta`.
    pub zone: String,
}

/// A stretch of time: `from` belongs to it, `to` does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first moment.
    pub from: Timestamp,
    /// The first moment after it.
    pub to: Timestamp,
}

impl Span {
    /// Whether all of this lies in the other.
    pub fn within(self, other: Self) -> bool {
        other.from <= self.from && self.to <= other.to
    }

    /// Whether the moment belongs to it.
    pub fn holds(self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }
}

/// What is wrong with a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermError {
    /// The last day comes before the first.
    #[error("the last day comes before the first")]
    Backwards,
    /// No such time zone, or a day that no clock there shows.
    #[error("expected a time zone of the IANA, such as `Asia/Jakarta`")]
    Zone,
}

impl Term {
    /// The zones that the form offers: western, central and eastern Indonesia, then where most workers go.
    pub const ZONES: [&str; 11] = [
        "Asia/Jakarta",
        "Asia/Makassar",
        "Asia/Jayapura",
        "Asia/Kuala_Lumpur",
        "Asia/Singapore",
        "Asia/Brunei",
        "Asia/Hong_Kong",
        "Asia/Taipei",
        "Asia/Seoul",
        "Asia/Tokyo",
        "Asia/Riyadh",
    ];

    /// The moments between which it runs.
    ///
    /// # Errors
    /// If it runs backwards or names no time zone.
    pub fn span(&self) -> Result<Span, TermError> {
        if self.ends < self.begins {
            return Err(TermError::Backwards);
        }
        let zone = zone(&self.zone)?;
        Ok(Span {
            from: first_moment(self.begins, &zone)?,
            to: last_moment(self.ends, &zone)?,
        })
    }

    /// 24:00 of a day by the clocks of this agreement.
    ///
    /// # Errors
    /// If the agreement names no time zone.
    pub fn end_of(&self, day: Date) -> Result<Timestamp, TermError> {
        last_moment(day, &zone(&self.zone)?)
    }

    /// The day that the clocks of this agreement show.
    ///
    /// # Errors
    /// If the agreement names no time zone.
    pub fn day(&self, at: Timestamp) -> Result<Date, TermError> {
        Ok(zone(&self.zone)?.to_datetime(at).date())
    }
}

/// The zone, from the tables that the program brings along: every machine gives the same answer.
pub(crate) fn zone(name: &str) -> Result<TimeZone, TermError> {
    TimeZone::get(name).map_err(|_| TermError::Zone)
}

/// A day may begin later than 00:00 where clocks are set forward at midnight.
fn first_moment(day: Date, zone: &TimeZone) -> Result<Timestamp, TermError> {
    zone.to_timestamp(day.at(0, 0, 0, 0))
        .map_err(|_| TermError::Zone)
}

fn last_moment(day: Date, zone: &TimeZone) -> Result<Timestamp, TermError> {
    first_moment(day.tomorrow().map_err(|_| TermError::Zone)?, zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn term(begins: Date, ends: Date, zone: &str) -> Term {
        Term {
            begins,
            ends,
            zone: zone.to_owned(),
        }
    }

    #[test]
    fn the_last_day_ends_at_midnight_of_the_place() {
        for (zone, from, to) in [
            (
                "Asia/Jakarta",
                "2026-01-31T17:00:00Z",
                "2026-12-31T17:00:00Z",
            ),
            (
                "Asia/Jayapura",
                "2026-01-31T15:00:00Z",
                "2026-12-31T15:00:00Z",
            ),
        ] {
            let span = term(date(2026, 2, 1), date(2026, 12, 31), zone)
                .span()
                .unwrap();
            assert_eq!(
                (span.from.to_string(), span.to.to_string()),
                (from.to_owned(), to.to_owned()),
                "{zone}"
            );
        }
    }

    #[test]
    fn a_day_without_its_first_hour_begins_when_it_begins() {
        // In Beirut clocks went from 00:00 to 01:00 on 27 March 2022: that day began at 01:00, 22:00 UTC of the day before.
        let span = term(date(2022, 3, 27), date(2022, 3, 27), "Asia/Beirut")
            .span()
            .unwrap();
        assert_eq!(span.from.to_string(), "2022-03-26T22:00:00Z");
        assert_eq!(span.to.to_string(), "2022-03-27T21:00:00Z");
    }

    #[test]
    fn what_is_no_term() {
        let backwards = term(date(2026, 2, 2), date(2026, 2, 1), "Asia/Jakarta");
        assert_eq!(backwards.span(), Err(TermError::Backwards));
        for zone in ["", "WIB", "Asia/Batam", "../etc"] {
            let term = term(date(2026, 2, 1), date(2026, 2, 2), zone);
            assert_eq!(term.span(), Err(TermError::Zone), "{zone}");
        }
        let end = term(date(2026, 2, 1), Date::MAX, "Asia/Jakarta");
        assert_eq!(end.span(), Err(TermError::Zone));
        for zone in Term::ZONES {
            assert!(
                term(date(2026, 2, 1), date(2026, 2, 1), zone)
                    .span()
                    .is_ok()
            );
        }
    }
}
