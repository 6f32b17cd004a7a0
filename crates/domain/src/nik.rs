//! The Indonesian population number.

use crate::{PartialDate, Sex};
use std::fmt;

/// NIK, *Nomor Induk Kependudukan*: 16 digits that hold the district of registration, the birth date and the sex
/// (UU 24/2013; form after Permendagri 108/2019: 6 digits district, `DDMMYY` with 40 added to the day of a woman, 4 digits serial).
///
/// `Debug` and `Display` show the district only: a number in a log is personal data.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Nik([u8; 16]);

/// Why a text is no NIK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NikError {
    /// Not 16 digits.
    Form,
    /// Its birth date is not in the calendar.
    BirthDate,
}

impl fmt::Display for NikError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "expected a NIK of 16 digits",
            Self::BirthDate => "digits 7 to 12 of the NIK are no birth date",
        })
    }
}

impl std::error::Error for NikError {}

impl Nik {
    /// Reads 16 digits; blanks, dots and hyphens between them are passed over.
    ///
    /// # Errors
    /// [`NikError`] where it is not of the form.
    pub fn read(text: &str) -> Result<Self, NikError> {
        let mut digits = [0u8; 16];
        let mut count = 0;
        for byte in text
            .bytes()
            .filter(|b| !matches!(b, b' ' | b'.' | b'-' | b'\''))
        {
            let slot = digits.get_mut(count).ok_or(NikError::Form)?;
            if !byte.is_ascii_digit() {
                return Err(NikError::Form);
            }
            *slot = byte - b'0';
            count += 1;
        }
        if count != 16 {
            return Err(NikError::Form);
        }
        let nik = Self(digits);
        // Whichever century: a leap day exists in 2000 and the check must not depend on today.
        PartialDate::full(2000, nik.pair(8), nik.day()).map_err(|_| NikError::BirthDate)?;
        Ok(nik)
    }

    fn pair(self, at: usize) -> u8 {
        let digit = |at: usize| self.0.get(at).copied().unwrap_or(0);
        digit(at) * 10 + digit(at + 1)
    }

    fn day(self) -> u8 {
        let day = self.pair(6);
        if day > 40 { day - 40 } else { day }
    }

    /// The district (*kecamatan*) of first registration as a dotted code of Kemendagri, such as `35.07.13`.
    pub fn district(self) -> String {
        format!(
            "{:02}.{:02}.{:02}",
            self.pair(0),
            self.pair(2),
            self.pair(4)
        )
    }

    /// The sex that the day of birth encodes.
    pub fn sex(self) -> Sex {
        if self.pair(6) > 40 {
            Sex::Female
        } else {
            Sex::Male
        }
    }

    /// The birth date it encodes: the year's last two digits, month and day.
    pub fn birth_date_digits(self) -> (u8, u8, u8) {
        (self.pair(10), self.pair(8), self.day())
    }

    /// Whether a birth date has the year's last two digits, month and day that the number encodes.
    pub fn agrees_with(self, born: PartialDate) -> bool {
        let (year, month, day) = self.birth_date_digits();
        born.year().is_none_or(|y| y % 100 == u16::from(year))
            && born.month().is_none_or(|m| m == month)
            && born.day().is_none_or(|d| d == day)
    }

    /// The 16 digits: personal data.
    pub fn digits(self) -> String {
        self.0.iter().map(|d| char::from(b'0' + d)).collect()
    }
}

impl fmt::Debug for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nik({}…)", self.district())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_woman_has_forty_added_to_her_day() {
        let nik = Nik::read("3507135203900002").unwrap();
        assert_eq!(nik.sex(), Sex::Female);
        assert_eq!(nik.birth_date_digits(), (90, 3, 12));
        assert_eq!(nik.district(), "35.07.13");
        assert!(nik.agrees_with("1990-03-12".parse().unwrap()));
        assert!(nik.agrees_with("1990-XX-XX".parse().unwrap()));
        assert!(!nik.agrees_with("1990-12-03".parse().unwrap()));
        assert_eq!(format!("{nik:?}"), "Nik(35.07.13…)");
    }

    #[test]
    fn what_is_no_nik() {
        assert_eq!(Nik::read("350713520390000"), Err(NikError::Form));
        assert_eq!(Nik::read("35071352039000022"), Err(NikError::Form));
        assert_eq!(Nik::read("3507139903900002"), Err(NikError::BirthDate));
        assert_eq!(Nik::read("35071352O3900002"), Err(NikError::Form));
    }
}
