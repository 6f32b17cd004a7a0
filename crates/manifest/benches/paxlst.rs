//! PAXLST in memory, end to end into travellers. Throughput is in bytes of messages.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::{fmt::Write, hint::black_box};

/// Interchanges of 200 passengers each, in the form of the WCO, IATA and ICAO guide.
fn interchanges(count: usize) -> String {
    let mut text = String::new();
    for at in 0..count {
        text.push_str("UNA:+.? 'UNB+UNOA:4+GA:ZZ+IDAPIS:ZZ+261122:0600+");
        let _ = write!(
            text,
            "{at}++APIS'UNG+PAXLST+GARUDA INDONESIA+IDAPIS+261122:0600+{at}+UN+D:05B'UNH+{at}+PAXLST:D:05B:UN:IATA'BGM+745'NAD+MS+++DEPARTURE CONTROL'COM+021 555 0100:TE+021 555 0101:FX'TDT+20+GA820+++GA'LOC+125+CGK'DTM+189:2611221340:201'LOC+87+SIN'DTM+232:2611221630:201'"
        );
        for person in 0..200 {
            let number = at * 200 + person;
            let _ = write!(
                text,
                "NAD+FL+++PRASETYO{}:DEWI AYU+++MALANG+JAWA TIMUR+65111+IDN'ATT+2++{}'DTM+329:{:02}{:02}{:02}'MEA+CT++:1'LOC+22+SIN'LOC+178+CGK'LOC+179+SIN'LOC+174+IDN'NAT+2+IDN'RFF+AVF:K{number:05}'RFF+SEA:{}C'DOC+P:110:111+X{number:07}'DTM+36:310115'LOC+91+IDN'",
                char::from(b'A' + (number % 26) as u8),
                if number.is_multiple_of(2) { 'F' } else { 'M' },
                60 + number % 40,
                1 + number % 12,
                1 + number % 28,
                1 + person / 6,
            );
        }
        let _ = write!(text, "CNT+42:200'UNT+2811+{at}'UNE+1+{at}'UNZ+1+{at}'");
    }
    text
}

fn paxlst(criterion: &mut Criterion) {
    let text = interchanges(200);
    let reference = jiff::civil::date(2026, 11, 22);
    let mut group = criterion.benchmark_group("paxlst");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("to travellers, in pieces of 64 KiB", |bencher| {
        bencher.iter(|| {
            let mut reader = manifest::Reader::new(reference);
            let mut count = 0;
            for piece in text.as_bytes().chunks(1 << 16) {
                reader.feed(piece);
                for traveller in reader.take_travellers() {
                    black_box(&traveller);
                    count += 1;
                }
            }
            assert_eq!(count + reader.finish().travellers.len(), 40_000);
        });
    });
    group.bench_function("to one manifest", |bencher| {
        bencher.iter(|| {
            let manifest = manifest::read(text.as_bytes(), reference).map(|m| m.travellers.len());
            assert_eq!(manifest, Ok(40_000));
        });
    });
    group.finish();
}

criterion_group!(benches, paxlst);
criterion_main!(benches);
