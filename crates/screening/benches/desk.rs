//! The counter at work: travellers assessed at an even rate with the record on the disk, beside what the disk itself needs.
//!
//! `ROWS=1000000 RATE=200 cargo bench -p screening --bench desk`; 50,000 rows and 200 a second if nothing is said. Also: how long
//! the index takes from the tables and from its snapshot, and a list of 300 assessed together. Not a criterion benchmark: what
//! counts is the slowest in a hundred at a given rate, not the mean of one after the other.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a measurement that cannot go on should stop"
)]

use access::{
    Action, Ask, Context, Permit, Principal,
    testing::{context, principal},
};
use futures_util::{FutureExt, future::BoxFuture};
use organisations::{AgencyForm, AgencyKind};
use placement::{
    import::Mapping,
    service::{Task, run},
};
use screening::{
    Desk, Opening, Presented, SCREENING, Sharing, index,
    service::{At, assess},
};
use std::{
    fs::File,
    io::{Cursor, Write},
    path::Path,
    time::{Duration, Instant},
};
use storage::{Migrations, Tx, testing::sqlite};
use testkit::{Nation, Spec};
use tokio::sync::watch;
use uuid::Uuid;

const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
    people::MIGRATIONS,
    placement::MIGRATIONS,
    casework::MIGRATIONS,
    screening::MIGRATIONS,
];

/// Nobody shares anything: the registry is the desk's own.
struct Nobody;

impl Sharing for Nobody {
    fn opened<'a>(
        &'a self,
        _: &'a Context,
        _: &'a mut Tx,
        _: &'a Principal,
        _: Uuid,
        _: u32,
    ) -> BoxFuture<'a, Result<Option<Opening>, access::AccessError>> {
        async { Ok(None) }.boxed()
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect("a number"))
}

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(measure());
}

fn new_desk() -> Desk {
    Desk::new(Box::new(Nobody)).expect("the shipped rules")
}

async fn measure() {
    let (rows, rate) = (number("ROWS", 50_000), number("RATE", 200));
    let test = sqlite(TABLES).await;
    let mut context = context(&test);
    context.sources = access::Sources::new(vec![people::source(), placement::source()]);
    let system = Permit::system("bench");
    let form = AgencyForm {
        name: "KP2MI".into(),
        short_name: "KP2MI".into(),
        kind: AgencyKind::Ministry,
    };
    let agency = organisations::service::create(&context, &system, form).await;
    let agency = agency.expect("an agency");
    let mut file = Vec::new();
    let nation = Nation::new(Spec {
        registry: rows,
        crossings: 0,
        seed: 20,
        today: jiff::civil::date(2026, 11, 22),
        ..Spec::default()
    });
    nation.write_registry(&mut file).expect("a registry");
    let travellers = travellers(&file, 4_000);
    let task = Task {
        agency,
        digest: [7; 32],
        mapping: Mapping::default(),
        rehearsal: false,
    };
    run(&context, &system, task, Cursor::new(file), |_, _| {})
        .await
        .expect("an import");
    while journal::sequence(&context.db, &context.journal)
        .await
        .expect("the journal works")
        .is_some()
    {}
    let desk = indexes(&context, test.folder.path()).await;

    let officer = principal(
        Some(agency),
        &[Action::Screen, Action::ReadPlacements, Action::ReadPeople],
    );
    let ask = Ask::own(&officer, Action::Screen, &SCREENING, "bench");
    let permit = officer.permit_on(&context.policies, ask).expect("a permit");
    let counter = Counter {
        context,
        desk,
        officer,
        permit,
    };
    counter.list(&travellers[..300.min(travellers.len())]).await;
    let disk = tokio::task::spawn_blocking({
        let folder = test.folder.path().to_owned();
        move || flushes(&folder, 500)
    });
    report("fdatasync of 4 KiB, alone", disk.await.expect("a thread"));
    counter.at_rate(&travellers, rate).await;
}

/// The index from the tables, then from its snapshot.
async fn indexes(context: &Context, folder: &Path) -> Desk {
    let folder = folder.join("index");
    let mut last = new_desk();
    for source in ["tables", "snapshot"] {
        let desk = new_desk();
        let (stop, stopped) = watch::channel(false);
        let start = Instant::now();
        let lookup = desk.lookup().clone();
        let task = tokio::spawn(index::run(context.clone(), lookup, folder.clone(), stopped));
        while !desk.lookup().is_ready() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        println!(
            "index of {} persons from the {source}: {:.2} s",
            desk.lookup().len(),
            start.elapsed().as_secs_f64()
        );
        stop.send(true).expect("it still runs");
        task.await.expect("it ends in order");
        last = desk;
    }
    last
}

#[derive(Clone)]
struct Counter {
    context: Context,
    desk: Desk,
    officer: Principal,
    permit: Permit,
}

impl Counter {
    async fn one(&self, presented: &Presented) -> Duration {
        let today = domain::day_in_jakarta(self.context.db.ambient().now());
        let start = Instant::now();
        let traveller = presented.read(today).expect("a traveller");
        let at = At::default();
        assess(
            &self.context,
            &self.desk,
            &self.officer,
            &self.permit,
            &at,
            vec![traveller],
        )
        .await
        .expect("an assessment");
        start.elapsed()
    }

    /// Begins so many a second, whether or not those before are done.
    async fn at_rate(&self, travellers: &[Presented], rate: u64) {
        let pause = Duration::from_secs_f64(1.0 / rate as f64);
        let start = tokio::time::Instant::now();
        let mut all = Vec::new();
        for (number, presented) in (0_u32..).zip(travellers) {
            tokio::time::sleep_until(start + pause * number).await;
            let (counter, presented) = (self.clone(), presented.clone());
            all.push(tokio::spawn(async move { counter.one(&presented).await }));
        }
        let mut times = Vec::new();
        for task in all {
            times.push(task.await.expect("a task"));
        }
        report(&format!("assessed at {rate} a second, on the disk"), times);
    }

    async fn list(&self, travellers: &[Presented]) {
        let today = domain::day_in_jakarta(self.context.db.ambient().now());
        let list: Vec<manifest::Traveller> = travellers
            .iter()
            .map(|presented| presented.read(today).expect("a traveller"))
            .collect();
        let start = Instant::now();
        let at = At::default();
        let (desk, officer) = (&self.desk, &self.officer);
        let made = assess(&self.context, desk, officer, &self.permit, &at, list).await;
        println!(
            "a list of {}: {:.0} ms",
            made.expect("assessments").len(),
            start.elapsed().as_secs_f64() * 1000.0
        );
    }
}

/// How long the disk takes to keep one page.
fn flushes(folder: &Path, count: usize) -> Vec<Duration> {
    let mut file = File::create(folder.join("flushed")).expect("a file");
    let page = [7; 4096];
    (0..count)
        .map(|_| {
            let start = Instant::now();
            file.write_all(&page).expect("the disk takes a page");
            file.sync_data().expect("the disk keeps a page");
            start.elapsed()
        })
        .collect()
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| {
        let place = (share * (times.len() - 1) as f64) as usize;
        times[place].as_secs_f64() * 1000.0
    };
    println!(
        "{what}: {} times, p50 {:.2} ms, p99 {:.2} ms, slowest {:.2} ms",
        times.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
}

/// Every second one stands in the registry.
fn travellers(registry: &[u8], most: usize) -> Vec<Presented> {
    let mut table = tabular::Table::open(registry).expect("a table");
    let header = table.header().clone();
    let mut chunk = tabular::Chunk::default();
    let mut all = Vec::new();
    while all.len() < most && table.next_chunk(&mut chunk).expect("rows") {
        let mut records = chunk.records();
        while let Some(record) = records.next() {
            let text = |column| {
                let at = header.position(column);
                at.map_or_else(String::new, |at| record.field(at).to_owned())
            };
            let listed = Presented {
                name: text(domain::Column::Name),
                birth_date: text(domain::Column::BirthDate),
                document: text(domain::Column::PassportNumber),
                port: "CGK".into(),
                destination: "KUL".into(),
                ..Presented::default()
            };
            let other = Presented {
                name: listed.name.chars().rev().collect(),
                document: listed.document.chars().rev().collect(),
                ..listed.clone()
            };
            let today = jiff::civil::date(2026, 11, 22);
            let readable = [listed, other]
                .into_iter()
                .filter(|p| p.read(today).is_ok());
            all.extend(readable);
        }
    }
    all.truncate(most);
    all
}
