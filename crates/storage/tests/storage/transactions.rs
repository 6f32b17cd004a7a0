//! Isolation, retries, and the values that must mean the same on both engines.

use sqlx::types::Json;
use std::sync::atomic::{AtomicU32, Ordering};
use storage::{
    Migration, Migrations, Stamp, StorageError, Tx, execute, fetch_all, fetch_one, fetch_optional,
    snapshot, testing::on_both, transaction,
};
use uuid::Uuid;

const TABLES: Migrations = &[Migration {
    name: "20260101000000_test",
    sql: "CREATE TABLE counter (id BIGINT PRIMARY KEY, value BIGINT NOT NULL);
          INSERT INTO counter (id, value) VALUES (1, 0), (2, 0);
          CREATE TABLE sample (
              id UUID PRIMARY KEY, at BIGINT NOT NULL, words TEXT UNIQUE, bytes BYTEA, yes BOOLEAN NOT NULL, tree JSONB NOT NULL
          );",
}];

#[tokio::test]
async fn values_come_back_as_they_went() {
    type Row = (
        Uuid,
        Stamp,
        Option<String>,
        Option<Vec<u8>>,
        bool,
        Json<serde_json::Value>,
    );
    on_both(&[TABLES], async |test| {
        let id = test.db.ambient().id();
        let at = Stamp::from(test.db.ambient().now());
        let tree = Json(serde_json::json!({"name": "Ni'mah \" \\ \u{1F600}", "list": [1, null]}));
        let rows: Vec<Row> = transaction!(test.db, |tx| {
                execute!(
                    tx,
                    "INSERT INTO sample (id, at, words, bytes, yes, tree) VALUES ($1, $2, $3, $4, $5, $6)",
                    id,
                    at,
                    "12345",
                    &[0_u8, 255][..],
                    true,
                    &tree
                )?;
                let changed = execute!(
                    tx,
                    "INSERT INTO sample (id, at, words, bytes, yes, tree) VALUES ($1, $2, NULL, NULL, $3, $4)",
                    Uuid::nil(),
                    at.plus_seconds(-1),
                    false,
                    &tree
                )?;
                assert_eq!(changed, 1);
                fetch_all!(tx, "SELECT id, at, words, bytes, yes, tree FROM sample ORDER BY at DESC")
            })
            .unwrap();
        assert_eq!(
            rows,
            [
                (id, at, Some("12345".into()), Some(vec![0, 255]), true, tree.clone()),
                (Uuid::nil(), at.plus_seconds(-1), None, None, false, tree.clone()),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_of_a_failed_transaction_stays() {
    on_both(&[TABLES], async |test| {
        let error = transaction!(test.db, |tx| {
            execute!(tx, "UPDATE counter SET value = 7 WHERE id = 1")?;
            Err::<(), _>(StorageError::RowMissing)
        })
        .unwrap_err();
        assert!(matches!(error, StorageError::RowMissing));
        assert_eq!(value(test, 1).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_reader_cannot_write() {
    on_both(&[TABLES], async |test| {
        let error =
            snapshot!(test.db, |tx| execute!(tx, "UPDATE counter SET value = 7")).unwrap_err();
        assert!(matches!(error, StorageError::Refused { .. }), "{error}");
    })
    .await;
}

#[tokio::test]
async fn a_second_value_that_must_be_unique_is_named_without_the_value() {
    on_both(&[TABLES], async |test| {
        let insert = async |tx: &mut Tx| {
            let id = tx.id();
            execute!(
                tx,
                "INSERT INTO sample (id, at, words, yes, tree) VALUES ($1, 0, 'secret', $2, $3)",
                id,
                true,
                Json(serde_json::json!({}))
            )
        };
        transaction!(test.db, |tx| insert(tx).await).unwrap();
        let error = transaction!(test.db, |tx| insert(tx).await).unwrap_err();
        assert!(
            matches!(&error, StorageError::NotUnique(name) if name.contains("words")),
            "{error}"
        );
        assert!(!error.to_string().contains("secret"));
    })
    .await;
}

/// Two transactions that each read what the other changes: only full isolation refuses one, and the retry brings it home.
#[tokio::test]
async fn writers_that_collide_are_repeated() {
    on_both(&[TABLES], async |test| {
        let runs = AtomicU32::new(0);
        let both_have_read = tokio::sync::Barrier::new(2);
        let move_one = async |from: i64, to: i64| {
            transaction!(test.db, |tx| {
                let run = runs.fetch_add(1, Ordering::SeqCst) + 1;
                let (sum,): (i64,) = fetch_one!(
                    tx,
                    "SELECT CAST(SUM(value) AS BIGINT) FROM counter WHERE id <> $1",
                    from
                )?;
                if test.address.is_some() && run <= 2 {
                    both_have_read.wait().await;
                }
                execute!(
                    tx,
                    "UPDATE counter SET value = $1 WHERE id = $2",
                    sum + 1,
                    from
                )?;
                let _: Option<(i64,)> =
                    fetch_optional!(tx, "SELECT value FROM counter WHERE id = $1", to)?;
                Ok::<_, StorageError>(())
            })
        };
        let (a, b) = tokio::join!(move_one(1, 2), move_one(2, 1));
        a.unwrap();
        b.unwrap();
        let (one, two) = (value(test, 1).await, value(test, 2).await);
        // One after the other, in either order.
        assert!((one, two) == (1, 2) || (one, two) == (2, 1), "{one} {two}");
        if test.address.is_some() {
            assert!(
                runs.load(Ordering::SeqCst) > 2,
                "nothing collided: the test shows nothing"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn many_writers_lose_nothing() {
    on_both(&[TABLES], async |test| {
        let tasks = (0..12).map(|_| {
            let db = test.db.clone();
            tokio::spawn(async move {
                transaction!(db, |tx| {
                    execute!(tx, "UPDATE counter SET value = value + 1 WHERE id = 1")
                })
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap().unwrap();
        }
        assert_eq!(value(test, 1).await, 12);
    })
    .await;
}

async fn value(test: &storage::testing::TestDb, id: i64) -> i64 {
    let (value,): (i64,) = snapshot!(test.db, |tx| fetch_one!(
        tx,
        "SELECT value FROM counter WHERE id = $1",
        id
    ))
    .unwrap();
    value
}
