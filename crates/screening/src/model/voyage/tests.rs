//! The state of a voyage is a function of the set of its messages; and what single messages do.

use super::*;
use jiff::civil::date;
use manifest::{Leg, Name};
use proptest::prelude::*;

/// Minute, purpose, whether about the crew, and who is named: a letter, with a capital for one who has a document.
type Line = (i8, Purpose, bool, &'static str);

fn push((minute, purpose, crew, names): Line, number: u32) -> Push {
    let voyage = Arc::new(Voyage {
        carrier: Some("GA".into()),
        number: Some("876".into()),
        legs: vec![Leg {
            departure: Some(date(2026, 11, 22).into()),
            ..Leg::default()
        }],
        ..Voyage::default()
    });
    let mut digest = [0; 32];
    let identity = format!("{minute} {purpose:?} {crew} {names} {number}");
    for (slot, byte) in digest.iter_mut().rev().zip(identity.bytes().rev()) {
        *slot = byte;
    }
    // Different in the first bytes too, as digests are.
    let sum = identity.bytes().fold(7_u64, |sum, byte| {
        sum.wrapping_mul(1_099_511_628_211) ^ u64::from(byte)
    });
    digest[..8].copy_from_slice(&sum.to_be_bytes());
    Push {
        at: date(2026, 11, 22).at(8, minute, 0, 0),
        interchange: minute.to_string(),
        number,
        digest,
        purpose,
        crew,
        travellers: names
            .chars()
            .map(|name| person(name, crew, &voyage))
            .collect(),
        voyage,
    }
}

fn person(letter: char, crew: bool, voyage: &Arc<Voyage>) -> Traveller {
    let mut traveller = Traveller::on(Arc::clone(voyage));
    let name = letter.to_ascii_uppercase();
    traveller.name = Name {
        surname: Some(format!("PERSON {name}{name}{name}").into()),
        ..Name::default()
    };
    traveller.birth_date = "1990-05-01".parse().ok();
    if crew {
        traveller.role = Role::Crew;
    }
    if letter.is_ascii_uppercase() {
        traveller.documents = vec![domain::Document {
            kind: domain::DocumentKind::Passport,
            raw_type: None,
            number: format!("X12345{:02}", u32::from(name)),
            issuer: None,
            raw_issuer: None,
            expires: None,
        }];
    }
    traveller
}

fn told(lines: &[Line]) -> (VoyageState, Vec<(String, Presence)>) {
    let pushes = lines.iter().enumerate();
    let pushes = pushes
        .map(|(at, line)| push(*line, u32::try_from(at).unwrap()))
        .collect();
    let passage = fold(pushes).unwrap();
    let travellers = passage.travellers.iter().map(|passenger| {
        let name = passenger.traveller.name.surname.as_deref().unwrap();
        (name[7..8].to_owned(), passenger.presence)
    });
    (passage.state, travellers.collect())
}

#[test]
fn what_messages_do() {
    use Presence::{Aboard, Listed, NotAboard, Withdrawn};
    use Purpose::{Change, Close, CloseAboard, CloseNotAboard, List, Replace, Withdraw};
    for (what, lines, state, expected) in [
        (
            "two lists add up, and who is on both is one",
            vec![(0, List, false, "AB"), (1, List, false, "BC")],
            VoyageState::Expected,
            vec![("A", Listed), ("B", Listed), ("C", Listed)],
        ),
        (
            "a booking without a document and the list with one are one person",
            vec![(0, List, false, "ab"), (1, List, false, "AB")],
            VoyageState::Expected,
            vec![("A", Listed), ("B", Listed)],
        ),
        (
            "a withdrawal, and a new booking after it",
            vec![
                (0, List, false, "ABC"),
                (1, Withdraw, false, "AB"),
                (2, List, false, "B"),
            ],
            VoyageState::Expected,
            vec![("A", Withdrawn), ("B", Listed), ("C", Listed)],
        ),
        (
            "a correction does not put back who was withdrawn",
            vec![
                (0, List, false, "A"),
                (1, Withdraw, false, "A"),
                (2, Change, false, "A"),
            ],
            VoyageState::Expected,
            vec![("A", Withdrawn)],
        ),
        (
            "a replacement, sent in two parts, leaves the crew alone",
            vec![
                (0, List, false, "ABC"),
                (0, List, true, "X"),
                (1, Replace, false, "A"),
                (1, Replace, false, "D"),
            ],
            VoyageState::Expected,
            vec![
                ("A", Listed),
                ("B", Withdrawn),
                ("C", Withdrawn),
                ("X", Listed),
                ("D", Listed),
            ],
        ),
        (
            "those on board, in two parts",
            vec![
                (0, List, false, "ABC"),
                (0, List, true, "X"),
                (5, CloseAboard, false, "A"),
                (5, CloseAboard, false, "C"),
            ],
            VoyageState::Closed,
            vec![
                ("A", Aboard),
                ("B", NotAboard),
                ("C", Aboard),
                ("X", Listed),
            ],
        ),
        (
            "those left behind",
            vec![(0, List, false, "ABC"), (5, CloseNotAboard, false, "B")],
            VoyageState::Closed,
            vec![("A", Aboard), ("B", NotAboard), ("C", Aboard)],
        ),
        (
            "closed without names says nothing about persons",
            vec![(0, List, false, "A"), (5, Close, false, "")],
            VoyageState::Closed,
            vec![("A", Listed)],
        ),
        (
            "cancelled, then announced again",
            vec![
                (0, List, false, "A"),
                (1, Purpose::CancelVoyage, false, ""),
                (2, List, false, "A"),
            ],
            VoyageState::Expected,
            vec![("A", Listed)],
        ),
        (
            "cancelled",
            vec![(0, List, false, "A"), (1, Purpose::CancelVoyage, false, "")],
            VoyageState::Cancelled,
            vec![("A", Listed)],
        ),
    ] {
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(name, presence)| (name.to_owned(), presence))
            .collect();
        assert_eq!(told(&lines), (state, expected), "{what}");
    }
}

#[test]
fn the_newest_message_counts_where_they_differ() {
    let mut old = push((0, Purpose::List, false, "A"), 0);
    old.travellers[0].seats = vec!["1A".into()];
    let mut new = push((1, Purpose::Change, false, "A"), 0);
    new.travellers[0].sex = Some(domain::Sex::Female);
    new.travellers[0].nationality = domain::Country::from_alpha3("MYS");
    old.travellers[0].nationality = Some(domain::Country::INDONESIA);
    let passage = fold(vec![new, old]).unwrap();
    let [passenger] = passage.travellers.as_slice() else {
        panic!("one person");
    };
    let traveller = &passenger.traveller;
    assert_eq!(traveller.nationality, domain::Country::from_alpha3("MYS"));
    assert_eq!(traveller.seats, ["1A"]);
    assert_eq!(passenger.anchors.len(), 2);
}

fn line() -> impl Strategy<Value = Line> {
    use Purpose::{
        CancelVoyage, Change, Close, CloseAboard, CloseNotAboard, List, Replace, Withdraw,
    };
    let purpose = prop::sample::select(vec![
        List,
        List,
        List,
        Replace,
        Change,
        Withdraw,
        CancelVoyage,
        Close,
        CloseAboard,
        CloseNotAboard,
    ]);
    let names = prop::sample::select(vec![
        "", "A", "a", "AB", "ab", "aa", "BC", "bC", "ABCD", "dcba",
    ]);
    (0..6_i8, purpose, any::<bool>(), names)
}

proptest! {
    #[test]
    fn the_state_depends_on_the_set_of_messages_only(
        lines in prop::collection::vec(line(), 1..9),
        shuffle in prop::collection::vec(any::<prop::sample::Index>(), 16),
    ) {
        let pushes: Vec<Push> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| push(*line, u32::try_from(at).unwrap()))
            .collect();
        let once = fold(pushes.clone()).unwrap();
        let mut again = pushes.clone();
        // Some come twice, and all in another order.
        for (at, index) in shuffle.iter().enumerate() {
            let push = pushes[index.index(pushes.len())].clone();
            let at = at * 7 % (again.len() + 1);
            again.insert(at, push);
        }
        again.reverse();
        prop_assert_eq!(fold(again).unwrap(), once);
    }

    /// A further message never makes two of one person: it only adds mentions to those who are known, or persons.
    #[test]
    fn whoever_is_known_stays_known(
        lines in prop::collection::vec(line(), 2..9),
    ) {
        let pushes: Vec<Push> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| push(*line, u32::try_from(at).unwrap()))
            .collect();
        let whole = fold(pushes.clone()).unwrap();
        let mut anchors: Vec<Anchor> = whole.travellers.iter().flat_map(|p| p.anchors.clone()).collect();
        let named: usize = pushes.iter().map(|push| push.travellers.len()).sum();
        prop_assert_eq!(anchors.len(), named);
        anchors.sort_unstable();
        anchors.dedup();
        prop_assert_eq!(anchors.len(), named);
    }
}
