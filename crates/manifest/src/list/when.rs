//! When a voyage begins, as titles and columns write it.

use crate::Moment;
use domain::{DateReading, Horizon, PartialDate, read_date};
use jiff::civil::{Date, Time};

/// The day of a voyage; of two readings that which is nearer to the reference.
pub(super) fn day(text: &str, reference: Date) -> (Option<Date>, bool) {
    match read_date(text, reference, Horizon::Future) {
        DateReading::One(date) => (date.to_date(), false),
        DateReading::Two(one, other) => {
            let distance = |date: PartialDate| {
                let days = date.to_date().and_then(|day| reference.until(day).ok());
                days.map_or(i32::MAX, |span| span.get_days().abs())
            };
            let nearer = if distance(other) < distance(one) {
                other
            } else {
                one
            };
            (nearer.to_date(), true)
        }
        DateReading::Empty | DateReading::Unreadable => (None, false),
    }
}

/// A day with the time that may stand behind it.
pub(super) fn moment(date: Date, written: &str) -> Moment {
    let time = written.contains(':').then(|| time(after_date(written)));
    Moment {
        date,
        time: time.flatten(),
    }
}

/// A time of day: `08.30 WIB`, `0830`, `8:30`.
pub(super) fn time(text: &str) -> Option<Time> {
    let digits: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let (hour, minute) = match digits.as_slice() {
        [hour, minute, ..] if hour.len() <= 2 && minute.len() == 2 => (*hour, *minute),
        [packed] if packed.len() == 4 => packed.split_at_checked(2)?,
        _ => return None,
    };
    let hour: i8 = hour.parse().ok()?;
    let afternoon = text.to_ascii_lowercase().contains("pm") && hour < 12;
    Time::new(
        hour + if afternoon { 12 } else { 0 },
        minute.parse().ok()?,
        0,
        0,
    )
    .ok()
}

/// What stands behind the year of a date.
fn after_date(value: &str) -> &str {
    let first_colon = value.find(':').unwrap_or(value.len());
    let before = value.get(..first_colon).unwrap_or_default();
    let start = before
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + 1);
    value.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day() {
        for (text, expected) in [
            ("08.30 WIB", "08:30"),
            ("0830", "08:30"),
            ("1:05 PM", "13:05"),
            ("pagi", ""),
        ] {
            let time = time(text).map(|t| format!("{:02}:{:02}", t.hour(), t.minute()));
            assert_eq!(time.unwrap_or_default(), expected, "{text}");
        }
    }
}
