//! Steps are applied once, in order, and never change.

use storage::{
    Migration, Migrations, StorageError, fetch_all, migrate, pending, snapshot, testing::on_both,
};

const FIRST: Migrations = &[Migration {
    name: "20260101000000_first",
    sql: "CREATE TABLE parent (id BIGINT PRIMARY KEY);",
}];
const SECOND: Migrations = &[Migration {
    name: "20260102000000_second",
    sql: "CREATE TABLE child (id BIGINT PRIMARY KEY REFERENCES parent (id)); INSERT INTO parent (id) VALUES (1);",
}];
const ALTERED: Migrations = &[Migration {
    name: "20260101000000_first",
    sql: "CREATE TABLE parent (id BIGINT PRIMARY KEY, more TEXT);",
}];
const BROKEN: Migrations = &[
    Migration {
        name: "20260103000000_third",
        sql: "CREATE TABLE third (id BIGINT PRIMARY KEY);",
    },
    Migration {
        name: "20260104000000_fourth",
        sql: "CREATE TABLE third (id BIGINT PRIMARY KEY);",
    },
];

#[tokio::test]
async fn steps_of_all_crates_in_one_order() {
    on_both(&[], async |test| {
        let db = &test.db;
        // The crate above is named first: the order of names decides.
        assert_eq!(
            pending(db, &[SECOND, FIRST]).await.unwrap(),
            ["20260101000000_first", "20260102000000_second"]
        );
        let applied = migrate(db, &[SECOND, FIRST]).await.unwrap();
        assert_eq!(applied, ["20260101000000_first", "20260102000000_second"]);
        assert!(migrate(db, &[SECOND, FIRST]).await.unwrap().is_empty());
        assert!(pending(db, &[SECOND, FIRST]).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn two_programs_at_once_apply_each_step_once() {
    on_both(&[], async |test| {
        let (a, b) = tokio::join!(
            migrate(&test.db, &[FIRST, SECOND]),
            migrate(&test.db, &[FIRST, SECOND])
        );
        assert_eq!(a.unwrap().len() + b.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_changed_past_and_a_newer_database_are_refused() {
    on_both(&[FIRST, SECOND], async |test| {
        for (known, problem) in [
            (&[ALTERED, SECOND][..], "was changed after"),
            (&[FIRST][..], "made by a newer"),
        ] {
            let error = migrate(&test.db, known).await.unwrap_err();
            assert!(matches!(error, StorageError::Migration { .. }));
            assert!(error.to_string().contains(problem), "{error}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_step_that_fails_leaves_nothing() {
    on_both(&[FIRST], async |test| {
        migrate(&test.db, &[FIRST, BROKEN]).await.unwrap_err();
        let third: Result<Vec<(i64,)>, _> =
            snapshot!(test.db, |tx| fetch_all!(tx, "SELECT id FROM third"));
        assert!(third.is_err());
    })
    .await;
}
