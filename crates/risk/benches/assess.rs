//! All shipped rules on one traveller.

use criterion::{Criterion, criterion_group, criterion_main};
use domain::Country;
use jiff::civil::date;
use risk::{Fact, Facts, RuleSet, Value};
use std::hint::black_box;

fn assess(criterion: &mut Criterion) {
    let (rules, _) = RuleSet::shipped();
    let Some(rules) = rules else { return };
    let day = date(2026, 11, 22);
    let country = |code| Country::from_alpha3(code).map(Value::Country);
    let mut traveller = Facts::default();
    traveller.set_if(Fact::TravellerNationality, country("IDN"));
    traveller.set_if(Fact::TripDestination, country("MYS"));
    traveller.set(Fact::TripDeparture, Value::Date(day, day));
    traveller.set(Fact::TravellerAge, Value::number(27));
    traveller.set_word(Fact::TripMode, "sea");
    traveller.set_word(Fact::TravellerRole, "passenger");
    let mut tourist = traveller.clone();
    tourist.set_word(Fact::PlacementAnswer, "none");
    let mut worker = traveller.clone();
    worker.set_word(Fact::PlacementAnswer, "link");
    worker.set_if(Fact::PlacementDestination, country("TWN"));
    worker.set(
        Fact::PlacementInsuranceUntil,
        Value::Date(date(2026, 1, 1), date(2026, 1, 1)),
    );
    for (name, facts) in [("tourist", tourist), ("worker with two defects", worker)] {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| rules.assess(black_box(&facts), day));
        });
    }
}

criterion_group!(benches, assess);
criterion_main!(benches);
