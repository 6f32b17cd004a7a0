//! Amounts in rupiah, as people type them on a phone.

/// The least that is taken for an amount: whoever types `5` may mean five million.
const LEAST: u64 = 1_000;
/// No pay and no fee is larger; beyond it somebody mistyped.
const MOST: u64 = 100_000_000_000;

/// Reads an amount: `5.000.000`, `Rp 5 juta`, `4,5jt`, `750 ribu`, `0`, `gratis`. Nothing if it has no one meaning, is
/// in another currency, or cannot be.
///
/// ```
/// use migrant_center::read_rupiah;
///
/// assert_eq!(read_rupiah("Rp 4,5 juta"), Some(4_500_000));
/// assert_eq!(read_rupiah("gratis"), Some(0));
/// assert_eq!(read_rupiah("RM 1500"), None);
/// ```
pub fn read_rupiah(text: &str) -> Option<u64> {
    let text = text.trim().to_lowercase();
    if matches!(
        text.as_str(),
        "gratis" | "tidak ada" | "tidak bayar" | "nol" | "free" | "none"
    ) {
        return Some(0);
    }
    let text = text
        .strip_prefix("rp")
        .or_else(|| text.strip_prefix("idr"))
        .unwrap_or(&text)
        .trim_start_matches(['.', ' ']);
    let text = text.strip_suffix(",-").unwrap_or(text);
    let end = text
        .find(|c: char| !matches!(c, '0'..='9' | '.' | ',' | ' '))
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let digits = digits.trim();
    let amount = match unit.trim() {
        "" | "rupiah" => whole(digits)?,
        "juta" | "jt" | "million" => scaled(digits, 1_000_000)?,
        "ribu" | "rb" | "k" | "thousand" => scaled(digits, 1_000)?,
        _ => return None,
    };
    (amount == 0 || (LEAST..=MOST).contains(&amount)).then_some(amount)
}

/// Digits, in groups of three if there are groups: a sign before two digits would be a fraction.
fn whole(digits: &str) -> Option<u64> {
    let mut groups = digits.split(['.', ',', ' ']);
    let first = groups.next().filter(|first| !first.is_empty())?;
    let mut all = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.len() > 3 {
            return None;
        }
        all.push_str(group);
    }
    all.parse().ok()
}

/// A number with at most three digits behind the comma, so many times.
fn scaled(digits: &str, unit: u64) -> Option<u64> {
    let (whole, fraction) = digits.split_once([',', '.']).unwrap_or((digits, ""));
    let whole: u64 = whole.parse().ok()?;
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: u64 = format!("{fraction:0<3}").parse().ok()?;
    let fraction = unit / 1_000 * thousandths;
    whole.checked_mul(unit)?.checked_add(fraction)
}

/// `Rp5.000.000`, as it is written in both languages here.
pub fn rupiah(amount: u64) -> String {
    let digits = amount.to_string();
    let mut text = String::from("Rp");
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_as_people_type_them() {
        for (text, amount) in [
            ("5000000", Some(5_000_000)),
            ("5.000.000", Some(5_000_000)),
            ("5,000,000", Some(5_000_000)),
            ("Rp. 5.000.000,-", Some(5_000_000)),
            ("Rp5 juta", Some(5_000_000)),
            ("4,5jt", Some(4_500_000)),
            ("4.25 juta", Some(4_250_000)),
            ("750 ribu", Some(750_000)),
            ("60JT", Some(60_000_000)),
            ("0", Some(0)),
            ("gratis", Some(0)),
            // One meaning only, or none.
            ("5", None),
            ("5,5", None),
            ("1.50", None),
            ("RM1500", None),
            ("NT$ 25.250", None),
            ("5-6 juta", None),
            ("", None),
            ("juta", None),
            ("-5000", None),
            ("99999999999999999999", None),
            ("999999999999 juta", None),
        ] {
            assert_eq!(read_rupiah(text), amount, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(amount in LEAST..=MOST) {
            prop_assert_eq!(read_rupiah(&rupiah(amount)), Some(amount));
        }

        #[test]
        fn nothing_that_is_typed_stops_it(text in "\\PC*") {
            let _ = read_rupiah(&text);
        }
    }
}
