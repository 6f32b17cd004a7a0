//! Comparisons by their key: what a rule file writes, what an editor offers for a kind of fact, and what each is called.

use crate::file::{read_test, written};
use crate::{Comparison, Fact, Kind, Operand, Order, Test};
use domain::{Diagnostic, Language};

/// A comparison that may be chosen for a fact, before it has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Equal to one value, or to another fact of the same kind.
    Is,
    /// One of several values.
    In,
    /// From one number to another, both included.
    Between,
    /// Less than a number.
    Below,
    /// A number or less.
    AtMost,
    /// More than a number.
    Above,
    /// A number or more.
    AtLeast,
    /// Before a day.
    Before,
    /// On a day or before it.
    OnOrBefore,
    /// After a day.
    After,
    /// On a day or after it.
    OnOrAfter,
    /// One of several words stands in a text.
    Mentions,
    /// Something is known.
    Known,
    /// Nothing is known.
    Unknown,
}

impl Choice {
    /// Every comparison, in the order in which an editor offers them.
    pub const ALL: [Self; 14] = [
        Self::Is,
        Self::In,
        Self::Between,
        Self::Below,
        Self::AtMost,
        Self::Above,
        Self::AtLeast,
        Self::Before,
        Self::OnOrBefore,
        Self::After,
        Self::OnOrAfter,
        Self::Mentions,
        Self::Known,
        Self::Unknown,
    ];

    /// The key of a rule file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::In => "in",
            Self::Between => "between",
            Self::Below => "below",
            Self::AtMost => "at_most",
            Self::Above => "above",
            Self::AtLeast => "at_least",
            Self::Before => "before",
            Self::OnOrBefore => "on_or_before",
            Self::After => "after",
            Self::OnOrAfter => "on_or_after",
            Self::Mentions => "mentions",
            Self::Known => "known",
            Self::Unknown => "unknown",
        }
    }

    /// By the key of a rule file.
    pub fn keyed(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.key() == key)
    }

    /// Whether it can be asked of facts of a kind.
    pub fn fits(self, kind: Kind) -> bool {
        match self {
            Self::Known | Self::Unknown => true,
            Self::Mentions => kind == Kind::Text,
            Self::Below | Self::AtMost | Self::Above | Self::AtLeast | Self::Between => {
                kind == Kind::Number
            }
            Self::Before | Self::OnOrBefore | Self::After | Self::OnOrAfter => kind == Kind::Date,
            Self::Is | Self::In => kind != Kind::Text,
        }
    }

    /// The order that it asks for, if it asks for one.
    pub(crate) fn order(self) -> Option<Order> {
        match self {
            Self::Below | Self::Before => Some(Order::Below),
            Self::AtMost | Self::OnOrBefore => Some(Order::AtMost),
            Self::Above | Self::After => Some(Order::Above),
            Self::AtLeast | Self::OnOrAfter => Some(Order::AtLeast),
            _ => None,
        }
    }

    /// The comparison of a test.
    pub fn of(test: &Test) -> Self {
        let is_date = test.fact.kind() == Kind::Date;
        match (&test.comparison, is_date) {
            (Comparison::Is(_), _) => Self::Is,
            (Comparison::In(_), _) => Self::In,
            (Comparison::Between(..), _) => Self::Between,
            (Comparison::Mentions(_), _) => Self::Mentions,
            (Comparison::Known, _) => Self::Known,
            (Comparison::Unknown, _) => Self::Unknown,
            (Comparison::Ordered(Order::Below, _), false) => Self::Below,
            (Comparison::Ordered(Order::Below, _), true) => Self::Before,
            (Comparison::Ordered(Order::AtMost, _), false) => Self::AtMost,
            (Comparison::Ordered(Order::AtMost, _), true) => Self::OnOrBefore,
            (Comparison::Ordered(Order::Above, _), false) => Self::Above,
            (Comparison::Ordered(Order::Above, _), true) => Self::After,
            (Comparison::Ordered(Order::AtLeast, _), false) => Self::AtLeast,
            (Comparison::Ordered(Order::AtLeast, _), true) => Self::OnOrAfter,
        }
    }

    /// As it stands between a fact and its value: `usia` *paling sedikit* `18`.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Is, Language::Id) => "adalah",
            (Self::Is, Language::En) => "is",
            (Self::In, Language::Id) => "salah satu dari",
            (Self::In, Language::En) => "is one of",
            (Self::Between, Language::Id) => "dari … sampai",
            (Self::Between, Language::En) => "is from … to",
            (Self::Below, Language::Id) => "kurang dari",
            (Self::Below, Language::En) => "is less than",
            (Self::AtMost, Language::Id) => "paling banyak",
            (Self::AtMost, Language::En) => "is at most",
            (Self::Above, Language::Id) => "lebih dari",
            (Self::Above, Language::En) => "is more than",
            (Self::AtLeast, Language::Id) => "paling sedikit",
            (Self::AtLeast, Language::En) => "is at least",
            (Self::Before, Language::Id) => "sebelum",
            (Self::Before, Language::En) => "is before",
            (Self::OnOrBefore, Language::Id) => "paling lambat",
            (Self::OnOrBefore, Language::En) => "is on or before",
            (Self::After, Language::Id) => "sesudah",
            (Self::After, Language::En) => "is after",
            (Self::OnOrAfter, Language::Id) => "paling awal",
            (Self::OnOrAfter, Language::En) => "is on or after",
            (Self::Mentions, Language::Id) => "menyebut",
            (Self::Mentions, Language::En) => "mentions",
            (Self::Known, Language::Id) => "diketahui",
            (Self::Known, Language::En) => "is known",
            (Self::Unknown, Language::Id) => "tidak diketahui",
            (Self::Unknown, Language::En) => "is not known",
        }
    }

    /// The condition that somebody chose: a fact, this comparison, and a value as they wrote it.
    ///
    /// Several values are divided by commas, semicolons or lines; a day is written 2026-11-22, yes and no as `true` and
    /// `false`, a country by its three letters, another fact by its name.
    ///
    /// # Errors
    /// What a rule file with the same condition would be told.
    pub fn test(self, fact: Fact, value: &str) -> Result<Test, Vec<Diagnostic>> {
        let one = |text: &str| match fact.kind() {
            Kind::Number if text.parse::<i64>().is_ok() => text.to_owned(),
            Kind::Date if text.parse::<jiff::civil::Date>().is_ok() => text.to_owned(),
            Kind::Flag if matches!(text, "true" | "false") => text.to_owned(),
            Kind::Country => written::quoted(&country_or_fact(text)),
            _ => written::quoted(text),
        };
        let value = match self {
            Self::Known | Self::Unknown => "true".to_owned(),
            Self::In | Self::Between | Self::Mentions => {
                let several: Vec<_> = value
                    .split([',', ';', '\n'])
                    .map(str::trim)
                    .filter(|text| !text.is_empty())
                    .map(one)
                    .collect();
                format!("[{}]", several.join(", "))
            }
            _ => one(value.trim()),
        };
        read_test(&format!(
            "condition = {{ fact = {}, {} = {value} }}",
            written::quoted(fact.name()),
            self.key()
        ))
    }
}

/// Countries are written in capitals, the names of facts are not.
fn country_or_fact(text: &str) -> String {
    match Fact::named(text) {
        Some(_) => text.to_owned(),
        None => text.to_uppercase(),
    }
}

impl Comparison {
    /// The value as [`Choice::test`] takes it: what an editor shows in its field.
    pub fn value_text(&self) -> String {
        match self {
            Self::Is(operand) | Self::Ordered(_, operand) => operand.code(),
            Self::In(operands) => operands
                .iter()
                .map(Operand::code)
                .collect::<Vec<_>>()
                .join(", "),
            Self::Between(low, high) => format!("{low}, {high}"),
            Self::Mentions(words) => words.join(", "),
            Self::Known | Self::Unknown => String::new(),
        }
    }
}

impl Operand {
    /// As a rule file writes it, without quotation marks.
    pub fn code(&self) -> String {
        match *self {
            Self::Country(country) => country.alpha3().to_owned(),
            Self::Date(date) => date.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Word(word) => word.code.to_owned(),
            Self::Fact(fact) => fact.name().to_owned(),
        }
    }
}
