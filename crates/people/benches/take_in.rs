//! Persons taken in a second, on both engines: `ROWS=100000 cargo bench -p people --bench take_in`.
//!
//! New records first, then the same file again. Every row has all fields. PostgreSQL is measured when
//! `PANDU_TEST_POSTGRES` names a server.
#![expect(
    clippy::expect_used,
    reason = "a measurement that cannot go on should stop"
)]

use access::{AccessError, Context, Permit, testing};
use organisations::{AgencyForm, AgencyKind};
use people::{
    Draft,
    service::{Incoming, take_in},
};
use std::time::Instant;
use storage::{
    Migrations,
    testing::{self as databases, TestDb},
    transaction,
};
use uuid::Uuid;

const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
    people::MIGRATIONS,
];
/// Rows of one transaction, as the import of placements has them.
const CHUNK: usize = 1000;

fn main() {
    let rows = std::env::var("ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok());
    let rows: usize = rows.unwrap_or(50_000);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        measure("SQLite", databases::sqlite(TABLES).await, rows).await;
        match databases::postgres(TABLES).await {
            Some(test) => measure("PostgreSQL", test, rows).await,
            None => println!(
                "PostgreSQL: not measured, {} is not set",
                databases::POSTGRES
            ),
        }
    });
}

async fn measure(engine: &str, test: TestDb, rows: usize) {
    let context = testing::context(&test);
    let permit = Permit::system("bench");
    let form = AgencyForm {
        name: "BP3MI".into(),
        short_name: "BP3MI".into(),
        kind: AgencyKind::Protection,
    };
    let agency = organisations::service::create(&context, &permit, form).await;
    let agency = agency.expect("an agency");
    for pass in ["new", "again"] {
        let start = Instant::now();
        for first in (0..rows).step_by(CHUNK) {
            chunk(&context, &permit, agency, first..(first + CHUNK).min(rows)).await;
        }
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{engine}, {pass}: {:.0} persons a second",
            rows as f64 / seconds
        );
    }
}

async fn chunk(context: &Context, permit: &Permit, agency: Uuid, rows: std::ops::Range<usize>) {
    let made: Vec<(String, Draft)> = rows.map(|n| (format!("W{n:08}"), draft(n))).collect();
    let incoming: Vec<Incoming<'_>> = made
        .iter()
        .map(|(key, draft)| Incoming {
            known: None,
            source_key: Some(key),
            draft,
        })
        .collect();
    let taken: Result<_, AccessError> = transaction!(context.db, |tx| take_in(
        context, tx, permit, agency, &incoming
    )
    .await);
    assert_eq!(taken.expect("the rows are sound").len(), incoming.len());
}

fn draft(n: usize) -> Draft {
    let mixed = (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Draft {
        name: format!("WARGA NOMOR {}", n % 977),
        birth_date: format!("19{:02}-{:02}-{:02}", 70 + n % 30, 1 + n % 12, 1 + n % 28),
        birth_place: "MALANG".into(),
        sex: "F".into(),
        nationality: "IDN".into(),
        nik: format!("3507{:012}", 130_000_000_000 + mixed % 1_000_000_000),
        passport_no: format!("C{:09}", mixed % 1_000_000_000),
        passport_expires: "2034-05-01".into(),
        phone: format!("0812{:08}", mixed % 100_000_000),
        parent_name: "SURYANI".into(),
        address: "Dusun Krajan RT 02".into(),
        region: "35.07.24".into(),
        ..Draft::default()
    }
}
