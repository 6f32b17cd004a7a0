//! Conditions over facts, decided in three-valued logic.

use crate::{Fact, Facts, Truth, Value};
use domain::{Country, Wording};
use jiff::civil::Date;

/// A condition of a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// One fact is looked at.
    Test(Test),
}

/// A look at one fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// The fact looked at.
    pub fact: Fact,
    /// What is asked of it.
    pub comparison: Comparison,
    /// The condition in words.
    pub label: Wording,
}

/// What is asked of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Comparison {
    /// Equal.
    Is(Operand),
    /// One of several.
    In(Vec<Operand>),
    /// From the first to the second number, both included.
    Between(i32, i32),
    /// In an order.
    Ordered(Order, Operand),
    /// One of these words stands in the text, whatever its case.
    Mentions(Vec<String>),
    /// Anything is known of it.
    Known,
    /// Nothing is known of it.
    Unknown,
}

/// An order between numbers or days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Less than, before.
    Below,
    /// Less than or equal.
    AtMost,
    /// Greater than, after.
    Above,
    /// Greater than or equal.
    AtLeast,
}

/// What a fact is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// A country.
    Country(Country),
    /// A day.
    Date(Date),
    /// A number.
    Number(i32),
    /// Yes or no.
    Flag(bool),
    /// A word, by its code.
    Word(&'static crate::value::Word),
    /// Another fact of the same trip.
    Fact(Fact),
}

impl Operand {
    fn value<'a>(&self, facts: &Facts<'a>) -> Option<Value<'a>> {
        Some(match *self {
            Self::Country(country) => Value::Country(country),
            Self::Date(date) => Value::Date(date, date),
            Self::Number(number) => Value::number(number),
            Self::Flag(flag) => Value::Flag(flag),
            Self::Word(word) => Value::Word(word),
            Self::Fact(fact) => return facts.get(fact),
        })
    }
}

/// One condition with the value it saw.
#[derive(Debug, Clone)]
pub struct Traced<'r, 'a> {
    /// The look at the fact.
    pub test: &'r Test,
    /// What was seen; `None` where nothing is known.
    pub saw: Option<Value<'a>>,
    /// What the other fact was, where it was compared with one.
    pub against: Option<Value<'a>>,
    /// Whether it holds.
    pub truth: Truth,
    /// It stands under a `not`: it speaks for the rule where it does not hold.
    pub negated: bool,
}

impl Traced<'_, '_> {
    /// Whether what was seen speaks for the rule.
    pub fn speaks_for_it(&self) -> bool {
        self.truth == Truth::from(!self.negated)
    }
}

impl Condition {
    /// Decides the condition.
    pub fn decide(&self, facts: &Facts<'_>) -> Truth {
        match self {
            Self::All(parts) => {
                let mut truth = Truth::True;
                for part in parts {
                    truth = truth.and(part.decide(facts));
                    if truth == Truth::False {
                        break;
                    }
                }
                truth
            }
            Self::Any(parts) => {
                let mut truth = Truth::False;
                for part in parts {
                    truth = truth.or(part.decide(facts));
                    if truth == Truth::True {
                        break;
                    }
                }
                truth
            }
            Self::Not(part) => part.decide(facts).negated(),
            Self::Test(test) => test.decide(facts),
        }
    }

    /// Every look at a fact, with what it saw, in the order of the rule.
    pub fn trace<'r, 'a>(&'r self, facts: &Facts<'a>) -> Vec<Traced<'r, 'a>> {
        let mut traced = Vec::new();
        self.visit(&mut |test, negated| {
            let against = test
                .comparison
                .other_fact()
                .and_then(|fact| facts.get(fact));
            traced.push(Traced {
                test,
                saw: facts.get(test.fact),
                against,
                truth: test.decide(facts),
                negated,
            });
        });
        traced
    }

    /// Visits every test, telling whether it stands under an odd number of `not`.
    pub(crate) fn visit<'r>(&'r self, look: &mut impl FnMut(&'r Test, bool)) {
        fn walk<'r>(
            condition: &'r Condition,
            negated: bool,
            look: &mut impl FnMut(&'r Test, bool),
        ) {
            match condition {
                Condition::All(parts) | Condition::Any(parts) => {
                    for part in parts {
                        walk(part, negated, look);
                    }
                }
                Condition::Not(part) => walk(part, !negated, look),
                Condition::Test(test) => look(test, negated),
            }
        }
        walk(self, false, look);
    }
}

impl Comparison {
    /// The other fact it is compared with, if it is.
    pub fn other_fact(&self) -> Option<Fact> {
        match self {
            Self::Is(Operand::Fact(fact)) | Self::Ordered(_, Operand::Fact(fact)) => Some(*fact),
            _ => None,
        }
    }
}

impl Test {
    fn decide(&self, facts: &Facts<'_>) -> Truth {
        let seen = facts.get(self.fact);
        match (&self.comparison, seen) {
            (Comparison::Known, seen) => seen.is_some().into(),
            (Comparison::Unknown, seen) => seen.is_none().into(),
            (_, None) => Truth::Unknown,
            (Comparison::Is(operand), Some(seen)) => equal(seen, operand.value(facts)),
            (Comparison::In(operands), Some(seen)) => operands
                .iter()
                .map(|operand| equal(seen, operand.value(facts)))
                .fold(Truth::False, Truth::or),
            (Comparison::Between(low, high), Some(seen)) => ordered(
                seen,
                Order::AtLeast,
                Some(Value::number(*low)),
            )
            .and(ordered(seen, Order::AtMost, Some(Value::number(*high)))),
            (Comparison::Ordered(order, operand), Some(seen)) => {
                ordered(seen, *order, operand.value(facts))
            }
            (Comparison::Mentions(words), Some(Value::Text(text))) => mentions(text, words).into(),
            (Comparison::Mentions(_), Some(_)) => Truth::Unknown,
        }
    }
}

fn equal(seen: Value<'_>, other: Option<Value<'_>>) -> Truth {
    let Some(other) = other else {
        return Truth::Unknown;
    };
    match (seen, other) {
        (Value::Country(one), Value::Country(two)) => (one == two).into(),
        (Value::Flag(one), Value::Flag(two)) => (one == two).into(),
        (Value::Word(one), Value::Word(two)) => (one.code == two.code).into(),
        (Value::Number(..), Value::Number(..)) | (Value::Date(..), Value::Date(..)) => ordered(
            seen,
            Order::AtMost,
            Some(other),
        )
        .and(ordered(seen, Order::AtLeast, Some(other))),
        _ => Truth::Unknown,
    }
}

fn ordered(seen: Value<'_>, order: Order, other: Option<Value<'_>>) -> Truth {
    match (seen, other) {
        (Value::Number(a, b), Some(Value::Number(c, d))) => spans(order, (a, b), (c, d)),
        (Value::Date(a, b), Some(Value::Date(c, d))) => spans(order, (a, b), (c, d)),
        _ => Truth::Unknown,
    }
}

/// Whether one span lies in an order to another: certain only where every day or number of both does.
fn spans<T: PartialOrd>(order: Order, (from, to): (T, T), (low, high): (T, T)) -> Truth {
    let (always, never) = match order {
        Order::Below => (to < low, from >= high),
        Order::AtMost => (to <= low, from > high),
        Order::Above => (from > high, to <= low),
        Order::AtLeast => (from >= high, to < low),
    };
    if always {
        Truth::True
    } else if never {
        Truth::False
    } else {
        Truth::Unknown
    }
}

/// Whether one of the words (lower case) stands in the text as whole words.
fn mentions(text: &str, words: &[String]) -> bool {
    let text = text.to_lowercase();
    let boundary = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    words.iter().any(|word| {
        text.match_indices(word.as_str()).any(|(at, found)| {
            boundary(text.get(..at).and_then(|before| before.chars().next_back()))
                && boundary(
                    text.get(at + found.len()..)
                        .and_then(|after| after.chars().next()),
                )
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_certain_only_where_every_number_is() {
        for (order, seen, other, expected) in [
            (Order::AtLeast, (17, 18), (18, 18), Truth::Unknown),
            (Order::AtLeast, (18, 19), (18, 18), Truth::True),
            (Order::AtLeast, (16, 17), (18, 18), Truth::False),
            (Order::Below, (16, 17), (18, 18), Truth::True),
            (Order::Below, (17, 18), (18, 18), Truth::Unknown),
            (Order::AtMost, (45, 45), (45, 45), Truth::True),
            (Order::Above, (45, 45), (45, 45), Truth::False),
        ] {
            assert_eq!(
                spans(order, seen, other),
                expected,
                "{seen:?} {order:?} {other:?}"
            );
        }
    }

    #[test]
    fn words_are_whole() {
        let words = ["art".to_owned(), "asisten rumah tangga".to_owned()];
        assert!(mentions("ART", &words));
        assert!(mentions("calon Asisten Rumah Tangga (Sabah)", &words));
        assert!(!mentions("artis", &words));
        assert!(!mentions("", &words));
    }
}
