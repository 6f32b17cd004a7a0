//! Travellers and the status of their trip.

use super::facts::facts;
use jiff::civil::date;
use risk::{Action, RuleSet, TripStatus};

/// An Indonesian of working age on a ferry to Malaysia, and what else is known.
const FERRY: &str = "traveller.nationality=IDN traveller.role=passenger traveller.age=24 trip.mode=sea trip.destination=MYS \
    trip.departure=2026-11-22 ";
const GROUP: &str = "group.same_booking=5 group.same_contact=11 group.size=11 group.bookings=3 group.family_likely=no ";
const PLACED: &str = "placement.answer=link placement.status=active placement.destination=MYS placement.in_force=1 \
    placement.contract_end=2028-11-21 ";

#[test]
fn statuses_and_what_is_recommended() {
    let rules = RuleSet::shipped().0.unwrap();
    for (who, parts, status, action) in [
        (
            "a tourist",
            vec![FERRY, "placement.answer=none"],
            TripStatus::NoIndication,
            Action::None,
        ),
        (
            "a placed worker",
            vec![FERRY, PLACED],
            TripStatus::Procedural,
            Action::None,
        ),
        (
            "a placed worker in a group",
            vec![FERRY, GROUP, PLACED],
            TripStatus::Procedural,
            Action::None,
        ),
        (
            "a worker whose social security lapsed",
            vec![FERRY, PLACED, "placement.insurance_until=2026-09-30"],
            TripStatus::Incomplete,
            Action::Advise,
        ),
        (
            "who is not where the registry says",
            vec![FERRY, PLACED, "placement.destination=HKG"],
            TripStatus::Incomplete,
            Action::Interview,
        ),
        (
            "of whose placement only the country is known",
            vec![FERRY, "placement.answer=link placement.destination=MYS"],
            TripStatus::Procedural,
            Action::None,
        ),
        (
            "a group without placement",
            vec![FERRY, GROUP, "placement.answer=none"],
            TripStatus::IndicatedNonProcedural,
            Action::Interview,
        ),
        (
            "the same as a family",
            vec![
                FERRY,
                GROUP,
                "placement.answer=none group.family_likely=yes",
            ],
            TripStatus::NoIndication,
            Action::None,
        ),
        (
            "the same where several records may be theirs",
            vec![
                FERRY,
                GROUP,
                "placement.answer=possible placement.candidates=3",
            ],
            TripStatus::ToBeChecked,
            Action::Advise,
        ),
        (
            "the same where nobody asked the registry",
            vec![FERRY, GROUP],
            TripStatus::ToBeChecked,
            Action::Advise,
        ),
        (
            "a tourist whose name several records bear",
            vec![FERRY, "placement.answer=possible placement.candidates=3"],
            TripStatus::NoIndication,
            Action::None,
        ),
        (
            "whose placement was cancelled, in a group",
            vec![
                FERRY,
                GROUP,
                "placement.answer=link placement.status=cancelled",
            ],
            TripStatus::IndicatedNonProcedural,
            Action::Interview,
        ),
        (
            "a returned worker on holiday",
            vec![
                FERRY,
                "placement.answer=link placement.status=ended placement.destination=MYS",
            ],
            TripStatus::NoIndication,
            Action::None,
        ),
        (
            "a foreigner in a group",
            vec![
                FERRY,
                GROUP,
                "traveller.nationality=MYS placement.answer=none",
            ],
            TripStatus::NoIndication,
            Action::None,
        ),
        (
            "a member of the crew",
            vec![FERRY, GROUP, "traveller.role=crew placement.answer=none"],
            TripStatus::NoIndication,
            Action::None,
        ),
        (
            "somebody to be protected",
            vec![FERRY, "placement.answer=none watchlist.protect=link"],
            TripStatus::NoIndication,
            Action::ProtectiveInterview,
        ),
        (
            "somebody to be protected who is also watched",
            vec![
                FERRY,
                "placement.answer=none watchlist.protect=link watchlist.accuse=link",
            ],
            TripStatus::NoIndication,
            Action::ProtectiveInterview,
        ),
        (
            "somebody who is watched",
            vec![FERRY, PLACED, "watchlist.accuse=link"],
            TripStatus::Procedural,
            Action::Interview,
        ),
        (
            "somebody who may be watched",
            vec![FERRY, "placement.answer=none watchlist.accuse=possible"],
            TripStatus::NoIndication,
            Action::Advise,
        ),
    ] {
        let line: &'static str = parts.join(" ").leak();
        let verdict = rules.assess(&facts(line), date(2026, 11, 22));
        assert_eq!(
            (verdict.status, verdict.action),
            (status, action),
            "{who}: `{line}`"
        );
    }
}

#[test]
fn what_protects_leaves_no_trace_among_the_reasons() {
    let rules = RuleSet::shipped().0.unwrap();
    let day = date(2026, 11, 22);
    let without: &'static str = [FERRY, "placement.answer=none"].concat().leak();
    let with: &'static str = [without, " watchlist.protect=link"].concat().leak();
    let (plain, protected) = (facts(without), facts(with));
    let (plain, protected) = (rules.assess(&plain, day), rules.assess(&protected, day));
    let reasons = |verdict: &risk::Verdict<'_, '_>| {
        verdict
            .findings
            .iter()
            .map(|finding| finding.rule.id.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(reasons(&plain), reasons(&protected));
    assert_eq!(plain.score, protected.score);
    assert!(protected.protective.is_some());
    assert_eq!(protected.questions[0], &rules.head.protective);
}

#[test]
fn an_accusing_flag_names_its_rule() {
    let rules = RuleSet::shipped().0.unwrap();
    let watched = facts("watchlist.accuse=link");
    let verdict = rules.assess(&watched, date(2026, 11, 22));
    assert_eq!(verdict.accusing[0].rule, "daftar-pengawasan");
}
