//! Dates of six characters, of which parts may be unknown and the century is not said.

use domain::PartialDate;
use jiff::civil::Date;

/// A document is not valid for longer than this beyond the day of reading, in years.
const LONGEST_VALIDITY: u16 = 30;

/// Six characters that are no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unreadable;

/// A birth date: the latest one that is not after `reference`. `None` if no part is known.
pub(super) fn birth(field: &[u8], reference: Date) -> Result<Option<PartialDate>, Unreadable> {
    read(field, reference, |date| {
        date.earliest().is_none_or(|day| day <= reference)
    })
}

/// A last day of validity: the latest one within [`LONGEST_VALIDITY`] of `reference`. `None` if no part is known.
pub(super) fn expiry(field: &[u8], reference: Date) -> Result<Option<PartialDate>, Unreadable> {
    let limit = year_of(reference) + LONGEST_VALIDITY;
    read(field, reference, |date| {
        date.year().is_none_or(|year| year <= limit)
    })
}

fn year_of(date: Date) -> u16 {
    date.year().unsigned_abs()
}

fn read(
    field: &[u8],
    reference: Date,
    sensible: impl Fn(&PartialDate) -> bool,
) -> Result<Option<PartialDate>, Unreadable> {
    let [y1, y2, m1, m2, d1, d2] = *field else {
        return Err(Unreadable);
    };
    let year = part(y1, y2)?;
    // Doc 9303 marks an unknown month or day by fillers; some states print zeros.
    let month = part(m1, m2)?.filter(|month| *month != 0);
    let day = part(d1, d2)?.filter(|day| *day != 0);
    let Some(year) = year else {
        if month.is_none() && day.is_none() {
            return Ok(None);
        }
        return PartialDate::new(None, month, day)
            .map(Some)
            .map_err(|_| Unreadable);
    };
    let century = year_of(reference) / 100 * 100;
    [century + 100, century, century.saturating_sub(100)]
        .into_iter()
        .filter_map(|century| PartialDate::new(Some(century + u16::from(year)), month, day).ok())
        .find(sensible)
        .map(Some)
        .ok_or(Unreadable)
}

/// Two digits, or nothing known.
fn part(tens: u8, ones: u8) -> Result<Option<u8>, Unreadable> {
    match (tens, ones) {
        (b'<', b'<') | (b'X', b'X') => Ok(None),
        (b'0'..=b'9', b'0'..=b'9') => Ok(Some((tens - b'0') * 10 + (ones - b'0'))),
        _ => Err(Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_reference_settles_the_century() {
        let today = date(2026, 11, 22);
        for (text, born, expires) in [
            ("740812", "1974-08-12", "1974-08-12"),
            ("261122", "2026-11-22", "2026-11-22"),
            ("261123", "1926-11-23", "2026-11-23"),
            ("560101", "1956-01-01", "2056-01-01"),
            ("570101", "1957-01-01", "1957-01-01"),
            ("000229", "2000-02-29", "2000-02-29"),
            ("90<<<<", "1990-XX-XX", "1990-XX-XX"),
            ("900000", "1990-XX-XX", "1990-XX-XX"),
            ("<<0512", "XXXX-05-12", "XXXX-05-12"),
            ("9005<<", "1990-05-XX", "1990-05-XX"),
        ] {
            let read = |date: Result<Option<PartialDate>, _>| date.unwrap().unwrap().to_string();
            assert_eq!(read(birth(text.as_bytes(), today)), born, "{text}");
            assert_eq!(read(expiry(text.as_bytes(), today)), expires, "{text}");
        }
        assert_eq!(birth(b"<<<<<<", today), Ok(None));
        for text in ["901301", "900230", "9O0101", "9<0101", "", "9001011"] {
            assert_eq!(birth(text.as_bytes(), today), Err(Unreadable), "{text}");
        }
    }
}
