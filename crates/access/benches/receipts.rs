//! Who saw these records since T, over many receipts on SQLite; and how many receipts a second group commit writes.
//!
//! `RECEIPTS=10000000 cargo bench -p access --bench receipts`; a million if nothing is said. Not a criterion benchmark: the
//! table takes minutes to fill, and each question is asked once, as after a breach.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a benchmark that stops here has failed, and says where"
)]

use access::{
    Action, Ask,
    service::receipts::{self, About},
    testing::{context, principal},
};
use domain::{
    Wording,
    record::{Field, Form, RecordKind, Transform},
};
use std::time::Instant;
use storage::{Stamp, StorageError, insert_all, testing::sqlite, transaction};
use uuid::Uuid;

static PERSON: RecordKind = RecordKind {
    code: "person",
    name: Wording::fixed("Orang", "Person"),
    fields: &[Field {
        code: "name",
        name: Wording::fixed("Nama", "Name"),
        form: Form::Name,
        example: "Siti Aminah",
        transforms: &[Transform::Full],
    }],
};

const OWN: Uuid = Uuid::from_u128(1);
/// Persons in the registry, and accounts that look.
const PERSONS: u64 = 1_000_000;
const ACTORS: u64 = 2_000;

/// Scattered, and the same in every run.
fn scattered(number: u64) -> u64 {
    number.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31)
}

fn person(number: u64) -> Uuid {
    Uuid::from_u64_pair(scattered(number % PERSONS), number % PERSONS)
}

fn actor(number: u64) -> Uuid {
    Uuid::from_u64_pair(scattered(number % ACTORS), 7)
}

#[tokio::main]
async fn main() {
    let count: u64 =
        std::env::var("RECEIPTS").map_or(1_000_000, |text| text.parse().expect("a number"));
    let tables = &[storage::MIGRATIONS, journal::MIGRATIONS, access::MIGRATIONS];
    let test = sqlite(tables).await;
    let context = context(&test);
    let now: Stamp = test.db.ambient().now().into();
    // One a second, the last one now.
    let at = |number: u64| now.plus_seconds(-i64::try_from(count - number).unwrap());
    let began = Instant::now();
    let numbers: Vec<u64> = (0..count).collect();
    for part in numbers.chunks(50_000) {
        let written: Result<(), StorageError> = transaction!(test.db, |tx| {
            insert_all!(
                tx,
                "access_receipt (id, at, actor_kind, actor_id, asks, answers, action, kind, purpose, basis, policy, fields,
                 subjects, commitment)",
                part,
                |number| Uuid::from_u64_pair(*number, 1),
                at(*number),
                "user",
                actor(scattered(*number)),
                OWN,
                OWN,
                "people.read",
                "person",
                "search",
                "own-agency",
                &[0_u8; 32][..],
                "name.full",
                1_i64,
                &[0_u8; 32][..]
            )?;
            insert_all!(
                tx,
                "access_receipt_subject (person, at, receipt)",
                part,
                |number| person(scattered(*number)),
                at(*number),
                Uuid::from_u64_pair(*number, 1)
            )
        });
        written.unwrap();
    }
    println!("{count} receipts filled in {:.1?}", began.elapsed());

    let officer = principal(Some(OWN), &[Action::ReadReceipts, Action::ReadPeople]);
    let permit = officer.permit(Action::ReadReceipts, "bench").unwrap();
    let month = now.plus_seconds(-30 * 24 * 3600);
    let beginning = Stamp::from_micros(0);
    let thousand: Vec<Uuid> = (0..1000).map(person).collect();
    let all: Vec<Uuid> = (0..50_000).map(person).collect();
    for (name, about, since) in [
        (
            "one person, since ever",
            About::Persons(vec![person(1)]),
            beginning,
        ),
        (
            "1,000 persons, since 30 days",
            About::Persons(thousand.clone()),
            month,
        ),
        (
            "1,000 persons, since ever",
            About::Persons(thousand),
            beginning,
        ),
        ("50,000 persons, since 30 days", About::Persons(all), month),
        ("one account, since ever", About::Actor(actor(1)), beginning),
        ("everything, since 30 days", About::All, month),
    ] {
        let began = Instant::now();
        let found = receipts::seen(&context, &permit, &about, since)
            .await
            .unwrap();
        println!(
            "{name}: {} receipts in {:.1?}",
            found.len(),
            began.elapsed()
        );
    }

    let ask = Ask::own(&officer, Action::ReadPeople, &PERSON, "search");
    let reading = officer.permit_on(&context.policies, ask).unwrap();
    for together in [1_u64, 16, 128] {
        let began = Instant::now();
        let groups = context.receipts.groups();
        let written = 20 * together;
        let tasks: Vec<_> = (0..together)
            .map(|task| {
                let (context, reading) = (context.clone(), reading.clone());
                tokio::spawn(async move {
                    for number in 0..20 {
                        let persons = [person(task * 20 + number)];
                        receipts::leave(&context, &reading, &persons).await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let rate = f64::from(u32::try_from(written).unwrap()) / began.elapsed().as_secs_f64();
        let groups = context.receipts.groups() - groups;
        println!(
            "{together} at a time: {written} receipts in {groups} commits, {rate:.0} a second"
        );
    }
}
