use super::*;
use crate::Truth;
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};

fn read(subject: Subject, yes: &[&str]) -> Reading {
    let list = Indicators::shipped();
    for id in yes {
        assert!(list.get(id).is_some(), "no indicator is called {id}");
    }
    list.read(subject, |one| yes.contains(&one.id.as_str()).into())
}

#[test]
fn the_list_is_that_of_2009() {
    let list = Indicators::shipped();
    let counts: Vec<_> = list
        .groups
        .iter()
        .map(|group| (group.code, group.indicators.len()))
        .collect();
    assert_eq!(
        counts,
        Dimension::ALL
            .iter()
            .copied()
            .zip([10, 10, 16, 9, 15, 7])
            .collect::<Vec<_>>()
    );
    let ids: HashSet<_> = list.iter().map(|(_, one)| &one.id).collect();
    assert_eq!(ids.len(), 67);
    let strong = |subject| {
        list.iter()
            .filter(|(_, one)| one.weight(subject) == Weight::Strong)
            .count()
    };
    assert_eq!((strong(Subject::Adult), strong(Subject::Child)), (7, 15));
    let absent: Vec<_> = list
        .iter()
        .filter(|(_, one)| one.weight(Subject::Child) == Weight::None)
        .map(|(_, one)| one.id.as_str())
        .collect();
    assert_eq!(absent, ["used-false-law", "work-insurance"]);
    for (_, one) in list.iter() {
        for words in [&one.name, &one.question] {
            assert!(!words.id.is_empty() && !words.en.is_empty(), "{}", one.id);
        }
        assert!(
            one.question.id.ends_with('?') && one.question.en.ends_with('?'),
            "{}",
            one.id
        );
    }
}

#[test]
fn every_way_in_which_a_dimension_stands_and_the_step_below_it() {
    use Truth::{False, True};
    for (yes, stands) in [
        (&["held-documents", "held-debt"][..], True),
        (&["held-documents"], False),
        (&["held-documents", "held-wages"], True),
        (&["held-documents", "held-shame"], True),
        (&["held-wages", "held-worse", "held-family"], True),
        (&["held-wages", "held-worse"], False),
        (&["held-wages", "held-worse", "held-shame"], True),
        (&["held-wages", "held-shame"], False),
        (&["held-shame"], False),
    ] {
        let reading = read(Subject::Adult, yes);
        let sum = reading
            .sums
            .iter()
            .find(|sum| sum.dimension == Dimension::CoercionAtDestination)
            .unwrap();
        assert_eq!(sum.stands, stands, "{yes:?}");
    }
}

const DECEIVED: [&str; 2] = ["deceived-work", "deceived-wages"];
const FORCED_TO_GO: [&str; 2] = ["recruited-violence", "recruited-debt"];
const USED: [&str; 3] = ["used-poverty", "used-information", "used-travel"];
const EXPLOITED: [&str; 2] = ["work-hours", "work-pay"];
const HELD: [&str; 2] = ["held-documents", "held-confinement"];
const KEPT: [&str; 3] = ["there-dependency", "there-unknown", "there-poverty"];

#[test]
fn the_patterns() {
    for (groups, adult, child) in [
        (&[][..], Pattern::NotShown, Pattern::NotShown),
        (&[&HELD[..], &KEPT], Pattern::NotShown, Pattern::NotShown),
        (&[&DECEIVED[..]], Pattern::Recruitment, Pattern::Recruitment),
        (
            &[&USED[..], &HELD],
            Pattern::Recruitment,
            Pattern::Recruitment,
        ),
        (
            &[&EXPLOITED[..]],
            Pattern::LabourRights,
            Pattern::Trafficking,
        ),
        (
            &[&EXPLOITED[..], &HELD],
            Pattern::LabourRights,
            Pattern::Trafficking,
        ),
        (
            &[&EXPLOITED[..], &DECEIVED],
            Pattern::RecruitmentAndExploitation,
            Pattern::Trafficking,
        ),
        (
            &[&EXPLOITED[..], &DECEIVED, &KEPT],
            Pattern::RecruitmentAndExploitation,
            Pattern::Trafficking,
        ),
        (
            &[&EXPLOITED[..], &DECEIVED, &HELD],
            Pattern::Trafficking,
            Pattern::Trafficking,
        ),
        (
            &[&EXPLOITED[..], &FORCED_TO_GO, &HELD],
            Pattern::Trafficking,
            Pattern::Trafficking,
        ),
        (
            &[&EXPLOITED[..], &USED, &HELD],
            Pattern::Trafficking,
            Pattern::Trafficking,
        ),
    ] {
        let yes = groups.concat();
        assert_eq!(read(Subject::Adult, &yes).pattern, adult, "{yes:?}");
        assert_eq!(read(Subject::Child, &yes).pattern, child, "{yes:?}");
    }
}

#[test]
fn what_is_not_asked_leaves_the_pattern_open_and_says_what_to_ask() {
    let list = Indicators::shipped();
    let known = [&EXPLOITED[..], &DECEIVED].concat();
    let answer = |one: &Indicator| match known.contains(&one.id.as_str()) {
        true => Truth::True,
        false => Truth::Unknown,
    };
    let reading = list.read(Subject::Adult, answer);
    assert_eq!(
        (reading.pattern, reading.could_become),
        (Pattern::RecruitmentAndExploitation, Pattern::Trafficking)
    );
    // Only coercion can still make it graver, and what weighs most is asked first.
    let next: Vec<_> = list
        .ask_next(Subject::Adult, answer)
        .into_iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(
        next[..4],
        [
            "held-documents",
            "held-debt",
            "held-confinement",
            "held-violence"
        ]
    );
    assert!(next.iter().all(|id| id.starts_with("held-")), "{next:?}");
}

#[test]
fn with_nothing_answered_everything_that_can_matter_is_asked() {
    let list = Indicators::shipped();
    let next: HashSet<_> = list
        .ask_next(Subject::Adult, |_| Truth::Unknown)
        .into_iter()
        .map(|one| &one.id)
        .collect();
    // The last dimension is told beside the pattern and does not form it.
    assert_eq!(next.len(), 67 - 7);
}

fn answers() -> impl Strategy<Value = HashMap<&'static str, Truth>> {
    let ids: Vec<_> = Indicators::shipped()
        .iter()
        .map(|(_, one)| one.id.as_str())
        .collect();
    proptest::collection::vec(
        prop_oneof![Just(Truth::True), Just(Truth::False), Just(Truth::Unknown)],
        ids.len(),
    )
    .prop_map(move |all| ids.iter().copied().zip(all).collect())
}

proptest! {
    /// However the open questions are answered, the pattern stays between what is shown and what it could become, and dimensions that
    /// stand go on standing.
    #[test]
    fn answers_only_narrow(known in answers(), later in answers(), child in any::<bool>()) {
        let subject = if child { Subject::Child } else { Subject::Adult };
        let list = Indicators::shipped();
        let before = list.read(subject, |one| known[one.id.as_str()]);
        let after = list.read(subject, |one| match known[one.id.as_str()] {
            Truth::Unknown => later[one.id.as_str()],
            answered => answered,
        });
        for (old, new) in before.sums.iter().zip(&after.sums) {
            prop_assert!(old.stands == Truth::Unknown || old.stands == new.stands);
        }
        prop_assert!(after.pattern <= before.could_become);
        prop_assert!(after.could_become <= before.could_become);
    }

    /// Nothing is left to ask exactly when no answer can change the pattern to a graver one.
    #[test]
    fn asking_ends_when_it_is_settled(known in answers()) {
        let list = Indicators::shipped();
        let answer = |one: &Indicator| known[one.id.as_str()];
        let reading = list.read(Subject::Adult, answer);
        prop_assert_eq!(
            list.ask_next(Subject::Adult, answer).is_empty(),
            reading.pattern == reading.could_become
        );
    }
}
