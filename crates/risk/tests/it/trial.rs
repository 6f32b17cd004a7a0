//! Rules tried on past travellers.

use crate::facts::facts;
use jiff::civil::{Date, date};
use risk::trial::{Count, Past, Trial};
use risk::{Fact, Facts, RuleSet, TripStatus, Value};

const DAY: Date = date(2026, 11, 22);

/// A one-way traveller without a placement to where work is found: the shipped rules stop her only with one sign more.
const NEARLY: &str = "traveller.nationality=IDN traveller.role=passenger traveller.sex=female traveller.age=27 trip.destination=SAU \
    trip.one_way=yes placement.answer=none document.kind=passport document.issuer=IDN document.days_valid=700";
const TOURIST: &str = "traveller.nationality=IDN traveller.role=passenger traveller.sex=male traveller.age=50 trip.destination=AUS \
    trip.one_way=no placement.answer=none";
const CANCELLED: &str = "traveller.nationality=IDN traveller.role=passenger traveller.sex=male traveller.age=30 trip.destination=MYS \
    trip.one_way=yes placement.answer=link placement.status=cancelled";

fn shipped() -> RuleSet {
    RuleSet::shipped().0.unwrap()
}

/// The shipped rules with one-way tickets weighing more.
fn stricter() -> RuleSet {
    let set = shipped();
    let mut rules = set.rules.clone();
    rules
        .iter_mut()
        .find(|rule| rule.id == "sekali-jalan")
        .unwrap()
        .points = 60;
    RuleSet::of(&set.head, &rules).unwrap().0
}

#[test]
fn who_is_newly_stopped_how_rightly_and_where() {
    let (before, after) = (shipped(), stricter());
    let mut trial = Trial::new(&after, &before, DAY);
    let [nearly, tourist, cancelled] = [NEARLY, TOURIST, CANCELLED].map(facts);
    for number in 0..100u64 {
        let (facts, origin) = match number % 10 {
            0 => (&nearly, "NTT"),
            1 => (&cancelled, "NTB"),
            _ => (&tourist, "DKI"),
        };
        trial.add(&Past {
            number,
            facts,
            day: if number < 50 { DAY } else { date(2026, 11, 21) },
            port: if number < 98 { "CGK" } else { "BTH" },
            origin: Some(origin),
            outcome: (number % 10 < 2).then_some(number % 20 < 10),
        });
    }
    let report = trial.report(5);
    assert_eq!(report.travellers, 100);
    assert_eq!(report.days, 2);
    assert_eq!(report.in_force.alerts, Count::Exactly(10));
    assert_eq!(report.tried.alerts, Count::Exactly(20));
    assert_eq!(report.tried.per_thousand, Some(200.0));
    assert_eq!(report.tried.precision.unwrap().share, 0.5);
    assert_eq!(report.in_force.found.unwrap().share, 0.5);
    assert_eq!(report.tried.found.unwrap().share, 1.0);
    assert_eq!(report.changes.newly, Count::Exactly(10));
    assert_eq!(report.changes.no_longer, Count::Exactly(0));
    let moves: Vec<_> = report
        .changes
        .moves
        .iter()
        .map(|m| (m.from, m.to))
        .collect();
    assert_eq!(
        moves,
        [(TripStatus::NoIndication, TripStatus::IndicatedNonProcedural)]
    );
    let [samples, nobody] = <[_; 2]>::from(trial.samples());
    assert_eq!(samples, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
    assert!(nobody.is_empty());

    let cgk = &report.ports[0];
    assert_eq!((cgk.port.as_str(), cgk.a_day), ("CGK", Some(10.0)));
    // Two travellers left from Batam: neither their number nor what became of them is shown.
    let bth = &report.ports[1];
    assert_eq!((bth.travellers, bth.a_day), (Count::Few, Some(0.0)));

    let women = report.shares[0]
        .groups
        .iter()
        .find(|group| group.group == "female")
        .unwrap();
    assert_eq!(
        (women.travellers, women.alerts),
        (Count::Exactly(10), Count::Exactly(10))
    );
    assert_eq!(women.ratio, Some(5.0));
    let ages: Vec<_> = report.shares[1]
        .groups
        .iter()
        .map(|group| group.group.as_str())
        .collect();
    assert_eq!(ages, ["46–60", "26–35"]);
    let one_way = report
        .rules
        .iter()
        .find(|rule| rule.rule == "sekali-jalan")
        .unwrap();
    assert_eq!(one_way.alerts, Count::Exactly(20));

    let json = serde_json::to_string(&report).unwrap();
    assert!(json.contains(r#""port":"BTH","travellers":null"#), "{json}");
}

#[test]
fn against_itself_nothing_changes() {
    let set = shipped();
    let mut trial = Trial::new(&set, &set, DAY);
    let facts = facts(CANCELLED);
    for number in 0..10 {
        let past = Past {
            number,
            facts: &facts,
            day: DAY,
            port: "CGK",
            origin: None,
            outcome: None,
        };
        trial.add(&past);
    }
    let report = trial.report(5);
    assert_eq!(report.tried, report.in_force);
    assert!(report.changes.moves.is_empty());
    assert_eq!(report.tried.precision, None);
    assert_eq!(report.shares[2].groups[0].group, "");
}

/// A rule that looks at what cannot be fails alone; the others decide as they would have.
#[test]
fn odd_data_fails_the_rules_that_look_at_it_and_no_other() {
    let set = shipped();
    let mut odd = facts(CANCELLED);
    odd.set(Fact::TravellerAge, Value::number(-4));
    let mut without = facts(CANCELLED);
    without.forget(Fact::TravellerAge);
    let (odd, without) = (set.assess(&odd, DAY), set.assess(&without, DAY));
    assert_eq!((odd.status, odd.score), (without.status, without.score));
    let failed: Vec<_> = odd
        .failed
        .iter()
        .map(|failed| (failed.rule.id.as_str(), failed.fact))
        .collect();
    assert_eq!(failed, [("usia-kerja", Fact::TravellerAge)]);
    assert!(without.failed.is_empty());

    let mut trial = Trial::new(&set, &set, DAY);
    let mut facts: Facts<'_> = facts(TOURIST);
    facts.set(Fact::TravellerAge, Value::number(999));
    trial.add(&Past {
        number: 1,
        facts: &facts,
        day: DAY,
        port: "CGK",
        origin: None,
        outcome: None,
    });
    let odd = trial.report(5).odd;
    assert_eq!(odd[0].rule, "usia-kerja");
    assert_eq!(odd[0].travellers, 1);
}
