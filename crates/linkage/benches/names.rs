//! Reading names and comparing two of them: time a name and a pair on one core.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use linkage::{
    compare::compare_names,
    record::{NameReader, WrittenName},
};
use std::hint::black_box;

const NAMES: [&str; 16] = [
    "MUHAMMAD RIZKI RAMADHAN",
    "Siti Nurhaliza",
    "H. Moch. Soeharjanto, S.Pd",
    "NI WAYAN SRI ASTUTI",
    "I GUSTI NGURAH MADE SUARTA",
    "SUKARNO",
    "Tumini binti Sastro Diharjo",
    "ABDURRAHMAN WAHID",
    "PUTRI AYU LESTARI",
    "HUTAPEA JONATHAN PARULIAN",
    "Drs. Agus Budi Santoso",
    "KHOIRUNNISA FITRIYANI",
    "YOHANES BAPTISTA LEWOTOBI",
    "SARI DEWI MRS",
    "Baiq Nurul Hidayati",
    "DWI WAHYUNINGSIH",
];

fn names(bench: &mut Criterion) {
    let mut reader = NameReader::default();
    let mut written = WrittenName::default();
    let mut group = bench.benchmark_group("names");
    group.throughput(Throughput::Elements(NAMES.len() as u64));
    group.bench_function("read", |bench| {
        bench.iter(|| {
            for name in NAMES {
                reader.read(black_box(name), &mut written);
                black_box(&written);
            }
        });
    });
    let all: Vec<WrittenName> = NAMES
        .iter()
        .map(|name| {
            let mut written = WrittenName::default();
            reader.read(name, &mut written);
            written
        })
        .collect();
    group.throughput(Throughput::Elements((NAMES.len() * NAMES.len()) as u64));
    group.bench_function("compare", |bench| {
        bench.iter(|| {
            for left in &all {
                for right in &all {
                    black_box(compare_names(black_box(left.name()), right.name()));
                }
            }
        });
    });
    group.finish();
}

criterion_group!(benches, names);
criterion_main!(benches);
