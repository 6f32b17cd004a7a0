//! A permit for records of persons opens those of its scope, and nothing else.

use access::{Action, Ask, Basis, Permit, Policies, testing::principal};
use domain::{
    Wording,
    record::{Field, Form, RecordKind, Transform},
};
use uuid::Uuid;

static PERSON: RecordKind = RecordKind {
    code: "person",
    name: Wording::fixed("Orang", "Person"),
    fields: FIELDS,
};
static PLACEMENT: RecordKind = RecordKind {
    code: "placement",
    name: Wording::fixed("Penempatan", "Placement"),
    fields: FIELDS,
};
const FIELDS: &[Field] = &[Field {
    code: "name",
    name: Wording::fixed("Nama", "Name"),
    form: Form::Name,
    example: "Siti Aminah",
    transforms: &[Transform::Full, Transform::Initials],
}];

#[test]
fn of_the_own_agency_and_of_the_kind_that_was_asked_for() {
    let (own, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let sari = principal(Some(own), &[Action::ReadPeople]);
    let policies = Policies::shipped();
    let ask = Ask::own(&sari, Action::ReadPeople, &PERSON, "search");
    let permit = sari.permit_on(&policies, ask.clone()).unwrap();
    let scope = permit.opens(Action::ReadPeople, &PERSON).unwrap().unwrap();
    assert_eq!((scope.agency, &scope.basis), (own, &Basis::OwnAgency));
    assert!(permit.opens(Action::ReadPeople, &PLACEMENT).is_err());
    assert!(permit.opens(Action::ManagePeople, &PERSON).is_err());

    let manage = Ask {
        action: Action::ManagePeople,
        ..ask.clone()
    };
    let foreign = Ask {
        agency: Some(other),
        ..ask.clone()
    };
    let nobodys = Ask {
        agency: None,
        ..ask.clone()
    };
    for refused in [manage, foreign, nobodys.clone()] {
        assert!(sari.permit_on(&policies, refused).is_err());
    }
    let without_agency = principal(None, &[Action::ReadPeople]);
    assert!(without_agency.permit_on(&policies, nobodys).is_err());
}

#[test]
fn a_permit_without_subject_opens_no_record() {
    let sari = principal(Some(Uuid::from_u128(1)), &[Action::ReadPeople]);
    let permit = sari.permit(Action::ReadPeople, "list").unwrap();
    assert!(permit.opens(Action::ReadPeople, &PERSON).is_err());
    let system = Permit::system("index");
    assert!(system.opens(Action::ReadPeople, &PERSON).unwrap().is_none());
}
