//! Receipts: on the disk before anything is shown, many in one commit, found again by person and by account.

use crate::{
    TABLES, manage,
    records::{PERSON, PLACEMENT},
};
use access::{
    AccessError, Action, Ask, Context, Permit, Principal,
    service::receipts::{self, About},
    testing::{context, principal},
};
use futures_util::FutureExt;
use jiff::SignedDuration;
use std::time::Duration;
use storage::{
    Stamp, StorageError, fetch_one, snapshot,
    testing::{on_both, sqlite},
    transaction,
};
use uuid::Uuid;

const OWN: Uuid = Uuid::from_u128(1);

fn person(number: u128) -> Uuid {
    Uuid::from_u128(100 + number)
}

fn officer() -> Principal {
    principal(
        Some(OWN),
        &[
            Action::ReadPeople,
            Action::ReadPlacements,
            Action::ReadReceipts,
        ],
    )
}

fn reading(context: &Context, officer: &Principal) -> Permit {
    let ask = Ask::own(officer, Action::ReadPeople, &PERSON, "search");
    officer.permit_on(&context.policies, ask).unwrap()
}

async fn count(context: &Context) -> i64 {
    let count: Result<(i64,), StorageError> = snapshot!(context.db, |tx| fetch_one!(
        tx,
        "SELECT COUNT(*) FROM access_receipt"
    ));
    count.unwrap().0
}

#[tokio::test]
async fn who_saw_these_persons() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let sari = officer();
        let permit = reading(&context, &sari);
        let start: Stamp = test.db.ambient().now().into();
        let first = receipts::leave(&context, &permit, &[person(2), person(1), person(2)])
            .await
            .unwrap()
            .unwrap();
        test.clock.advance(SignedDuration::from_secs(1));
        let placements = Ask::own(&sari, Action::ReadPlacements, &PLACEMENT, "counter");
        let placements = sari.permit_on(&context.policies, placements).unwrap();
        receipts::leave(&context, &placements, &[person(2)])
            .await
            .unwrap();
        receipts::leave(&context, &permit, &[]).await.unwrap();
        assert_eq!(
            receipts::leave(&context, &Permit::system("index"), &[person(1)])
                .await
                .unwrap(),
            None
        );

        let ask = manage(&sari, Action::ReadReceipts);
        let seen = async |persons: &[u128], since| -> Vec<(String, i64)> {
            let about = About::Persons(persons.iter().copied().map(person).collect());
            let found = receipts::seen(&context, &ask, &about, since).await.unwrap();
            found.into_iter().map(|r| (r.purpose, r.subjects)).collect()
        };
        let both = vec![("counter".to_owned(), 1), ("search".to_owned(), 2)];
        assert_eq!(
            seen(&[1, 2], start).await,
            both,
            "each receipt once, the latest first"
        );
        assert_eq!(seen(&[1], start).await, both[1..]);
        assert_eq!(seen(&[2], start.plus_seconds(1)).await, both[..1]);
        assert_eq!(seen(&[3], start).await, []);

        let all = receipts::seen(&context, &ask, &About::All, start)
            .await
            .unwrap();
        assert_eq!(all.len(), 3, "also when nothing was found");
        let actor = all[0].actor_id.unwrap();
        let by = About::Actor(actor);
        assert_eq!(
            receipts::seen(&context, &ask, &by, start).await.unwrap(),
            all
        );
        let nobody = About::Actor(Uuid::from_u128(8));
        assert!(
            receipts::seen(&context, &ask, &nobody, start)
                .await
                .unwrap()
                .is_empty()
        );

        let whole = receipts::get(&context, &ask, first).await.unwrap();
        assert_eq!(
            (whole.persons, whole.complete),
            (vec![person(1), person(2)], true)
        );
        assert_eq!(whole.receipt.fields, "name.full born.full shelter.full");
        assert_eq!((whole.receipt.asks, whole.receipt.answers), (OWN, OWN));

        let elsewhere = principal(Some(Uuid::from_u128(2)), &[Action::ReadReceipts]);
        let foreign = manage(&elsewhere, Action::ReadReceipts);
        assert!(
            receipts::seen(&context, &foreign, &About::All, start)
                .await
                .unwrap()
                .is_empty()
        );
        let hidden = receipts::get(&context, &foreign, first).await;
        assert!(matches!(hidden, Err(AccessError::NotFound)));
        let wrong = manage(&sari, Action::ReadPeople);
        let refused = receipts::seen(&context, &wrong, &About::All, start).await;
        assert!(matches!(refused, Err(AccessError::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn a_changed_list_of_persons_is_noticed() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let sari = officer();
        let id = receipts::leave(&context, &reading(&context, &sari), &[person(1), person(2)])
            .await
            .unwrap()
            .unwrap();
        let changed: Result<u64, StorageError> = transaction!(context.db, |tx| storage::execute!(
            tx,
            "DELETE FROM access_receipt_subject WHERE person = $1",
            person(1)
        ));
        assert_eq!(changed.unwrap(), 1);
        let ask = manage(&sari, Action::ReadReceipts);
        let found = receipts::get(&context, &ask, id).await.unwrap();
        assert_eq!((found.persons, found.complete), (vec![person(2)], false));
        assert_eq!(found.receipt.subjects, 2, "the receipt itself stays");
    })
    .await;
}

#[tokio::test]
async fn many_that_come_together_share_a_commit() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let sari = officer();
        let permit = reading(&context, &sari);
        let leave = |number| {
            let (context, permit) = (context.clone(), permit.clone());
            tokio::spawn(async move { receipts::leave(&context, &permit, &[person(number)]).await })
        };
        let begun: Vec<_> = (0..300).map(leave).collect();
        for one in begun {
            one.await.unwrap().unwrap();
        }
        assert_eq!(count(&context).await, 300);
        let groups = context.receipts.groups();
        assert!(groups < 100, "{groups} commits for 300 receipts");
        receipts::leave(&context, &permit, &[]).await.unwrap();
        assert_eq!(
            context.receipts.groups(),
            groups + 1,
            "one that comes alone waits for nobody"
        );
    })
    .await;
}

/// While the database cannot write, nobody gets an answer; when it can again, the receipt is there first.
#[tokio::test]
async fn nothing_is_shown_before_the_receipt_is_on_the_disk() {
    let test = sqlite(TABLES).await;
    let context = context(&test);
    let sari = officer();
    let permit = reading(&context, &sari);
    let (free, freed) = tokio::sync::oneshot::channel::<()>();
    let (held, holding) = tokio::sync::oneshot::channel::<()>();
    let db = context.db.clone();
    let mut signals = Some((held, freed));
    let holder = tokio::spawn(async move {
        // SQLite has one writer: nobody else writes while this goes on.
        let done: Result<(), StorageError> = transaction!(db, |_tx| {
            if let Some((held, freed)) = signals.take() {
                held.send(()).unwrap();
                freed.await.unwrap();
            }
            Ok(())
        });
        done.unwrap();
    });
    holding.await.unwrap();
    let persons = [person(1)];
    let mut waiting = Box::pin(receipts::leave(&context, &permit, &persons));
    let soon = tokio::time::timeout(Duration::from_millis(50), &mut waiting).await;
    assert!(soon.is_err(), "it must wait");
    assert_eq!(count(&context).await, 0);
    free.send(()).unwrap();
    waiting.await.unwrap();
    assert_eq!(
        count(&context).await,
        1,
        "and was written before it came back"
    );
    holder.await.unwrap();

    // Somebody who goes away while waiting leaves the receipt all the same, and blocks nobody.
    let gone = Box::pin(receipts::leave(&context, &permit, &persons)).now_or_never();
    assert!(gone.is_none());
    receipts::leave(&context, &permit, &persons).await.unwrap();
    assert_eq!(count(&context).await, 3);

    context.db.close().await;
    let failed = receipts::leave(&context, &permit, &persons).await;
    assert!(matches!(failed, Err(AccessError::NoReceipt)));
}
