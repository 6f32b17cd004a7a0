//! Values of facts, with what is known of them: a birth year alone gives an age of one of two numbers.

use domain::{Country, Language, PartialDate, Wording};
use jiff::civil::Date;

/// One of the few words that a fact may have.
#[derive(Debug, PartialEq, Eq)]
pub struct Word {
    /// As rules write it.
    pub code: &'static str,
    /// As an Indonesian officer reads it.
    pub id: &'static str,
    /// The same in English.
    pub en: &'static str,
}

impl Word {
    pub(crate) const fn new(code: &'static str, id: &'static str, en: &'static str) -> Self {
        Self { code, id, en }
    }
}

/// What kind of value a fact has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A country, written by its three-letter code.
    Country,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// One of a few words.
    Word(&'static [Word]),
    /// Words of the source.
    Text,
}

impl Kind {
    /// What a rule is expected to write, for error messages.
    pub fn expected(self) -> String {
        match self {
            Self::Country => "a country code of three letters such as \"MYS\"".into(),
            Self::Date => "a date such as 2026-11-22, or the name of a date fact".into(),
            Self::Number => "a whole number, or the name of a number fact".into(),
            Self::Flag => "true or false".into(),
            Self::Word(words) => {
                let codes: Vec<_> = words.iter().map(|word| word.code).collect();
                format!("one of \"{}\"", codes.join("\", \""))
            }
            Self::Text => "text".into(),
        }
    }

    /// A word of this kind by its code.
    pub fn word(self, code: &str) -> Option<&'static Word> {
        match self {
            Self::Word(words) => words.iter().find(|word| word.code == code),
            _ => None,
        }
    }
}

/// What is known of a fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// A country.
    Country(Country),
    /// A day between two, both included; equal where it is known to the day.
    Date(Date, Date),
    /// A number between two, both included; equal where it is known exactly.
    Number(i32, i32),
    /// Yes or no.
    Flag(bool),
    /// One of the words of the fact.
    Word(&'static Word),
    /// Words of the source.
    Text(&'a str),
}

impl Value<'_> {
    /// A day of which parts may be unknown; `None` where not even the year is known.
    pub fn date(date: PartialDate) -> Option<Self> {
        Some(Self::Date(date.earliest()?, date.latest()?))
    }

    /// A number that is known exactly.
    pub fn number(number: i32) -> Self {
        Self::Number(number, number)
    }

    /// Whether the value is of a kind.
    pub fn is_of(&self, kind: Kind) -> bool {
        match (self, kind) {
            (Self::Country(_), Kind::Country)
            | (Self::Date(..), Kind::Date)
            | (Self::Number(..), Kind::Number)
            | (Self::Flag(_), Kind::Flag)
            | (Self::Text(_), Kind::Text) => true,
            (Self::Word(word), Kind::Word(words)) => words.contains(word),
            _ => false,
        }
    }

    /// As an officer reads it.
    pub fn words(&self, language: Language) -> String {
        match (self, language) {
            (Self::Country(country), _) => country.name(language).to_owned(),
            (Self::Date(from, to), _) => span(&from.to_string(), &to.to_string()),
            (Self::Number(from, to), _) => span(&from.to_string(), &to.to_string()),
            (Self::Flag(true), Language::Id) => "ya".into(),
            (Self::Flag(false), Language::Id) => "tidak".into(),
            (Self::Flag(true), Language::En) => "yes".into(),
            (Self::Flag(false), Language::En) => "no".into(),
            (Self::Word(word), Language::Id) => word.id.into(),
            (Self::Word(word), Language::En) => word.en.into(),
            (Self::Text(text), _) => (*text).to_owned(),
        }
    }

    /// The words in both languages.
    pub fn wording(&self) -> Wording {
        Wording::new(self.words(Language::Id), self.words(Language::En))
    }
}

fn span(from: &str, to: &str) -> String {
    if from == to {
        from.to_owned()
    } else {
        format!("{from} – {to}")
    }
}
