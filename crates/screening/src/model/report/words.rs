//! Words and figures that every form of the report shares.

use crate::model::{Assessment, Reason};
use domain::{Language, PartialDate};
use jiff::civil::Date;
use risk::{Effect, TripStatus};

const MONTHS_ID: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `22 November 2026`
pub(super) fn long_date(date: Date, language: Language) -> String {
    let months = match language {
        Language::Id => MONTHS_ID,
        Language::En => MONTHS_EN,
    };
    let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    format!(
        "{} {} {}",
        date.day(),
        months.get(month).unwrap_or(&""),
        date.year()
    )
}

/// Every reading of a birth date, or a dash.
pub(super) fn dates(dates: &[PartialDate]) -> String {
    if dates.is_empty() {
        return "–".into();
    }
    dates
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" / ")
}

/// `Batam Centre → Johor Bahru`: cities where they are known, codes where not.
pub fn route(assessment: &Assessment) -> String {
    let trip = &assessment.trip;
    let name = |port: &Option<domain::Port>| {
        port.as_ref().map_or_else(
            || "?".to_owned(),
            |port| port.city().map_or_else(|| port.code().to_owned(), title),
        )
    };
    format!("{} → {}", name(&trip.from), name(&trip.to))
}

/// `MV. BAHARI LESTARI 7 · Batam Centre → Stulang Laut · 2026-11-22`
pub(super) fn voyage(assessment: &Assessment) -> String {
    let trip = &assessment.trip;
    let mut parts = Vec::new();
    if !trip.voyage.is_empty() {
        parts.push(trip.voyage.clone());
    }
    parts.push(route(assessment));
    parts.extend(trip.departure.map(|date| date.to_string()));
    parts.join(" · ")
}

/// A name whose first letters are capitals; names of ports are kept in lower case.
fn title(name: &str) -> String {
    let mut titled = String::with_capacity(name.len());
    let mut first = true;
    for c in name.chars() {
        if first {
            titled.extend(c.to_uppercase());
        } else {
            titled.push(c);
        }
        first = !c.is_alphanumeric();
    }
    titled
}

/// The reasons that led to the advice: signs that did not suffice are none.
pub(super) fn leading(assessment: &Assessment) -> Vec<&Reason> {
    assessment
        .reasons
        .iter()
        .filter(|reason| {
            assessment.status != TripStatus::NoIndication
                || !matches!(reason.effect, Effect::Sign | Effect::Void)
        })
        .collect()
}

/// The reason that weighs most, in a few words; nothing where there is none that an officer may read.
pub(super) fn main_reason(assessment: &Assessment, language: Language) -> String {
    leading(assessment)
        .first()
        .map(|reason| reason.title.in_language(language).to_owned())
        .unwrap_or_default()
}
