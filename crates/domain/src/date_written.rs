//! Dates as people write them.

use crate::PartialDate;
use jiff::civil::Date;

/// On which side of the reference date a two-digit year is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Horizon {
    /// Births and other past events: the latest such date that is not after the reference date.
    Past,
    /// Expiry and other dates to come: the date within fifty years of the reference date.
    Future,
}

/// What a written date may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateReading {
    /// Nothing was written.
    Empty,
    /// One meaning.
    One(PartialDate),
    /// Two meanings, day before month first, as Indonesian lists write it.
    Two(PartialDate, PartialDate),
    /// Something was written that is no date.
    Unreadable,
}

impl DateReading {
    /// Every meaning, in order.
    pub fn readings(&self) -> impl Iterator<Item = PartialDate> {
        let (first, second) = match *self {
            Self::One(date) => (Some(date), None),
            Self::Two(first, second) => (Some(first), Some(second)),
            Self::Empty | Self::Unreadable => (None, None),
        };
        first.into_iter().chain(second)
    }

    /// The one meaning, if there is just one.
    pub fn one(&self) -> Option<PartialDate> {
        match self {
            Self::One(date) => Some(*date),
            _ => None,
        }
    }
}

/// Reads a date as passenger lists and registers write it, in Indonesian or English: `1990-03-12`, `12-03-1990`, `12/3/90`,
/// `12 Maret 1990`, `March 12, 1990`, `12MAR90`, `19900312`, with a time behind it or a weekday before it.
///
/// Numbers whose order is not certain keep both readings. `reference` settles the century of a two-digit year.
pub fn read_date(text: &str, reference: Date, horizon: Horizon) -> DateReading {
    let text = text.trim();
    if text.is_empty() || matches!(text, "-" | "--" | "n/a" | "N/A") {
        return DateReading::Empty;
    }
    if let Ok(date) = text.parse() {
        return DateReading::One(date);
    }
    let tokens = tokens(text);
    let named_month = tokens.iter().position(|t| matches!(t, Token::Month(_)));
    let reading = match named_month {
        Some(at) => with_named_month(&tokens, at, reference, horizon),
        None => numeric(&tokens, reference, horizon),
    };
    reading.unwrap_or(DateReading::Unreadable)
}

/// A run of digits (value and width) or the name of a month; other words, such as a weekday, are passed over.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Token {
    Number { value: u32, width: usize },
    Month(u8),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        // A time of day ends the date.
        if first == ':' || (first == 'T' && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit))
        {
            if first == ':' {
                tokens.pop();
            }
            break;
        }
        let end = |alike: fn(char) -> bool| rest.find(|c| !alike(c)).unwrap_or(rest.len());
        if first.is_ascii_digit() {
            let (digits, after) = rest.split_at(end(|c| c.is_ascii_digit()));
            tokens.push(Token::Number {
                value: digits.parse().unwrap_or(u32::MAX),
                width: digits.len(),
            });
            rest = after;
        } else if first.is_alphabetic() {
            let (word, after) = rest.split_at(end(char::is_alphabetic));
            if let Some(month) = month_named(word) {
                tokens.push(Token::Month(month));
            }
            rest = after;
        } else {
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    tokens
}

fn month_named(word: &str) -> Option<u8> {
    let word = word.to_lowercase();
    Some(match word.as_str() {
        "jan" | "januari" | "january" => 1,
        "feb" | "peb" | "februari" | "pebruari" | "february" => 2,
        "mar" | "mrt" | "maret" | "march" => 3,
        "apr" | "april" => 4,
        "mei" | "may" => 5,
        "jun" | "juni" | "june" => 6,
        "jul" | "juli" | "july" => 7,
        "agu" | "agt" | "ags" | "agst" | "agus" | "agustus" | "aug" | "august" => 8,
        "sep" | "sept" | "september" => 9,
        "okt" | "oct" | "oktober" | "october" => 10,
        "nov" | "nop" | "november" | "nopember" => 11,
        "des" | "dec" | "desember" | "december" => 12,
        _ => return None,
    })
}

fn with_named_month(
    tokens: &[Token],
    month_at: usize,
    reference: Date,
    horizon: Horizon,
) -> Option<DateReading> {
    let Token::Month(month) = *tokens.get(month_at)? else {
        return None;
    };
    let numbers: Vec<(u32, usize)> = tokens
        .iter()
        .filter_map(|token| match *token {
            Token::Number { value, width } => Some((value, width)),
            Token::Month(_) => None,
        })
        .collect();
    let (day, year) = match *numbers.as_slice() {
        // `1990 Maret 12`
        [(year, 4), (day, 1..=2)] | [(day, 1..=2), (year, 4)] => (Some(day), (year, 4)),
        [(day, 1..=2), (year, 2)] => (Some(day), (year, 2)),
        // `Maret 1990`: the day is not known.
        [(year, 4)] => (None, (year, 4)),
        _ => return None,
    };
    let day = day.map(u8::try_from).transpose().ok()?;
    date_of(year, Some(month), day, reference, horizon).map(DateReading::One)
}

fn numeric(tokens: &[Token], reference: Date, horizon: Horizon) -> Option<DateReading> {
    let numbers: Vec<(u32, usize)> = tokens
        .iter()
        .map(|token| match *token {
            Token::Number { value, width } => (value, width),
            Token::Month(_) => (0, 0),
        })
        .collect();
    let small = |n: u32| u8::try_from(n).ok();
    match *numbers.as_slice() {
        [(year, 4)] => date_of((year, 4), None, None, reference, horizon).map(DateReading::One),
        [(packed, 8)] => {
            let year_first = date_of(
                (packed / 10_000, 4),
                small(packed / 100 % 100),
                small(packed % 100),
                reference,
                horizon,
            );
            let day_first = date_of(
                (packed % 10_000, 4),
                small(packed / 10_000 % 100),
                small(packed / 1_000_000),
                reference,
                horizon,
            );
            // `19900312` is a year only if it is one that people live in.
            let plausible =
                |date: &PartialDate| date.year().is_some_and(|y| (1900..2100).contains(&y));
            year_first
                .filter(plausible)
                .or(day_first.filter(plausible))
                .map(DateReading::One)
        }
        [(year, 4), (month, 1..=2), (day, 1..=2), ..] => {
            date_of((year, 4), small(month), small(day), reference, horizon).map(DateReading::One)
        }
        [(first, 1..=2), (second, 1..=2), year @ (_, 2 | 4), ..] => {
            let day_first = date_of(year, small(second), small(first), reference, horizon);
            let month_first = date_of(year, small(first), small(second), reference, horizon);
            Some(match (day_first, month_first) {
                (Some(one), Some(other)) if one != other => DateReading::Two(one, other),
                (Some(one), _) | (None, Some(one)) => DateReading::One(one),
                (None, None) => return None,
            })
        }
        _ => None,
    }
}

fn date_of(
    (year, width): (u32, usize),
    month: Option<u8>,
    day: Option<u8>,
    reference: Date,
    horizon: Horizon,
) -> Option<PartialDate> {
    // A zero is how spreadsheets fill a part that is not known.
    let month = month.filter(|m| *m != 0);
    let day = day.filter(|d| *d != 0);
    let year = u16::try_from(year).ok()?;
    if width == 4 {
        return PartialDate::new(Some(year), month, day).ok();
    }
    let this_century = u16::try_from(reference.year()).ok()? / 100 * 100;
    let candidate = |century: u16| PartialDate::new(Some(century + year), month, day).ok();
    match horizon {
        Horizon::Past => candidate(this_century)
            .filter(|date| date.earliest().is_some_and(|day| day <= reference))
            .or_else(|| candidate(this_century.checked_sub(100)?)),
        Horizon::Future => {
            let limit = u16::try_from(reference.year()).ok()? + 50;
            candidate(this_century)
                .filter(|date| date.year().is_some_and(|y| y < limit))
                .or_else(|| candidate(this_century.checked_sub(100)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(text: &str, expected: &[&str]) {
        let read = read_date(text, date(2026, 11, 22), Horizon::Past);
        let readings: Vec<String> = read.readings().map(|d| d.to_string()).collect();
        assert_eq!(readings, expected, "{text:?} -> {read:?}");
    }

    #[test]
    fn as_people_write_them() {
        check("1990-03-12", &["1990-03-12"]);
        check("1990-XX-XX", &["1990-XX-XX"]);
        check("1990/3/25", &["1990-03-25"]);
        check("25-03-1990", &["1990-03-25"]);
        check("03/25/1990", &["1990-03-25"]);
        check("12-03-1990", &["1990-03-12", "1990-12-03"]);
        check("12/3/90", &["1990-03-12", "1990-12-03"]);
        check("3.3.90", &["1990-03-03"]);
        check("12 Maret 1990", &["1990-03-12"]);
        check("Senin, 12 Maret 1990", &["1990-03-12"]);
        check("12-Mar-90", &["1990-03-12"]);
        check("12MAR90", &["1990-03-12"]);
        check("March 12, 1990", &["1990-03-12"]);
        check("17 Agustus 1945", &["1945-08-17"]);
        check("1 Nopember 2001", &["2001-11-01"]);
        check("Mei 1985", &["1985-05-XX"]);
        check("1985", &["1985-XX-XX"]);
        check("19900312", &["1990-03-12"]);
        check("12031990", &["1990-03-12"]);
        check("1990-03-12 00:00:00", &["1990-03-12"]);
        check("1990-03-12T07:30:00Z", &["1990-03-12"]);
        check("00/00/1990", &["1990-XX-XX"]);
        check("", &[]);
        check("31/02/1990", &[]);
        check("tidak tahu", &[]);
        check("99999999999999999999", &[]);
    }

    #[test]
    fn the_century_follows_from_the_reference() {
        let today = date(2026, 11, 22);
        let one = |text, horizon| read_date(text, today, horizon).one().unwrap().to_string();
        assert_eq!(one("25/01/26", Horizon::Past), "2026-01-25");
        assert_eq!(one("25/12/26", Horizon::Past), "1926-12-25");
        assert_eq!(one("25/12/31", Horizon::Future), "2031-12-25");
        assert_eq!(one("25/12/89", Horizon::Future), "1989-12-25");
    }
}
