//! Handing a case on: what the other side sees, what it says, what the law made of it, and what is counted.

use crate::world::{TABLES, World, told};
use access::{AccessError, Action, Context, Permit, Principal, testing::colleague};
use casework::{
    CaseForm, EntryForm, Handover, Reference, ReferralForm, ReferralState, Role, Sharing, Status,
    Step, StepForm,
    service::{
        self, Officer,
        dossier::{self, Letter},
        figures, outcome, referral,
    },
};
use futures_util::{FutureExt, future::BoxFuture};
use storage::{Tx, snapshot, testing::on_both};
use uuid::Uuid;

/// No agreement opens anything.
struct Nothing;

impl Sharing for Nothing {
    fn opened<'a>(
        &'a self,
        _: &'a Context,
        _: &'a mut Tx,
        _: &'a Principal,
        _: Uuid,
    ) -> BoxFuture<'a, Result<Option<Permit>, AccessError>> {
        async { Ok(None) }.boxed()
    }
}

const ALL: [Action; 3] = [Action::OpenCases, Action::ReadCases, Action::ManageCases];

fn form(to: Option<Uuid>, kind: &str, basis: &str) -> ReferralForm {
    ReferralForm {
        kind: kind.into(),
        to,
        to_name: if to.is_some() {
            String::new()
        } else {
            "LBH Batam".into()
        },
        purpose: "mohon penyelidikan".into(),
        basis: basis.into(),
        basis_words: "UU 21/2007 pasal 28".into(),
        fields: vec![
            "number".into(),
            "name".into(),
            "role".into(),
            "salary".into(),
        ],
        due_on: "2026-11-29".into(),
    }
}

async fn opened(world: &World, officer: &Officer) -> Uuid {
    service::open(&world.context, officer.opening().unwrap(), told("possible"))
        .await
        .unwrap()
}

fn words(opened: &referral::Opened) -> Vec<Vec<(&'static str, String)>> {
    let row = |row: &access::Row| {
        row.iter()
            .map(|(field, shown)| (field.code, shown.to_string()))
            .collect()
    };
    opened.rows.iter().map(row).collect()
}

#[tokio::test]
async fn a_referral_shows_what_was_named_and_nothing_is_seen_unopened() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer, police) = (&world.context, world.worker(1), world.stranger());
        let principal = colleague(99, Some(world.other), &ALL);
        let handover = Handover::new(Nothing);
        let id = opened(&world, &officer).await;
        let sent = referral::send(
            context,
            &officer,
            id,
            &form(Some(world.other), "referral", "law"),
        )
        .await
        .unwrap();
        assert_eq!(sent.link, None);
        let twice = referral::send(
            context,
            &officer,
            id,
            &form(Some(world.other), "referral", "law"),
        )
        .await;
        assert!(
            matches!(twice, Err(AccessError::Conflict("referral-waits"))),
            "{twice:?}"
        );
        let state = async || service::get(context, &officer, id).await.unwrap().referrals[0].state;
        assert_eq!(state().await, ReferralState::Sent);
        let early = referral::answer(context, &police, sent.id, ReferralState::Accepted, "").await;
        assert!(matches!(early, Err(AccessError::Conflict(_))), "unread");

        let mine = referral::open(context, &handover, &officer, &principal, sent.id).await;
        assert!(
            matches!(mine, Err(AccessError::NotFound)),
            "the sender does not open it"
        );
        let seen = referral::open(context, &handover, &police, &principal, sent.id)
            .await
            .unwrap();
        assert_eq!(state().await, ReferralState::Seen);
        let rows = words(&seen);
        let number = || ("number", "K-2026-000001".to_owned());
        assert_eq!(
            rows,
            [
                vec![
                    number(),
                    ("role", "suspect".to_owned()),
                    ("name", "Pak Budi".to_owned())
                ],
                vec![
                    number(),
                    ("role", "victim".to_owned()),
                    ("name", "Siti Aminah".to_owned())
                ],
            ]
        );
        let looked = service::get(context, &police, id).await;
        assert!(
            matches!(looked, Err(AccessError::NotFound)),
            "a referral leaves the owner"
        );
        let silent =
            referral::answer(context, &police, sent.id, ReferralState::Declined, " ").await;
        assert!(
            matches!(silent, Err(AccessError::Invalid(_))),
            "whoever declines says why"
        );
        referral::answer(context, &police, sent.id, ReferralState::Accepted, "")
            .await
            .unwrap();

        // The other side writes what came of it; the record from which the case came can learn of it.
        let step = StepForm {
            step: "police_report".into(),
            on: "2026-11-22".into(),
            number: "LP/B/12/XI/2026".into(),
            ..StepForm::default()
        };
        for _ in 0..2 {
            referral::report_step(context, &police, sent.id, &step)
                .await
                .unwrap();
        }
        let suspect = seen.suspects[0].0;
        let named = StepForm {
            step: "suspect_named".into(),
            person: Some(suspect),
            number: String::new(),
            ..step.clone()
        };
        referral::report_step(context, &police, sent.id, &named)
            .await
            .unwrap();
        let held = service::get(context, &officer, id).await.unwrap();
        let steps: Vec<Step> = held.steps.iter().map(|step| step.step).collect();
        assert_eq!(steps, [Step::PoliceReport, Step::SuspectNamed]);
        referral::answer(context, &police, sent.id, ReferralState::Done, "sudah P-21")
            .await
            .unwrap();

        let figures = figures::of_year(context, &officer, 2026).await.unwrap();
        let count = |step: Step| {
            figures
                .steps
                .iter()
                .find(|(one, _)| *one == step)
                .unwrap()
                .1
        };
        assert_eq!((figures.open, figures.recommended), (1, 1));
        assert_eq!(
            (
                count(Step::PoliceReport),
                count(Step::SuspectNamed),
                count(Step::Charged)
            ),
            (1, 1, 0)
        );
        assert_eq!(figures.days, [Some(0), Some(0), Some(0), Some(0)]);
        assert_eq!(
            figures::of_year(context, &officer, 2025)
                .await
                .unwrap()
                .recommended,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn without_an_agreement_in_force_a_referral_under_one_opens_nothing() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer, police) = (&world.context, world.worker(1), world.stranger());
        let principal = colleague(99, Some(world.other), &ALL);
        let id = opened(&world, &officer).await;
        let sent = referral::send(
            context,
            &officer,
            id,
            &form(Some(world.other), "referral", "agreement"),
        )
        .await
        .unwrap();
        let seen = referral::open(
            context,
            &Handover::new(Nothing),
            &police,
            &principal,
            sent.id,
        )
        .await
        .unwrap();
        assert!(seen.closed && seen.rows.is_empty() && seen.suspects.is_empty());
        let held = service::get(context, &officer, id).await.unwrap();
        assert_eq!(held.referrals[0].state, ReferralState::Sent);
    })
    .await;
}

#[tokio::test]
async fn a_transfer_changes_the_owner_when_it_is_accepted() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer, police) = (&world.context, world.worker(1), world.stranger());
        let principal = colleague(99, Some(world.other), &ALL);
        let id = opened(&world, &officer).await;
        let nobody = referral::send(context, &officer, id, &form(None, "transfer", "law")).await;
        assert!(
            matches!(nobody, Err(AccessError::Invalid(_))),
            "nobody without an account owns a case"
        );
        let sent = referral::send(
            context,
            &officer,
            id,
            &form(Some(world.other), "transfer", "law"),
        )
        .await
        .unwrap();
        referral::open(
            context,
            &Handover::new(Nothing),
            &police,
            &principal,
            sent.id,
        )
        .await
        .unwrap();
        assert!(service::get(context, &officer, id).await.is_ok(), "not yet");
        referral::answer(
            context,
            &police,
            sent.id,
            ReferralState::Accepted,
            "kami tangani",
        )
        .await
        .unwrap();
        let now = service::get(context, &police, id).await.unwrap();
        assert_eq!(
            (now.case.number.as_str(), now.case.status),
            ("K-2026-000001", Status::Review)
        );
        assert!(now.case.next.is_some() && now.case.handler.is_none());
        let gone = service::get(context, &officer, id).await;
        assert!(matches!(gone, Err(AccessError::NotFound)), "{gone:?}");
    })
    .await;
}

#[tokio::test]
async fn a_link_opens_once_and_not_for_ever() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let id = opened(&world, &officer).await;
        let sent = referral::send(context, &officer, id, &form(None, "referral", "consent"))
            .await
            .unwrap();
        let link = sent.link.unwrap();
        let wrong = referral::open_link(context, &link[1..]).await;
        assert!(matches!(wrong, Err(AccessError::NotFound)));
        let (_, rows, next) = referral::open_link(context, &link).await.unwrap();
        assert_eq!(rows.len(), 2);
        for used in [&link, &next] {
            let again = referral::open_link(context, used).await;
            assert!(matches!(again, Err(AccessError::NotFound)), "{again:?}");
        }
        let silent = referral::answer_link(context, &next, ReferralState::Declined, "").await;
        assert!(matches!(silent, Err(AccessError::Invalid(_))));
        referral::answer_link(context, &next, ReferralState::Accepted, "kami dampingi")
            .await
            .unwrap();
        let again = referral::answer_link(context, &next, ReferralState::Done, "selesai").await;
        assert!(matches!(again, Err(AccessError::NotFound)));

        let second = opened(&world, &officer).await;
        let late = referral::send(context, &officer, second, &form(None, "referral", "law"))
            .await
            .unwrap();
        test.clock.advance(jiff::SignedDuration::from_hours(24 * 7));
        let passed = referral::open_link(context, &late.link.unwrap()).await;
        assert!(matches!(passed, Err(AccessError::NotFound)), "{passed:?}");
        let held = service::get(context, &officer, second).await.unwrap();
        assert_eq!(
            held.referrals[0].state,
            ReferralState::Sent,
            "nobody has seen it"
        );
    })
    .await;
}

#[tokio::test]
async fn a_dossier_says_what_may_be_passed_on_and_a_supplement_what_changed() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let id = opened(&world, &officer).await;
        let write = async |level: &str, words: &str| {
            let entry = EntryForm {
                kind: "event".into(),
                level: level.into(),
                happened: "2026-10-12".into(),
                words: words.into(),
                ..EntryForm::default()
            };
            service::write(context, &officer, id, &entry).await.unwrap();
        };
        write("shared", "berangkat dari Batam").await;
        write("internal", "keluarga ditelepon").await;
        let who = casework::WhoForm {
            name: "Tetangga Baik".into(),
            phone: "0812 3456 789".into(),
            ..casework::WhoForm::default()
        };
        service::add_person(context, &officer, id, Role::Reporter, &who)
            .await
            .unwrap();
        let letter = |number: &str| Letter {
            letter: number.into(),
            addressee: "Kapolda Kepulauan Riau".into(),
            signer: "Rina".into(),
            post: "Kepala BP3MI".into(),
        };
        let first = dossier::make(context, &officer, id, &letter("B-1/2026"))
            .await
            .unwrap();
        let (made, since) = dossier::get(context, &officer, id, first).await.unwrap();
        assert_eq!(since, None);
        let text: Vec<&str> = made.content.iter().map(|line| line.text.as_str()).collect();
        let text = text.join("\n");
        assert!(
            text.contains("2026-10-12: berangkat dari Batam")
                && text.contains("NIK 3507135203900002")
        );
        for secret in ["ditelepon", "Tetangga", "628123456789"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        let same = dossier::make(context, &officer, id, &letter("B-2/2026")).await;
        assert!(
            matches!(same, Err(AccessError::Conflict("dossier-nothing-new"))),
            "{same:?}"
        );

        write("shared", "tiba di Phnom Penh").await;
        let form = CaseForm {
            status: "review".into(),
            summary: "Dijanjikan kerja di hotel, paspor ditahan.".into(),
            ..CaseForm::of(&service::get(context, &officer, id).await.unwrap().case)
        };
        service::change(context, &officer, id, &form).await.unwrap();
        let second = dossier::make(context, &officer, id, &letter("B-2/2026"))
            .await
            .unwrap();
        let (_, since) = dossier::get(context, &officer, id, second).await.unwrap();
        let (before, difference) = since.unwrap();
        let texts = |lines: &[casework::Line]| {
            lines
                .iter()
                .map(|line| line.text.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(before, "B-1/2026");
        assert_eq!(
            texts(&difference.added),
            [
                "Dijanjikan kerja di hotel, paspor ditahan.",
                "2026-10-12: tiba di Phnom Penh"
            ]
        );
        assert_eq!(
            texts(&difference.gone),
            ["Dijanjikan kerja di restoran, paspor ditahan."]
        );
    })
    .await;
}

#[tokio::test]
async fn what_came_of_a_case_is_told_to_the_record_that_it_came_from() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let reference = Reference {
            kind: "screening".into(),
            id: Uuid::from_u128(5),
        };
        let opening = casework::Opening {
            refers_to: Some(reference.clone()),
            ..told("possible")
        };
        let id = service::open(context, officer.opening().unwrap(), opening)
            .await
            .unwrap();
        let step = |step: &str| StepForm {
            step: step.into(),
            on: "2026-11-20".into(),
            ..StepForm::default()
        };
        let fault =
            async |form: StepForm| match outcome::add_step(context, &officer, id, &form).await {
                Err(AccessError::Invalid(fault)) => fault.field,
                other => panic!("{other:?}"),
            };
        assert_eq!(fault(step("police_report")).await, "number");
        assert_eq!(fault(step("charged")).await, "suspect");
        assert_eq!(fault(step("restitution")).await, "amount");
        let victim = service::get(context, &officer, id).await.unwrap().people[0].id;
        let charged = StepForm {
            person: Some(victim),
            ..step("charged")
        };
        assert_eq!(
            fault(charged).await,
            "suspect",
            "nobody charges a victim by a slip"
        );
        let future = StepForm {
            on: "2026-12-20".into(),
            ..step("dropped")
        };
        assert_eq!(fault(future).await, "on");
        let paid = StepForm {
            amount: "12.500.000".into(),
            ..step("restitution")
        };
        outcome::add_step(context, &officer, id, &paid)
            .await
            .unwrap();
        let steps = snapshot!(context.db, |tx| outcome::steps_from(
            tx,
            world.agency,
            &reference
        )
        .await)
        .unwrap();
        assert_eq!(steps.len(), 1);
        assert_eq!(steps[0].amount, Some(12_500_000));
        let elsewhere = snapshot!(context.db, |tx| outcome::steps_from(
            tx,
            world.other,
            &reference
        )
        .await)
        .unwrap();
        assert!(elsewhere.is_empty());
    })
    .await;
}
