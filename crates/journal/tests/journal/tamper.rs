//! An altered, deleted, reordered, truncated or forked journal is refused.

use crate::{TABLES, filled, open, rename, report};
use journal::{Checkpoint, Problem, verify};
use sqlx::AssertSqlSafe;
use storage::{
    execute, fetch_one, snapshot,
    testing::{TestDb, on_both},
    transaction,
};

/// What somebody with full access to the database does.
pub async fn tamper(test: &TestDb, statements: &[&str]) {
    transaction!(test.db, |tx| {
        for statement in statements {
            execute!(tx, AssertSqlSafe((*statement).to_owned()))?;
        }
        Ok::<_, storage::StorageError>(())
    })
    .unwrap();
}

async fn problems(test: &TestDb, journal: &journal::Journal) -> Vec<Problem> {
    report(test, journal).await.unwrap().problems
}

const AT_3: &str = "(SELECT entry FROM journal_leaf WHERE place = 3)";

#[tokio::test]
async fn an_untouched_journal_is_as_it_was_written() {
    on_both(TABLES, async |test| {
        let (journal, _) = filled(test, 13).await;
        rename(test, &journal, "waiting").await;
        let report = report(test, &journal).await.unwrap();
        assert_eq!(report.problems, []);
        assert_eq!(
            (report.size, report.pending, report.values, report.erased),
            (13, 1, 13, 0)
        );
    })
    .await;
}

#[tokio::test]
async fn altered_entries() {
    let columns = [
        "action = 'unit.remove'",
        "actor_kind = 'system', actor_id = NULL",
        "at = at + 1",
        "purpose = 'other'",
        "record_kind = 'user'",
        "fields = '[]'",
    ];
    on_both(TABLES, async |test| {
        let (journal, _) = filled(test, 9).await;
        for column in columns {
            let restore = snapshot(test, 3).await;
            tamper(
                test,
                &[&format!(
                    "UPDATE journal_entry SET {column} WHERE id = {AT_3}"
                )],
            )
            .await;
            let found = problems(test, &journal).await;
            assert_eq!(found[0], Problem::Altered { place: 3 }, "{column}");
            // The root no longer fits the signed one either.
            assert!(
                found
                    .iter()
                    .any(|p| matches!(p, Problem::Forked { size: 9, .. })),
                "{column}"
            );
            restore(test).await;
            assert_eq!(problems(test, &journal).await, [], "{column}");
        }
    })
    .await;
}

/// Gives a function that puts the entry at a place back as it was.
async fn snapshot(test: &TestDb, place: i64) -> impl AsyncFn(&TestDb) {
    type Row = (
        uuid::Uuid,
        i64,
        String,
        Option<uuid::Uuid>,
        String,
        String,
        String,
        sqlx::types::Json<serde_json::Value>,
    );
    let row: Row = snapshot!(test.db, |tx| {
            fetch_one!(
                tx,
                "SELECT e.id, e.at, e.actor_kind, e.actor_id, e.purpose, e.action, e.record_kind, e.fields
                 FROM journal_entry e JOIN journal_leaf l ON l.entry = e.id WHERE l.place = $1",
                place
            )
        })
        .unwrap();
    async move |test: &TestDb| {
        let row = row.clone();
        transaction!(test.db, |tx| {
                let row = row.clone();
                execute!(
                    tx,
                    "UPDATE journal_entry SET at = $1, actor_kind = $2, actor_id = $3, purpose = $4, action = $5,
                     record_kind = $6, fields = $7 WHERE id = $8",
                    row.1, row.2.as_str(), row.3, row.4.as_str(), row.5.as_str(), row.6.as_str(), &row.7, row.0
                )
            })
            .unwrap();
    }
}

#[tokio::test]
async fn altered_values() {
    on_both(TABLES, async |test| {
        let (journal, ids) = filled(test, 4).await;
        tamper(
            test,
            &[&format!(
                "UPDATE journal_value SET after_value = '\"other\"' WHERE entry = {AT_3}"
            )],
        )
        .await;
        let field = "name".to_owned();
        assert_eq!(
            problems(test, &journal).await,
            [Problem::Value {
                entry: ids[3],
                field
            }]
        );
    })
    .await;
}

#[tokio::test]
async fn deleted_entries() {
    on_both(TABLES, async |test| {
        let (journal, _) = filled(test, 9).await;
        tamper(
            test,
            &[
                &format!("DELETE FROM journal_value WHERE entry = {AT_3}"),
                "DELETE FROM journal_leaf WHERE place = 3",
            ],
        )
        .await;
        let found = problems(test, &journal).await;
        assert_eq!(found[0], Problem::Missing { place: 3 });
        assert!(found.contains(&Problem::Stray { count: 1 }));
    })
    .await;
}

/// The clever way: the gap is closed, so that the places look whole.
#[tokio::test]
async fn deleted_and_closed_up() {
    on_both(TABLES, async |test| {
        let (journal, _) = filled(test, 9).await;
        tamper(
            test,
            &[
                "DELETE FROM journal_leaf WHERE place = 3",
                "UPDATE journal_leaf SET place = -place WHERE place > 3",
                "UPDATE journal_leaf SET place = -place - 1 WHERE place < 0",
                "UPDATE journal_head SET size = 8",
            ],
        )
        .await;
        let found = problems(test, &journal).await;
        assert_eq!(found[0], Problem::Altered { place: 3 });
        assert!(found.iter().any(|p| matches!(
            p,
            Problem::Truncated {
                stated: 9,
                found: 8,
                ..
            }
        )));
    })
    .await;
}

#[tokio::test]
async fn reordered_entries() {
    on_both(TABLES, async |test| {
        let (journal, _) = filled(test, 9).await;
        tamper(
            test,
            &[
                "UPDATE journal_leaf SET place = -1 WHERE place = 3",
                "UPDATE journal_leaf SET place = 3 WHERE place = 4",
                "UPDATE journal_leaf SET place = 4 WHERE place = -1",
            ],
        )
        .await;
        let found = problems(test, &journal).await;
        assert!(found.contains(&Problem::Altered { place: 3 }));
        assert!(found.contains(&Problem::Altered { place: 4 }));
    })
    .await;
}

#[tokio::test]
async fn altered_hashes_and_checkpoints() {
    on_both(TABLES, async |test| {
        let (journal, _) = filled(test, 9).await;
        // Position 2 is the node over the first two leaves.
        tamper(test, &["UPDATE journal_hash SET hash = (SELECT hash FROM journal_hash WHERE position = 0) WHERE position = 2"]).await;
        assert_eq!(problems(test, &journal).await, [Problem::Hash { position: 2 }]);
        tamper(test, &["UPDATE journal_checkpoint SET note = REPLACE(note, '9', '8')"]).await;
        let found = problems(test, &journal).await;
        assert!(matches!(&found[0], Problem::Checkpoint { size: 9, .. }), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn entries_put_in_past_the_program() {
    on_both(TABLES, async |test| {
        let (journal, _) = filled(test, 2).await;
        rename(test, &journal, "hidden").await;
        tamper(test, &["DELETE FROM journal_pending"]).await;
        assert_eq!(
            problems(test, &journal).await,
            [Problem::Stray { count: 1 }]
        );
    })
    .await;
}

/// Everything in the database goes back to an earlier state: only a checkpoint kept elsewhere shows it.
#[tokio::test]
async fn a_truncated_journal() {
    on_both(TABLES, async |test| {
        let (journal, ids) = filled(test, 6).await;
        test.clock.advance(jiff::SignedDuration::from_hours(2));
        let last = rename(test, &journal, "last").await;
        let kept = journal::sequence(&test.db, &journal).await.unwrap().unwrap();
        tamper(
            test,
            &[
                "DELETE FROM journal_value WHERE entry = (SELECT entry FROM journal_leaf WHERE place = 6)",
                "DELETE FROM journal_leaf WHERE place = 6",
                "DELETE FROM journal_hash WHERE position >= 10",
                "DELETE FROM journal_checkpoint WHERE size = 7",
                "DELETE FROM journal_entry WHERE NOT EXISTS (SELECT 1 FROM journal_leaf WHERE entry = journal_entry.id)",
                "UPDATE journal_head SET size = 6",
            ],
        )
        .await;
        assert_ne!(ids.last(), Some(&last));
        assert_eq!(problems(test, &journal).await, [], "the database alone cannot know");
        let report = verify(&test.db, journal.keys(), &[("disk".into(), kept)]).await.unwrap();
        let kept = "disk".to_owned();
        assert_eq!(report.problems, [Problem::Truncated { stated: 7, found: 6, kept }]);
    })
    .await;
}

/// The holder of the key lets the same journal go on in two ways, and shows each side its own.
#[tokio::test]
async fn a_forked_journal() {
    on_both(TABLES, async |test| {
        let (journal, _) = filled(test, 3).await;
        let other = storage::testing::sqlite(TABLES).await;
        let keys = other.folder.path().join("keys");
        std::fs::create_dir(&keys).unwrap();
        for file in std::fs::read_dir(test.folder.path().join("keys")).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), keys.join(file.file_name())).unwrap();
        }
        let forked = open(&other);
        for name in ["one", "two", "three"] {
            rename(&other, &forked, name).await;
        }
        let shown: Checkpoint = journal::sequence(&other.db, &forked)
            .await
            .unwrap()
            .unwrap();
        assert!(
            Checkpoint::open(&shown.note, journal.keys().verifying()).is_ok(),
            "well signed"
        );
        let report = verify(&test.db, journal.keys(), &[("visitor".into(), shown)])
            .await
            .unwrap();
        let kept = "visitor".to_owned();
        assert_eq!(report.problems, [Problem::Forked { size: 3, kept }]);
    })
    .await;
}
