//! How long a decision takes, however many agreements are in force.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a benchmark that stops here has failed, and says where"
)]

use access::{Action, Ask, Policies, Terms, testing::principal};
use criterion::{Criterion, criterion_group, criterion_main};
use domain::{
    Wording,
    record::{Field, Form, RecordKind, Transform},
};
use jiff::Timestamp;
use std::hint::black_box;
use uuid::Uuid;

static PERSON: RecordKind = RecordKind {
    code: "person",
    name: Wording::fixed("Orang", "Person"),
    fields: FIELDS,
};

const fn field(code: &'static str) -> Field {
    Field {
        code,
        name: Wording::fixed("Nama", "Name"),
        form: Form::Name,
        example: "Siti Aminah",
        transforms: &[Transform::Full, Transform::Initials],
    }
}

/// Ten fields, as a schedule has them.
const FIELDS: &[Field] = &[
    field("a"),
    field("b"),
    field("c"),
    field("d"),
    field("e"),
    field("f"),
    field("g"),
    field("h"),
    field("i"),
    field("j"),
];

/// The policy of one agreement: its parties differ from those of all others.
fn policy(number: u128) -> String {
    let fields: Vec<String> = FIELDS
        .iter()
        .map(|field| format!("\"{}.initials\"", field.code))
        .collect();
    format!(
        "permit (principal, action == Action::\"exchange.use\", resource)
         when {{ principal has agency && principal.agency == Agency::\"{}\" && resource.agency == Agency::\"{}\" &&
             resource.kind == \"person\" && [{}].containsAll(context.fields) && context.purpose == \"screening\" &&
             context.now < datetime(\"2027-01-01T00:00:00.000+0700\") }};",
        Uuid::from_u128(number),
        Uuid::from_u128(number + 1),
        fields.join(", ")
    )
}

fn decisions(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decide");
    let policies = Policies::shipped();
    let texts: Vec<String> = (0..1000).map(policy).collect();
    for text in &texts {
        policies.check(text).unwrap();
    }
    let now: Timestamp = "2026-11-22T03:00:00Z".parse().unwrap();
    let fields: Vec<_> = FIELDS.iter().map(|f| (f, Transform::Initials)).collect();
    let askers: Vec<_> = (0..1000)
        .map(|number| principal(Some(Uuid::from_u128(number)), &Action::ALL))
        .collect();
    let mut turn = 0;
    group.bench_function("under one of 1000 agreements", |bencher| {
        bencher.iter(|| {
            turn = (turn + 1) % texts.len();
            let asker = askers.get(turn).unwrap();
            let ask = Ask {
                agency: Some(Uuid::from_u128(turn as u128 + 1)),
                ..Ask::own(asker, Action::UseExchange, &PERSON, "screening")
            };
            let terms = Terms {
                id: Uuid::from_u128(turn as u128),
                name: "PKS",
                until: now.into(),
                policy: texts.get(turn).unwrap(),
            };
            black_box(asker.permit_under(&policies, ask, &fields, &terms, now)).unwrap()
        });
    });
    let asker = askers.first().unwrap();
    group.bench_function("own agency", |bencher| {
        bencher.iter(|| {
            let ask = Ask::own(asker, Action::ReadPeople, &PERSON, "search");
            black_box(asker.permit_on(&policies, ask)).unwrap()
        });
    });
    group.finish();
}

criterion_group!(benches, decisions);
criterion_main!(benches);
