//! Facts written as a line: `trip.destination=MYS traveller.age=27 trip.one_way=yes`.

use domain::Country;
use risk::{Fact, Facts, Kind, Value};

/// Reads facts; a number or date may be a span, `17..18`. Words of a text stand with `_` for blanks.
pub fn facts(line: &'static str) -> Facts<'static> {
    let mut facts = Facts::default();
    for part in line.split_whitespace() {
        let (name, value) = part
            .split_once('=')
            .unwrap_or_else(|| panic!("{part}: no `=`"));
        let fact = Fact::named(name).unwrap_or_else(|| panic!("{name}: no such fact"));
        let (from, to) = value.split_once("..").unwrap_or((value, value));
        let value = match fact.kind() {
            Kind::Country => Value::Country(Country::from_alpha3(value).unwrap()),
            Kind::Date => Value::Date(from.parse().unwrap(), to.parse().unwrap()),
            Kind::Number => Value::Number(from.parse().unwrap(), to.parse().unwrap()),
            Kind::Flag => Value::Flag(value == "yes"),
            Kind::Word(_) => Value::Word(
                fact.kind()
                    .word(value)
                    .unwrap_or_else(|| panic!("{value}: no word of {name}")),
            ),
            Kind::Text => Value::Text(value),
        };
        facts.set(fact, value);
        assert!(facts.get(fact).is_some(), "{part} was not taken");
    }
    facts
}
