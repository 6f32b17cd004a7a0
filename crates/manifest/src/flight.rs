//! Flight and voyage numbers as carriers write them.

/// Divides `GA820`, `QZ 8501` or `CTV9K` into the carrier's designator and the number: two characters of which one is a letter
/// (IATA) or three letters (ICAO), up to four digits, perhaps a letter as suffix. `None` for anything else.
pub(crate) fn divide(text: &str) -> Option<(&str, &str)> {
    [2, 3].into_iter().find_map(|length| {
        let (designator, number) = text.split_at_checked(length)?;
        let number = number.trim_start();
        (is_designator(designator) && is_number(number)).then_some((designator, number))
    })
}

/// Whether a text is the designator of a carrier.
pub(crate) fn is_designator(text: &str) -> bool {
    match text.len() {
        2 => {
            text.bytes().all(|b| b.is_ascii_alphanumeric())
                && text.bytes().any(|b| b.is_ascii_alphabetic())
        }
        3 => text.bytes().all(|b| b.is_ascii_alphabetic()),
        _ => false,
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = text.get(digits..).unwrap_or_default();
    (1..=4).contains(&digits)
        && (suffix.is_empty()
            || suffix.len() == 1 && suffix.bytes().all(|b| b.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carriers_and_numbers() {
        for (text, expected) in [
            ("GA820", Some(("GA", "820"))),
            ("QZ 8501", Some(("QZ", "8501"))),
            ("5J0123A", Some(("5J", "0123A"))),
            ("CTV950", Some(("CTV", "950"))),
            ("820", None),
            ("12", None),
            ("GA", None),
            ("BATAM FAST 7", None),
            ("VOY12345", None),
        ] {
            assert_eq!(divide(text), expected, "{text}");
        }
    }
}
