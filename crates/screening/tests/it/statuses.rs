//! What becomes of whom.

use super::day::{self, REGISTRY, WATCHLIST, ferry, screen};
use risk::{Action, TripStatus};
use screening::{Answer, Screening};

fn of<'s>(screening: &'s Screening, name: &str) -> &'s screening::Assessment {
    screening
        .assessments
        .iter()
        .find(|a| a.traveller.name == name)
        .unwrap()
}

#[test]
fn everybody_of_the_day() {
    let screening = day::day();
    for (name, status, action) in [
        (
            "DEWI RATNASARI",
            TripStatus::NoIndication,
            Action::ProtectiveInterview,
        ),
        (
            "YOSEF BANUNAEK",
            TripStatus::IndicatedNonProcedural,
            Action::Interview,
        ),
        ("SRI WAHYUNI", TripStatus::Incomplete, Action::Interview),
        (
            "MARSELINA TEFA",
            TripStatus::IndicatedNonProcedural,
            Action::Interview,
        ),
        (
            "SARLINA LIU",
            TripStatus::IndicatedNonProcedural,
            Action::Interview,
        ),
        ("NURAISYAH", TripStatus::Incomplete, Action::Advise),
        ("ABDUL ROHMAN", TripStatus::Procedural, Action::None),
        ("HENDRA GUNAWAN", TripStatus::NoIndication, Action::None),
        ("KEVIN GUNAWAN", TripStatus::NoIndication, Action::None),
    ] {
        let assessment = of(&screening, name);
        assert_eq!(
            (assessment.status, assessment.action),
            (status, action),
            "{name}"
        );
    }
    let order: Vec<_> = screening
        .assessments
        .iter()
        .map(|a| (a.action, a.score))
        .collect();
    assert!(order.is_sorted_by(|a, b| a >= b), "{order:?}");
}

#[test]
fn an_absent_column_and_an_empty_cell_are_not_known() {
    let registry = "name,birth_date,passport_no,destination,visa_until\nSRI WAHYUNI,1994-03-27,X9910101,MYS,\n";
    let screening = screen(ferry(), registry, None);
    let assessment = of(&screening, "SRI WAHYUNI");
    assert_eq!(assessment.status, TripStatus::Procedural);
    assert!(assessment.reasons.is_empty());
    assert!(
        assessment
            .not_known
            .iter()
            .any(|words| words.en == "work visa valid until")
    );
}

#[test]
fn what_the_registry_states_as_absent_is_missing() {
    let registry = "name,birth_date,passport_no,destination,visa_no,orientation_date\n\
        SRI WAHYUNI,1994-03-27,X9910101,MYS,belum,tidak ada\n";
    let screening = screen(ferry(), registry, None);
    let assessment = of(&screening, "SRI WAHYUNI");
    assert_eq!(assessment.status, TripStatus::Incomplete);
    let rules: Vec<_> = assessment
        .reasons
        .iter()
        .map(|reason| reason.rule.as_str())
        .collect();
    assert_eq!(rules, ["visa-tidak-ada", "opp-belum"]);
}

#[test]
fn two_people_of_one_name_and_birth_date_are_a_question() {
    let registry = "id,name,birth_date,passport_no,destination\n\
        1,MARSELINA TEFA,2003-09-13,C1000001,MYS\n2,MARSELINA TEFA,2003-09-13,C2777777,MYS\n";
    let screening = screen(ferry(), registry, None);
    let assessment = of(&screening, "MARSELINA TEFA");
    assert_eq!(assessment.registry.answer, Answer::Possible);
    assert_eq!(assessment.registry.found, 2);
    assert_eq!(
        (assessment.status, assessment.action),
        (TripStatus::ToBeChecked, Action::Advise)
    );
    assert!(!assessment.questions.is_empty());
}

#[test]
fn the_placement_in_force_is_chosen_among_those_of_one_person() {
    let registry = "id,name,birth_date,passport_no,destination,status,contract_end\n\
        old,SRI WAHYUNI,1994-03-27,X9910101,TWN,ended,2022-01-01\n\
        new,SRI WAHYUNI,1994-03-27,X9910101,MYS,active,2028-01-01\n";
    let screening = screen(ferry(), registry, None);
    let assessment = of(&screening, "SRI WAHYUNI");
    assert_eq!(assessment.registry.answer, Answer::Link);
    assert_eq!(assessment.status, TripStatus::Procedural);
}

#[test]
fn an_entry_that_ended_and_one_without_a_kind_do_not_count() {
    let screening = screen(ferry(), REGISTRY, Some(WATCHLIST));
    for name in ["HENDRA GUNAWAN", "LINA GUNAWAN"] {
        assert!(of(&screening, name).accusing.is_empty(), "{name}");
    }
    assert_eq!(
        screening.ground.watchlist,
        Some(("watchlist.csv".into(), 2))
    );
}
