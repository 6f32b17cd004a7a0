//! Everybody sees the same order, and a late commit is not skipped.

use crate::{TABLES, UNIT, filled, open, rename};
use journal::{Actor, Changes, Cursor, Entry, JournalError, Value, feed, history};
use storage::{StorageError, snapshot, testing::on_both, transaction};

#[tokio::test]
async fn entries_show_when_they_have_a_place() {
    on_both(TABLES, async |test| {
        let (journal, ids) = filled(test, 5).await;
        let late = rename(test, &journal, "late").await;
        let read =
            async |cursor, limit| snapshot!(test.db, |tx| feed(tx, cursor, limit).await).unwrap();
        let (first, cursor) = read(Cursor::default(), 3).await;
        let (second, cursor) = read(cursor, 3).await;
        let seen: Vec<_> = first.iter().chain(&second).map(|fact| fact.id).collect();
        assert_eq!(seen, ids);
        assert_eq!(first[2].place, 2);
        assert_eq!(first[0].fields, ["name"]);
        assert_eq!(
            read(cursor, 3).await,
            (Vec::new(), cursor),
            "no place, not shown"
        );

        journal::sequence(&test.db, &journal)
            .await
            .unwrap()
            .unwrap();
        let (third, cursor) = read(cursor, 3).await;
        assert_eq!((third[0].id, cursor), (late, Cursor(6)));
        assert!(
            journal::sequence(&test.db, &journal)
                .await
                .unwrap()
                .is_none()
        );
    })
    .await;
}

#[tokio::test]
async fn an_entry_shares_the_fate_of_its_change() {
    on_both(TABLES, async |test| {
        let journal = open(test);
        let failed: Result<(), JournalError> = transaction!(test.db, |tx| {
            let entry = Entry {
                actor: Actor::System,
                purpose: "test",
                action: "unit.change",
                record: UNIT,
                changes: Changes::default(),
            };
            journal.record(tx, entry).await?;
            Err(StorageError::RowMissing.into())
        });
        assert!(failed.is_err());
        assert_eq!(
            snapshot!(test.db, |tx| journal::unsequenced(tx).await).unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn two_sequencers_give_each_entry_one_place() {
    on_both(TABLES, async |test| {
        let journal = open(test);
        for number in 0..20 {
            rename(test, &journal, &number.to_string()).await;
        }
        let (a, b) = tokio::join!(
            journal::sequence(&test.db, &journal),
            journal::sequence(&test.db, &journal)
        );
        let sizes = [a.unwrap(), b.unwrap()].map(|checkpoint| checkpoint.map(|c| c.size));
        assert!(
            sizes.contains(&Some(20)) && sizes.contains(&None),
            "{sizes:?}"
        );
        assert_eq!(crate::report(test, &journal).await.unwrap().problems, []);
    })
    .await;
}

#[tokio::test]
async fn the_history_of_a_record() {
    on_both(TABLES, async |test| {
        let (journal, _) = filled(test, 2).await;
        test.clock.advance(jiff::SignedDuration::from_secs(1));
        rename(test, &journal, "now").await;
        let happened = snapshot!(test.db, |tx| history(tx, UNIT).await).unwrap();
        let names: Vec<_> = happened
            .iter()
            .map(|item| item.fields[0].1.clone())
            .collect();
        let known = |after: &str| Value::Known {
            before: None,
            after: Some(format!("\"{after}\"")),
        };
        assert_eq!(names, [known("now"), known("unit 1"), known("unit 0")]);
        assert_eq!(happened[0].action, "unit.change");
    })
    .await;
}
