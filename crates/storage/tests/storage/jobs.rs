//! A job's effect happens once; what fails is repeated and at last given up.

use futures_util::{FutureExt, future::BoxFuture};
use jiff::SignedDuration;
use storage::{
    Migration, Migrations, Stamp, StorageError, Tx, execute, fetch_one,
    jobs::{self, Handler, Job, MOST_ATTEMPTS},
    snapshot,
    testing::{TestDb, on_both},
    transaction,
};

const TABLES: Migrations = &[Migration {
    name: "20260101000000_test",
    sql: "CREATE TABLE done (word TEXT PRIMARY KEY);",
}];

fn handlers() -> [(&'static str, Handler); 2] {
    [("good", jobs::handler(good)), ("bad", jobs::handler(bad))]
}

fn good<'a>(tx: &'a mut Tx, job: &'a Job) -> BoxFuture<'a, Result<(), StorageError>> {
    async move {
        let word: String = job.payload()?;
        execute!(tx, "INSERT INTO done (word) VALUES ($1)", word)?;
        Ok(())
    }
    .boxed()
}

/// Has an effect, then fails: the effect must not stay.
fn bad<'a>(tx: &'a mut Tx, job: &'a Job) -> BoxFuture<'a, Result<(), StorageError>> {
    async move {
        good(tx, job).await?;
        Err(StorageError::RowMissing)
    }
    .boxed()
}

async fn queue(test: &TestDb, kind: &str, key: Option<&str>, word: &str, due: Stamp) {
    transaction!(test.db, |tx| jobs::queue(tx, kind, key, &word, due).await).unwrap();
}

async fn counts(test: &TestDb) -> (i64, i64, i64) {
    snapshot!(test.db, |tx| {
        let (done,): (i64,) = fetch_one!(tx, "SELECT COUNT(*) FROM done")?;
        let count = jobs::count(tx).await?;
        Ok::<_, StorageError>((done, count.waiting, count.dead))
    })
    .unwrap()
}

#[tokio::test]
async fn jobs_are_done_when_they_are_due() {
    on_both(&[storage::MIGRATIONS, TABLES], async |test| {
        let now = Stamp::from(test.db.ambient().now());
        queue(test, "good", None, "later", now.plus_seconds(60)).await;
        queue(test, "good", Some("only"), "now", now).await;
        queue(test, "good", Some("only"), "twice", now).await;
        assert_eq!(counts(test).await, (0, 2, 0));
        assert!(jobs::run_next(&test.db, &handlers()).await.unwrap());
        assert!(!jobs::run_next(&test.db, &handlers()).await.unwrap());
        assert_eq!(counts(test).await, (1, 1, 0));
        test.clock.advance(SignedDuration::from_secs(60));
        assert!(jobs::run_next(&test.db, &handlers()).await.unwrap());
        assert_eq!(counts(test).await, (2, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn what_fails_is_repeated_then_given_up_and_can_be_revived() {
    on_both(&[storage::MIGRATIONS, TABLES], async |test| {
        queue(test, "bad", None, "word", test.db.ambient().now().into()).await;
        for attempt in 1..=MOST_ATTEMPTS {
            assert!(
                jobs::run_next(&test.db, &handlers()).await.unwrap(),
                "{attempt}"
            );
            assert!(
                !jobs::run_next(&test.db, &handlers()).await.unwrap(),
                "must wait"
            );
            test.clock.advance(SignedDuration::from_hours(1));
        }
        assert_eq!(counts(test).await, (0, 0, 1));
        let dead = snapshot!(test.db, |tx| jobs::dead(tx).await).unwrap();
        assert_eq!(dead[0].kind, "bad");
        assert_eq!(dead[0].problem, StorageError::RowMissing.to_string());
        let id = dead[0].id;
        assert!(transaction!(test.db, |tx| jobs::revive(tx, id).await).unwrap());
        assert_eq!(counts(test).await, (0, 1, 0));
        assert!(jobs::run_next(&test.db, &handlers()).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_lost_lease_has_no_effect() {
    on_both(&[storage::MIGRATIONS, TABLES], async |test| {
        queue(test, "good", None, "word", test.db.ambient().now().into()).await;
        let slow = transaction!(test.db, |tx| jobs::lease(tx).await)
            .unwrap()
            .unwrap();
        assert!(
            transaction!(test.db, |tx| jobs::lease(tx).await)
                .unwrap()
                .is_none(),
            "it is held"
        );
        test.clock.advance(SignedDuration::from_mins(6));
        let quick = transaction!(test.db, |tx| jobs::lease(tx).await)
            .unwrap()
            .unwrap();
        assert_eq!((slow.id, quick.attempts), (quick.id, 2));
        assert!(!transaction!(test.db, |tx| jobs::finish(tx, &slow).await).unwrap());
        transaction!(test.db, |tx| jobs::put_back(tx, &slow, "too late").await).unwrap();
        assert!(transaction!(test.db, |tx| jobs::finish(tx, &quick).await).unwrap());
    })
    .await;
}

#[tokio::test]
async fn two_workers_do_each_job_once() {
    on_both(&[storage::MIGRATIONS, TABLES], async |test| {
        let now = test.db.ambient().now().into();
        for number in 0..6 {
            queue(test, "good", None, &number.to_string(), now).await;
        }
        let worker = async || while jobs::run_next(&test.db, &handlers()).await.unwrap() {};
        tokio::join!(worker(), worker());
        assert_eq!(counts(test).await, (6, 0, 0));
    })
    .await;
}
