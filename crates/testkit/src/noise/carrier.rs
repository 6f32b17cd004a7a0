//! What booking systems, counters and the printing of passports do to a name.

use crate::random::Random;
use domain::Sex;

/// The characters that the name line of a passport has for a name (ICAO Doc 9303-4, 4.2.2: 39 of the 44).
pub const NAME_LENGTH: usize = 39;

/// Lengths at which booking systems cut.
const SHORT_FIELDS: [usize; 3] = [20, 25, 30];

/// A name cut at the end, as it would not fit; `None` if it fits.
pub fn cut(name: &str, length: usize) -> Option<String> {
    (name.len() > length).then(|| {
        name.chars()
            .take(length)
            .collect::<String>()
            .trim_end()
            .to_owned()
    })
}

/// A name cut as one of the shorter fields would; `None` if it fits.
pub fn cut_short(name: &str, random: &mut Random) -> Option<String> {
    cut(name, *random.pick(&SHORT_FIELDS)?)
}

/// A name as two fields: surname and given names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// The field for the surname.
    pub surname: String,
    /// The field for given names.
    pub given_names: String,
}

/// Words that stand in for a missing name: first or last name unknown (US visas), and what counters make of it.
const FILLERS: [&str; 6] = ["FNU", "LNU", "XXX", "MR", "NA", "UNKNOWN"];

/// Parts a name into the two fields. Indonesians have no surname: mostly the last token is taken for one, sometimes the first, now and then all.
pub fn parted(name: &str, random: &mut Random) -> Fields {
    let drawn = random.below(100);
    let parts = match drawn {
        0..=79 => name.rsplit_once(' ').map(|(given, last)| (last, given)),
        80..=91 => name.split_once(' '),
        _ => None,
    };
    let (surname, given_names) = parts.unwrap_or((name, ""));
    Fields {
        surname: surname.to_owned(),
        given_names: given_names.to_owned(),
    }
}

/// Fills the empty field of somebody with a single name; `None` if no field is empty.
pub fn filled(fields: &Fields, random: &mut Random) -> Option<Fields> {
    if !fields.given_names.is_empty() {
        return None;
    }
    let filler = (*random.pick(&FILLERS)?).to_owned();
    let single = fields.surname.clone();
    // `LNU` stands for the last name, the others for either.
    Some(if filler == "LNU" || random.chance(300) {
        Fields {
            surname: filler,
            given_names: single,
        }
    } else {
        Fields {
            surname: single,
            given_names: filler,
        }
    })
}

/// A form of address glued to the end of the given names, as airline records have it (`BUDIMR`); `None` without given names.
pub fn glued_title(fields: &Fields, sex: Sex, adult: bool, random: &mut Random) -> Option<Fields> {
    if fields.given_names.is_empty() {
        return None;
    }
    let title = match (sex, adult) {
        (Sex::Female, true) => *random.pick(&["MRS", "MS", "MRS"])?,
        (Sex::Female, false) => "MISS",
        (_, true) => "MR",
        (_, false) => "MSTR",
    };
    Some(Fields {
        surname: fields.surname.clone(),
        given_names: format!("{}{title}", fields.given_names),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;
    use proptest::prelude::*;

    #[test]
    fn a_single_name_is_filled_up() {
        let mut random = Random::new(1, Purpose::Recording, 1);
        let fields = parted("SUPARNO", &mut random);
        assert_eq!(fields.surname, "SUPARNO");
        assert_eq!(fields.given_names, "");
        let filled = filled(&fields, &mut random).unwrap();
        assert!(!filled.surname.is_empty() && !filled.given_names.is_empty());
        assert!([&filled.surname, &filled.given_names].contains(&&"SUPARNO".to_owned()));
    }

    #[test]
    fn titles_are_glued_to_given_names() {
        let mut random = Random::new(1, Purpose::Recording, 1);
        let fields = Fields {
            surname: "SANTOSO".into(),
            given_names: "BUDI".into(),
        };
        assert_eq!(
            glued_title(&fields, Sex::Male, true, &mut random)
                .unwrap()
                .given_names,
            "BUDIMR"
        );
        assert_eq!(
            glued_title(&fields, Sex::Female, false, &mut random)
                .unwrap()
                .given_names,
            "BUDIMISS"
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost_in_two_fields(seed: u64, name in "[A-Z]{1,9}( [A-Z]{1,9}){0,4}") {
            let mut random = Random::new(seed, Purpose::Recording, 0);
            let fields = parted(&name, &mut random);
            let mut both: Vec<&str> = fields.surname.split(' ').chain(fields.given_names.split(' ')).filter(|t| !t.is_empty()).collect();
            let mut all: Vec<&str> = name.split(' ').collect();
            both.sort_unstable();
            all.sort_unstable();
            prop_assert_eq!(both, all);
        }

        #[test]
        fn cut_to_fit(name in "[A-Z]{1,20}( [A-Z]{1,20}){0,4}", length in 5usize..45) {
            match cut(&name, length) {
                Some(short) => prop_assert!(short.len() <= length && name.starts_with(&short)),
                None => prop_assert!(name.len() <= length),
            }
        }
    }
}
