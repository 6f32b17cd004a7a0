//! Rules as sentences: *if .. and .. then .. points, because (source)*, for people who do not read TOML.
//!
//! A sentence says exactly what is decided, whatever label its author gave to a condition.

use crate::{Choice, Comparison, Condition, Effect, Operand, Rule, Test, Value};
use domain::Language;

/// A rule in the words of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// When it holds.
    pub when: Clause,
    /// What follows, without the word *then*.
    pub then: String,
    /// The source, without the word *because*.
    pub because: String,
}

/// A condition in words, its parts apart so that a page can show them as a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// One look at a fact.
    One(String),
    /// All of them.
    All(Vec<Clause>),
    /// At least one of them.
    Any(Vec<Clause>),
    /// None of it is so.
    Not(Box<Clause>),
}

impl Rule {
    /// The rule as a sentence.
    pub fn sentence(&self, language: Language) -> Sentence {
        let then = match (self.effect, language) {
            (Effect::Ask, Language::Id) => {
                format!("petugas bertanya: “{}”", self.ask.in_language(language))
            }
            (Effect::Ask, Language::En) => {
                format!("the officer asks: “{}”", self.ask.in_language(language))
            }
            (Effect::Protect, Language::Id) => "disarankan wawancara pelindungan".into(),
            (Effect::Protect, Language::En) => "a protective interview is advised".into(),
            (effect, Language::Id) => format!("{} poin: {}", self.points, effect.words(language)),
            (effect, Language::En) => {
                format!("{} points: {}", self.points, effect.words(language))
            }
        };
        Sentence {
            when: self.when.clause(language),
            then,
            because: self.source.clone(),
        }
    }
}

impl Sentence {
    /// The whole sentence on one line.
    pub fn line(&self, language: Language) -> String {
        let (if_, then, because) = match language {
            Language::Id => ("Jika", "maka", "karena"),
            Language::En => ("If", "then", "because of"),
        };
        format!(
            "{if_} {}, {then} {}, {because} ({}).",
            self.when.line(language),
            self.then,
            self.because
        )
    }
}

impl Condition {
    /// The condition in words.
    pub fn clause(&self, language: Language) -> Clause {
        let all = |parts: &[Self]| parts.iter().map(|part| part.clause(language)).collect();
        match self {
            Self::All(parts) => Clause::All(all(parts)),
            Self::Any(parts) => Clause::Any(all(parts)),
            Self::Not(part) => match &**part {
                Self::Test(test) => match test.denied(language) {
                    Some(words) => Clause::One(words),
                    None => Clause::Not(Box::new(part.clause(language))),
                },
                _ => Clause::Not(Box::new(part.clause(language))),
            },
            Self::Test(test) => Clause::One(test.words(language)),
        }
    }
}

impl Clause {
    /// The condition on one line; parts within parts stand in brackets.
    pub fn line(&self, language: Language) -> String {
        let joined = |parts: &[Self], by: &str| {
            parts
                .iter()
                .map(|part| match part {
                    Self::All(inner) | Self::Any(inner) if inner.len() > 1 => {
                        format!("({})", part.line(language))
                    }
                    _ => part.line(language),
                })
                .collect::<Vec<_>>()
                .join(by)
        };
        match (self, language) {
            (Self::One(words), _) => words.clone(),
            (Self::All(parts), Language::Id) => joined(parts, " dan "),
            (Self::All(parts), Language::En) => joined(parts, " and "),
            (Self::Any(parts), Language::Id) => joined(parts, " atau "),
            (Self::Any(parts), Language::En) => joined(parts, " or "),
            (Self::Not(part), Language::Id) => {
                format!("tidak benar bahwa ({})", part.line(language))
            }
            (Self::Not(part), Language::En) => {
                format!("it is not so that ({})", part.line(language))
            }
        }
    }
}

impl Test {
    /// The condition exactly, in words: `usia paling sedikit 18`.
    pub fn words(&self, language: Language) -> String {
        let fact = self.fact.label(language);
        match (&self.comparison, language) {
            (Comparison::Is(Operand::Flag(flag)), _) => {
                format!("{fact}: {}", Value::Flag(*flag).words(language))
            }
            (Comparison::Is(Operand::Fact(other)), Language::Id) => {
                format!("{fact} sama dengan {}", other.label(language))
            }
            (Comparison::Is(Operand::Fact(other)), Language::En) => {
                format!("{fact} is the same as {}", other.label(language))
            }
            (Comparison::Between(low, high), Language::Id) => {
                format!("{fact} dari {low} sampai {high}")
            }
            (Comparison::Between(low, high), Language::En) => {
                format!("{fact} is from {low} to {high}")
            }
            (Comparison::In(operands), _) => {
                let values = operands.iter().map(|one| one.words(language));
                let values = alternatives(values.collect(), language);
                format!("{fact} {} {values}", Choice::of(self).words(language))
            }
            (Comparison::Mentions(words), _) => {
                let words = words.iter().map(|word| format!("“{word}”")).collect();
                let words = alternatives(words, language);
                format!("{fact} {} {words}", Choice::of(self).words(language))
            }
            (Comparison::Is(one) | Comparison::Ordered(_, one), _) => format!(
                "{fact} {} {}",
                Choice::of(self).words(language),
                one.words(language)
            ),
            (Comparison::Known | Comparison::Unknown, _) => {
                format!("{fact} {}", Choice::of(self).words(language))
            }
        }
    }

    /// The opposite in words, where that has a short form.
    fn denied(&self, language: Language) -> Option<String> {
        let fact = self.fact.label(language);
        Some(match (&self.comparison, language) {
            (Comparison::Is(Operand::Flag(_)), _) => return None,
            (Comparison::Is(Operand::Fact(other)), Language::Id) => {
                format!("{fact} tidak sama dengan {}", other.label(language))
            }
            (Comparison::Is(Operand::Fact(other)), Language::En) => {
                format!("{fact} is not the same as {}", other.label(language))
            }
            (Comparison::Is(one), Language::Id) => format!("{fact} bukan {}", one.words(language)),
            (Comparison::Is(one), Language::En) => format!("{fact} is not {}", one.words(language)),
            (Comparison::In(operands), _) => {
                let values = operands.iter().map(|one| one.words(language));
                let values = alternatives(values.collect(), language);
                match language {
                    Language::Id => format!("{fact} bukan salah satu dari {values}"),
                    Language::En => format!("{fact} is none of {values}"),
                }
            }
            _ => return None,
        })
    }
}

impl Operand {
    /// As an officer reads it.
    pub(crate) fn words(&self, language: Language) -> String {
        match *self {
            Self::Country(country) => Value::Country(country).words(language),
            Self::Date(date) => Value::Date(date, date).words(language),
            Self::Number(number) => Value::number(number).words(language),
            Self::Flag(flag) => Value::Flag(flag).words(language),
            Self::Word(word) => Value::Word(word).words(language),
            Self::Fact(fact) => fact.label(language).to_owned(),
        }
    }
}

/// `A, B atau C`
fn alternatives(mut values: Vec<String>, language: Language) -> String {
    let or = match language {
        Language::Id => "atau",
        Language::En => "or",
    };
    match values.pop() {
        Some(last) if !values.is_empty() => format!("{} {or} {last}", values.join(", ")),
        Some(only) => only,
        None => String::new(),
    }
}
