//! Placements imported in a second, on both engines: `ROWS=100000 cargo bench -p placement --bench import`.
//!
//! Complete rows of the synthetic registry: first all new, then the same file again. PostgreSQL is measured when
//! `PANDU_TEST_POSTGRES` names a server.
#![expect(
    clippy::expect_used,
    reason = "a measurement that cannot go on should stop"
)]

use access::{Permit, testing};
use organisations::{AgencyForm, AgencyKind};
use placement::{
    import::Mapping,
    service::{Task, run},
};
use std::{io::Cursor, time::Instant};
use storage::{
    Migrations,
    testing::{self as databases, TestDb},
};
use testkit::{Nation, Spec};

const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
    people::MIGRATIONS,
    placement::MIGRATIONS,
];

fn main() {
    let rows = std::env::var("ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok());
    let registry: u64 = rows.unwrap_or(50_000);
    let nation = Nation::new(Spec {
        registry,
        crossings: 0,
        ..Spec::default()
    });
    let mut file = Vec::new();
    nation
        .write_registry(&mut file)
        .expect("memory takes a registry");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        measure("SQLite", databases::sqlite(TABLES).await, &file).await;
        match databases::postgres(TABLES).await {
            Some(test) => measure("PostgreSQL", test, &file).await,
            None => println!(
                "PostgreSQL: not measured, {} is not set",
                databases::POSTGRES
            ),
        }
    });
}

async fn measure(engine: &str, test: TestDb, file: &[u8]) {
    let context = testing::context(&test);
    let permit = Permit::system("bench");
    let form = AgencyForm {
        name: "BP3MI".into(),
        short_name: "BP3MI".into(),
        kind: AgencyKind::Protection,
    };
    let agency = organisations::service::create(&context, &permit, form).await;
    let agency = agency.expect("an agency");
    for (pass, what) in ["new", "again"].into_iter().enumerate() {
        let task = Task {
            agency,
            digest: [u8::try_from(pass).expect("two passes"); 32],
            mapping: Mapping::default(),
            rehearsal: false,
        };
        let start = Instant::now();
        let done = run(
            &context,
            &permit,
            task,
            Cursor::new(file.to_vec()),
            |_, _| {},
        )
        .await;
        let counts = done.expect("the rows are sound").counts;
        let rows = counts.accepted + counts.changed + counts.unchanged + counts.refused;
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{engine}, {what}: {:.0} rows a second, {counts:?}",
            rows as f64 / seconds
        );
    }
}
