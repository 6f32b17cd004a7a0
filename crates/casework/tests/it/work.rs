//! Working on a case: two officers at once, roles, what is written and who may read it, seals, cases of the same.

use crate::world::{TABLES, World, told};
use access::{AccessError, Action};
use casework::{
    CaseForm, Change, EntryForm, Role, Status, WhoForm,
    service::{self, Officer},
};
use storage::testing::on_both;
use uuid::Uuid;

async fn opened(world: &World, officer: &Officer) -> Uuid {
    service::open(&world.context, officer.opening().unwrap(), told("possible"))
        .await
        .unwrap()
}

async fn form_of(world: &World, officer: &Officer, id: Uuid) -> CaseForm {
    CaseForm::of(
        &service::get(&world.context, officer, id)
            .await
            .unwrap()
            .case,
    )
}

#[tokio::test]
async fn two_officers_at_once_lose_no_words() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, one, two) = (&world.context, world.worker(1), world.worker(2));
        let id = opened(&world, &one).await;
        let seen = form_of(&world, &one, id).await;
        let review = |step: &str| CaseForm {
            status: "review".into(),
            next_step: step.into(),
            take: true,
            ..seen.clone()
        };
        let saved = service::change(context, &one, id, &review("telepon keluarga"))
            .await
            .unwrap();
        assert_eq!(saved, Change::Saved);
        let late = service::change(context, &two, id, &review("hubungi KBRI"))
            .await
            .unwrap();
        let Change::Overtaken(now) = late else {
            panic!("the first words would be gone");
        };
        assert_eq!(now.next.clone().unwrap().step, "telepon keluarga");
        assert_eq!(now.handler.clone().unwrap().id, one.hand().id);
        // After looking at both, the second officer saves what is meant.
        let meant = CaseForm {
            next_step: "telepon keluarga, lalu KBRI".into(),
            ..CaseForm::of(&now)
        };
        assert_eq!(
            service::change(context, &two, id, &meant).await.unwrap(),
            Change::Saved
        );
    })
    .await;
}

#[tokio::test]
async fn an_open_case_always_has_a_next_day() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let id = opened(&world, &officer).await;
        let seen = form_of(&world, &officer, id).await;
        let fault = async |change: fn(&mut CaseForm)| {
            let mut form = CaseForm {
                status: "review".into(),
                ..seen.clone()
            };
            change(&mut form);
            match service::change(context, &officer, id, &form).await {
                Err(AccessError::Invalid(fault)) => (fault.field, fault.message),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(
            fault(|form| form.next_on.clear()).await,
            ("next_on", "case-next-needed")
        );
        assert_eq!(
            fault(|form| form.next_on = "2026-11-01".into()).await,
            ("next_on", "case-next-past")
        );
        assert_eq!(
            fault(|form| form.status = "closed".into()).await,
            ("status", "case-no-way")
        );
        let mut form = CaseForm {
            status: "review".into(),
            ..seen
        };
        service::change(context, &officer, id, &form).await.unwrap();
        form.version = "2".into();
        form.status = "solved".into();
        service::change(context, &officer, id, &form).await.unwrap();
        let held = service::get(context, &officer, id).await.unwrap();
        assert_eq!((held.case.status, held.case.next), (Status::Solved, None));
        assert!(held.case.closed_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn whoever_stood_in_the_wrong_role_is_struck_out_and_stays_readable() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let id = opened(&world, &officer).await;
        let who = WhoForm {
            name: "Dewi".into(),
            ..WhoForm::default()
        };
        let wrong = service::add_person(context, &officer, id, Role::Suspect, &who)
            .await
            .unwrap();
        service::add_person(context, &officer, id, Role::Witness, &who)
            .await
            .unwrap();
        service::strike_person(context, &officer, id, wrong, "salah peran")
            .await
            .unwrap();
        let again = service::strike_person(context, &officer, id, wrong, "salah peran").await;
        assert!(matches!(again, Err(AccessError::NotFound)));
        let held = service::get(context, &officer, id).await.unwrap();
        let struck: Vec<Role> = held
            .people
            .iter()
            .filter(|p| p.struck.is_some())
            .map(|p| p.role)
            .collect();
        assert_eq!(struck, [Role::Suspect]);
        assert!(
            held.people
                .iter()
                .any(|p| p.role == Role::Witness && p.struck.is_none())
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_restricted_shows_to_few_and_a_seal_hides_the_case() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let (handler, colleague) = (world.worker(1), world.worker(2));
        let all = [Action::ReadCases, Action::ManageCases, Action::SealedCases];
        let supervisor = world.officer(3, &all);
        let id = opened(&world, &handler).await;
        let taken = CaseForm {
            status: "review".into(),
            take: true,
            ..form_of(&world, &handler, id).await
        };
        service::change(context, &handler, id, &taken)
            .await
            .unwrap();
        for (level, words) in [
            ("internal", "sudah ditelepon"),
            ("restricted", "alamat rumah aman"),
        ] {
            let entry = EntryForm {
                kind: "note".into(),
                level: level.into(),
                words: words.into(),
                ..EntryForm::default()
            };
            service::write(context, &handler, id, &entry).await.unwrap();
        }
        let read = async |officer: &Officer| {
            service::get(context, officer, id)
                .await
                .map(|held| held.entries.len())
        };
        assert_eq!(read(&handler).await.unwrap(), 2);
        assert_eq!(read(&supervisor).await.unwrap(), 2);
        assert_eq!(read(&colleague).await.unwrap(), 1);

        assert!(service::seal(context, &handler, id, true).await.is_err());
        service::seal(context, &supervisor, id, true).await.unwrap();
        assert!(read(&handler).await.is_ok());
        let hidden = read(&colleague).await;
        assert!(matches!(hidden, Err(AccessError::NotFound)), "{hidden:?}");
        let write = service::write(context, &colleague, id, &EntryForm::default()).await;
        assert!(matches!(write, Err(AccessError::NotFound)), "{write:?}");
    })
    .await;
}

#[tokio::test]
async fn an_event_has_its_day_and_a_statement_its_person() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let (id, other) = (
            opened(&world, &officer).await,
            opened(&world, &officer).await,
        );
        let elsewhere = service::get(context, &officer, other).await.unwrap().people[0].id;
        let written = async |kind: &str, happened: &str, person: Option<Uuid>| {
            let entry = EntryForm {
                kind: kind.into(),
                happened: happened.into(),
                person,
                words: "berangkat dari Batam".into(),
                ..EntryForm::default()
            };
            match service::write(context, &officer, id, &entry).await {
                Ok(()) => "written",
                Err(AccessError::Invalid(fault)) => fault.field,
                Err(other) => panic!("{other:?}"),
            }
        };
        assert_eq!(written("event", "", None).await, "happened");
        assert_eq!(written("event", "2026-10-XX", None).await, "written");
        assert_eq!(written("statement", "", None).await, "person");
        assert_eq!(written("statement", "", Some(elsewhere)).await, "person");
    })
    .await;
}

#[tokio::test]
async fn cases_of_the_same_are_suggested_joined_and_parted() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let (first, second) = (
            opened(&world, &officer).await,
            opened(&world, &officer).await,
        );
        let stranger = world.stranger();
        service::open(context, stranger.opening().unwrap(), told("now"))
            .await
            .unwrap();

        let similar = service::similar(context, &officer, second).await.unwrap();
        let found: Vec<(Uuid, &[&str])> = similar
            .iter()
            .map(|one| (one.case.id, one.evidence.as_slice()))
            .collect();
        assert_eq!(
            found,
            [(first, &["nik", "passport_no", "name"][..])],
            "and nothing of another agency"
        );

        service::join(context, &officer, second, first)
            .await
            .unwrap();
        for (id, into) in [(second, first), (first, second), (first, first)] {
            let again = service::join(context, &officer, id, into).await;
            assert!(matches!(again, Err(AccessError::Conflict(_))), "{again:?}");
        }
        let held = service::get(context, &officer, first).await.unwrap();
        assert_eq!(held.joined.len(), 1);
        service::part(context, &officer, second).await.unwrap();
        let parted = service::get(context, &officer, second).await.unwrap();
        assert_eq!(
            (parted.case.joined_into, parted.case.status),
            (None, Status::Review)
        );
        assert!(parted.case.next.is_some());
    })
    .await;
}
