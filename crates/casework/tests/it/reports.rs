//! What people tell without an account: once, followed by a code, and nothing told to whoever guesses.

use crate::world::{TABLES, World};
use access::{AccessError, Action};
use casework::{
    Danger, Reception, ReportForm, Role, Way,
    service::{self, follow},
};
use storage::testing::on_both;

fn form() -> ReportForm {
    ReportForm {
        once: "0193-form".into(),
        danger: "now".into(),
        words: "Adik saya disekap di sebuah ruko, paspornya diambil.".into(),
        about: "family".into(),
        phase: "during".into(),
        country: "Kamboja".into(),
        victim_name: "Rina Wati".into(),
        phone: "0812 3456 789".into(),
        way: "message".into(),
        times: "malam".into(),
        pretext: "toko pulsa".into(),
        ..ReportForm::default()
    }
}

#[tokio::test]
async fn a_form_sent_twice_is_one_report_and_no_words_are_lost() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let reception = Reception::default();
        let first = service::report_in_public(context, &reception, &form())
            .await
            .unwrap();
        let again = service::report_in_public(context, &reception, &form())
            .await
            .unwrap();
        assert_eq!(first, again);
        let more = ReportForm {
            words: "Ruko itu di dekat pasar.".into(),
            ..form()
        };
        for _ in 0..2 {
            assert_eq!(
                service::report_in_public(context, &reception, &more)
                    .await
                    .unwrap(),
                first
            );
        }
        let inbox = service::unread(context, &officer).await.unwrap();
        assert_eq!(inbox.cases.len(), 1);

        let held = service::get(context, &officer, first.case).await.unwrap();
        assert_eq!(held.case.danger, Danger::Now);
        let (intake, said) = &held.intakes[0];
        assert_eq!(intake.words, form().words);
        let said: Vec<&str> = said.iter().map(|message| message.words.as_str()).collect();
        assert_eq!(said, ["Ruko itu di dekat pasar."]);
        let rule = held.contact.unwrap();
        assert_eq!(
            (rule.way, rule.pretext.as_str()),
            (Way::Message, "toko pulsa")
        );
        let roles: Vec<Role> = held.people.iter().map(|person| person.role).collect();
        assert_eq!(roles, [Role::Victim, Role::Family]);
    })
    .await;
}

#[tokio::test]
async fn a_report_is_followed_and_answered_by_its_code() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let calm = ReportForm {
            danger: "none".into(),
            ..form()
        };
        let receipt = service::report_in_public(context, &Reception::default(), &calm)
            .await
            .unwrap();
        let typed = receipt.code.to_uppercase().replace('-', " ");
        let before = service::get(context, &officer, receipt.case).await.unwrap();
        follow::add(context, &typed, "Ada pesan baru.")
            .await
            .unwrap();
        follow::add(context, &typed, "Ada pesan baru.")
            .await
            .unwrap();
        let after = service::get(context, &officer, receipt.case).await.unwrap();
        let day = |held: &casework::Held| held.case.next.clone().unwrap().on;
        assert!(day(&after) < day(&before), "somebody looks sooner");

        let intake = after.intakes[0].0.id;
        service::answer(
            context,
            &officer,
            receipt.case,
            intake,
            "Kami sudah menghubungi KBRI.",
        )
        .await
        .unwrap();
        let followed = follow::look(context, &typed).await.unwrap();
        let said: Vec<(bool, &str)> = followed
            .messages
            .iter()
            .map(|m| (m.ours, m.words.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (false, "Ada pesan baru."),
                (true, "Kami sudah menghubungi KBRI.")
            ]
        );

        // Whatever is wrong with a code, and whatever is sent with it, the answer is the same.
        for code in [
            "aaaaa-aaaaa-aa",
            "",
            "'; DROP",
            &"a".repeat(5000),
            &receipt.code[1..],
        ] {
            let looked = follow::look(context, code).await;
            assert!(matches!(looked, Err(AccessError::WrongCode)), "{looked:?}");
            for words in ["", "cerita"] {
                let added = follow::add(context, code, words).await;
                assert!(matches!(added, Err(AccessError::WrongCode)), "{added:?}");
            }
        }
        let empty = follow::add(context, &typed, " ").await;
        assert!(matches!(empty, Err(AccessError::Invalid(_))), "{empty:?}");
    })
    .await;
}

#[tokio::test]
async fn a_machine_passes_reports_on_and_two_agencies_never_meet() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let (one, other) = (world.officer(1, &[Action::OpenCases]), world.stranger());
        let first = service::report(context, one.opening().unwrap(), &form())
            .await
            .unwrap();
        let again = service::report(context, one.opening().unwrap(), &form())
            .await
            .unwrap();
        let elsewhere = service::report(context, other.opening().unwrap(), &form())
            .await
            .unwrap();
        assert_eq!(first, again);
        assert_ne!(first.case, elsewhere.case);
        assert_ne!(first.code, elsewhere.code);
        let unkeyed = ReportForm {
            once: "x".into(),
            ..form()
        };
        let refused = service::report(context, one.opening().unwrap(), &unkeyed).await;
        assert!(matches!(refused, Err(AccessError::Invalid(fault)) if fault.field == "once"));
    })
    .await;
}
