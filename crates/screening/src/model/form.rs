//! Texts brought to one form, so that what is the same compares as the same.

use domain::PartialDate;
pub(crate) use domain::capitals as words;
use jiff::civil::Date;

/// Upper-case letters and digits of a document number.
pub(crate) fn number(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// The last nine digits of a telephone number, which are the same with and without country code; the text itself for an
/// e-mail address. `None` for what is too short to tell anybody apart.
pub(crate) fn contact(text: &str) -> Option<String> {
    if text.contains('@') {
        return Some(text.trim().to_lowercase());
    }
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    let start = digits.len().checked_sub(9)?;
    Some(digits.get(start..)?.iter().collect())
}

/// The whole years between birth and a day: the fewest and the most there may be.
pub(crate) fn age(born: PartialDate, on: Date) -> Option<(i32, i32)> {
    let years = |born: Date| {
        let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
        i32::from(on.year()) - i32::from(born.year()) - i32::from(!had_birthday)
    };
    Some((years(born.latest()?), years(born.earliest()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_form() {
        assert_eq!(words("  Siti  Nur'aini, S.Pd "), "SITI NURAINI S PD");
        assert_eq!(number("b 123-4567"), "B1234567");
        assert_eq!(contact("+62 812-3456-7890"), contact("081234567890"));
        assert_eq!(contact("12345"), None);
        assert_eq!(contact(" A@B.id"), Some("a@b.id".into()));
    }

    #[test]
    fn age_of_a_birth_year_is_one_of_two() {
        let day = date(2026, 11, 22);
        let age = |text: &str| age(text.parse().unwrap(), day);
        assert_eq!(age("2008-11-22"), Some((18, 18)));
        assert_eq!(age("2008-11-23"), Some((17, 17)));
        assert_eq!(age("2008-XX-XX"), Some((17, 18)));
        assert_eq!(age("XXXX-05-12"), None);
    }
}
