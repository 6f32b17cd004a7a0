//! A data schedule: which data an agreement opens, to whom, what for, how much of each field, and how often.

use domain::{
    Wording,
    record::{RecordKind, Transform},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// One flow of data from one party to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// What other parts call it.
    pub key: String,
    /// The clause on which it stands.
    pub clause: String,
    /// Whose records are shared; the agency stays their controller.
    pub provider: Uuid,
    /// Who may ask.
    pub consumer: Uuid,
    /// The code of the kind of record: `placement`.
    pub kind: String,
    /// What for: a code that every request names, and its words.
    pub purpose: Purpose,
    /// Which fields, and how much of each.
    pub fields: Vec<SharedField>,
    /// How many persons may be asked about.
    pub quota: Quota,
    /// After how many days the consumer must have erased what it was given.
    pub retention_days: u16,
    /// The assessment of the impact on the persons concerned.
    pub assessment: Option<Assessment>,
}

/// What data may be used for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// The word in requests: lower-case letters, digits and hyphens.
    pub code: String,
    /// In words.
    pub words: Wording,
}

/// A field that is shared, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedField {
    /// The field's code.
    pub field: String,
    /// How much of it is shown.
    pub transform: Transform,
}

/// Persons that may be asked about, found or not: a quota of records found would tell by a refusal who is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// On one day by the clocks of the agreement.
    pub per_day: u32,
    /// Over the whole term.
    pub in_all: u32,
}

/// An assessment of the impact of processing on those concerned (*penilaian dampak Pelindungan Data Pribadi*, UU 27/2022
/// article 34), as far as the other party and an auditor must know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The number under which it is filed.
    pub number: String,
    /// When it was made.
    pub made_on: Date,
    /// Who answers for it: the officer for data protection.
    pub officer: String,
    /// What may happen to those concerned.
    pub risks: String,
    /// What is done against it.
    pub measures: String,
}

/// What is wrong with a request, before any record is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCovered {
    /// No schedule gives this agency records of this kind for this purpose.
    Purpose,
    /// The schedule lacks these fields.
    Fields(Vec<String>),
}

impl Schedule {
    /// How this field is shared; nothing if it is not.
    pub fn shared(&self, field: &str) -> Option<Transform> {
        let found = self.fields.iter().find(|shared| shared.field == field);
        found.map(|shared| shared.transform)
    }

    /// What is wrong with it, as a message of the languages.
    pub fn fault(&self, kinds: &[&'static RecordKind]) -> Option<&'static str> {
        let Some(kind) = kinds.iter().find(|kind| kind.code == self.kind) else {
            return Some("schedule-kind-unknown");
        };
        let allowed = |shared: &SharedField| {
            kind.fields.iter().any(|field| {
                field.code == shared.field && field.transforms.contains(&shared.transform)
            })
        };
        let once: BTreeSet<&str> = self
            .fields
            .iter()
            .map(|shared| shared.field.as_str())
            .collect();
        let checks = [
            (self.provider == self.consumer, "schedule-same-party"),
            (!is_code(&self.purpose.code), "schedule-purpose-code"),
            (
                self.purpose.words.id.trim().is_empty(),
                "schedule-purpose-words",
            ),
            (self.fields.is_empty(), "schedule-no-fields"),
            (once.len() != self.fields.len(), "schedule-field-twice"),
            (!self.fields.iter().all(allowed), "schedule-transform"),
            (
                self.quota.per_day == 0 || self.quota.in_all < self.quota.per_day,
                "schedule-quota",
            ),
            (self.retention_days == 0, "schedule-retention"),
        ];
        checks
            .into_iter()
            .find_map(|(wrong, message)| wrong.then_some(message))
    }
}

impl Assessment {
    /// Whether nothing is left out.
    pub fn complete(&self) -> bool {
        [&self.number, &self.officer, &self.risks, &self.measures]
            .iter()
            .all(|text| !text.trim().is_empty())
    }
}

/// Lower-case letters, digits and hyphens; a letter first; at most 60.
pub(crate) fn is_code(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.len() <= 60
        && text.chars().all(allowed)
}

/// The schedule that covers a request, with the fields asked for and how each is shown.
pub type Covered<'a> = (&'a Schedule, Vec<(String, Transform)>);

/// The schedule that covers a request, with the fields asked for and how each is shared.
///
/// # Errors
/// [`NotCovered`]. The request is refused as a whole: an answer that leaves out fields would be read as records that lack them.
pub fn cover<'a>(
    schedules: &'a [Schedule],
    consumer: Uuid,
    kind: &str,
    purpose: &str,
    fields: &[String],
) -> Result<Covered<'a>, NotCovered> {
    let schedule = schedules
        .iter()
        .find(|schedule| {
            schedule.consumer == consumer
                && schedule.kind == kind
                && schedule.purpose.code == purpose
        })
        .ok_or(NotCovered::Purpose)?;
    let mut shared = Vec::new();
    let mut missing = Vec::new();
    for field in fields {
        match schedule.shared(field) {
            Some(transform) => shared.push((field.clone(), transform)),
            None => missing.push(field.clone()),
        }
    }
    if missing.is_empty() {
        Ok((schedule, shared))
    } else {
        Err(NotCovered::Fields(missing))
    }
}
