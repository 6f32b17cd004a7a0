//! Exchanges a second under one agreement, and how long one takes, beside the flushes of the disk that bounds them, measured in
//! the same run and folder.
//!
//! `cargo bench -p agreements --bench exchange`; on PostgreSQL too if `PANDU_TEST_POSTGRES` names a server, which should flush
//! (`fsync=on`) for the comparison to mean anything. Not a criterion benchmark: many ask at the same time, and it is the slowest
//! that counts. The source of the records answers from memory: what is measured is the exchange, not a search.

#![allow(
    missing_docs,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a benchmark that stops here has failed, and says where; the agreement is that of the tests"
)]

#[path = "../tests/agreements/world.rs"]
mod world;

use access::Subject;
use agreements::{
    model::{Proposed, Quota},
    service::{
        Blocks,
        exchange::{self, Request},
    },
};
use futures_util::future::join_all;
use jiff::SignedDuration;
use std::{
    fs::File,
    io::Write,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use storage::testing::{TestDb, postgres, sqlite};
use world::{TABLES, World};

/// Machines that ask at the same time.
const ASKERS: usize = 32;
const REQUESTS: usize = 3_000;
const FLUSHES: usize = 500;

#[tokio::main]
async fn main() {
    let test = sqlite(TABLES).await;
    measure("SQLite", &test).await;
    match postgres(TABLES).await {
        Some(test) => {
            measure("PostgreSQL", &test).await;
            test.remove().await;
        }
        None => println!("PostgreSQL: PANDU_TEST_POSTGRES is not set"),
    }
}

async fn measure(engine: &str, test: &TestDb) {
    let world = World::new(test).await;
    let id = world.draft("bp3mi-polda", None).await;
    world.fill(id, false).await;
    let mut schedule = world.schedule();
    schedule.quota = Quota {
        per_day: 1_000_000,
        in_all: 1_000_000,
    };
    let proposed = Proposed::Schedule {
        key: schedule.key.clone(),
        schedule: Some(Box::new(schedule)),
    };
    world.adopt(id, proposed).await;
    world.sign(id).await;
    test.clock.advance(SignedDuration::from_hours(24 * 9));
    let request = Request {
        agreement: id,
        purpose: "dvi".into(),
        kind: "sailor".into(),
        subjects: vec![Subject::Record(world.sailor)],
        fields: vec!["name".into(), "born".into()],
    };
    let world = Arc::new(world);
    let blocks = Blocks::default();
    let left = Arc::new(AtomicUsize::new(REQUESTS));
    let began = Instant::now();
    let askers = (0..ASKERS).map(|_| {
        let (world, blocks, request, left) =
            (world.clone(), blocks.clone(), request.clone(), left.clone());
        let clock = test.clock.clone();
        tokio::spawn(async move {
            let mut taken = Vec::new();
            let one = |left: usize| left.checked_sub(1);
            while left
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one)
                .is_ok()
            {
                clock.advance(SignedDuration::from_millis(1));
                let from = Instant::now();
                let asked = exchange::ask(&world.context, &world.polda, &blocks, &request).await;
                assert!(asked.unwrap().is_ok());
                taken.push(from.elapsed());
            }
            taken
        })
    });
    let taken = join_all(askers).await;
    let seconds = began.elapsed().as_secs_f64();
    let mut taken: Vec<Duration> = taken.into_iter().flat_map(Result::unwrap).collect();
    let mut alone = Vec::new();
    for _ in 0..FLUSHES {
        let from = Instant::now();
        let asked = exchange::ask(&world.context, &world.polda, &blocks, &request).await;
        assert!(asked.unwrap().is_ok());
        alone.push(from.elapsed());
    }
    let mut flushes = flushes(test.folder.path());
    println!(
        "{engine}: {:.0} exchanges a second, {ASKERS} at a time; each {}; one at a time {}; fdatasync {}",
        REQUESTS as f64 / seconds,
        spread(&mut taken),
        spread(&mut alone),
        spread(&mut flushes)
    );
}

/// What it takes to append a page to a file and flush it.
fn flushes(folder: &Path) -> Vec<Duration> {
    let mut file = File::create(folder.join("flushed")).unwrap();
    (0..FLUSHES)
        .map(|_| {
            file.write_all(&[7; 4096]).unwrap();
            let from = Instant::now();
            file.sync_data().unwrap();
            from.elapsed()
        })
        .collect()
}

fn spread(taken: &mut [Duration]) -> String {
    taken.sort_unstable();
    let at = |part: usize| taken[taken.len() * part / 100].as_secs_f64() * 1e3;
    format!("p50 {:.1} ms, p99 {:.1} ms", at(50), at(99))
}
