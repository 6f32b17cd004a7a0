//! The watchlist: some of the recruiters, and some people whom another journey would harm again.

use crate::{
    csv::Rows,
    nation::Nation,
    noise::document,
    person::{Part, PersonId},
    random::{Purpose, Random},
};
use jiff::Span;

/// The columns of `watchlist.csv`.
pub(crate) const COLUMNS: [&str; 7] = [
    "name",
    "birth_date",
    "passport_no",
    "kind",
    "reason",
    "source",
    "until",
];

const REASONS_TO_ACCUSE: [(&str, &str); 3] = [
    ("diduga merekrut tanpa izin", "laporan pengaduan"),
    ("diduga mengantar rombongan nonprosedural", "BP3MI"),
    ("tersangka TPPO", "Polri"),
];

const REASONS_TO_PROTECT: [(&str, &str); 3] = [
    ("korban TPPO yang dipulangkan", "Rumah Ramah"),
    ("pernah mengadu gaji tidak dibayar", "Crisis Center"),
    ("dipulangkan karena kekerasan majikan", "KBRI"),
];

/// In how many of a thousand crossings somebody is to be protected.
const PROTECTED_PER_MILLE: u64 = 3;

/// All rows.
pub(crate) fn rows(nation: &Nation) -> Vec<u8> {
    let mut rows = Rows::default();
    for number in 0..nation.recruiters() {
        // Two of three recruiters are not known to anybody.
        if number % 3 == 0 {
            let person = PersonId::new(Part::Recruiter, number);
            push(&mut rows, nation, person, "accuse", &REASONS_TO_ACCUSE);
        }
    }
    for number in 0..nation.spec().crossings {
        let mut random = Random::new(nation.spec().seed, Purpose::Watchlist, number);
        if random.chance(PROTECTED_PER_MILLE) {
            let person = PersonId::new(Part::Unplaced, number);
            push(&mut rows, nation, person, "protect", &REASONS_TO_PROTECT);
        }
    }
    rows.into_bytes()
}

fn push(rows: &mut Rows, nation: &Nation, id: PersonId, kind: &str, reasons: &[(&str, &str)]) {
    let seed = nation.spec().seed;
    let mut random = id.random(seed, Purpose::Watchlist);
    let person = nation.person(id);
    let born = person.born.to_string();
    // Witnesses rarely know the day of birth or the passport of whom they name.
    let born = if random.chance(250) {
        ""
    } else {
        born.as_str()
    };
    let passport = document::passport_number(seed, id, 0);
    let passport = if random.chance(500) {
        ""
    } else {
        passport.as_str()
    };
    let (reason, source) = random.pick(reasons).copied().unwrap_or_default();
    let until = nation
        .spec()
        .today
        .saturating_add(Span::new().days(random.between(30, 900)));
    rows.push([
        &person.name,
        born,
        passport,
        kind,
        reason,
        source,
        &until.to_string(),
    ]);
}
