//! Each rule has a traveller on whom it fires and one on whom it must not.

use super::facts::facts;
use jiff::civil::date;
use risk::{Effect, RuleSet, Truth};
use std::collections::BTreeSet;

/// Rule, facts on which it holds, facts on which it does not (false or not known).
const CASES: &[(&str, &str, &[&str])] = &[
    (
        "negara-tujuan-kerja",
        "trip.destination=TWN",
        &["trip.destination=AUS", ""],
    ),
    (
        "usia-kerja",
        "traveller.age=18..19",
        &["traveller.age=17..18", "traveller.age=46", ""],
    ),
    ("sekali-jalan", "trip.one_way=yes", &["trip.one_way=no", ""]),
    (
        "jalur-laut",
        "trip.mode=sea trip.destination=MYS",
        &[
            "trip.mode=air trip.destination=MYS",
            "trip.destination=MYS",
            "trip.mode=sea trip.destination=TLS",
        ],
    ),
    (
        "paspor-baru",
        "document.issuer=IDN document.kind=passport document.days_valid=3600",
        &[
            "document.issuer=IDN document.kind=passport document.days_valid=1800",
            "document.issuer=MYS document.kind=passport document.days_valid=3600",
            "document.issuer=IDN document.kind=passport",
        ],
    ),
    (
        "pekerjaan-disebut",
        "traveller.occupation=Plantation,worker",
        &[
            "traveller.occupation=artis",
            "traveller.occupation=guru",
            "",
        ],
    ),
    (
        "tujuan-penipuan-daring",
        "trip.destination=KHM",
        &["trip.destination=THA", ""],
    ),
    (
        "timur-tengah",
        "trip.destination=ARE",
        &["trip.destination=TUR", ""],
    ),
    (
        "penempatan-batal",
        "placement.status=cancelled",
        &["placement.status=active", ""],
    ),
    (
        "penempatan-selesai",
        "placement.status=ended",
        &["placement.status=active", ""],
    ),
    (
        "penempatan-tidak-berlaku",
        "placement.said_void=yes",
        &["placement.said_void=no", ""],
    ),
    (
        "kontrak-lama",
        "placement.days_since_end=400 placement.destination=SGP trip.destination=MYS",
        &[
            "placement.days_since_end=400 placement.destination=MYS trip.destination=MYS",
            "placement.days_since_end=20 placement.destination=SGP trip.destination=MYS",
            "placement.days_since_end=400 trip.destination=MYS",
        ],
    ),
    (
        "tujuan-berbeda",
        "placement.destination=TWN trip.destination=MYS",
        &[
            "placement.destination=MYS trip.destination=MYS",
            "trip.destination=MYS",
            "placement.destination=MYS",
        ],
    ),
    (
        "masih-calon",
        "placement.status=candidate",
        &["placement.status=active", ""],
    ),
    (
        "kontrak-berakhir",
        "placement.contract_end=2026-11-21 trip.departure=2026-11-22",
        &[
            "placement.contract_end=2026-11-22 trip.departure=2026-11-22",
            "placement.contract_end=2026-05-11..2026-12-05 trip.departure=2026-11-22",
            "trip.departure=2026-11-22",
        ],
    ),
    (
        "kontrak-jauh",
        "placement.days_to_start=120",
        &["placement.days_to_start=14", ""],
    ),
    (
        "visa-kedaluwarsa",
        "placement.visa_until=2026-11-14 trip.departure=2026-11-22",
        &[
            "placement.visa_until=2027-11-14 trip.departure=2026-11-22",
            "trip.departure=2026-11-22",
        ],
    ),
    (
        "visa-tidak-ada",
        "placement.visa_held=no",
        &["placement.visa_held=yes", ""],
    ),
    (
        "jaminan-kedaluwarsa",
        "placement.insurance_until=2026-09-30 trip.departure=2026-11-22",
        &[
            "placement.insurance_until=2026-11-22 trip.departure=2026-11-22",
            "trip.departure=2026-11-22",
        ],
    ),
    (
        "jaminan-tidak-ada",
        "placement.insurance_held=no",
        &["placement.insurance_held=yes", ""],
    ),
    (
        "opp-belum",
        "placement.orientation_date=2026-12-01 trip.departure=2026-11-22",
        &[
            "placement.orientation_date=2026-11-01 trip.departure=2026-11-22",
            "trip.departure=2026-11-22",
        ],
    ),
    (
        "opp-belum",
        "placement.orientation_held=no",
        &["placement.orientation_held=yes"],
    ),
    (
        "dokumen-berbeda",
        "placement.document_differs=yes",
        &["placement.document_differs=no", ""],
    ),
    (
        "paspor-kedaluwarsa",
        "document.days_valid=-1",
        &["document.days_valid=0", ""],
    ),
    (
        "beberapa-penempatan",
        "placement.in_force=2",
        &["placement.in_force=1", ""],
    ),
    (
        "paspor-hampir-habis",
        "placement.answer=link document.days_valid=100",
        &[
            "placement.answer=none document.days_valid=100",
            "placement.answer=link document.days_valid=-5",
        ],
    ),
    (
        "rombongan-satu-pemesan",
        "group.same_booking=5 group.family_likely=no",
        &[
            "group.same_booking=5 group.family_likely=yes",
            "group.same_booking=5",
            "group.same_booking=2 group.same_contact=1 group.same_payer=1 group.family_likely=no",
        ],
    ),
    (
        "rombongan-satu-pemesan",
        "group.same_contact=4 group.family_likely=no",
        &[],
    ),
    (
        "rombongan-satu-pemesan",
        "group.same_payer=4 group.family_likely=no",
        &[],
    ),
    (
        "beberapa-pemesanan",
        "group.bookings=2 group.size=8 group.family_likely=no",
        &[
            "group.bookings=1 group.size=8 group.family_likely=no",
            "group.bookings=2 group.size=3 group.family_likely=no",
        ],
    ),
    (
        "asal-sama",
        "group.origin_shared=4",
        &["group.origin_shared=3", ""],
    ),
    (
        "beberapa-rombongan",
        "traveller.groups_led=2",
        &["traveller.groups_led=1", ""],
    ),
    (
        "daftar-pengawasan",
        "watchlist.accuse=link",
        &["watchlist.accuse=possible", "watchlist.accuse=none", ""],
    ),
    (
        "daftar-pengawasan-mungkin",
        "watchlist.accuse=possible",
        &["watchlist.accuse=link", "watchlist.accuse=none"],
    ),
    (
        "daftar-pelindungan",
        "watchlist.protect=link",
        &["watchlist.protect=none", ""],
    ),
    (
        "anak-tanpa-keluarga",
        "traveller.nationality=IDN traveller.age=16 group.family_likely=no trip.destination=MYS",
        &[
            "traveller.nationality=IDN traveller.age=16 group.family_likely=yes trip.destination=MYS",
            "traveller.nationality=IDN traveller.age=16 trip.destination=MYS",
            "traveller.nationality=IDN traveller.age=18 group.family_likely=no trip.destination=MYS",
        ],
    ),
    (
        "rombongan-ke-penipuan-daring",
        "traveller.nationality=IDN trip.destination=KHM traveller.age=22 group.size=3 group.family_likely=no",
        &[
            "traveller.nationality=IDN trip.destination=KHM traveller.age=22 group.size=1 group.family_likely=no",
        ],
    ),
];

fn shipped() -> RuleSet {
    RuleSet::shipped().0.unwrap()
}

#[test]
fn fires_on_one_and_not_on_the_other() {
    let rules = shipped();
    for (id, holds, others) in CASES {
        let rule = rules
            .rules
            .iter()
            .find(|rule| rule.id == *id)
            .unwrap_or_else(|| panic!("no rule {id}"));
        assert_eq!(
            rule.when.decide(&facts(holds)),
            Truth::True,
            "{id} on `{holds}`"
        );
        for other in *others {
            assert_ne!(
                rule.when.decide(&facts(other)),
                Truth::True,
                "{id} on `{other}`"
            );
        }
    }
}

#[test]
fn every_rule_has_its_travellers() {
    let with_others: BTreeSet<_> = CASES
        .iter()
        .filter(|case| !case.2.is_empty())
        .map(|case| case.0)
        .collect();
    let rules = shipped();
    let all: BTreeSet<_> = rules.rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(with_others, all);
}

#[test]
fn no_single_sign_is_an_indication() {
    let rules = shipped();
    for rule in rules
        .rules
        .iter()
        .filter(|rule| rule.effect == Effect::Sign)
    {
        assert!(rule.points < rules.head.signs_from, "{}", rule.id);
    }
}

#[test]
fn a_rule_acts_only_while_it_is_in_force() {
    let rules = shipped();
    let passport = rules
        .rules
        .iter()
        .find(|rule| rule.id == "paspor-baru")
        .unwrap();
    assert!(!passport.in_force(date(2022, 9, 28)));
    assert!(passport.in_force(date(2022, 9, 29)));
}
