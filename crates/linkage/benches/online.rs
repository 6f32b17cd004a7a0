//! The online index under a national registry: time of one question, questions a second, bytes a row, time to open.
//!
//! `ROWS=10000000 cargo bench -p linkage --bench online` for the full size; 200,000 rows by default. Registry and travellers
//! are those of `pandu synth` (`testkit`), with the names of each ethnic group as often as it lives in each province. Times are wall times of
//! one thread, the best of three passes over all questions for each, so that what else the machine does tells less; where
//! the system tells it, also the processor time of a question.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a measurement that cannot go on should stop"
)]

use jiff::civil::date;
use linkage::{
    index::{Builder, Index, Search},
    model::Model,
    record::{Encoder, Record, Side},
    schema::Schema,
};
use std::{
    collections::{HashMap, HashSet},
    hint::black_box,
    io::{BufWriter, Read},
    time::Instant,
};
use tabular::{Chunk, Header, Table};
use testkit::{Nation, Spec};

const QUESTIONS: u64 = 20_000;
const PASSES: usize = 3;

fn main() {
    let rows: u64 = std::env::var("ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(200_000);
    let nation = Nation::new(Spec {
        registry: rows,
        crossings: QUESTIONS,
        ..Spec::default()
    });
    let (travellers, truth) = travellers(&nation);
    let mut travellers = Table::open(travellers.as_slice()).expect("crossings have a header");
    let (schema, index) = build(&nation, travellers.header());
    let size = index.size();
    println!(
        "rows {rows}; records {:.1} bytes a row, index {:.1} bytes a row beside them",
        size.records as f64 / rows as f64,
        size.index as f64 / rows as f64
    );
    for capped in index.capped() {
        println!(
            "not used: {} keys of {} ({} entries)",
            capped.keys,
            capped.family.words(),
            capped.entries
        );
    }
    let mut asked = Vec::new();
    each_row(&mut travellers, |row| {
        asked.push(row.iter().map(|field| (*field).to_owned()).collect());
    });
    ask(&index, &schema, &asked, &truth);
    snapshot(&index, &schema);
}

/// Rows of the registry that are a traveller's, by the traveller's identifier.
type Truth = HashMap<String, HashSet<String>>;

fn travellers(nation: &Nation) -> (Vec<u8>, Truth) {
    let mut crossings = testkit::header(&testkit::crossing::COLUMNS);
    let mut truth = Truth::new();
    nation
        .each_voyage(|voyage| {
            crossings.extend(voyage.crossings);
            for pair in String::from_utf8_lossy(&voyage.truth).lines() {
                let mut cells = pair.split(',').map(str::to_owned);
                if let (Some(row), Some(traveller)) = (cells.next(), cells.next()) {
                    truth.entry(traveller).or_default().insert(row);
                }
            }
            Ok(())
        })
        .expect("nothing is written");
    (crossings, truth)
}

fn each_row(table: &mut Table<impl Read>, mut take: impl FnMut(&[&str])) {
    let mut chunk = Chunk::default();
    while table.next_chunk(&mut chunk).expect("it lies in memory") {
        let mut records = chunk.records();
        while let Some(record) = records.next() {
            let fields: Vec<&str> = (0..record.len()).map(|at| record.field(at)).collect();
            take(&fields);
        }
    }
}

fn build(nation: &Nation, right: &Header) -> (Schema, Index) {
    let start = Instant::now();
    let (registry, mut writer) = std::io::pipe().expect("the system has pipes");
    let (schema, builder) = std::thread::scope(|scope| {
        scope.spawn(move || nation.write_registry(&mut writer));
        let mut registry = Table::open(registry).expect("the registry has a header");
        let schema = Schema::of(registry.header(), right, &[]).expect("there is a name");
        let id = registry.header().id().expect("rows have an identifier");
        let mut builder =
            Builder::new(&schema, &Model::built_in(&schema)).expect("the model is of the schema");
        let mut encoder = Encoder::new(&schema, Side::Left, date(2026, 11, 22));
        let mut words = Vec::new();
        each_row(&mut registry, |row| {
            words.clear();
            encoder.encode(|column| row[column], &mut words);
            builder.add(row[id], &words);
        });
        (schema, builder)
    });
    println!(
        "rows made and read in {:.1} s",
        start.elapsed().as_secs_f64()
    );
    let start = Instant::now();
    let index = builder.build();
    println!("index built in {:.1} s", start.elapsed().as_secs_f64());
    (schema, index)
}

fn ask(index: &Index, schema: &Schema, travellers: &[Vec<String>], truth: &Truth) {
    let mut encoder = Encoder::new(schema, Side::Right, date(2026, 11, 22));
    let mut search = Search::default();
    let mut words = Vec::new();
    let mut times = vec![u128::MAX; travellers.len()];
    let (mut compared, mut found, mut first) = (0, 0u64, 0u64);
    let before = processor();
    for _ in 0..PASSES {
        for (fields, time) in travellers.iter().zip(&mut times) {
            let start = Instant::now();
            words.clear();
            encoder.encode(|column| fields[column].as_str(), &mut words);
            let candidates = black_box(index.find(Record::new(&words), 20, &mut search));
            *time = start.elapsed().as_nanos().min(*time);
            if let Some(rows) = truth.get(&fields[0]) {
                let own = |candidate| rows.contains(index.id(candidate));
                found += u64::from(candidates.iter().any(own));
                first += u64::from(candidates.first().is_some_and(own));
            }
            compared += search.compared();
        }
    }
    let asked = (PASSES * travellers.len()) as f64;
    if let (Some(before), Some(after)) = (before, processor()) {
        let each = (after - before) / asked;
        println!(
            "processor time {:.1} us each, {:.0} a second and core",
            each / 1e3,
            1e9 / each
        );
    }
    times.sort_unstable();
    let at = |share: f64| times[(share * (times.len() - 1) as f64) as usize] as f64 / 1000.0;
    let registered = (PASSES * truth.len()) as f64;
    println!(
        "one traveller: p50 {:.1} us, p99 {:.1} us, p99.9 {:.1} us; {:.0} compared each; of {} who are registered {:.4} among twenty, {:.4} first",
        at(0.5),
        at(0.99),
        at(0.999),
        compared as f64 / asked,
        truth.len(),
        found as f64 / registered,
        first as f64 / registered
    );
}

/// Nanoseconds that this thread has run, where the system tells.
fn processor() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok()
}

fn snapshot(index: &Index, schema: &Schema) {
    let path = std::env::temp_dir().join(format!("pandu-online-{}.index", std::process::id()));
    let start = Instant::now();
    let file = std::fs::File::create(&path).expect("the temporary folder takes a file");
    index.write(BufWriter::new(file)).expect("there is room");
    println!("snapshot written in {:.1} s", start.elapsed().as_secs_f64());
    let bytes = std::fs::metadata(&path).map_or(0, |data| data.len());
    let start = Instant::now();
    let file = std::fs::File::open(&path).expect("the snapshot is there");
    let opened = Index::open(file, schema).expect("the snapshot is whole");
    println!(
        "snapshot of {:.2} GB opened in {:.2} s ({} rows)",
        bytes as f64 / 1e9,
        start.elapsed().as_secs_f64(),
        opened.len()
    );
    let _ = std::fs::remove_file(path);
}
