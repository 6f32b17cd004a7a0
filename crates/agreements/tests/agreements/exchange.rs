//! What an agreement opens, and that it closes.

use crate::{
    life::go_to,
    world::{TABLES, World, reads, signs},
};
use access::{AccessError, Principal, Subject, testing::principal};
use agreements::{
    model::{Outcome, Standing},
    service::{
        Blocks,
        exchange::{self, Answer, Denied, Request},
        life,
    },
};
use storage::{snapshot, testing::on_both};
use uuid::Uuid;

fn request(world: &World, agreement: Uuid) -> Request {
    Request {
        agreement,
        purpose: "dvi".into(),
        kind: "sailor".into(),
        subjects: vec![Subject::Record(world.sailor)],
        fields: vec!["name".into(), "born".into()],
    }
}

async fn ask(
    world: &World,
    by: &Principal,
    blocks: &Blocks,
    request: &Request,
) -> Result<Answer, Denied> {
    let asked = exchange::ask(&world.context, by, blocks, request).await;
    asked.unwrap().map(|(answer, _)| answer)
}

async fn in_force(world: &World) -> Uuid {
    let id = world.draft("bp3mi-polda", None).await;
    world.fill(id, true).await;
    world.sign(id).await;
    id
}

#[tokio::test]
async fn answered_a_millisecond_before_24_00_and_refused_then() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let blocks = Blocks::default();
        let id = in_force(&world).await;
        let request = request(&world, id);
        let polda = &world.polda;
        let early = ask(&world, polda, &blocks, &request).await.unwrap_err();
        let opens = "2026-11-30T17:00:00Z".parse::<jiff::Timestamp>().unwrap().into();
        assert_eq!(early, Denied::NotInForce(Standing::Awaiting, Some(opens)));

        go_to(test, "2026-12-31T16:59:59.999Z");
        let answer = ask(&world, polda, &blocks, &request).await.unwrap();
        let shown = serde_json::json!(answer.records).to_string();
        assert_eq!(shown, r#"[[{"born":{"shown":"year_only","value":1988},"name":{"shown":"initials","value":"S. A."}}]]"#);
        let receipt = &answer.receipt.receipt;
        assert_eq!((receipt.subjects, receipt.records), (1, 1));
        assert_eq!(receipt.fields, ["name.initials", "born.year_only"]);
        assert_eq!((receipt.erase_by.as_str(), answer.basis.as_str()), ("2027-01-30", "PKS.2/2026, pasal 3, sampai 2026-12-31"));
        assert!(answer.receipt.fits());

        test.clock.advance(jiff::SignedDuration::from_millis(1));
        let closed = "2026-12-31T17:00:00Z".parse::<jiff::Timestamp>().unwrap().into();
        let refused = ask(&world, polda, &blocks, &request).await.unwrap_err();
        assert_eq!(refused, Denied::NotInForce(Standing::Expired, Some(closed)));
        // Once it was refused no clock opens it again, not by a millisecond.
        test.clock.advance(jiff::SignedDuration::from_millis(-1));
        assert_eq!(ask(&world, polda, &blocks, &request).await.unwrap_err(), refused);

        let kept = exchange::overview(&world.context, &reads(&world.bp3mi), id).await.unwrap();
        assert_eq!((kept.answered, kept.refused), (1, 3));
        let outcomes: Vec<&str> = kept.latest.iter().map(|one| one.outcome.code()).collect();
        assert_eq!(outcomes, ["not-in-force", "not-in-force", "answered", "not-in-force"]);
    })
    .await;
}

#[tokio::test]
async fn nothing_but_what_the_schedule_says() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let blocks = Blocks::default();
        let id = in_force(&world).await;
        go_to(test, "2026-12-10T00:00:00Z");
        let right = request(&world, id);
        let with = |change: fn(&mut Request)| {
            let mut request = right.clone();
            change(&mut request);
            request
        };
        let purposes = Denied::Purpose(vec![("dvi".into(), "sailor".into())]);
        let cases = [
            (
                &world.polda,
                with(|request| request.purpose = "other".into()),
                purposes.clone(),
            ),
            (
                &world.polda,
                with(|request| request.kind = "person".into()),
                purposes,
            ),
            (
                &world.polda,
                with(|request| request.fields.push("book".into())),
                Denied::Fields(vec!["book".into()], vec!["name".into(), "born".into()]),
            ),
            // The provider may not ask through the schedule of the consumer, and others do not even hear that it exists.
            (&world.bp3mi, right.clone(), Denied::Purpose(Vec::new())),
            (&world.other, right.clone(), Denied::NoSuchAgreement),
            (
                &world.polda,
                with(|request| request.agreement = Uuid::nil()),
                Denied::NoSuchAgreement,
            ),
        ];
        for (by, request, expected) in cases {
            assert_eq!(
                ask(&world, by, &blocks, &request).await.unwrap_err(),
                expected
            );
        }
        let kept = exchange::overview(&world.context, &reads(&world.polda), id)
            .await
            .unwrap();
        assert_eq!(
            (kept.answered, kept.refused),
            (0, 5),
            "also what an outsider tried"
        );
        assert_eq!(kept.used["sailor-1"], (0, 0));

        let nobody = with(|request| request.subjects.clear());
        let refused = exchange::ask(&world.context, &world.polda, &blocks, &nobody).await;
        assert!(matches!(refused, Err(AccessError::Invalid(fault)) if fault.field == "subjects"));
        let without = principal(world.polda.agency(), &[]);
        let refused = exchange::ask(&world.context, &without, &blocks, &right).await;
        assert!(matches!(refused, Err(AccessError::Refused(_))));
        // What is kept is words of a schedule: a number that somebody wrote there is not.
        for change in [
            (|request| request.purpose = "3507135203900002".into()) as fn(&mut Request),
            |request| request.kind = "Siti Aminah".into(),
            |request| request.fields.push(String::new()),
        ] {
            let refused = exchange::ask(&world.context, &world.polda, &blocks, &with(change)).await;
            assert!(
                matches!(refused, Err(AccessError::Invalid(fault)) if fault.message == "exchange-word")
            );
        }

        life::suspend(&world.context, &signs(&world.bp3mi), id, "pemeriksaan")
            .await
            .unwrap();
        let refused = ask(&world, &world.polda, &blocks, &right)
            .await
            .unwrap_err();
        assert_eq!(refused, Denied::NotInForce(Standing::Suspended, None));

        let kept = exchange::overview(&world.context, &reads(&world.bp3mi), id)
            .await
            .unwrap();
        assert_eq!((kept.answered, kept.refused), (0, 7));
        assert_eq!(kept.latest[1].outcome, Outcome::NotPermitted);
        // The journal has them all, also what was asked under an agreement that does not exist.
        assert_eq!(journalled(&world).await, (0, 8));
    })
    .await;
}

/// How many exchanges the journal says were answered, and how many refused.
async fn journalled(world: &World) -> (usize, usize) {
    let context = &world.context;
    journal::sequence(&context.db, &context.journal)
        .await
        .unwrap();
    let (facts, _) = snapshot!(context.db, |tx| journal::feed(tx, journal::Cursor(0), 1000)
        .await)
    .unwrap();
    let count = |action| facts.iter().filter(|fact| fact.action == action).count();
    (count("exchange.answer"), count("exchange.refuse"))
}

#[tokio::test]
async fn no_refusal_tells_whether_somebody_is_known() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let id = in_force(&world).await;
        go_to(test, "2026-12-10T00:00:00Z");
        let known = request(&world, id);
        let mut unknown = known.clone();
        unknown.subjects = vec![Subject::Record(Uuid::from_u128(4712))];
        // Each on a server of its own, so that only the requests differ.
        let mut said = Vec::new();
        for request in [&known, &unknown] {
            let blocks = Blocks::default();
            let mut refusals = Vec::new();
            for change in [
                (|request| request.purpose = "other".into()) as fn(&mut Request),
                |request| request.fields.push("book".into()),
                |request| request.subjects = vec![request.subjects[0].clone(); 4],
            ] {
                let mut request = request.clone();
                change(&mut request);
                let refused = ask(&world, &world.polda, &blocks, &request).await;
                refusals.push(refused.unwrap_err());
            }
            said.push(refusals);
        }
        assert_eq!(said[0], said[1]);
        assert_eq!(
            said[0][2],
            Denied::Quota(None),
            "four on a day of three: never"
        );

        // Those who are not known use the quota like those who are.
        let blocks = Blocks::default();
        for _ in 0..3 {
            let answer = ask(&world, &world.polda, &blocks, &unknown).await.unwrap();
            assert_eq!(
                (answer.records, answer.receipt.receipt.records),
                (vec![vec![]], 0)
            );
        }
        let refused = ask(&world, &world.polda, &blocks, &known).await;
        assert!(matches!(refused, Err(Denied::Quota(Some(_)))));
    })
    .await;
}

#[tokio::test]
async fn many_requests_on_two_servers_get_no_more_than_the_quota() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let id = in_force(&world).await;
        go_to(test, "2026-12-10T00:00:00Z");
        let request = request(&world, id);
        let blocks = [Blocks::default(), Blocks::default()];
        let asked = (0..12).map(|number| ask(&world, &world.polda, &blocks[number % 2], &request));
        let answers = futures_util::future::join_all(asked).await;
        let refused: Vec<&Denied> = answers.iter().filter_map(|a| a.as_ref().err()).collect();
        assert_eq!(refused.len(), 9);
        assert!(
            refused
                .iter()
                .all(|denied| matches!(denied, Denied::Quota(_)))
        );
        assert_eq!(journalled(&world).await, (3, 9));
    })
    .await;
}

#[tokio::test]
async fn quotas_of_the_day_and_of_the_whole() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        // Two servers on one database: what one has taken the other does not give.
        let blocks = [Blocks::default(), Blocks::default()];
        let id = in_force(&world).await;
        go_to(test, "2026-12-10T00:00:00Z");
        let request = request(&world, id);
        for number in 0..3 {
            ask(&world, &world.polda, &blocks[number % 2], &request)
                .await
                .unwrap();
        }
        let midnight = "2026-12-10T17:00:00Z"
            .parse::<jiff::Timestamp>()
            .unwrap()
            .into();
        for blocks in &blocks {
            let refused = ask(&world, &world.polda, blocks, &request)
                .await
                .unwrap_err();
            assert_eq!(refused, Denied::Quota(Some(midnight)));
        }
        go_to(test, "2026-12-10T17:00:00Z");
        for number in 0..2 {
            ask(&world, &world.polda, &blocks[number % 2], &request)
                .await
                .unwrap();
        }
        let refused = ask(&world, &world.polda, &blocks[0], &request)
            .await
            .unwrap_err();
        assert_eq!(refused, Denied::Quota(None), "five in all");
        let kept = exchange::overview(&world.context, &reads(&world.bp3mi), id)
            .await
            .unwrap();
        assert_eq!(kept.used["sailor-1"], (2, 5));
    })
    .await;
}
