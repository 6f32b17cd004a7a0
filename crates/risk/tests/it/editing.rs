//! Rules as they are told, written, edited and compared.

use domain::Language;
use proptest::prelude::*;
use risk::{Change, Choice, Condition, Edit, Fact, Kind, Part, Rule, RuleFile, RuleSet, Test};
use std::fmt::Write;

fn shipped() -> RuleSet {
    RuleSet::shipped().0.unwrap()
}

/// What everybody who decides about rules reads.
#[test]
fn the_shipped_rules_as_sentences() {
    let mut told = String::new();
    for rule in &shipped().rules {
        writeln!(told, "{}", rule.id).unwrap();
        for language in [Language::Id, Language::En] {
            writeln!(told, "  {}", rule.sentence(language).line(language)).unwrap();
        }
    }
    insta::assert_snapshot!(told);
}

/// The set that is written is the set that is read.
#[test]
fn the_shipped_set_is_written_and_read_again() {
    let set = shipped();
    let text = set.to_toml();
    let (again, faults) = RuleSet::compile(&[RuleFile {
        name: "again.toml",
        text: &text,
    }]);
    let again = again.unwrap();
    assert_eq!(faults, []);
    assert_eq!((&again.head, &again.rules), (&set.head, &set.rules));
    assert_eq!(again.to_toml(), text);
}

/// What stands in the fields of an editor makes the same condition again.
#[test]
fn every_shipped_condition_can_be_chosen_from_lists() {
    fn tests<'c>(condition: &'c Condition, found: &mut Vec<&'c Test>) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| tests(part, found));
            }
            Condition::Not(part) => tests(part, found),
            Condition::Test(test) => found.push(test),
        }
    }
    let set = shipped();
    let mut found = Vec::new();
    set.rules
        .iter()
        .for_each(|rule| tests(&rule.when, &mut found));
    assert!(found.len() > set.rules.len());
    for test in found {
        let choice = Choice::of(test);
        assert!(choice.fits(test.fact.kind()));
        let again = choice
            .test(test.fact, &test.comparison.value_text())
            .unwrap();
        assert_eq!(again.comparison, test.comparison, "{}", test.label.en);
    }
}

#[test]
fn what_cannot_be_chosen_is_told() {
    let mut told = String::new();
    for (choice, fact, value) in [
        (Choice::Is, Fact::TripMode, "rail"),
        (Choice::AtLeast, Fact::TravellerAge, "eighteen"),
        (Choice::Between, Fact::TravellerAge, "45, 18"),
        (Choice::In, Fact::TripDestination, "MYS, XYZ"),
        (Choice::In, Fact::TripDestination, " , "),
        (Choice::Is, Fact::TripDestination, ""),
        (Choice::Before, Fact::TravellerAge, "18"),
        (Choice::Mentions, Fact::TravellerOccupation, ""),
        (Choice::Is, Fact::TripMode, "\" , known = true } #"),
    ] {
        let faults = choice.test(fact, value).unwrap_err();
        writeln!(told, "{} {} {value:?}", fact.name(), choice.key()).unwrap();
        for fault in faults {
            writeln!(told, "  {}", fault.message).unwrap();
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn what_differs_between_two_versions() {
    let before = shipped();
    let mut head = before.head.clone();
    head.version = "2027.01".into();
    head.signs_from = 60;
    let mut rules = before.rules.clone();
    rules.retain(|rule| rule.id != "sekali-jalan");
    let age = rules
        .iter_mut()
        .find(|rule| rule.id == "usia-kerja")
        .unwrap();
    age.points = 10;
    age.when = Choice::Between
        .test(Fact::TravellerAge, "18, 40")
        .map(Condition::Test)
        .unwrap();
    age.until = Some(jiff::civil::date(2027, 12, 31));
    let mut added = age.clone();
    added.id = "usia-muda".into();
    rules.push(added);
    let (after, _) = RuleSet::of(&head, &rules).unwrap();

    let mut told = String::new();
    for change in after.differences(&before) {
        let (what, fields) = match &change {
            Change::Head(fields) => ("head".to_owned(), fields.as_slice()),
            Change::Added(rule) => (format!("added {}", rule.id), &[][..]),
            Change::Removed(rule) => (format!("removed {}", rule.id), &[][..]),
            Change::Changed(rule, fields) => (format!("changed {}", rule.id), fields.as_slice()),
        };
        writeln!(told, "{what}").unwrap();
        for field in fields {
            let name = field.field.words(Language::Id);
            writeln!(told, "  {name}: {} -> {}", field.before.id, field.after.id).unwrap();
        }
    }
    insta::assert_snapshot!(told);
    assert_eq!(after.differences(&after), []);
}

/// A rule that would count what is not known is refused by an editor as it is by the reader of files.
#[test]
fn an_edited_set_is_checked_like_a_file() {
    let set = shipped();
    let mut rules = set.rules.clone();
    let sign = rules
        .iter_mut()
        .find(|rule| rule.id == "sekali-jalan")
        .unwrap();
    sign.when = Condition::Test(Choice::Unknown.test(Fact::TripOneWay, "").unwrap());
    let faults = RuleSet::of(&set.head, &rules).unwrap_err();
    let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["rule-counts-unknown"]);
}

fn value(kind: Kind, choice: Choice) -> BoxedStrategy<String> {
    let one = match kind {
        Kind::Country => prop::sample::select(vec!["MYS", "twn", "SAU"])
            .prop_map(str::to_owned)
            .boxed(),
        Kind::Date => (2020i16..2030, 1i8..=12, 1i8..=28)
            .prop_map(|(y, m, d)| jiff::civil::date(y, m, d).to_string())
            .boxed(),
        Kind::Number => (-40i32..4000).prop_map(|n| n.to_string()).boxed(),
        Kind::Flag => any::<bool>().prop_map(|flag| flag.to_string()).boxed(),
        Kind::Word(words) => prop::sample::select(
            words
                .iter()
                .map(|word| word.code.to_owned())
                .collect::<Vec<_>>(),
        )
        .boxed(),
        Kind::Text => "[a-zA-Z\"'{}\\\\= é]{1,12}[a-z]".boxed(),
    };
    match choice {
        Choice::In | Choice::Mentions => prop::collection::vec(one, 1..4)
            .prop_map(|values| values.join(", "))
            .boxed(),
        Choice::Between => (-40i32..100, 0i32..50)
            .prop_map(|(low, more)| format!("{low}; {}", low + more))
            .boxed(),
        _ => one,
    }
}

fn test() -> impl Strategy<Value = Test> {
    let fits: Vec<_> = Fact::ALL
        .iter()
        .flat_map(|fact| Choice::ALL.map(|choice| (*fact, choice)))
        .filter(|(fact, choice)| choice.fits(fact.kind()) && !fact.is_confidential())
        .collect();
    prop::sample::select(fits)
        .prop_flat_map(|(fact, choice)| (Just((fact, choice)), value(fact.kind(), choice)))
        .prop_map(|((fact, choice), value)| choice.test(fact, &value).unwrap())
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        test().prop_map(Edit::Put),
        test().prop_map(Edit::And),
        test().prop_map(Edit::Or),
        Just(Edit::Deny),
        Just(Edit::Switch),
        Just(Edit::Remove),
    ]
}

fn places(condition: &Condition, at: &Part, all: &mut Vec<Part>) {
    all.push(at.clone());
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            for (number, part) in parts.iter().enumerate() {
                places(part, &at.within(number), all);
            }
        }
        Condition::Not(part) => places(part, &at.within(0), all),
        Condition::Test(_) => {}
    }
}

proptest! {
    /// Whatever is clicked together is a condition, is written and read as the same, and every place of it can be named.
    #[test]
    fn edits_lead_from_condition_to_condition(
        first in test(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), edit()), 0..12),
    ) {
        let set = shipped();
        let mut rule: Rule = set.rules[0].clone();
        rule.effect = risk::Effect::Protect;
        rule.points = 0;
        rule.when = Condition::Test(first);
        for (place, edit) in edits {
            let mut all = Vec::new();
            places(&rule.when, &Part::default(), &mut all);
            let at = place.get(&all).to_string().parse::<Part>().unwrap();
            prop_assert!(rule.when.part(&at).is_some());
            if let Ok(edited) = rule.when.edited(&at, edit) {
                rule.when = edited;
            }
        }
        match RuleSet::of(&set.head, std::slice::from_ref(&rule)) {
            Ok((again, _)) => prop_assert_eq!(&again.rules, std::slice::from_ref(&rule)),
            Err(faults) => prop_assert!(faults.iter().all(|fault| fault.code == "rule-depth"), "{:?}", faults),
        }
    }

    /// Denying twice changes nothing, and nothing is done to a part that is not there.
    #[test]
    fn laws_of_edits(one in test(), two in test()) {
        let whole = Part::default();
        let one = Condition::Test(one);
        let twice = one.edited(&whole, Edit::Deny).unwrap().edited(&whole, Edit::Deny).unwrap();
        prop_assert_eq!(&twice, &one);
        let both = one.edited(&whole, Edit::And(two)).unwrap();
        prop_assert_eq!(&both.edited(&whole.within(1), Edit::Remove).unwrap(), &one);
        prop_assert!(one.edited(&whole, Edit::Remove).is_err());
        prop_assert!(both.edited(&whole.within(2), Edit::Deny).is_err());
        prop_assert!("0.x".parse::<Part>().is_err());
    }
}
