//! Lists of persons on both engines: two pairs of eyes, what counts at the counter, what lapses, what an import does.

use crate::world::{TABLES, World, agency};
use access::{AccessError, Action, testing::colleague};
use jiff::SignedDuration;
use risk::Action as Advice;
use screening::{
    Presented,
    service::watch::{self, ImportOutcome, Keeper},
    watch::{Accuses, Act, DraftForm, List, Protects, Standing, read},
};
use storage::{testing::on_both, transaction};
use uuid::Uuid;

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn form() -> DraftForm {
    DraftForm {
        name: "Rina Wati".into(),
        birth_date: "1998-03-12".into(),
        passport_no: "X7654321".into(),
        reason: "ibunya melapor: dijanjikan kerja, tidak dapat dihubungi".into(),
        source: "LP/B/12/XI/2026".into(),
        legal_basis: "UU 21/2007 pasal 44".into(),
        ..DraftForm::default()
    }
}

fn traveller() -> Presented {
    Presented {
        name: "RINA WATI".into(),
        birth_date: "1998-03-12".into(),
        document: "X7654321".into(),
        nationality: "IDN".into(),
        destination: "AUS".into(),
        ..Presented::default()
    }
}

fn keeper<L: List>(world: &World, account: u128, actions: &[Action]) -> Keeper<L> {
    Keeper::of(&world.context, &world.officer(account, actions)).unwrap()
}

/// One who proposes and may decide too, and a second person.
fn two<L: List>(world: &World) -> (Keeper<L>, Keeper<L>) {
    (
        keeper(world, 1, &[L::KEEP, L::APPROVE]),
        keeper(world, 2, &[L::APPROVE]),
    )
}

async fn standing<L: List>(world: &World, keeper: &Keeper<L>, id: Uuid) -> Standing {
    watch::get(&world.context, keeper, id)
        .await
        .unwrap()
        .standing
}

fn conflict<T: std::fmt::Debug>(result: Result<T, AccessError>) -> &'static str {
    match result {
        Err(AccessError::Conflict(message)) => message,
        other => panic!("expected a conflict, found {other:?}"),
    }
}

#[tokio::test]
async fn what_protects_takes_two_and_tells_the_border_nothing() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, desk) = (&world.context, &world.desk);
        let (author, second) = two::<Protects>(&world);
        let id = watch::propose(context, &author, &form()).await.unwrap();
        assert_eq!(
            conflict(watch::propose(context, &author, &form()).await),
            "list-known"
        );
        let before = world.at_the_counter(traveller()).await;
        assert_eq!(before.kept.assessment.action, Advice::None);

        let own = watch::decide(context, desk, &author, id, Act::Approve, "benar").await;
        assert_eq!(conflict(own), "list-own");
        watch::decide(context, desk, &second, id, Act::Approve, "sudah dicek")
            .await
            .unwrap();
        let held = world.at_the_counter(traveller()).await;
        assert_eq!(held.kept.assessment.action, Advice::ProtectiveInterview);
        // Neither what is shown nor the reasons kept with it hold a word of the entry.
        let shown = serde_json::to_string(&held.kept.assessment).unwrap();
        for secret in ["dijanjikan", "LP/B/12", "daftar-pelindungan", "watchlist"] {
            assert!(!shown.contains(secret), "{secret}: {shown}");
        }
        let other = world.at_the_counter(Presented {
            name: "SITI AMINAH".into(),
            document: "B0000001".into(),
            ..traveller()
        });
        assert_eq!(other.await.kept.assessment.action, Advice::None);

        watch::decide(context, desk, &second, id, Act::End, "sudah ditemukan")
            .await
            .unwrap();
        let after = world.at_the_counter(traveller()).await;
        assert_eq!(after.kept.assessment.action, Advice::None);
        let again = watch::decide(context, desk, &second, id, Act::Confirm, "x").await;
        assert_eq!(conflict(again), "list-not-now");
    })
    .await;
}

#[tokio::test]
async fn the_two_lists_never_meet() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, desk) = (&world.context, &world.desk);
        let (author, second) = two::<Accuses>(&world);
        let id = watch::propose(context, &author, &form()).await.unwrap();
        watch::decide(context, desk, &second, id, Act::Approve, "ada laporan")
            .await
            .unwrap();
        let held = world.at_the_counter(traveller()).await;
        assert_eq!(held.kept.assessment.action, Advice::Interview);
        assert_eq!(held.kept.assessment.accusing.len(), 1);

        // The same identifier is nobody on the other list, and a grant for one opens nothing of the other.
        let (protects, _) = two::<Protects>(&world);
        let looked = watch::get(context, &protects, id).await;
        assert!(matches!(looked, Err(AccessError::NotFound)), "{looked:?}");
        let officer = world.officer(1, &[Action::KeepProtectionList]);
        assert!(Keeper::<Accuses>::of(context, &officer).is_err());
        // Another agency does not learn that it exists.
        let others = agency(context, "Polda").await;
        let other = colleague(3, Some(others), &[Action::KeepWatchlist]);
        let other = Keeper::<Accuses>::of(context, &other).unwrap();
        let looked = watch::get(context, &other, id).await;
        assert!(matches!(looked, Err(AccessError::NotFound)), "{looked:?}");
        assert!(
            watch::find(context, &other, "rina", "")
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(
            watch::find(context, &author, "wati", "")
                .await
                .unwrap()
                .len(),
            1
        );
        assert_eq!(
            watch::find(context, &author, "", "x 765 4321")
                .await
                .unwrap()
                .len(),
            1
        );
        assert!(watch::find(context, &author, "%", "").await.is_err());
    })
    .await;
}

#[tokio::test]
async fn nobody_stays_on_a_list_by_neglect() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, desk) = (&world.context, &world.desk);
        let (author, second) = two::<Accuses>(&world);
        let id = watch::propose(context, &author, &form()).await.unwrap();
        watch::decide(context, desk, &second, id, Act::Approve, "ada laporan")
            .await
            .unwrap();
        let pass = async |days: i32| {
            test.clock.advance(DAY * days);
            transaction!(context.db, |tx| watch::watch(context, tx).await).unwrap();
            standing(&world, &author, id).await
        };
        assert_eq!(pass(150).await, Standing::InForce);
        assert_eq!(pass(15).await, Standing::DueForReview);
        let due = watch::list(context, &author, Some(Standing::DueForReview), None)
            .await
            .unwrap();
        assert_eq!((due.entries.len(), due.due), (1, 1));
        let own = watch::decide(context, desk, &author, id, Act::Confirm, "masih perlu").await;
        assert_eq!(conflict(own), "list-own");
        watch::decide(context, desk, &second, id, Act::Confirm, "masih perlu")
            .await
            .unwrap();
        assert_eq!(pass(170).await, Standing::DueForReview);
        // Before any job ran: the days alone decide.
        test.clock.advance(DAY * 11);
        let held = world.at_the_counter(traveller()).await;
        assert_eq!(held.kept.assessment.action, Advice::None);
        assert_eq!(pass(0).await, Standing::Lapsed);
        let told = access::service::history::of_record(
            context,
            author.seeing().unwrap(),
            Action::KeepWatchlist,
            "watched_person",
            id,
        );
        let told: Vec<String> = told
            .await
            .unwrap()
            .into_iter()
            .map(|one| one.action)
            .collect();
        assert_eq!(
            told,
            [
                "watched_person.lapsed",
                "watched_person.remind",
                "watched_person.confirm",
                "watched_person.remind",
                "watched_person.approve",
                "watched_person.propose"
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_table_sent_twice_changes_nothing() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let (author, second) = two::<Accuses>(&world);
        let table = "id;nama;tgl lahir;no paspor;alasan;sumber;dasar hukum;jenis\n\
            1;BUDI SANTOSO;1980-03-12;B1234567;diduga merekrut anak di bawah umur;LP/1;UU 21/2007;pengawasan\n\
            2;SITI;;;diduga merekrut anak di bawah umur;LP/2;UU 21/2007;\n\
            3;RINA;2011;;hilang sejak dua minggu yang lalu;LP/3;UU 35/2014;pelindungan\n\
            1;BUDI SANTOSO;1980-03-12;B1234567;diduga merekrut anak di bawah umur;LP/1;UU 21/2007;\n";
        let table = read(table.as_bytes()).unwrap();
        let outcomes = |report: &watch::ImportReport| -> Vec<_> {
            report.lines.iter().map(|line| (line.outcome, line.faults.clone())).collect()
        };
        use ImportOutcome::{Known, Proposed, Refused};
        let rehearsed = watch::import(context, &author, &table, true).await.unwrap();
        let first = watch::import(context, &author, &table, false).await.unwrap();
        assert_eq!(rehearsed, first);
        assert_eq!(
            outcomes(&first),
            [
                (Proposed, vec![]),
                (Refused, vec![("birth_date", "list-too-few")]),
                (Refused, vec![("kind", "list-other-kind")]),
                (Refused, vec![("id", "list-row-twice")]),
            ]
        );
        let again = watch::import(context, &author, &table, false).await.unwrap();
        assert_eq!(outcomes(&again)[0], (Known, vec![]));
        let list = watch::list(context, &author, None, None).await.unwrap();
        assert_eq!(list.entries.len(), 1);

        let mut changed = table.clone();
        changed.rows[0].form.reason = "alasan yang sama sekali lain daripada tadi".into();
        let changed = watch::import(context, &author, &changed, false).await.unwrap();
        assert_eq!(outcomes(&changed)[0], (Refused, vec![("id", "list-known-otherwise")]));
        // Whoever only decides proposes nothing.
        assert!(watch::import(context, &second, &table, false).await.is_err());

        // What is exported is read as the same again.
        let export = watch::export(context, &author).await.unwrap();
        let exported = read(export.as_bytes()).unwrap();
        let again = watch::import(context, &author, &exported, true).await.unwrap();
        assert_eq!(outcomes(&again)[0], (Known, vec![]));
    })
    .await;
}
