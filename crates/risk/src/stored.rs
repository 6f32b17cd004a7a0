//! Facts to keep: what was known of a trip, so that rules can be asked again later, the same or others.

use crate::{Fact, Facts, Kind, Value};
use domain::Country;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The known facts of one trip by the names that rules use; in JSON `{"trip.destination": "MYS", "traveller.age": [21, 22]}`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoredFacts(BTreeMap<String, Stored>);

/// A value as JSON has it; of which kind it is follows from the fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Flag(bool),
    Number(i32),
    Numbers(i32, i32),
    Text(String),
    Days(Date, Date),
}

impl StoredFacts {
    /// Keeps what is known.
    pub fn of(facts: &Facts<'_>) -> Self {
        let known = Fact::ALL.iter().filter_map(|fact| {
            let value = Stored::of(facts.get(*fact)?);
            Some((fact.name().to_owned(), value))
        });
        Self(known.collect())
    }

    /// What was known. A fact that rules no longer know stays out.
    pub fn facts(&self) -> Facts<'_> {
        let mut facts = Facts::default();
        for (name, stored) in &self.0 {
            if let Some(fact) = Fact::named(name) {
                facts.set_if(fact, stored.value(fact.kind()));
            }
        }
        facts
    }
}

impl Stored {
    fn of(value: Value<'_>) -> Self {
        match value {
            Value::Country(country) => Self::Text(country.alpha3().to_owned()),
            Value::Date(from, to) if from == to => Self::Text(from.to_string()),
            Value::Date(from, to) => Self::Days(from, to),
            Value::Number(from, to) if from == to => Self::Number(from),
            Value::Number(from, to) => Self::Numbers(from, to),
            Value::Flag(flag) => Self::Flag(flag),
            Value::Word(word) => Self::Text(word.code.to_owned()),
            Value::Text(text) => Self::Text(text.to_owned()),
        }
    }

    fn value(&self, kind: Kind) -> Option<Value<'_>> {
        match (self, kind) {
            (Self::Flag(flag), Kind::Flag) => Some(Value::Flag(*flag)),
            (Self::Number(number), Kind::Number) => Some(Value::number(*number)),
            (Self::Numbers(from, to), Kind::Number) => Some(Value::Number(*from, *to)),
            (Self::Days(from, to), Kind::Date) => Some(Value::Date(*from, *to)),
            (Self::Text(text), Kind::Date) => {
                let day: Date = text.parse().ok()?;
                Some(Value::Date(day, day))
            }
            (Self::Text(text), Kind::Country) => Country::from_alpha3(text).map(Value::Country),
            (Self::Text(code), Kind::Word(_)) => kind.word(code).map(Value::Word),
            (Self::Text(text), Kind::Text) => Some(Value::Text(text)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn value(kind: Kind) -> BoxedStrategy<Value<'static>> {
        let day = |number: i32| date(2000, 1, 1).saturating_add(jiff::Span::new().days(number));
        match kind {
            Kind::Country => prop::sample::select(vec!["MYS", "IDN", "HKG"])
                .prop_map(|code| Value::Country(Country::from_alpha3(code).unwrap()))
                .boxed(),
            Kind::Date => (0..9000i32, 0..400i32)
                .prop_map(move |(from, more)| Value::Date(day(from), day(from + more)))
                .boxed(),
            Kind::Number => (-400..400i32, 0..3i32)
                .prop_map(|(from, more)| Value::Number(from, from + more))
                .boxed(),
            Kind::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
            Kind::Word(words) => (0..words.len())
                .prop_map(move |at| Value::Word(&words[at]))
                .boxed(),
            Kind::Text => prop::sample::select(vec!["", "TKI", "1990-01-01", "true", "12"])
                .prop_map(Value::Text)
                .boxed(),
        }
    }

    fn facts() -> impl Strategy<Value = Vec<(Fact, Option<Value<'static>>)>> {
        let one = |fact: &Fact| (Just(*fact), prop::option::of(value(fact.kind())));
        Fact::ALL.iter().map(one).collect::<Vec<_>>()
    }

    proptest! {
        #[test]
        fn what_was_kept_is_what_was_known(all in facts()) {
            let mut facts = Facts::default();
            for (fact, value) in &all {
                facts.set_if(*fact, *value);
            }
            let text = serde_json::to_string(&StoredFacts::of(&facts)).unwrap();
            let read: StoredFacts = serde_json::from_str(&text).unwrap();
            for fact in Fact::ALL {
                prop_assert_eq!(read.facts().get(*fact), facts.get(*fact), "{:?}", fact);
            }
        }
    }
}
