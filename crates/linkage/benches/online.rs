//! The online index under a national registry: time of one question, questions a second, bytes a row, time to open.
//!
//! `ROWS=10000000 cargo bench -p linkage --bench online` for the full size; 200,000 rows by default. Times are wall times of
//! one thread, the best of three passes over all questions for each, so that what else the machine does tells less; where
//! the system tells it, also the processor time of a question. The registry and the travellers are made here, from a seed, and know nothing of the matching.
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
    hint::black_box,
    io::{BufReader, BufWriter},
    time::Instant,
};

const HEADER: &str = "id,name,birth_date,sex,birth_place,passport_no,nik,parent_name\n";
const QUESTIONS: u64 = 20_000;
const PASSES: u64 = 3;

fn main() {
    let rows: u64 = std::env::var("ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(200_000);
    let table = tabular::Table::open(HEADER.as_bytes()).expect("the header is sound");
    let schema = Schema::of(table.header(), table.header(), &[]).expect("there is a name");
    let index = build(&schema, rows);
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
    ask(&index, &schema, rows);
    snapshot(&index, &schema);
}

fn build(schema: &Schema, rows: u64) -> Index {
    let start = Instant::now();
    let mut builder =
        Builder::new(schema, &Model::built_in(schema)).expect("the model is of the schema");
    let mut encoder = Encoder::new(schema, Side::Left, date(2026, 11, 22));
    let mut words = Vec::new();
    for row in 0..rows {
        let fields = person(row);
        words.clear();
        encoder.encode(|column| fields[column].as_str(), &mut words);
        builder.add(&fields[0], &words);
    }
    println!(
        "rows made and read in {:.1} s",
        start.elapsed().as_secs_f64()
    );
    let start = Instant::now();
    let index = builder.build();
    println!("index built in {:.1} s", start.elapsed().as_secs_f64());
    index
}

fn ask(index: &Index, schema: &Schema, rows: u64) {
    let mut encoder = Encoder::new(schema, Side::Right, date(2026, 11, 22));
    let travellers: Vec<(u64, [String; 8])> = (0..QUESTIONS).map(|n| traveller(n, rows)).collect();
    let mut search = Search::default();
    let mut words = Vec::new();
    let mut times = vec![u128::MAX; travellers.len()];
    let (mut compared, mut first) = (0, 0u64);
    let before = processor();
    for _ in 0..PASSES {
        for ((truth, fields), time) in travellers.iter().zip(&mut times) {
            let start = Instant::now();
            words.clear();
            encoder.encode(|column| fields[column].as_str(), &mut words);
            let found = black_box(index.find(Record::new(&words), 20, &mut search));
            *time = start.elapsed().as_nanos().min(*time);
            let best = found.first().map(|best| index.id(best));
            first += u64::from(best == Some(truth.to_string().as_str()));
            compared += search.compared() as u64;
        }
    }
    let asked = (PASSES * QUESTIONS) as f64;
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
    println!(
        "one traveller: p50 {:.1} us, p99 {:.1} us, p99.9 {:.1} us; {:.0} compared each; right one first {:.3}",
        at(0.5),
        at(0.99),
        at(0.999),
        compared as f64 / asked,
        first as f64 / asked
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
    let opened = Index::open(BufReader::new(file), schema).expect("the snapshot is whole");
    println!(
        "snapshot of {:.2} GB opened in {:.2} s ({} rows)",
        bytes as f64 / 1e9,
        start.elapsed().as_secs_f64(),
        opened.len()
    );
    let _ = std::fs::remove_file(path);
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

    /// Small numbers often, large ones seldom, as names are given: about one over the rank.
    fn skewed(&mut self, n: u64) -> u64 {
        let share = self.next() as f64 / u64::MAX as f64;
        ((n as f64).powf(share) - 1.0) as u64
    }
}

const FIRST: [&str; 12] = [
    "SITI", "MUHAMMAD", "SRI", "AHMAD", "NUR", "DEWI", "AGUS", "EKO", "DWI", "MARIA", "ABDUL",
    "ANDI",
];
const BEGIN: [&str; 24] = [
    "SU", "WA", "PUR", "HAR", "KAR", "RUS", "MAR", "JU", "TRI", "YU", "FIT", "NO", "RAH", "HID",
    "SAI", "ZA", "AR", "IM", "BU", "SE", "LES", "KUR", "IN", "HEN",
];
const MIDDLE: [&str; 18] = [
    "PRI", "TI", "WA", "NI", "MI", "RI", "YA", "DA", "NA", "LA", "TO", "BA", "GI", "KA", "SA",
    "MA", "RO", "DI",
];
const END: [&str; 16] = [
    "YANTO", "WATI", "NTO", "NINGSIH", "NI", "NAH", "MAN", "DIN", "SIH", "TI", "RI", "YAH", "DI",
    "LAH", "NO", "TUN",
];
const PLACES: [&str; 20] = [
    "INDRAMAYU",
    "CIREBON",
    "CILACAP",
    "MALANG",
    "BLITAR",
    "PONOROGO",
    "TULUNGAGUNG",
    "LOMBOK TIMUR",
    "LOMBOK TENGAH",
    "KENDAL",
    "SUBANG",
    "KUPANG",
    "BANYUWANGI",
    "JEMBER",
    "BREBES",
    "KARAWANG",
    "MEDAN",
    "SUMBAWA",
    "LAMPUNG TIMUR",
    "MAUMERE",
];

fn word(random: &mut Seeded) -> String {
    let rank = random.skewed(6900) as usize;
    let (begin, rest) = (rank % 24, rank / 24);
    let (middle, end) = (rest % 18, rest / 18 % 16);
    [BEGIN[begin], MIDDLE[middle], END[end]].concat()
}

fn person(row: u64) -> [String; 8] {
    let mut random = Seeded(row.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ 7);
    let mut name = Vec::new();
    if random.below(100) < 45 {
        name.push(FIRST[random.skewed(12) as usize].to_owned());
    }
    name.push(word(&mut random));
    if random.below(100) < 65 {
        name.push(word(&mut random));
    }
    let parent = word(&mut random);
    let birth = birth(&mut random);
    let sex = if random.below(100) < 65 { "F" } else { "M" };
    let place = PLACES[random.skewed(20) as usize];
    let nik = format!(
        "{:016}",
        1_100_000_000_000_000 + random.below(8_000_000_000_000_000)
    );
    let passport = format!(
        "{}{:07}",
        char::from(b'A' + random.below(5) as u8),
        random.below(10_000_000)
    );
    [
        row.to_string(),
        name.join(" "),
        birth,
        sex.to_owned(),
        place.to_owned(),
        passport,
        nik,
        parent,
    ]
}

fn birth(random: &mut Seeded) -> String {
    // Most workers are between twenty and forty-five; one in forty is registered on 1 January.
    let year = 2008 - 18 - (random.below(14) + random.below(14) + random.below(8));
    if random.below(40) == 0 {
        return format!("{year}-01-01");
    }
    format!(
        "{year}-{:02}-{:02}",
        1 + random.below(12),
        1 + random.below(28)
    )
}

/// Somebody at the port: three in four are registered, with another passport in half of the cases and an odd name in some;
/// the list has neither NIK nor the parent's name.
fn traveller(number: u64, rows: u64) -> (u64, [String; 8]) {
    let mut random = Seeded(number ^ 0xABCD_EF01);
    let registered = random.below(4) > 0;
    let row = if registered {
        random.below(rows)
    } else {
        rows + number
    };
    let mut fields = person(row);
    let parent = std::mem::take(&mut fields[7]);
    fields[6].clear();
    if random.below(2) == 0 {
        fields[5] = format!("X{:07}", random.below(10_000_000));
    }
    match random.below(10) {
        0 => fields[1] = format!("{} {parent}", fields[1]),
        1 => fields[1] = fields[1].split(' ').rev().collect::<Vec<_>>().join(" "),
        2 => {
            let at = random.below(fields[1].len() as u64) as usize;
            fields[1].remove(at);
        }
        3 => fields[2].replace_range(8.., &format!("{:02}", 1 + random.below(28))),
        4 => fields[1] = fields[1].replace("SU", "SOE").replace("YA", "JA"),
        _ => {}
    }
    (row, fields)
}
