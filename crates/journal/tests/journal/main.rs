//! The journal on both engines: what it keeps, and every way to tamper with it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

mod erase;
mod feed;
mod keys;
mod proof;
mod second;
mod tamper;
mod tree;

use journal::{Actor, Changes, Entry, Journal, JournalError, Keys, MIGRATIONS, Record};
use storage::{Migrations, testing::TestDb, transaction};
use uuid::Uuid;

const TABLES: &[Migrations] = &[MIGRATIONS];
const UNIT: Record<'static> = Record {
    kind: "unit",
    id: Uuid::from_u128(7),
};

fn open(test: &TestDb) -> Journal {
    Journal::new(Keys::open(&test.folder.path().join("keys"), test.db.ambient()).unwrap())
}

/// Writes one entry that changes the name of a unit.
async fn rename(test: &TestDb, journal: &Journal, to: &str) -> Uuid {
    transaction!(test.db, |tx| {
        let changes = Changes::default().set("name", None::<&str>, Some(to));
        let entry = Entry {
            actor: Actor::User(Uuid::from_u128(1)),
            purpose: "test",
            action: "unit.change",
            record: UNIT,
            changes,
        };
        journal.record(tx, entry).await
    })
    .unwrap()
}

/// A journal with `count` entries, all with a place; the identifiers in their order.
async fn filled(test: &TestDb, count: usize) -> (Journal, Vec<Uuid>) {
    let journal = open(test);
    let mut ids = Vec::new();
    for number in 0..count {
        test.clock.advance(jiff::SignedDuration::from_secs(1));
        ids.push(rename(test, &journal, &format!("unit {number}")).await);
    }
    while journal::sequence(&test.db, &journal)
        .await
        .unwrap()
        .is_some()
    {}
    (journal, ids)
}

async fn report(test: &TestDb, journal: &Journal) -> Result<journal::Report, JournalError> {
    journal::verify(&test.db, journal.keys(), &[]).await
}
