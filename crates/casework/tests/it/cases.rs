//! Opening cases and seeing them.

use crate::world::{TABLES, World, told};
use access::{AccessError, Action, Ask, Subject};
use casework::{
    CASE, Channel, Opening, Reference, Role, Status,
    service::{self, Officer, Wanted},
};
use storage::{snapshot, testing::on_both, transaction};
use uuid::Uuid;

const OPEN: Wanted = Wanted::Open {
    status: None,
    mine: false,
    behind: None,
};

#[tokio::test]
async fn what_is_told_becomes_a_case_with_a_next_day() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let permit = officer.opening().unwrap();
        let calm = service::open(context, permit, told("none")).await.unwrap();
        let urgent = service::open(context, permit, told("now")).await.unwrap();

        let list = service::list(context, &officer, OPEN).await.unwrap();
        let ids: Vec<Uuid> = list.cases.iter().map(|case| case.id).collect();
        assert_eq!(ids, [urgent, calm], "the most urgent first");
        let numbers: Vec<&str> = list.cases.iter().map(|case| case.number.as_str()).collect();
        assert_eq!(numbers, ["K-2026-000002", "K-2026-000001"]);
        let days: Vec<String> = list
            .cases
            .iter()
            .map(|case| case.next.clone().unwrap().on.to_string())
            .collect();
        assert_eq!(days, ["2026-11-22", "2026-11-25"]);

        let held = service::get(context, &officer, urgent).await.unwrap();
        assert_eq!((held.case.status, held.case.version), (Status::Received, 1));
        let roles: Vec<(Role, &str)> = held
            .people
            .iter()
            .map(|person| (person.role, person.who.name.as_str()))
            .collect();
        assert_eq!(
            roles,
            [(Role::Victim, "Siti Aminah"), (Role::Suspect, "Pak Budi")]
        );
    })
    .await;
}

#[tokio::test]
async fn a_list_is_walked_without_losing_or_repeating_a_case() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let permit = officer.opening().unwrap();
        transaction!(context.db, |tx| {
            for number in 0..120 {
                let danger = ["now", "none", "possible"][number % 3];
                service::open_in(context, tx, permit, told(danger)).await?;
            }
            Ok::<_, AccessError>(())
        })
        .unwrap();
        let (mut seen, mut behind) = (Vec::new(), None);
        loop {
            let wanted = Wanted::Open {
                status: None,
                mine: false,
                behind,
            };
            let page = service::list(context, &officer, wanted).await.unwrap();
            behind = page
                .cases
                .last()
                .map(|case| (case.next.clone().unwrap().on, case.id));
            seen.extend(page.cases.iter().map(|case| case.id));
            if !page.more {
                break;
            }
        }
        assert_eq!(seen.len(), 120);
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 120);
    })
    .await;
}

#[tokio::test]
async fn what_comes_from_one_record_is_one_case() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        // An officer at a border tells of somebody, and sees nothing of what becomes of it.
        let border = world.officer(3, &[Action::OpenCases]);
        let from_desk = || Opening {
            channel: Channel::Screening,
            refers_to: Some(Reference {
                kind: "screening".into(),
                id: Uuid::from_u128(77),
            }),
            ..told("possible")
        };
        let permit = border.opening().unwrap();
        let first = service::open(context, permit, from_desk()).await.unwrap();
        let again = service::open(context, permit, from_desk()).await.unwrap();
        assert_eq!(first, again);
        let refused = service::get(context, &border, first).await;
        assert!(
            matches!(refused, Err(AccessError::Refused(_))),
            "{refused:?}"
        );
        let other = world.stranger();
        let elsewhere = service::open(context, other.opening().unwrap(), from_desk())
            .await
            .unwrap();
        assert_ne!(
            first, elsewhere,
            "another agency learns nothing of the first"
        );
    })
    .await;
}

#[tokio::test]
async fn an_agency_sees_its_own_cases_only() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let id = service::open(context, officer.opening().unwrap(), told("now"))
            .await
            .unwrap();
        let looked = service::get(context, &world.stranger(), id).await;
        assert!(matches!(looked, Err(AccessError::NotFound)), "{looked:?}");
        let list = service::list(context, &world.stranger(), OPEN)
            .await
            .unwrap();
        assert!(list.cases.is_empty());
        let nobody = world.principal(4, &[Action::ReadPeople]);
        assert!(Officer::of(context, &nobody).is_err());

        // A question about a person finds the part in the case, for the own agency alone.
        let source = casework::source();
        let of = async |principal: access::Principal| {
            let ask = Ask::own(&principal, Action::ReadCases, &CASE, "test");
            let permit = principal.permit_on(&context.policies, ask).unwrap();
            let subject = Subject::of_number("3507135203900002").unwrap();
            let found = snapshot!(context.db, |tx| source
                .read(tx, &permit, &subject, &["role", "number"])
                .await);
            found.unwrap()
        };
        let found = of(world.principal(1, &[Action::ReadCases])).await;
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].values["role"],
            domain::record::Value::Text("victim".into())
        );
        let others = access::testing::colleague(9, Some(world.other), &[Action::ReadCases]);
        assert!(of(others).await.is_empty());
    })
    .await;
}
