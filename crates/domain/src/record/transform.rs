//! How much of a value is shown.

use super::{Form, Value};
use crate::Wording;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a field is shown to somebody. Ordered from the most revealing to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transform {
    /// The value as it is.
    Full,
    /// Of a date the year.
    YearOnly,
    /// Of a name the first letter of each word.
    Initials,
    /// Of a number the last four characters; nothing of one with fewer than eight.
    LastFour,
    /// Of a flag the flag; of anything else whether it is known.
    YesNo,
    /// A token by which two sides that hold the same value, and only under the same agreement, recognise that it is the same.
    KeyedToken,
}

/// What is shown of one field of one record.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "shown", content = "value", rename_all = "snake_case")]
pub enum Shown {
    /// The value as it is.
    Full(Value),
    /// The year.
    YearOnly(u16),
    /// The first letters.
    Initials(String),
    /// The last four characters.
    LastFour(String),
    /// Yes or no.
    YesNo(bool),
    /// The token.
    KeyedToken(String),
    /// Nothing is known.
    Unknown,
    /// Something is known, of which the transform leaves nothing: a number that is too short, a date without a year.
    Hidden,
}

/// A number shorter than this would hardly keep anything back: a passport number has seven to nine characters.
const SHORTEST_NUMBER: usize = 8;

impl Transform {
    /// All of them, from the most revealing to the least.
    pub const ALL: [Self; 6] = [
        Self::Full,
        Self::YearOnly,
        Self::Initials,
        Self::LastFour,
        Self::YesNo,
        Self::KeyedToken,
    ];

    /// The word in schedules, policies and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::YearOnly => "year_only",
            Self::Initials => "initials",
            Self::LastFour => "last_four",
            Self::YesNo => "yes_no",
            Self::KeyedToken => "keyed_token",
        }
    }

    /// The transform with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|transform| transform.code() == code)
    }

    /// What the other side will see, in words.
    pub fn wording(self) -> Wording {
        match self {
            Self::Full => Wording::fixed("seluruhnya", "in full"),
            Self::YearOnly => Wording::fixed("hanya tahunnya", "the year only"),
            Self::Initials => Wording::fixed(
                "hanya huruf pertama setiap kata",
                "the first letter of each word only",
            ),
            Self::LastFour => Wording::fixed(
                "hanya empat huruf atau angka terakhir",
                "the last four characters only",
            ),
            Self::YesNo => Wording::fixed("hanya ya atau tidak", "yes or no only"),
            Self::KeyedToken => Wording::fixed(
                "hanya kode rahasia untuk mencocokkan data yang sama",
                "a secret code only, to match the same data",
            ),
        }
    }

    /// Whether it means something for values of a form.
    pub fn fits(self, form: Form) -> bool {
        match self {
            Self::Full | Self::YesNo => true,
            Self::YearOnly => form == Form::Date,
            Self::Initials => form == Form::Name,
            Self::LastFour => form == Form::Number,
            Self::KeyedToken => form != Form::Flag,
        }
    }

    /// What is shown of a value. Where the transform does not fit the value, nothing is.
    ///
    /// `token` makes a keyed token out of [`Value::canonical`]; it is only asked for one by [`Transform::KeyedToken`].
    pub fn apply(self, value: Option<&Value>, token: impl FnOnce(&str) -> String) -> Shown {
        let shown = match (self, value) {
            (Self::YesNo, Some(Value::Flag(flag))) => Some(Shown::YesNo(*flag)),
            (Self::YesNo, Some(_)) => Some(Shown::YesNo(true)),
            // Of a flag it is no answer that it is not known.
            (_, None) => return Shown::Unknown,
            (Self::Full, Some(value)) => Some(Shown::Full(value.clone())),
            (Self::YearOnly, Some(Value::Date(date))) => date.year().map(Shown::YearOnly),
            (Self::Initials, Some(Value::Name(name))) => initials(name).map(Shown::Initials),
            (Self::LastFour, Some(Value::Number(number))) => last_four(number).map(Shown::LastFour),
            (Self::KeyedToken, Some(value)) if self.fits(value.form()) => {
                // Of what has no letter and no digit all would be the same.
                let text = Some(value.canonical()).filter(|text| !text.is_empty());
                text.map(|text| Shown::KeyedToken(token(&text)))
            }
            _ => None,
        };
        shown.unwrap_or(Shown::Hidden)
    }
}

/// `S. A.`; nothing for a name that its initials would tell whole, and nothing of what is no letter: a NIK in a field for names.
fn initials(name: &str) -> Option<String> {
    // Ancient numerals are letters and numbers at once.
    let is_letter = |c: &char| c.is_alphabetic() && !c.is_numeric();
    let letters = name.chars().filter(is_letter).count();
    let first: Vec<String> = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(is_letter))
        .map(|letter| format!("{}.", letter.to_uppercase()))
        .collect();
    (!first.is_empty() && first.len() < letters).then(|| first.join(" "))
}

fn last_four(number: &str) -> Option<String> {
    let characters: Vec<char> = number.chars().filter(|c| c.is_alphanumeric()).collect();
    let last = characters.last_chunk::<4>()?;
    (characters.len() >= SHORTEST_NUMBER).then(|| last.iter().collect())
}

impl fmt::Display for Shown {
    /// What a reader sees where no words are needed: `1990`, `S. A.`, `…5678`; `—` for what is not known, `…` for what is hidden.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full(value) => value.fmt(f),
            Self::YearOnly(year) => write!(f, "{year:04}"),
            Self::Initials(text) | Self::KeyedToken(text) => f.write_str(text),
            Self::LastFour(text) => write!(f, "…{text}"),
            Self::YesNo(flag) => f.write_str(if *flag { "yes" } else { "no" }),
            Self::Unknown => f.write_str("—"),
            Self::Hidden => f.write_str("…"),
        }
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full(_) => "Full(…)",
            Self::YearOnly(_) => "YearOnly(…)",
            Self::Initials(_) => "Initials(…)",
            Self::LastFour(_) => "LastFour(…)",
            Self::YesNo(_) => "YesNo(…)",
            Self::KeyedToken(_) => "KeyedToken(…)",
            Self::Unknown => "Unknown",
            Self::Hidden => "Hidden",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PartialDate;
    use proptest::prelude::*;

    fn shown(transform: Transform, form: Form, text: &str) -> String {
        let value = Value::read(form, text);
        transform
            .apply(value.as_ref(), |text| format!("<{text}>"))
            .to_string()
    }

    #[test]
    fn what_the_other_side_sees() {
        use Form::*;
        use Transform::*;
        for (transform, form, text, expected) in [
            (Full, Name, "Siti Aminah", "Siti Aminah"),
            (Full, Name, "  ", "—"),
            (YearOnly, Date, "1990-03-12", "1990"),
            (YearOnly, Date, "XXXX-05-12", "…"),
            (YearOnly, Text, "1990-03-12", "…"),
            (Initials, Name, "Siti Aminah binti Ahmad", "S. A. B. A."),
            (Initials, Name, "Suharto", "S."),
            (Initials, Name, "'Aisyah", "A."),
            (Initials, Name, "A", "…"),
            (Initials, Name, "A B", "…"),
            (Initials, Name, "3507135203900002", "…"),
            (Initials, Text, "Siti Aminah", "…"),
            (LastFour, Number, "C1234567", "…4567"),
            (LastFour, Number, "+62 812-3456-7890", "…7890"),
            (LastFour, Number, "C123456", "…"),
            (LastFour, Number, "- - - - 1234", "…"),
            (LastFour, Text, "C1234567", "…"),
            (YesNo, Text, "x", "yes"),
            (YesNo, Flag, "no", "no"),
            (YesNo, Text, "", "—"),
            (KeyedToken, Number, "c 123-4567", "<C1234567>"),
            (KeyedToken, Date, "1990-03-XX", "<1990-03-XX>"),
            (KeyedToken, Text, "--", "…"),
            (KeyedToken, Flag, "yes", "…"),
        ] {
            assert_eq!(
                shown(transform, form, text),
                expected,
                "{transform:?} {text}"
            );
        }
    }

    #[test]
    fn nothing_of_it_stands_in_a_log() {
        let value = Value::Name("Siti".into());
        assert_eq!(format!("{value:?}"), "Name(…)");
        let shown = Transform::Full.apply(Some(&value), |_| String::new());
        assert_eq!(format!("{shown:?}"), "Full(…)");
    }

    #[test]
    fn codes_and_back() {
        for transform in Transform::ALL {
            assert_eq!(Transform::from_code(transform.code()), Some(transform));
        }
        assert!(Transform::ALL.is_sorted());
        let shown = Transform::YearOnly
            .apply(Some(&Value::Date("1990-03-XX".parse().unwrap())), |_| {
                String::new()
            });
        assert_eq!(
            serde_json::to_string(&shown).unwrap(),
            r#"{"shown":"year_only","value":1990}"#
        );
    }

    proptest! {
        #[test]
        fn a_year_holds_no_month_and_no_day(year in 1u16..=9999, month in 1u8..=12, day in 1u8..=28, known in 1u8..8) {
            let date = PartialDate::new(
                (known & 1 != 0).then_some(year),
                (known & 2 != 0).then_some(month),
                (known & 4 != 0).then_some(day),
            ).unwrap();
            let shown = Transform::YearOnly.apply(Some(&Value::Date(date)), |_| String::new());
            prop_assert_eq!(shown, if known & 1 != 0 { Shown::YearOnly(year) } else { Shown::Hidden });
        }

        #[test]
        fn the_end_of_a_number_is_at_most_half_of_it(number in "\\PC{0,24}") {
            let shown = Transform::LastFour.apply(Some(&Value::Number(number.clone())), |_| String::new());
            if let Shown::LastFour(end) = shown {
                let all = number.chars().filter(|c| c.is_alphanumeric()).count();
                prop_assert!(end.chars().count() == 4 && all >= 8);
            } else {
                prop_assert_eq!(shown, Shown::Hidden);
            }
        }

        #[test]
        fn initials_are_one_letter_a_word_and_never_the_name(name in "\\PC{0,30}") {
            let shown = Transform::Initials.apply(Some(&Value::Name(name.clone())), |_| String::new());
            if let Shown::Initials(text) = shown {
                let letters = name.chars().filter(|c| c.is_alphabetic()).count();
                let words = name.split_whitespace().count();
                let dots = text.matches('.').count();
                prop_assert!(dots <= words && dots < letters);
                prop_assert!(!text.chars().any(char::is_numeric));
            }
        }

        #[test]
        fn but_full_nothing_shows_the_value(text in "[A-Za-z0-9]{1,20}") {
            for value in [Value::Name(text.clone()), Value::Number(text.clone()), Value::Text(text.clone())] {
                for transform in Transform::ALL.into_iter().filter(|t| *t != Transform::Full) {
                    let shown = transform.apply(Some(&value), |_| "token".to_owned());
                    let whole = matches!(&shown, Shown::Full(_));
                    prop_assert!(!whole && shown.to_string().trim_matches(['.', '…']) != text || text == "yes" || text == "token");
                }
            }
        }
    }
}
