//! Badly spelled names among many persons, through the service: `ROWS=1000000 cargo bench -p people --bench search`.
//!
//! Persons are invented here, from a seed, and know nothing of the matching. Every question has a name with a slip or an
//! old spelling, in two of three cases with the birth date or year. Times are those of the whole use case: the index, the
//! records read from the database, the evidence in words.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement that cannot go on should stop"
)]

use access::{AccessError, Action, Ask, Context, Permit, testing};
use organisations::{AgencyForm, AgencyKind};
use people::{
    Directory, Draft, PERSON, directory,
    service::{Incoming, Question, search, take_in},
};
use std::time::{Duration, Instant};
use storage::{Migrations, testing as databases, transaction};
use tokio::sync::watch;
use uuid::Uuid;

const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
    people::MIGRATIONS,
];
const QUESTIONS: u64 = 2_000;

fn main() {
    let rows = std::env::var("ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok());
    let rows: u64 = rows.unwrap_or(50_000);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(measure(rows));
}

async fn measure(rows: u64) {
    let test = databases::sqlite(TABLES).await;
    let context = testing::context(&test);
    let permit = Permit::system("bench");
    let form = AgencyForm {
        name: "BP3MI".into(),
        short_name: "BP3MI".into(),
        kind: AgencyKind::Protection,
    };
    let agency = organisations::service::create(&context, &permit, form).await;
    let agency = agency.expect("an agency");
    for first in (0..rows).step_by(1000) {
        fill(&context, &permit, agency, first..(first + 1000).min(rows)).await;
    }
    // What was filled in is no news: the follower has only the index to build.
    while journal::sequence(&context.db, &context.journal)
        .await
        .expect("the journal works")
        .is_some()
    {}
    let start = Instant::now();
    let directory = Directory::default();
    let (stop, stopped) = watch::channel(false);
    let follower = tokio::spawn(directory::run(context.clone(), directory.clone(), stopped));
    while !directory.is_ready() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    println!(
        "rows {rows}; directory ready in {:.1} s",
        start.elapsed().as_secs_f64()
    );
    let _ = stop.send(true);
    let _ = follower.await;
    let principal = testing::principal(Some(agency), &[Action::ReadPeople]);
    let ask = Ask::own(&principal, Action::ReadPeople, &PERSON, "bench");
    let permit = principal
        .permit_on(&context.policies, ask)
        .expect("a permit");
    let mut times = Vec::new();
    let (mut first, mut among) = (0_u64, 0_u64);
    for number in 0..QUESTIONS {
        let (name, question) = question(number, rows);
        let start = Instant::now();
        let found = search(&context, &directory, &permit, &question).await;
        times.push(start.elapsed().as_micros());
        let found = found.expect("a question");
        first += u64::from(found.hits.first().is_some_and(|hit| hit.name == name));
        among += u64::from(found.hits.iter().any(|hit| hit.name == name));
    }
    times.sort_unstable();
    let at = |share: f64| times[(share * (times.len() - 1) as f64) as usize] as f64 / 1000.0;
    println!(
        "badly spelled names: p50 {:.1} ms, p99 {:.1} ms, slowest {:.1} ms; the right name first {:.3}, among the hits {:.3}",
        at(0.5),
        at(0.99),
        at(1.0),
        first as f64 / QUESTIONS as f64,
        among as f64 / QUESTIONS as f64
    );
}

async fn fill(context: &Context, permit: &Permit, agency: Uuid, rows: std::ops::Range<u64>) {
    let made: Vec<Draft> = rows.map(person).collect();
    let incoming: Vec<Incoming<'_>> = made
        .iter()
        .map(|draft| Incoming {
            known: None,
            source_key: None,
            draft,
        })
        .collect();
    let taken: Result<_, AccessError> = transaction!(context.db, |tx| take_in(
        context, tx, permit, agency, &incoming
    )
    .await);
    taken.expect("the rows are sound");
}

/// Numbers without order, the same in every run.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    /// Small numbers often, large ones seldom, as names are given.
    fn skewed(&mut self, n: u64) -> u64 {
        let share = self.next() as f64 / u64::MAX as f64;
        ((n as f64).powf(share) - 1.0) as u64
    }
}

const BEGIN: [&str; 16] = [
    "SU", "WA", "PUR", "HAR", "KAR", "RUS", "MAR", "JU", "TRI", "YU", "FIT", "NO", "RAH", "HID",
    "LES", "KUR",
];
const MIDDLE: [&str; 12] = [
    "PRI", "TI", "WA", "NI", "MI", "RI", "YA", "DA", "NA", "LA", "TO", "BA",
];
const END: [&str; 12] = [
    "YANTO", "WATI", "NTO", "NINGSIH", "NI", "NAH", "MAN", "DIN", "SIH", "TI", "YAH", "NO",
];

fn word(random: &mut Seeded) -> String {
    let rank = random.skewed(2300) as usize;
    [
        BEGIN[rank % 16],
        MIDDLE[rank / 16 % 12],
        END[rank / 192 % 12],
    ]
    .concat()
}

fn person(row: u64) -> Draft {
    let mut random = Seeded(row.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ 7);
    let words = 1 + random.below(3);
    let name: Vec<String> = (0..words).map(|_| word(&mut random)).collect();
    let year = 1966 + random.below(40);
    Draft {
        name: name.join(" "),
        birth_date: format!(
            "{year}-{:02}-{:02}",
            1 + random.below(12),
            1 + random.below(28)
        ),
        birth_place: "MALANG".into(),
        sex: if random.below(100) < 65 { "F" } else { "M" }.into(),
        passport_no: format!("C{row:07}"),
        ..Draft::default()
    }
}

/// A question about somebody who is there, and the name as it is registered.
fn question(number: u64, rows: u64) -> (String, Question) {
    let mut random = Seeded(number ^ 0xABCD_EF01);
    let draft = person(random.below(rows));
    let mut name = draft.name.clone();
    match random.below(4) {
        0 => {
            let at = 1 + random.below(name.len() as u64 - 1) as usize;
            name.remove(at);
        }
        1 => name = name.replace("SU", "SOE").replace("YA", "JA"),
        2 => name = name.split(' ').rev().collect::<Vec<_>>().join(" "),
        _ => {
            let at = 1 + random.below(name.len() as u64 - 1) as usize;
            name.insert(at, 'H');
        }
    }
    let birth_date = match random.below(3) {
        0 => String::new(),
        1 => draft.birth_date.get(..4).unwrap_or_default().to_owned(),
        _ => draft.birth_date.clone(),
    };
    let question = Question {
        name,
        birth_date,
        ..Question::default()
    };
    (draft.name, question)
}
