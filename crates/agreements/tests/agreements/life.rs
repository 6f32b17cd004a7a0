//! In force, suspended, amended, over: mostly by the passing of time.

use crate::world::{TABLES, World, drafts, reads, signs};
use access::{AccessError, Action, service::history};
use agreements::{
    model::{Proposed, Standing, Term},
    service::{clock, commitments, draft, life, view},
};
use jiff::{SignedDuration, Timestamp};
use storage::{
    testing::{TestDb, on_both},
    transaction,
};
use uuid::Uuid;

pub fn go_to(test: &TestDb, moment: &str) {
    let there: Timestamp = moment.parse().unwrap();
    let here = test.db.ambient().now();
    test.clock.advance(there.duration_since(here));
}

async fn watch(world: &World) {
    let watched: Result<(), AccessError> =
        transaction!(world.context.db, |tx| clock::watch(&world.context, tx)
            .await);
    watched.unwrap();
}

async fn happened(world: &World, id: Uuid) -> Vec<String> {
    let officer = reads(&world.bp3mi);
    let all = history::of_record(
        &world.context,
        officer.permit(),
        Action::ReadAgreements,
        "agreement",
        id,
    )
    .await;
    all.unwrap()
        .into_iter()
        .rev()
        .map(|one| one.action)
        .collect()
}

#[tokio::test]
async fn at_24_00_it_is_over_and_nobody_did_anything() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let id = world.draft("bp3mi-polda", None).await;
        world.fill(id, true).await;
        world.sign(id).await;
        for (moment, standing) in [
            ("2026-11-30T16:59:59.999Z", Standing::Awaiting),
            ("2026-11-30T17:00:00Z", Standing::InForce),
            ("2026-12-31T16:59:59.999Z", Standing::InForce),
            ("2026-12-31T17:00:00Z", Standing::Expired),
        ] {
            go_to(test, moment);
            assert_eq!(world.standing(id).await, standing, "{moment}");
        }
        watch(&world).await;
        watch(&world).await;
        let said = happened(&world, id).await;
        assert_eq!(
            said.iter()
                .filter(|action| *action == "agreement.expired")
                .count(),
            1
        );

        // A clock that is set back opens nothing; one that ran ahead is repaired by an administrator, and the journal says so.
        test.clock.advance(SignedDuration::from_hours(-24));
        assert_eq!(world.standing(id).await, Standing::Expired);
        let clocks = clock::clocks(&world.context, reads(&world.bp3mi).permit())
            .await
            .unwrap();
        assert!(clocks.apart());
        let admin = world.bp3mi.permit(Action::ManageAgencies, "test").unwrap();
        clock::repair(&world.context, &admin).await.unwrap();
        assert_eq!(world.standing(id).await, Standing::InForce);
    })
    .await;
}

#[tokio::test]
async fn reminders_are_given_once_for_each_horizon() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let id = world.draft("bp3mi-polda", None).await;
        world.fill(id, false).await;
        world.sign(id).await;
        let reminders = async || {
            watch(&world).await;
            watch(&world).await;
            let said = happened(&world, id).await;
            said.iter()
                .filter(|action| *action == "agreement.remind")
                .count()
        };
        assert_eq!(reminders().await, 1, "within ninety days");
        go_to(test, "2026-12-05T00:00:00Z");
        assert_eq!(reminders().await, 2, "within thirty days");
        go_to(test, "2026-12-30T00:00:00Z");
        assert_eq!(reminders().await, 3, "within seven days");
    })
    .await;
}

#[tokio::test]
async fn suspended_resumed_ended_early() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let id = world.draft("bp3mi-polda", None).await;
        world.fill(id, true).await;
        world.sign(id).await;
        go_to(test, "2026-12-01T02:00:00Z");
        life::suspend(context, &signs(&world.polda), id, "pemeriksaan")
            .await
            .unwrap();
        assert_eq!(world.standing(id).await, Standing::Suspended);
        let others = life::resume(context, &signs(&world.bp3mi), id, "x").await;
        assert!(
            matches!(others, Err(AccessError::Conflict(_))),
            "who did not suspend cannot resume"
        );
        life::resume(context, &signs(&world.polda), id, "selesai")
            .await
            .unwrap();
        assert_eq!(world.standing(id).await, Standing::InForce);

        let notice = async |day: &str| {
            let day = day.parse().unwrap();
            life::give_notice(context, &signs(&world.bp3mi), id, day, "alasan").await
        };
        for (day, message) in [
            ("2026-12-30", "notice-too-short"),
            ("2026-12-31", "notice-too-late"),
            ("2027-02-01", "notice-too-late"),
        ] {
            match notice(day).await {
                Err(AccessError::Invalid(fault)) => assert_eq!(fault.message, message, "{day}"),
                other => panic!("{day}: {other:?}"),
            }
        }
        let stranger = life::suspend(context, &signs(&world.other), id, "x").await;
        assert!(matches!(stranger, Err(AccessError::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn notice_ends_it_at_midnight_of_the_day() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let id = world.draft("bp3mi-polda", None).await;
        let term = Term {
            begins: "2026-12-01".parse().unwrap(),
            ends: "2027-12-31".parse().unwrap(),
            zone: "Asia/Jayapura".into(),
        };
        world
            .adopt(
                id,
                Proposed::Term {
                    term,
                    notice_days: 30,
                },
            )
            .await;
        world.fill(id, false).await;
        world.sign(id).await;
        go_to(test, "2026-12-01T02:00:00Z");
        life::give_notice(
            context,
            &signs(&world.polda),
            id,
            "2026-12-31".parse().unwrap(),
            "alasan",
        )
        .await
        .unwrap();
        go_to(test, "2026-12-31T14:59:59.999Z");
        assert_eq!(world.standing(id).await, Standing::InForce);
        go_to(test, "2026-12-31T15:00:00Z");
        assert_eq!(world.standing(id).await, Standing::Ended);
    })
    .await;
}

#[tokio::test]
async fn a_pks_lives_only_under_its_memorandum() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let mou = world.draft("nota-kesepahaman", None).await;
        let under = draft::NewAgreement {
            template: agreements::model::Template::find("bp3mi-polda").unwrap(),
            parent: Some(mou),
            first: world.bp3mi.agency().unwrap(),
            second: world.polda.agency().unwrap(),
            region: "Batam".into(),
            term: Term {
                begins: "2026-12-01".parse().unwrap(),
                ends: "2026-12-31".parse().unwrap(),
                zone: "Asia/Jakarta".into(),
            },
        };
        let early = draft::create(context, &drafts(&world.bp3mi), under).await;
        assert!(
            matches!(early, Err(AccessError::Invalid(_))),
            "the memorandum is not signed"
        );
        world.fill(mou, false).await;
        world.sign(mou).await;
        let pks = world.draft("bp3mi-polda", Some(mou)).await;
        world.fill(pks, false).await;
        let long = Term {
            begins: "2026-12-01".parse().unwrap(),
            ends: "2027-01-01".parse().unwrap(),
            zone: "Asia/Jakarta".into(),
        };
        world
            .adopt(
                pks,
                Proposed::Term {
                    term: long.clone(),
                    notice_days: 5,
                },
            )
            .await;
        let seen = view::get(context, &reads(&world.bp3mi), pks).await.unwrap();
        assert_eq!(seen.flaws[0].message, "term-outside-parent");
        let fitting = Term {
            ends: "2026-12-31".parse().unwrap(),
            ..long
        };
        world
            .adopt(
                pks,
                Proposed::Term {
                    term: fitting,
                    notice_days: 5,
                },
            )
            .await;
        world.sign(pks).await;
        go_to(test, "2026-12-02T00:00:00Z");
        assert_eq!(world.standing(pks).await, Standing::InForce);
        life::suspend(context, &signs(&world.polda), mou, "pemeriksaan")
            .await
            .unwrap();
        assert_eq!(world.standing(pks).await, Standing::ParentNotInForce);
    })
    .await;
}

#[tokio::test]
async fn an_amendment_takes_the_place_on_its_first_day() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let old = world.draft("bp3mi-polda", None).await;
        world.fill(old, true).await;
        world.sign(old).await;
        go_to(test, "2026-12-02T00:00:00Z");
        let new = draft::amend(context, &drafts(&world.polda), old)
            .await
            .unwrap();
        let twice = draft::amend(context, &drafts(&world.bp3mi), old).await;
        assert!(matches!(
            twice,
            Err(AccessError::Conflict("agreement-not-amendable"))
        ));
        draft::share(context, &drafts(&world.polda), new)
            .await
            .unwrap();
        let term = Term {
            begins: "2026-12-10".parse().unwrap(),
            ends: "2027-12-31".parse().unwrap(),
            zone: "Asia/Jakarta".into(),
        };
        world
            .adopt(
                new,
                Proposed::Term {
                    term,
                    notice_days: 30,
                },
            )
            .await;
        world.fill(new, true).await;
        world.sign(new).await;
        go_to(test, "2026-12-09T16:59:59.999Z");
        assert_eq!(
            (world.standing(old).await, world.standing(new).await),
            (Standing::InForce, Standing::Awaiting)
        );
        go_to(test, "2026-12-09T17:00:00Z");
        assert_eq!(
            (world.standing(old).await, world.standing(new).await),
            (Standing::Superseded, Standing::InForce)
        );
    })
    .await;
}

#[tokio::test]
async fn commitments_are_taken_on_and_kept() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let id = world.draft("bp3mi-polda", None).await;
        world.fill(id, false).await;
        let new = commitments::NewCommitment {
            clause: "peningkatan-kapasitas".into(),
            title: "Pelatihan bersama".into(),
            owner: world.polda.agency().unwrap(),
            due_on: "2026-12-15".parse().unwrap(),
        };
        let early = commitments::create(context, &drafts(&world.bp3mi), id, new.clone()).await;
        assert!(matches!(early, Err(AccessError::Conflict(_))));
        world.sign(id).await;
        let made = commitments::create(context, &drafts(&world.bp3mi), id, new)
            .await
            .unwrap();
        let others = commitments::accept(context, &drafts(&world.bp3mi), id, made).await;
        assert!(
            matches!(others, Err(AccessError::NotFound)),
            "only its owner takes it on"
        );
        commitments::accept(context, &drafts(&world.polda), id, made)
            .await
            .unwrap();
        go_to(test, "2026-12-15T16:59:59Z");
        let duties = async || {
            commitments::duties(context, &reads(&world.polda))
                .await
                .unwrap()
        };
        assert!(!duties().await[0].overdue);
        go_to(test, "2026-12-15T17:00:00Z");
        assert!(duties().await[0].overdue);
        assert!(
            commitments::duties(context, &reads(&world.bp3mi))
                .await
                .unwrap()
                .is_empty()
        );
        commitments::done(context, &drafts(&world.polda), id, made, "Laporan 12/2026")
            .await
            .unwrap();
        assert!(duties().await.is_empty());
        let all = commitments::list(context, &reads(&world.bp3mi), id)
            .await
            .unwrap();
        assert_eq!(all[0].evidence, "Laporan 12/2026");
    })
    .await;
}
