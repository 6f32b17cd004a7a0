//! Laws that hold whatever the rules and whatever the facts.

use domain::Country;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use risk::{Fact, Facts, Kind, RuleFile, RuleSet, TripStatus, Truth, Value};
use std::sync::LazyLock;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::shipped().0.unwrap());

fn day() -> impl Strategy<Value = Date> {
    (2024i16..2030, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn value(kind: Kind) -> BoxedStrategy<Value<'static>> {
    match kind {
        Kind::Country => prop::sample::select(vec!["IDN", "MYS", "SAU", "KHM", "AUS", "TWN"])
            .prop_map(|code| Value::Country(Country::from_alpha3(code).unwrap()))
            .boxed(),
        Kind::Date => (day(), day())
            .prop_map(|(a, b)| Value::Date(a.min(b), a.max(b)))
            .boxed(),
        Kind::Number => (-50i32..4000, 0i32..3)
            .prop_map(|(from, more)| Value::Number(from, from + more))
            .boxed(),
        Kind::Flag => any::<bool>().prop_map(Value::Flag).boxed(),
        Kind::Word(words) => prop::sample::select(words.iter().collect::<Vec<_>>())
            .prop_map(Value::Word)
            .boxed(),
        Kind::Text => prop::sample::select(vec!["buruh", "guru", ""])
            .prop_map(Value::Text)
            .boxed(),
    }
}

fn facts() -> impl Strategy<Value = Facts<'static>> {
    let each: Vec<_> = Fact::ALL
        .iter()
        .map(|fact| prop::option::weighted(0.8, value(fact.kind())))
        .collect();
    each.prop_map(|values| {
        let mut facts = Facts::default();
        for (fact, value) in Fact::ALL.iter().zip(values) {
            facts.set_if(*fact, value);
        }
        facts
    })
}

proptest! {
    /// Forgetting something never turns a trip into an indicated one.
    #[test]
    fn ignorance_never_accuses(facts in facts(), forgotten in prop::sample::subsequence(Fact::ALL.to_vec(), 1..6)) {
        let mut fewer = facts.clone();
        for fact in &forgotten {
            fewer.forget(*fact);
        }
        let day = date(2026, 11, 22);
        let (before, after) = (RULES.assess(&facts, day), RULES.assess(&fewer, day));
        if before.status != TripStatus::IndicatedNonProcedural {
            prop_assert_ne!(after.status, TripStatus::IndicatedNonProcedural, "without {:?}", forgotten);
        }
        // Whether a placement is one for this trip follows from both: what it lacks counts only if it is.
        let of_the_match = |fact: &Fact| ["placement.", "trip."].iter().any(|of| fact.name().starts_with(of));
        if !forgotten.iter().any(of_the_match) {
            prop_assert!(after.score <= before.score, "without {:?}", forgotten);
        }
    }

    /// What was decided stays decided when more becomes known.
    #[test]
    fn knowledge_only_settles(facts in facts(), fact in prop::sample::select(Fact::ALL.to_vec())) {
        let mut fewer = facts.clone();
        fewer.forget(fact);
        for rule in &RULES.rules {
            let truth = rule.when.decide(&fewer);
            if truth != Truth::Unknown {
                prop_assert_eq!(rule.when.decide(&facts), truth, "{}", rule.id);
            }
        }
    }

    /// Whatever somebody writes into a rule file, it is read or told what is wrong.
    #[test]
    fn no_rule_file_panics(text in "(\\[\\[?[a-z]{0,4}\\]?\\]|[a-z_]{1,6} = [\\[{\"]?[a-z0-9,=\" {}\\[\\]-]{0,30}|\\n|\u{fe}| ){0,30}") {
        let (set, faults) = RuleSet::compile(&[RuleFile { name: "r.toml", text: &text }]);
        prop_assert!(set.is_some() || !faults.is_empty());
    }

    /// A shipped file cut anywhere, or with one byte changed, is no worse.
    #[test]
    fn no_damaged_rule_file_panics(at in 0usize..12_000, with in prop::option::of("[\"{}\\[\\]=,0-9a-z\u{e9}]")) {
        let text = include_str!("../../rules/tanda.toml");
        let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let damaged = match with {
            Some(with) => format!("{}{with}{}", &text[..at], text[at..].chars().skip(1).collect::<String>()),
            None => text[..at].to_owned(),
        };
        let (set, faults) = RuleSet::compile(&[RuleFile { name: "r.toml", text: &damaged }]);
        prop_assert!(set.is_some() || !faults.is_empty());
    }
}
