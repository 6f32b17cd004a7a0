//! What follows a decision, on both engines: interviews, slips, reviews by another officer, referrals; and that a protective
//! interview tells nothing of the entry behind it.

use crate::world::{TABLES, World};
use access::{AccessError, Action, Ask, Permit, Principal};
use jiff::SignedDuration;
use screening::{
    Outcome, Presented, SCREENING,
    interview::{Counsel, Given, Interview, Reply},
    referral::{Finding, Recipient, ReferralForm, ReferralGround, ReferralState, SharedField},
    review::Verdict,
    service::{self, interview, referral, review, slip, watch},
    watch::{Act, DraftForm, Protects},
};
use std::collections::BTreeMap;
use storage::testing::on_both;
use uuid::Uuid;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const ALL: &[Action] = &[
    Action::Screen,
    Action::DecideScreening,
    Action::ReviewScreening,
];

fn traveller() -> Presented {
    Presented {
        name: "RINA WATI".into(),
        birth_date: "1998-03-12".into(),
        document: "X7654321".into(),
        nationality: "IDN".into(),
        destination: "MYS".into(),
        ..Presented::default()
    }
}

fn permit(world: &World, officer: &Principal, action: Action) -> Permit {
    let ask = Ask::own(officer, action, &SCREENING, "test");
    officer.permit_on(&world.context.policies, ask).unwrap()
}

/// Somebody whose departure an officer deferred.
async fn deferred(world: &World, account: u128) -> Uuid {
    let held = world.at_the_counter(traveller()).await;
    let officer = world.officer(account, ALL);
    let permit = permit(world, &officer, Action::DecideScreening);
    let (context, desk) = (&world.context, &world.desk);
    service::decide(
        context,
        desk,
        &permit,
        held.id,
        Outcome::Defer,
        "visa kunjungan",
    )
    .await
    .unwrap();
    held.id
}

fn conflict<T: std::fmt::Debug>(result: Result<T, AccessError>) -> &'static str {
    match result {
        Err(AccessError::Conflict(message)) => message,
        other => panic!("expected a conflict, found {other:?}"),
    }
}

fn answers(pairs: &[(&str, Reply)]) -> Interview {
    let given = |reply| Given {
        reply: Some(reply),
        words: String::new(),
    };
    let pairs = pairs
        .iter()
        .map(|(id, reply)| ((*id).to_owned(), given(*reply)));
    Interview {
        answers: pairs.collect::<BTreeMap<_, _>>(),
        ..Interview::default()
    }
}

#[tokio::test]
async fn an_interview_is_kept_as_it_goes_and_ends_once() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let held = world.at_the_counter(traveller()).await;
        let (one, other) = (world.officer(1, ALL), world.officer(2, ALL));
        let first = permit(&world, &one, Action::Screen);
        let second = permit(&world, &other, Action::Screen);
        let id = interview::begin(context, &first, "Sari", held.id)
            .await
            .unwrap();
        let again = interview::begin(context, &first, "Sari", held.id)
            .await
            .unwrap();
        assert_eq!(again, id, "one that was not ended is gone on with");
        let own = interview::begin(context, &second, "Budi", held.id)
            .await
            .unwrap();
        assert_ne!(own, id);

        let draft = answers(&[("debt", Reply::Yes)]);
        let write = async |revision, written: &Interview, end| {
            interview::write(context, &first, id, revision, written.clone(), end).await
        };
        assert_eq!(write(0, &draft, false).await.unwrap().revision, 1);
        // The answer was lost on the way: the same sent again is the same.
        assert_eq!(write(0, &draft, false).await.unwrap().revision, 1);
        let elsewhere = answers(&[("debt", Reply::No)]);
        assert_eq!(
            conflict(write(0, &elsewhere, false).await),
            "interview-elsewhere"
        );
        let theirs = interview::write(context, &second, id, 1, elsewhere, false).await;
        assert_eq!(conflict(theirs), "interview-others");
        let taken = interview::get(context, &first, id).await.unwrap();
        assert_eq!(taken.touched.counsel(), Counsel::Further);
        let whole = answers(&[("debt", Reply::Yes), ("threats", Reply::Yes)]);
        let ended = write(1, &whole, true).await.unwrap();
        assert!(ended.ended_at.is_some());
        assert_eq!(conflict(write(2, &draft, false).await), "interview-ended");
        let taken = interview::get(context, &first, id).await.unwrap();
        assert_eq!(taken.touched.counsel(), Counsel::Refer);

        // Another agency does not learn that it exists.
        let others = crate::world::agency(context, "Polda").await;
        let stranger = access::testing::colleague(3, Some(others), ALL);
        let stranger = permit(&world, &stranger, Action::Screen);
        let looked = interview::get(context, &stranger, id).await;
        assert!(matches!(looked, Err(AccessError::NotFound)), "{looked:?}");
    })
    .await;
}

#[tokio::test]
async fn a_protective_interview_holds_no_word_of_what_is_behind_it() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, desk) = (&world.context, &world.desk);
        let keeper = |account, action| {
            watch::Keeper::<Protects>::of(context, &world.officer(account, &[action])).unwrap()
        };
        let form = DraftForm {
            name: "Rina Wati".into(),
            birth_date: "1998-03-12".into(),
            passport_no: "X7654321".into(),
            reason: "ibunya melapor: dijanjikan kerja, tidak dapat dihubungi".into(),
            source: "LP/B/12/XI/2026".into(),
            legal_basis: "UU 21/2007 pasal 44".into(),
            ..DraftForm::default()
        };
        let author = keeper(1, Action::KeepProtectionList);
        let entry = watch::propose(context, &author, &form).await.unwrap();
        let second = keeper(2, Action::ApproveProtectionList);
        watch::decide(context, desk, &second, entry, Act::Approve, "sudah dicek")
            .await
            .unwrap();

        let held = world.at_the_counter(traveller()).await;
        let officer = world.officer(5, ALL);
        let screen = permit(&world, &officer, Action::Screen);
        let id = interview::begin(context, &screen, "Sari", held.id)
            .await
            .unwrap();
        let end = answers(&[("help", Reply::Yes)]);
        interview::write(context, &screen, id, 0, end, true)
            .await
            .unwrap();
        let taken = interview::get(context, &screen, id).await.unwrap();
        assert!(taken.protective);
        let told = [
            format!("{taken:?}"),
            serde_json::to_string(&taken.interviewed).unwrap(),
            format!(
                "{:?}",
                access::service::history::of_record(
                    context,
                    &screen,
                    Action::Screen,
                    "interview",
                    id
                )
                .await
                .unwrap()
            ),
        ];
        let entry = entry.to_string();
        for secret in [
            "dijanjikan",
            "melapor",
            "LP/B/12",
            "daftar",
            "watch",
            entry.as_str(),
        ] {
            for text in &told {
                assert!(!text.contains(secret), "{secret}: {text}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_decision_is_reviewed_by_somebody_else_and_in_time() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, desk) = (&world.context, &world.desk);
        let id = deferred(&world, 1).await;
        let (maker, other) = (world.officer(1, ALL), world.officer(2, ALL));
        let decides = permit(&world, &maker, Action::DecideScreening);
        let hand_out = |words| slip::hand_out(context, &decides, id, "purpose", words);
        assert!(hand_out("pendek").await.is_err());
        let old = hand_out("Tunjukkan surat dari kampus Anda.").await.unwrap();
        let new = hand_out("Tunjukkan surat dari kampus Anda, lalu coba lagi.")
            .await
            .unwrap();
        // 22 November 2026 is a Sunday: 21 working days.
        assert_eq!(new.slip.ask_by.to_string(), "2026-12-21");
        assert!(matches!(
            review::open(context, &old.code).await,
            Err(AccessError::WrongCode)
        ));
        let typed = new.code.to_uppercase().replace('-', " ");
        let opened = review::open(context, &typed).await.unwrap();
        assert_eq!((opened.slip.number, opened.review), (new.slip.number, None));

        let words = "Saya hanya mengunjungi kakak saya di Johor.";
        assert!(review::ask(context, &new.code, "tolong", "").await.is_err());
        review::ask(context, &new.code, words, "0812")
            .await
            .unwrap();
        review::ask(
            context,
            &new.code,
            "sekali lagi: saya mengunjungi kakak",
            "",
        )
        .await
        .unwrap();
        let reviews = permit(&world, &maker, Action::ReviewScreening);
        let list = review::list(context, &reviews).await.unwrap();
        let [waiting] = &list[..] else {
            panic!("{list:?}")
        };
        assert_eq!(
            (waiting.name.as_str(), waiting.review.words.as_str()),
            ("RINA WATI", words)
        );
        assert_eq!(waiting.review.due_on.to_string(), "2026-12-04");
        let today = |context: &access::Context| domain::day_in_jakarta(context.db.ambient().now());
        assert!(!waiting.review.is_late(today(context)));
        test.clock.advance(DAY * 13);
        assert!(waiting.review.is_late(today(context)));

        let asked = waiting.review.id;
        let reason = "Undangan dari keluarga sudah diperiksa.";
        let own = review::answer(
            context,
            desk,
            (&reviews, "Sari"),
            asked,
            Verdict::Overturned,
            reason,
        );
        assert_eq!(conflict(own.await), "review-own");
        let second = permit(&world, &other, Action::ReviewScreening);
        let by = (&second, "Budi");
        review::answer(context, desk, by, asked, Verdict::Overturned, reason)
            .await
            .unwrap();
        let twice = review::answer(context, desk, by, asked, Verdict::Upheld, reason).await;
        assert_eq!(conflict(twice), "review-answered");
        let screen = permit(&world, &maker, Action::Screen);
        let held = service::get(context, &screen, id).await.unwrap();
        assert_eq!(held.decisions.last().unwrap().outcome, Outcome::LetGo);
        let followed = service::followed(context, &screen, id).await.unwrap();
        assert_eq!(followed.findings[0].0, Finding::Overturned);
        let seen = review::open(context, &new.code)
            .await
            .unwrap()
            .review
            .unwrap();
        assert_eq!(seen.answer.unwrap().reason, reason);
        // Who may go needs no slip.
        assert_eq!(
            conflict(hand_out("Anda boleh berangkat sekarang.").await),
            "slip-nobody-held-up"
        );
    })
    .await;
}

#[tokio::test]
async fn a_review_after_the_term_is_refused_and_the_counter_asks_too() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let id = deferred(&world, 1).await;
        let officer = world.officer(1, ALL);
        let decides = permit(&world, &officer, Action::DecideScreening);
        let words = "Tunjukkan surat dari kampus Anda.";
        let handed = slip::hand_out(context, &decides, id, "purpose", words)
            .await
            .unwrap();
        test.clock.advance(DAY * 30);
        let late = review::ask(context, &handed.code, "saya mengunjungi kakak", "").await;
        assert_eq!(conflict(late), "review-too-late");
        let screen = permit(&world, &officer, Action::Screen);
        let at_counter =
            || review::ask_at_counter(context, &screen, id, "saya mengunjungi kakak", "");
        at_counter().await.unwrap();
        assert_eq!(conflict(at_counter().await), "review-known");
    })
    .await;
}

#[tokio::test]
async fn a_referral_opens_one_case() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let id = deferred(&world, 1).await;
        let mut actions = ALL.to_vec();
        actions.extend([Action::OpenCases, Action::ReadCases]);
        let officer = world.officer(1, &actions);
        let decides = permit(&world, &officer, Action::DecideScreening);
        let send = async |ground, reason: &str| {
            let form = ReferralForm {
                recipient: Some(Recipient::Protection),
                place: "BP3MI Kepri".into(),
                reason: reason.into(),
                fields: vec![SharedField::Particulars],
                ground: Some(ground),
                basis: "setuju secara lisan".into(),
            };
            let sent = referral::send(context, &officer, &decides, id, form).await;
            sent.unwrap().case.unwrap()
        };
        let first = send(ReferralGround::Vital, "meminta perlindungan sekarang").await;
        let again = send(ReferralGround::Consent, "perlu tempat bermalam").await;
        assert_eq!(first, again, "one case of one trip");
        let reader = casework::service::Officer::of(context, &officer).unwrap();
        let held = casework::service::get(context, &reader, first)
            .await
            .unwrap();
        assert_eq!(held.case.danger, casework::Danger::Now);
        assert_eq!(held.people[0].who.name, "RINA WATI");
        assert_eq!(held.people[0].role, casework::Role::Victim);
    })
    .await;
}

#[tokio::test]
async fn a_referral_is_followed_to_what_was_found() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let id = deferred(&world, 1).await;
        let officer = world.officer(1, ALL);
        let decides = permit(&world, &officer, Action::DecideScreening);
        let form = ReferralForm {
            recipient: Some(Recipient::WomenAndChildren),
            place: "UPTD PPA Batam".into(),
            reason: "meminta perlindungan".into(),
            fields: vec![SharedField::Particulars],
            ground: Some(ReferralGround::Consent),
            basis: "setuju secara lisan".into(),
        };
        let sent = referral::send(context, &officer, &decides, id, form)
            .await
            .unwrap();
        let step = async |state, finding, note| {
            referral::step(context, &decides, sent.id, state, finding, note).await
        };
        use ReferralState::{Accepted, Declined, Done, Seen};
        assert_eq!(
            conflict(step(Done, Some(Finding::Victim), "").await),
            "handing-not-now"
        );
        step(Seen, None, "").await.unwrap();
        assert!(step(Declined, None, " ").await.is_err(), "says why");
        step(Accepted, None, "").await.unwrap();
        assert!(step(Done, None, "").await.is_err(), "says what was found");
        assert!(step(Done, Some(Finding::Upheld), "").await.is_err());
        let done = step(Done, Some(Finding::Victim), "LP/B/3").await.unwrap();
        assert_eq!(done.finding, Some(Finding::Victim));
        let screen = permit(&world, &officer, Action::Screen);
        let followed = service::followed(context, &screen, id).await.unwrap();
        assert_eq!(followed.findings[0].0, Finding::Victim);
        let list = referral::list(context, &screen).await.unwrap();
        assert_eq!(list[0].name, "RINA WATI");
        assert_eq!(
            list[0].referral.case, None,
            "whoever opens no cases leaves it alone"
        );
    })
    .await;
}
