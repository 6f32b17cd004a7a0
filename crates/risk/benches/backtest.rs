//! Two sets of rules tried on the same past travellers: travellers a second on one core.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::Country;
use jiff::civil::date;
use risk::trial::{Past, Trial};
use risk::{Fact, Facts, RuleSet, Value};

const TRAVELLERS: u64 = 10_000;

/// A thousand kinds of traveller: most are tourists, one in ten has a placement, some travel in groups.
fn travellers() -> Vec<Facts<'static>> {
    let countries = ["MYS", "SGP", "SAU", "TWN", "AUS", "KHM", "JPN"];
    (0..1_000i32)
        .map(|number| {
            let mut facts = Facts::default();
            let pick =
                |of: &[&'static str]| of.get(number as usize % of.len()).copied().unwrap_or("MYS");
            let country = |code: &str| Country::from_alpha3(code).map(Value::Country);
            facts.set_if(Fact::TravellerNationality, country("IDN"));
            facts.set_if(Fact::TripDestination, country(pick(&countries)));
            facts.set_word(Fact::TravellerRole, "passenger");
            facts.set_word(Fact::TravellerSex, pick(&["female", "male"]));
            facts.set_word(Fact::TripMode, pick(&["air", "sea", "air"]));
            facts.set(Fact::TravellerAge, Value::number(5 + number % 70));
            facts.set(Fact::TripOneWay, Value::Flag(number % 3 == 0));
            facts.set(Fact::GroupSize, Value::number(1 + number % 6));
            facts.set(Fact::GroupFamilyLikely, Value::Flag(number % 4 == 0));
            facts.set(Fact::DocumentDaysValid, Value::number(number * 4));
            facts.set(
                Fact::TravellerOccupation,
                Value::Text(pick(&["karyawan swasta", "buruh", "pelajar"])),
            );
            if number % 10 == 0 {
                facts.set_word(Fact::PlacementAnswer, "link");
                facts.set_word(
                    Fact::PlacementStatus,
                    pick(&["active", "ended", "cancelled"]),
                );
                facts.set_if(Fact::PlacementDestination, country(pick(&["TWN", "MYS"])));
            } else {
                facts.set_word(Fact::PlacementAnswer, "none");
            }
            facts
        })
        .collect()
}

fn backtest(criterion: &mut Criterion) {
    let (Some(before), Some(after)) = (RuleSet::shipped().0, RuleSet::shipped().0) else {
        return;
    };
    let day = date(2026, 11, 22);
    let travellers = travellers();
    let ports = ["CGK", "SUB", "BTH", "DPS"];
    let mut group = criterion.benchmark_group("backtest");
    group.throughput(Throughput::Elements(TRAVELLERS));
    group.bench_function("two sets of rules", |bencher| {
        bencher.iter(|| {
            let mut trial = Trial::new(&after, &before, day);
            for (number, facts) in (0..TRAVELLERS).zip(travellers.iter().cycle()) {
                trial.add(&Past {
                    number,
                    facts,
                    day,
                    port: ports
                        .get(number as usize % ports.len())
                        .copied()
                        .unwrap_or_default(),
                    origin: None,
                    outcome: (number % 50 == 0).then_some(number % 100 == 0),
                });
            }
            trial.report(5)
        });
    });
    group.finish();
}

criterion_group!(benches, backtest);
criterion_main!(benches);
