//! Which role may do what with which records: the policies asked, printed for somebody who reads law and no code.

use crate::records::{CASE, PERSON, PLACEMENT, PROTECTED, WATCHED};
use access::{Action, Ask, Policies, TEMPLATES, testing::principal};
use domain::record::{RecordKind, Transform};
use std::fmt::Write;
use uuid::Uuid;

/// What a role gets: everything of a record, what masks leave, or nothing.
fn answer(
    actions: &[Action],
    action: Action,
    kind: &'static RecordKind,
    own: bool,
    sealed: bool,
) -> &'static str {
    let (mine, theirs) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let who = principal(Some(mine), actions);
    let ask = Ask {
        agency: Some(if own { mine } else { theirs }),
        sealed,
        ..Ask::own(&who, action, kind, "test")
    };
    match who.permit_on(&Policies::shipped(), ask) {
        Err(_) => "-",
        Ok(permit) => {
            let fields = &permit.scope().unwrap().fields;
            if fields.iter().all(|(_, how)| *how == Transform::Full) {
                "yes"
            } else {
                assert!(fields.iter().all(|(_, how)| *how != Transform::Full));
                "masked"
            }
        }
    }
}

#[test]
fn role_by_action_by_kind_of_record() {
    let mut text = String::from(
        "Which role may do what with records of persons, as the shipped policies decide.\n\
         own: of one's own agency; sealed: of one's own agency, sealed; other: of another agency, without an agreement and\n\
         without breaking the glass. masked: only what the masks leave (initials, year, last four characters, yes or no).\n\
         What is not listed is refused.\n",
    );
    for template in &TEMPLATES {
        writeln!(text, "\n{} / {}", template.name.id, template.name.en).unwrap();
        let mut opens_nothing = true;
        for kind in [&PERSON, &PLACEMENT, &PROTECTED, &WATCHED, &CASE] {
            for action in Action::ALL {
                let [own, sealed, other] = [(true, false), (true, true), (false, false)]
                    .map(|(own, sealed)| answer(template.actions, action, kind, own, sealed));
                if [own, sealed, other] != ["-"; 3] {
                    opens_nothing = false;
                    let (kind, action) = (kind.code, action.code());
                    writeln!(
                        text,
                        "  {kind:<16} {action:<23} own {own:<4} sealed {sealed:<7} other {other}"
                    )
                    .unwrap();
                }
            }
        }
        if opens_nothing {
            text.push_str("  opens no record of a person\n");
        }
    }
    insta::assert_snapshot!("matrix", text);
}

#[test]
fn nobody_gets_by_a_role_what_lies_with_another_agency() {
    for action in Action::ALL {
        for kind in [&PERSON, &PLACEMENT, &PROTECTED, &WATCHED] {
            assert_eq!(answer(&Action::ALL, action, kind, false, false), "-");
            assert_eq!(answer(&Action::ALL, action, kind, false, true), "-");
        }
    }
}
