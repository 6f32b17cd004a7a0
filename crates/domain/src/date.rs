//! A calendar date of which parts may be unknown.

use jiff::{Timestamp, civil::Date, tz};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A date of the Gregorian calendar whose year, month or day may be unknown, as travel documents allow (ICAO Doc 9303-3, 4.8).
///
/// Written as ISO 8601 with `X` for what is not known: `1990-03-12`, `1990-XX-XX`, `XXXX-05-12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    // 0 stands for unknown; a known year is 1 to 9999.
    year: u16,
    month: u8,
    day: u8,
}

/// The day in western Indonesia (WIB, UTC+7), by which deadlines and validity are counted.
pub fn day_in_jakarta(at: Timestamp) -> Date {
    tz::offset(7).to_datetime(at).date()
}

/// Why a date was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// Not of the form `YYYY-MM-DD` with `X` for unknown digits.
    Form,
    /// No such day in the calendar.
    Calendar,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "expected a date as `YYYY-MM-DD`, with `X` for what is not known",
            Self::Calendar => "no such day in the calendar",
        })
    }
}

impl std::error::Error for DateError {}

impl PartialDate {
    /// A date from its known parts.
    ///
    /// # Errors
    /// [`DateError::Calendar`] where no day of the calendar has these parts, or nothing at all is known.
    pub fn new(year: Option<u16>, month: Option<u8>, day: Option<u8>) -> Result<Self, DateError> {
        if year.is_none() && month.is_none() && day.is_none() {
            return Err(DateError::Calendar);
        }
        // A leap year stands in for an unknown year, the longest month for an unknown month.
        let probe = Date::new(
            i16::try_from(year.unwrap_or(2000)).map_err(|_| DateError::Calendar)?,
            i8::try_from(month.unwrap_or(1)).map_err(|_| DateError::Calendar)?,
            i8::try_from(day.unwrap_or(1)).map_err(|_| DateError::Calendar)?,
        );
        if probe.is_err() || year == Some(0) {
            return Err(DateError::Calendar);
        }
        Ok(Self {
            year: year.unwrap_or(0),
            month: month.unwrap_or(0),
            day: day.unwrap_or(0),
        })
    }

    /// A date all of whose parts are known.
    ///
    /// # Errors
    /// [`DateError::Calendar`] where the calendar has no such day.
    pub fn full(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        Self::new(Some(year), Some(month), Some(day))
    }

    /// The year, where known.
    pub fn year(self) -> Option<u16> {
        (self.year != 0).then_some(self.year)
    }

    /// The month from 1 to 12, where known.
    pub fn month(self) -> Option<u8> {
        (self.month != 0).then_some(self.month)
    }

    /// The day from 1 to 31, where known.
    pub fn day(self) -> Option<u8> {
        (self.day != 0).then_some(self.day)
    }

    /// The day itself, if every part is known.
    pub fn to_date(self) -> Option<Date> {
        Date::new(
            i16::try_from(self.year()?).ok()?,
            i8::try_from(self.month()?).ok()?,
            i8::try_from(self.day()?).ok()?,
        )
        .ok()
    }

    /// The first day that this may be; `None` if the year is unknown.
    pub fn earliest(self) -> Option<Date> {
        let year = i16::try_from(self.year()?).ok()?;
        let month = i8::try_from(self.month().unwrap_or(1)).ok()?;
        let day = i8::try_from(self.day().unwrap_or(1)).ok()?;
        Date::new(year, month, day).ok()
    }

    /// The last day that this may be; `None` if the year is unknown.
    pub fn latest(self) -> Option<Date> {
        let year = i16::try_from(self.year()?).ok()?;
        let month = i8::try_from(self.month().unwrap_or(12)).ok()?;
        match self.day() {
            Some(day) => Date::new(year, month, i8::try_from(day).ok()?).ok(),
            None => Some(Date::new(year, month, 1).ok()?.last_of_month()),
        }
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self {
            year: date.year().unsigned_abs(),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year() {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("XXXX")?,
        }
        for part in [self.month(), self.day()] {
            match part {
                Some(part) => write!(f, "-{part:02}")?,
                None => f.write_str("-XX")?,
            }
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        fn part<T: FromStr>(text: &str, width: usize) -> Result<Option<T>, DateError> {
            if text.len() != width {
                return Err(DateError::Form);
            }
            if text.bytes().all(|b| b == b'X' || b == b'x') {
                return Ok(None);
            }
            if !text.bytes().all(|b| b.is_ascii_digit()) {
                return Err(DateError::Form);
            }
            text.parse().map(Some).map_err(|_| DateError::Form)
        }
        let mut parts = text.splitn(3, '-');
        let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(DateError::Form);
        };
        Self::new(part(year, 4)?, part(month, 2)?, part(day, 2)?)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn the_calendar_decides() {
        assert!(PartialDate::full(1990, 2, 29).is_err());
        assert!(PartialDate::new(None, Some(2), Some(29)).is_ok());
        assert!(PartialDate::new(Some(1990), None, Some(31)).is_ok());
        assert!(PartialDate::new(None, None, None).is_err());
        assert!(PartialDate::full(0, 1, 1).is_err());
        assert_eq!("1990-3-1".parse::<PartialDate>(), Err(DateError::Form));
        assert_eq!(
            "1990-13-01".parse::<PartialDate>(),
            Err(DateError::Calendar)
        );
    }

    #[test]
    fn an_unknown_part_widens_the_span() {
        let february: PartialDate = "2024-02-XX".parse().unwrap();
        assert_eq!(february.earliest(), Some(date(2024, 2, 1)));
        assert_eq!(february.latest(), Some(date(2024, 2, 29)));
        assert_eq!(february.to_date(), None);
    }

    proptest! {
        #[test]
        fn text_and_back(year in 1u16..=9999, month in 1u8..=12, day in 1u8..=28, known in 1u8..8) {
            let date = PartialDate::new(
                (known & 1 != 0).then_some(year),
                (known & 2 != 0).then_some(month),
                (known & 4 != 0).then_some(day),
            ).unwrap();
            prop_assert_eq!(date.to_string().parse::<PartialDate>().unwrap(), date);
        }
    }
}
