//! No illegal path: laws over random lives, held against a table of what may follow what.

use super::*;
use proptest::prelude::*;

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + hour * 3600).unwrap()
}

fn party(number: u8) -> Uuid {
    Uuid::from_u128(u128::from(number) + 1)
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => (0..40_i64, 1..60_i64).prop_map(|(from, days)| Act::Fix(Span { from: at(from), to: at(from + days) })),
        1 => Just(Act::Return),
        3 => Just(Act::Complete),
        1 => Just(Act::Withdraw),
        2 => (0..2_u8).prop_map(|number| Act::Suspend(party(number))),
        2 => (0..2_u8).prop_map(|number| Act::Resume(party(number))),
        1 => (0..90_i64).prop_map(|end| Act::GiveNotice(at(end))),
        1 => (0..90_i64).prop_map(|from| Act::Supersede(at(from))),
    ]
}

/// A life after acts at growing times; what cannot be done leaves it as it was.
fn lives() -> impl Strategy<Value = Vec<(i64, Act, Life)>> {
    prop::collection::vec((0..8_i64, act()), 1..25).prop_map(|acts| {
        let (mut life, mut hour) = (Life::draft(), 0);
        let mut path = Vec::new();
        for (pause, act) in acts {
            hour += pause;
            if let Ok(next) = life.after(act, at(hour)) {
                life = next;
                path.push((hour, act, life.clone()));
            }
        }
        path
    })
}

/// What the law of agreements says about each act, independently of times.
fn may_follow(standing: Standing, act: Act) -> bool {
    use Standing as S;
    match act {
        Act::Fix(_) => standing == S::Draft,
        Act::Return | Act::Complete => standing == S::Signing,
        Act::Withdraw => matches!(standing, S::Draft | S::Signing),
        _ => matches!(standing, S::Awaiting | S::InForce | S::Suspended),
    }
}

proptest! {
    #[test]
    fn no_illegal_path(path in lives()) {
        let mut before = Life::draft();
        for (hour, act, after) in path {
            prop_assert!(may_follow(before.standing(at(hour)), act), "{act:?} in {:?}", before.standing(at(hour)));
            before = after;
        }
    }

    #[test]
    fn in_force_only_when_signed_within_the_term_and_not_suspended(path in lives(), hour in 0..200_i64) {
        let Some((_, _, life)) = path.last() else { return Ok(()) };
        let now = at(hour);
        let open = life.standing(now) == Standing::InForce;
        let should = life.stage == Stage::Signed
            && life.signed_at.is_some_and(|signed| signed <= now)
            && life.term.is_some_and(|term| term.holds(now))
            && life.suspended_by.is_empty()
            && life.notice.is_none_or(|end| now < end)
            && life.superseded_from.is_none_or(|from| now < from);
        prop_assert_eq!(open, should);
    }

    #[test]
    fn what_is_closed_stays_closed_and_nothing_can_be_done(path in lives(), hour in 0..200_i64, later in 0..200_i64, act in act()) {
        let Some((_, _, life)) = path.last() else { return Ok(()) };
        if life.standing(at(hour)).closed() {
            prop_assert!(life.standing(at(hour + later)).closed());
            prop_assert!(life.after(act, at(hour + later)).is_err());
        }
    }

    #[test]
    fn a_child_is_open_only_while_all_above_it_are(child in lives(), parent in lives(), hour in 0..200_i64) {
        let (Some((_, _, child)), Some((_, _, parent))) = (child.last(), parent.last()) else { return Ok(()) };
        let now = at(hour);
        let open = child.standing_under(std::slice::from_ref(parent), now) == Standing::InForce;
        let each = [child, parent].iter().all(|life| life.standing(now) == Standing::InForce);
        prop_assert_eq!(open, each);
    }
}

#[test]
fn it_ends_at_the_moment_without_anybody() {
    let term = Span {
        from: at(0),
        to: at(48),
    };
    let mut life = Life::draft().after(Act::Fix(term), at(-5)).unwrap();
    life = life.after(Act::Complete, at(-4)).unwrap();
    let millisecond = jiff::SignedDuration::from_millis(1);
    for (now, standing) in [
        (at(0) - millisecond, Standing::Awaiting),
        (at(0), Standing::InForce),
        (at(48) - millisecond, Standing::InForce),
        (at(48), Standing::Expired),
    ] {
        assert_eq!(life.standing(now), standing);
    }
    let early = life.after(Act::GiveNotice(at(24)), at(1)).unwrap();
    assert_eq!(early.standing(at(24)), Standing::Ended);
    let amended = early.after(Act::Supersede(at(12)), at(2)).unwrap();
    assert_eq!(amended.standing(at(12)), Standing::Superseded);
    assert!(
        early.after(Act::GiveNotice(at(30)), at(2)).is_err(),
        "notice does not lengthen"
    );
}
