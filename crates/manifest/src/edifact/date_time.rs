//! Dates and times as segment DTM and its relatives code them (code list 2379).

use crate::Moment;
use domain::{DateReading, Horizon, PartialDate, read_date};
use jiff::civil::{Date, Time};

/// What a coded date means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    pub date: PartialDate,
    pub time: Option<Time>,
    /// The value is not of the form that its format code names.
    pub other_form: bool,
}

impl Reading {
    /// The moment, if every part of the date is known.
    pub fn moment(self) -> Option<Moment> {
        Some(Moment {
            date: self.date.to_date()?,
            time: self.time,
        })
    }
}

/// How the digits of a value are to be taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `YYMMDD`, perhaps `HHMM` behind.
    ShortYearFirst,
    /// `CCYYMMDD`, perhaps `HHMM` behind.
    YearFirst,
    /// `DDMMYY`.
    ShortDayFirst,
    /// `DDMMCCYY`.
    DayFirst,
    /// `CCYYMM`.
    Month,
    /// `CCYY`.
    Year,
}

impl Form {
    fn of(format: &[u8]) -> Option<Self> {
        Some(match format {
            b"101" | b"201" | b"202" | b"301" => Self::ShortYearFirst,
            b"102" | b"203" | b"204" | b"205" | b"303" | b"304" => Self::YearFirst,
            b"2" | b"5" => Self::ShortDayFirst,
            b"4" => Self::DayFirst,
            b"610" => Self::Month,
            b"602" => Self::Year,
            _ => return None,
        })
    }

    /// The form that a value of so many digits most likely has.
    fn of_length(length: usize) -> Option<Self> {
        Some(match length {
            6 | 10 => Self::ShortYearFirst,
            8 | 12 | 14 => Self::YearFirst,
            4 => Self::Year,
            _ => return None,
        })
    }

    fn fits(self, length: usize) -> bool {
        match self {
            Self::ShortYearFirst | Self::ShortDayFirst => matches!(length, 6 | 10 | 12),
            Self::YearFirst | Self::DayFirst => matches!(length, 8 | 12 | 14),
            Self::Month => length == 6,
            Self::Year => length == 4,
        }
    }
}

/// Reads a value with its format code, which may be missing or wrong. `horizon` and `reference` settle the century.
pub(crate) fn read(
    value: &[u8],
    format: &[u8],
    reference: Date,
    horizon: Horizon,
) -> Option<Reading> {
    let stated = Form::of(format);
    let digits = value
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .map_or(value, |end| value.get(..end).unwrap_or_default());
    // A time zone may follow (`205`); `XX` stands for what is not known.
    let zone = value
        .get(digits.len())
        .is_none_or(|byte| matches!(byte, b'+' | b'-' | b'Z'));
    if zone && digits.len() >= 4 && (digits.len() == value.len() || digits.len() >= 10) {
        let fitting = stated.filter(|form| form.fits(digits.len()));
        let read = fitting.and_then(|form| by_form(digits, form, reference, horizon));
        if let Some((date, time)) = read {
            return Some(Reading {
                date,
                time,
                other_form: false,
            });
        }
        let likely = Form::of_length(digits.len())?;
        let (date, time) = by_form(digits, likely, reference, horizon)?;
        return Some(Reading {
            date,
            time,
            other_form: !format.is_empty(),
        });
    }
    let DateReading::One(date) = read_date(std::str::from_utf8(value).ok()?, reference, horizon)
    else {
        return None;
    };
    Some(Reading {
        date,
        time: None,
        other_form: !format.is_empty(),
    })
}

fn by_form(
    digits: &[u8],
    form: Form,
    reference: Date,
    horizon: Horizon,
) -> Option<(PartialDate, Option<Time>)> {
    let pair = |at: usize| number(digits.get(at..at + 2)?);
    let known = |part: u8| (part != 0).then_some(part);
    let short = |year: u8, month: u8, day: u8| {
        in_century(year, known(month), known(day), reference, horizon)
    };
    let long = |at: usize, month: u8, day: u8| {
        let year = u16::from(pair(at)?) * 100 + u16::from(pair(at + 2)?);
        PartialDate::new(Some(year), known(month), known(day)).ok()
    };
    let (date, time_at) = match form {
        Form::ShortYearFirst => (short(pair(0)?, pair(2)?, pair(4)?)?, 6),
        Form::ShortDayFirst => (short(pair(4)?, pair(2)?, pair(0)?)?, 6),
        Form::YearFirst => (long(0, pair(4)?, pair(6)?)?, 8),
        Form::DayFirst => (long(4, pair(2)?, pair(0)?)?, 8),
        Form::Month => (long(0, pair(4)?, 0)?, 6),
        Form::Year => (long(0, 0, 0)?, 4),
    };
    Some((date, digits.get(time_at..).and_then(time)))
}

/// A time of day from `HHMM` at the beginning; `2400` is the last minute of the day.
pub(crate) fn time(digits: &[u8]) -> Option<Time> {
    let hour = i8::try_from(number(digits.get(..2)?)?).ok()?;
    let minute = i8::try_from(number(digits.get(2..4)?)?).ok()?;
    if (hour, minute) == (24, 0) {
        return Time::new(23, 59, 0, 0).ok();
    }
    Time::new(hour, minute, 0, 0).ok()
}

/// A number of two digits.
pub(crate) fn number(digits: &[u8]) -> Option<u8> {
    let [tens, ones] = digits else { return None };
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
}

/// A date with a year of two digits: in the past the latest such date not after the reference, in the future the one within
/// fifty years of it.
pub(crate) fn in_century(
    year: u8,
    month: Option<u8>,
    day: Option<u8>,
    reference: Date,
    horizon: Horizon,
) -> Option<PartialDate> {
    let this_year = u16::try_from(reference.year()).ok()?;
    let century = this_year / 100 * 100;
    let of = |century: u16| PartialDate::new(Some(century + u16::from(year)), month, day).ok();
    let now = of(century).filter(|date| match horizon {
        Horizon::Past => date.earliest().is_some_and(|day| day <= reference),
        Horizon::Future => date.year().is_some_and(|year| year < this_year + 50),
    });
    now.or_else(|| of(century.checked_sub(100)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(value: &str, format: &str, expected: &str) {
        let reading = read(
            value.as_bytes(),
            format.as_bytes(),
            date(2026, 11, 22),
            Horizon::Past,
        );
        let text = match reading {
            None => "-".to_owned(),
            Some(reading) => match reading.moment() {
                Some(moment) => moment.to_string(),
                None => reading.date.to_string(),
            },
        };
        let mark = if reading.is_some_and(|r| r.other_form) {
            " !"
        } else {
            ""
        };
        assert_eq!(format!("{text}{mark}"), expected, "{value} {format}");
    }

    #[test]
    fn by_format_code_and_without() {
        check("900312", "101", "1990-03-12");
        check("900312", "", "1990-03-12");
        check("261122", "101", "2026-11-22");
        check("261123", "101", "1926-11-23");
        check("19900312", "102", "1990-03-12");
        check("19900312", "101", "1990-03-12 !");
        check("900312", "102", "1990-03-12 !");
        check("0702191540", "201", "2007-02-19T15:40");
        check("200702191540", "203", "2007-02-19T15:40");
        check("20070219154055", "204", "2007-02-19T15:40");
        check("200702191540+0700", "205", "2007-02-19T15:40");
        check("120390", "2", "1990-03-12");
        check("900000", "101", "1990-XX-XX");
        check("19900300", "102", "1990-03-XX");
        check("199003", "610", "1990-03-XX");
        check("1990", "602", "1990-XX-XX");
        check("12MAR90", "101", "1990-03-12 !");
        check("1990-XX-XX", "102", "1990-XX-XX !");
        check("1990-03-12", "", "1990-03-12");
        check("991399", "101", "-");
        check("", "101", "-");
        check("X", "", "-");
    }
}
