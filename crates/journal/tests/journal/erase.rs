//! Values can be erased; what happened stays proved.

use crate::{TABLES, UNIT, filled, report};
use journal::{Actor, Value, history};
use storage::testing::on_both;
use storage::{snapshot, transaction};

#[tokio::test]
async fn erased_values_are_gone_and_the_journal_still_verifies() {
    on_both(TABLES, async |test| {
        let (journal, _) = filled(test, 3).await;
        let erased = transaction!(test.db, |tx| journal
            .erase(tx, Actor::System, "retention", UNIT)
            .await)
        .unwrap();
        assert_eq!(erased, 3);
        journal::sequence(&test.db, &journal)
            .await
            .unwrap()
            .unwrap();
        let report = report(test, &journal).await.unwrap();
        assert_eq!((report.size, report.values, report.erased), (4, 0, 3));
        assert_eq!(report.problems, []);
        let happened = snapshot!(test.db, |tx| history(tx, UNIT).await).unwrap();
        assert_eq!(happened[0].action, "journal.erase");
        assert_eq!(happened[1].fields, [("name".to_owned(), Value::Erased)]);
    })
    .await;
}

/// The words must not survive in the leaves, nor in the free pages of the file.
#[tokio::test]
async fn nothing_of_a_value_is_left_on_the_disk() {
    let test = storage::testing::sqlite(TABLES).await;
    let journal = crate::open(&test);
    let word = "Kartini-3171234567890001";
    crate::rename(&test, &journal, word).await;
    journal::sequence(&test.db, &journal).await.unwrap();
    transaction!(test.db, |tx| journal
        .erase(tx, Actor::System, "retention", UNIT)
        .await)
    .unwrap();
    test.db.close().await;
    let bytes = std::fs::read(test.folder.path().join(storage::backup::DATABASE_FILE)).unwrap();
    let found = bytes
        .windows(word.len())
        .any(|window| window == word.as_bytes());
    assert!(!found, "the erased value is still in the file");
}
