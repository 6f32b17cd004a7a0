//! Reading names and comparing two of them: time a name and a pair on one core.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use linkage::names::{NameForm, NameKnowledge, compare};
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
    let knowledge = NameKnowledge::shipped();
    let mut form = NameForm::default();
    let mut group = bench.benchmark_group("names");
    group.throughput(Throughput::Elements(NAMES.len() as u64));
    group.bench_function("read", |bench| {
        bench.iter(|| {
            for name in NAMES {
                knowledge.read(black_box(name), &mut form);
                black_box(&form);
            }
        });
    });
    let forms: Vec<NameForm> = NAMES
        .iter()
        .map(|name| {
            let mut form = NameForm::default();
            knowledge.read(name, &mut form);
            form
        })
        .collect();
    group.throughput(Throughput::Elements((NAMES.len() * NAMES.len()) as u64));
    group.bench_function("compare", |bench| {
        bench.iter(|| {
            for left in &forms {
                for right in &forms {
                    black_box(compare(black_box(left), right));
                }
            }
        });
    });
    group.finish();
}

criterion_group!(benches, names);
criterion_main!(benches);
