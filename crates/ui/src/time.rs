//! Moments in words, in the time of western Indonesia.

use crate::Words;
use domain::Language;
use jiff::{civil::Date, tz};
use storage::Stamp;

const INDONESIAN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
];
const ENGLISH: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `22 Nov 2026, 10.00 WIB`.
pub fn moment(words: Words, at: Stamp) -> String {
    let time = tz::offset(7).to_datetime(at.timestamp());
    let dot = match words.language {
        Language::Id => '.',
        Language::En => ':',
    };
    let (hour, minute) = (time.hour(), time.minute());
    format!("{}, {hour:02}{dot}{minute:02} WIB", day(words, time.date()))
}

/// `22 Nov 2026`.
pub fn day(words: Words, date: Date) -> String {
    let names = match words.language {
        Language::Id => INDONESIAN,
        Language::En => ENGLISH,
    };
    let month = usize::from(date.month().unsigned_abs())
        .checked_sub(1)
        .and_then(|month| names.get(month))
        .copied()
        .unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_that_of_western_indonesia() {
        let at = Stamp::from("2026-05-31T18:05:00Z".parse::<jiff::Timestamp>().unwrap());
        let words = |language| Words { language };
        assert_eq!(moment(words(Language::Id), at), "1 Jun 2026, 01.05 WIB");
        assert_eq!(moment(words(Language::En), at), "1 Jun 2026, 01:05 WIB");
    }
}
