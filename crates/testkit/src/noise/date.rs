//! Birth dates that are written wrong.

use super::Noise;
use crate::random::Random;
use jiff::civil::Date;

/// Applies one class of error to a date; `None` if it does not fit this date or the class is not one of dates.
pub fn disturbed(born: Date, noise: Noise, random: &mut Random) -> Option<Date> {
    let written = match noise {
        Noise::DateSwapped => Date::new(born.year(), born.day(), born.month()).ok()?,
        Noise::FirstOfJanuary => Date::new(born.year(), 1, 1).ok()?,
        Noise::YearOff => {
            // Many became older on paper to be allowed to go: more often years are added than taken away.
            let off = *random.pick(&[-3i16, -2, -2, -1, -1, -1, 1, 1, 2])?;
            Date::new(born.year() + off, born.month(), born.day()).ok()?
        }
        Noise::DateDigit => one_digit(born, random)?,
        _ => return None,
    };
    (written != born).then_some(written)
}

/// Another digit in day, month or the last two of the year.
fn one_digit(born: Date, random: &mut Random) -> Option<Date> {
    let digit = i8::try_from(random.below(10)).ok()?;
    let tens = |n: i8| n / 10 * 10;
    let (year, month, day) = (born.year(), born.month(), born.day());
    match random.below(5) {
        0 | 1 => Date::new(year, month, tens(day) + digit),
        2 => Date::new(year, month, digit * 10 + day % 10),
        3 => Date::new(year, tens(month) + digit, day),
        _ => Date::new(year / 10 * 10 + i16::from(digit), month, day),
    }
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn each_class_by_example() {
        let mut random = Random::new(1, Purpose::Recording, 1);
        let mut write = |born, noise| disturbed(born, noise, &mut random);
        assert_eq!(
            write(date(1990, 3, 12), Noise::DateSwapped),
            Some(date(1990, 12, 3))
        );
        assert_eq!(write(date(1990, 3, 13), Noise::DateSwapped), None);
        assert_eq!(write(date(1990, 3, 3), Noise::DateSwapped), None);
        assert_eq!(
            write(date(1990, 3, 13), Noise::FirstOfJanuary),
            Some(date(1990, 1, 1))
        );
        assert_eq!(write(date(1990, 3, 13), Noise::Typing), None);
    }

    proptest! {
        #[test]
        fn one_digit_differs(seed: u64, year in 1950i16..2010, month in 1i8..13, day in 1i8..29) {
            let born = date(year, month, day);
            let mut random = Random::new(seed, Purpose::Recording, 0);
            if let Some(written) = disturbed(born, Noise::DateDigit, &mut random) {
                let (a, b) = (written.to_string(), born.to_string());
                prop_assert_eq!(a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count(), 1);
            }
            if let Some(written) = disturbed(born, Noise::YearOff, &mut random) {
                prop_assert!((written.year() - year).abs() <= 3);
                prop_assert_eq!((written.month(), written.day()), (month, day));
            }
        }
    }
}
