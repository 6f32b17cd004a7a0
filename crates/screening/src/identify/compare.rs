//! Two sets of particulars, field by field.

use crate::form;
use crate::registry::Particulars;
use domain::{PartialDate, Wording};
use std::collections::BTreeSet;

/// One line of the evidence for or against two records being one person.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Evidence {
    /// Which field, and how the two compare.
    pub words: Wording,
    /// How much it speaks for (positive) or against it, in bits.
    pub weight: f64,
}

/// A record that may be a traveller's.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<R> {
    /// The record.
    pub record: R,
    /// How probable it is, from 0 to 1.
    pub probability: f64,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Chance that a record picked by a common key is of the same person, in bits, before anything was compared.
const PRIOR: f64 = -10.0;

/// The evidence of every field that both sides know, and the probability that follows.
pub(crate) fn compare(left: &Particulars, right: &Particulars) -> (f64, Vec<Evidence>) {
    let mut evidence = Vec::new();
    let mut add = |id: &str, en: &str, weight: f64| {
        evidence.push(Evidence {
            words: Wording::new(id, en),
            weight,
        });
    };
    match (&left.document, &right.document) {
        (Some(one), Some(two)) if one == two => {
            add("nomor paspor sama", "same passport number", 18.0);
        }
        (Some(_), Some(_)) => add("nomor paspor berbeda", "different passport number", -3.0),
        _ => {}
    }
    match (left.nik, right.nik) {
        (Some(one), Some(two)) if one == two => add("NIK sama", "same NIK", 20.0),
        (Some(_), Some(_)) => add("NIK berbeda", "different NIK", -8.0),
        _ => {}
    }
    let (one, two) = (tokens(&left.name), tokens(&right.name));
    if !one.is_empty() && !two.is_empty() {
        if one == two {
            add("nama sama", "same name", 9.0);
        } else if one.is_subset(&two) || two.is_subset(&one) {
            add("nama sama sebagian", "part of the name is the same", 4.0);
        } else if one.is_disjoint(&two) {
            add("nama berbeda", "different name", -6.0);
        } else {
            add(
                "sebagian kata nama sama",
                "some words of the name are the same",
                1.0,
            );
        }
    }
    match dates(&left.birth_dates, &right.birth_dates) {
        Some(true) => add("tanggal lahir sama", "same birth date", 9.0),
        Some(false) => add("tanggal lahir berbeda", "different birth date", -6.0),
        None => {}
    }
    match (left.sex, right.sex) {
        (Some(one), Some(two)) if one == two => add("jenis kelamin sama", "same sex", 1.0),
        (Some(_), Some(_)) => add("jenis kelamin berbeda", "different sex", -5.0),
        _ => {}
    }
    match (&left.birth_place, &right.birth_place) {
        (Some(one), Some(two)) if form::words(one) == form::words(two) => {
            add("tempat lahir sama", "same place of birth", 5.0);
        }
        (Some(_), Some(_)) => add("tempat lahir berbeda", "different place of birth", -2.0),
        _ => {}
    }
    let bits = PRIOR + evidence.iter().map(|line| line.weight).sum::<f64>();
    (1.0 / (1.0 + (-bits).exp2()), evidence)
}

fn tokens(name: &str) -> BTreeSet<String> {
    form::words(name)
        .split(' ')
        .filter(|token| !token.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether any reading of one date may be a reading of the other; `None` where one side has none.
fn dates(left: &[PartialDate], right: &[PartialDate]) -> Option<bool> {
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let alike = |one: PartialDate, two: PartialDate| {
        one.year() == two.year()
            && (one.month() == two.month() || one.month().is_none() || two.month().is_none())
            && (one.day() == two.day() || one.day().is_none() || two.day().is_none())
    };
    Some(
        left.iter()
            .any(|one| right.iter().any(|two| alike(*one, *two))),
    )
}
