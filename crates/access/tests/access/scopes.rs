//! A permit for records of persons opens those of its scope, and nothing else.

use crate::{
    TABLES,
    records::{PERSON, PLACEMENT, found},
};
use access::{
    Action, Ask, Basis, Context, Permit, Policies, Principal, Terms, TokenKey,
    testing::{context, principal},
};
use domain::record::{Field, Transform};
use jiff::Timestamp;
use std::borrow::Cow;
use storage::testing::sqlite;
use uuid::Uuid;

const OWN: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);

#[test]
fn of_the_own_agency_and_of_the_kind_that_was_asked_for() {
    let sari = principal(Some(OWN), &[Action::ReadPeople]);
    let policies = Policies::shipped();
    let ask = Ask::own(&sari, Action::ReadPeople, &PERSON, "search");
    let permit = sari.permit_on(&policies, ask.clone()).unwrap();
    let scope = permit.opens(Action::ReadPeople, &PERSON).unwrap().unwrap();
    assert_eq!((scope.agency, &scope.basis), (OWN, &Basis::OwnAgency));
    assert!(permit.opens(Action::ReadPeople, &PLACEMENT).is_err());
    assert!(permit.opens(Action::ManagePeople, &PERSON).is_err());

    let manage = Ask {
        action: Action::ManagePeople,
        ..ask.clone()
    };
    let foreign = Ask {
        agency: Some(OTHER),
        ..ask.clone()
    };
    let nobodys = Ask {
        agency: None,
        ..ask.clone()
    };
    let other_kind = Ask {
        kind: &PLACEMENT,
        ..ask
    };
    for refused in [manage, foreign, nobodys.clone(), other_kind] {
        assert!(sari.permit_on(&policies, refused).is_err());
    }
    let without_agency = principal(None, &[Action::ReadPeople]);
    assert!(without_agency.permit_on(&policies, nobodys).is_err());
}

#[test]
fn a_permit_without_subject_opens_no_record() {
    let sari = principal(Some(OWN), &[Action::ReadPeople]);
    let permit = sari.permit(Action::ReadPeople, "list").unwrap();
    assert!(permit.opens(Action::ReadPeople, &PERSON).is_err());
    let system = Permit::system("index");
    assert!(system.opens(Action::ReadPeople, &PERSON).unwrap().is_none());
}

fn shown(context: &Context, permit: &Permit, agency: Uuid, sealed: bool) -> String {
    match permit.show(context, &found(agency, sealed)) {
        None => "nothing".to_owned(),
        Some(row) => {
            let fields = row
                .iter()
                .map(|(field, how)| format!("{}={how}", field.code));
            fields.collect::<Vec<_>>().join(" ")
        }
    }
}

#[tokio::test]
async fn a_sealed_record_shows_what_the_masks_leave() {
    let test = sqlite(TABLES).await;
    let context = context(&test);
    let sari = principal(Some(OWN), &[Action::ReadPeople, Action::ManagePeople]);
    let ask = Ask::own(&sari, Action::ReadPeople, &PERSON, "search");
    let permit = sari.permit_on(&context.policies, ask.clone()).unwrap();
    let all = "name=Siti Aminah born=1990-03-12 shelter=Tanjungpinang";
    assert_eq!(shown(&context, &permit, OWN, false), all);
    assert_eq!(shown(&context, &permit, OWN, true), "name=S. A. born=1990");
    assert_eq!(shown(&context, &permit, OTHER, false), "nothing");

    let sealed = Ask {
        sealed: true,
        ..ask
    };
    let permit = sari.permit_on(&context.policies, sealed.clone()).unwrap();
    assert_eq!(shown(&context, &permit, OWN, true), "name=S. A. born=1990");
    let change = Ask {
        action: Action::ManagePeople,
        ..sealed
    };
    assert!(sari.permit_on(&context.policies, change).is_err());
}

const AGREEMENT: &str = r#"
permit (principal, action == Action::"exchange.use", resource)
when {
    principal has agency && principal.agency == Agency::"00000000-0000-0000-0000-000000000001" &&
    resource.agency == Agency::"00000000-0000-0000-0000-000000000002" && resource.kind == "person" &&
    ["name.initials", "name.keyed_token", "born.year_only", "shelter.full"].containsAll(context.fields) &&
    context.purpose == "penyaringan" &&
    context.now >= datetime("2026-01-01T00:00:00.000+0700") && context.now < datetime("2027-01-01T00:00:00.000+0700")
};"#;

fn terms(policy: &str) -> Terms<'_> {
    Terms {
        id: Uuid::from_u128(9),
        name: "PKS 12/2026, pasal 4",
        until: "2026-12-31T17:00:00Z".parse::<Timestamp>().unwrap().into(),
        policy,
    }
}

fn fields(list: &[(&str, Transform)]) -> Vec<(&'static Field, Transform)> {
    let field = |(code, how): &(&str, Transform)| (PERSON.field(code).unwrap(), *how);
    list.iter().map(field).collect()
}

fn exchange(principal: &Principal) -> Ask {
    Ask {
        agency: Some(OTHER),
        purpose: Cow::Borrowed("penyaringan"),
        ..Ask::own(principal, Action::UseExchange, &PERSON, "")
    }
}

#[tokio::test]
async fn an_agreement_opens_its_fields_for_its_purpose_until_its_last_moment() {
    let test = sqlite(TABLES).await;
    let context = context(&test);
    let port = principal(Some(OWN), &[Action::UseExchange]);
    let ask = exchange(&port);
    let some = fields(&[("name", Transform::Initials), ("born", Transform::YearOnly)]);
    let during: Timestamp = "2026-12-31T16:59:59.999Z".parse().unwrap();
    let permit = |ask: &Ask, some: &[_], now: Timestamp| {
        port.permit_under(&context.policies, ask.clone(), some, &terms(AGREEMENT), now)
    };
    let given = permit(&ask, &some, during).unwrap();
    assert_eq!(
        shown(&context, &given, OTHER, false),
        "name=S. A. born=1990"
    );
    assert_eq!(shown(&context, &given, OWN, false), "nothing");
    assert_eq!(given.scope().unwrap().basis.code(), "agreement");

    let after: Timestamp = "2026-12-31T17:00:00Z".parse().unwrap();
    let before: Timestamp = "2025-12-31T16:59:59.999Z".parse().unwrap();
    for now in [after, before] {
        assert!(permit(&ask, &some, now).is_err(), "{now}");
    }
    let more = fields(&[("born", Transform::Full)]);
    assert!(permit(&ask, &more, during).is_err(), "not in the schedule");
    let unfit = fields(&[("shelter", Transform::Initials)]);
    assert!(permit(&ask, &unfit, during).is_err(), "not of the field");
    assert!(permit(&ask, &[], during).is_err(), "nothing asked");
    let curious = Ask {
        purpose: Cow::Borrowed("lainnya"),
        ..ask.clone()
    };
    assert!(permit(&curious, &some, during).is_err());
    let other_kind = Ask {
        kind: &PLACEMENT,
        ..ask.clone()
    };
    assert!(permit(&other_kind, &some, during).is_err());

    for other in [
        principal(Some(OWN), &[Action::ReadPeople]),
        principal(Some(OTHER), &[Action::UseExchange]),
        principal(None, &[Action::UseExchange]),
    ] {
        let refused = other.permit_under(
            &context.policies,
            ask.clone(),
            &some,
            &terms(AGREEMENT),
            during,
        );
        assert!(refused.is_err());
    }
}

#[tokio::test]
async fn an_agreement_cannot_unseal() {
    let test = sqlite(TABLES).await;
    let context = context(&test);
    let port = principal(Some(OWN), &[Action::UseExchange]);
    let now: Timestamp = "2026-11-22T03:00:00Z".parse().unwrap();
    let some = fields(&[("name", Transform::Initials), ("shelter", Transform::Full)]);
    let ask = exchange(&port);
    let permit =
        |ask: Ask| port.permit_under(&context.policies, ask, &some, &terms(AGREEMENT), now);
    let given = permit(ask.clone()).unwrap();
    let all = "name=S. A. shelter=Tanjungpinang";
    assert_eq!(shown(&context, &given, OTHER, false), all);
    assert_eq!(shown(&context, &given, OTHER, true), "name=S. A.");
    assert!(
        permit(Ask {
            sealed: true,
            ..ask
        })
        .is_err()
    );
}

#[tokio::test]
async fn tokens_of_one_agreement_say_nothing_to_another() {
    let test = sqlite(TABLES).await;
    let context = context(&test);
    let port = principal(Some(OWN), &[Action::UseExchange]);
    let now: Timestamp = "2026-11-22T03:00:00Z".parse().unwrap();
    let some = fields(&[("name", Transform::KeyedToken)]);
    let token = |id: u128| {
        let terms = Terms {
            id: Uuid::from_u128(id),
            ..terms(AGREEMENT)
        };
        let permit = port
            .permit_under(&context.policies, exchange(&port), &some, &terms, now)
            .unwrap();
        shown(&context, &permit, OTHER, false)
    };
    assert_eq!(token(9), token(9));
    assert_ne!(token(9), token(10));
    let key = TokenKey::of_agreement(&context.secrets, Uuid::from_u128(9));
    assert_eq!(
        token(9),
        format!("name={}", key.token("name", "SITIAMINAH"))
    );
    assert_ne!(
        key.token("name", "SITIAMINAH"),
        key.token("born", "SITIAMINAH")
    );
}

#[test]
fn what_is_no_policy_of_an_agreement_is_refused() {
    let policies = Policies::shipped();
    assert_eq!(policies.check(AGREEMENT), policies.check(AGREEMENT));
    for (text, problem) in [
        ("", "expected policies"),
        ("permit (principal", "unexpected end"),
        (
            r#"permit (principal, action == Action::"people.read", resource);"#,
            "expected `permit` with",
        ),
        (
            "permit (principal, action, resource);",
            "expected `permit` with",
        ),
        (
            r#"forbid (principal, action == Action::"exchange.use", resource);"#,
            "expected `permit` with",
        ),
        (
            r#"permit (principal == ?principal, action == Action::"exchange.use", resource);"#,
            "no templates",
        ),
        (
            r#"permit (principal, action == Action::"exchange.use", resource) when { context.field };"#,
            "attribute `field`",
        ),
    ] {
        let error = policies.check(text).unwrap_err().to_string();
        assert!(error.contains(problem), "{text}: {error}");
    }
}
