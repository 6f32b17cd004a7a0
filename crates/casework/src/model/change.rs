//! Changing a case, and what two officers who change it at once are shown.

use super::{Case, Category, Danger, Hand, Kind, Next, Phase, Status};
use access::{AccessError, lines};
use domain::{Country, DateReading, Horizon, read_date};
use jiff::civil::Date;
use serde::Serialize;
use storage::Stamp;

/// A case as an officer wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CaseForm {
    /// The version that they saw.
    pub version: String,
    /// What it is, by code.
    pub kind: String,
    /// When in the journey, by code.
    pub phase: String,
    /// Country, by code or name; empty if it is not known.
    pub country: String,
    /// As what it is counted, by code.
    pub category: String,
    /// Whether somebody is in danger, by code.
    pub danger: String,
    /// Where it stands, by code.
    pub status: String,
    /// What happened.
    pub summary: String,
    /// What is to be done next.
    pub next_step: String,
    /// By when.
    pub next_on: String,
    /// Whether the officer takes it on.
    pub take: bool,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is saved.
    Saved,
    /// Somebody else was faster: the case as it is now. Nothing was saved.
    Overtaken(Box<Case>),
}

impl CaseForm {
    /// A case as a form shows it.
    pub fn of(case: &Case) -> Self {
        Self {
            version: case.version.to_string(),
            kind: case.kind.code().to_owned(),
            phase: case.phase.code().to_owned(),
            country: case.country.as_ref().map_or("", Country::alpha3).to_owned(),
            category: case.category.code().to_owned(),
            danger: case.danger.code().to_owned(),
            status: case.status.code().to_owned(),
            summary: case.summary.clone(),
            next_step: case
                .next
                .as_ref()
                .map(|next| next.step.clone())
                .unwrap_or_default(),
            next_on: case
                .next
                .as_ref()
                .map(|next| next.on.to_string())
                .unwrap_or_default(),
            take: false,
        }
    }

    /// The case as it will be.
    ///
    /// # Errors
    /// The fault of the first field that has one; of `status` where no step leads there, of `next_on` where an open case would have
    /// no next day or one that has passed.
    pub(crate) fn read(
        &self,
        before: &Case,
        by: &Hand,
        now: Stamp,
        today: Date,
    ) -> Result<Case, AccessError> {
        let needed = |field| AccessError::invalid(field, "required");
        let status = Status::from_code(&self.status).ok_or(needed("status"))?;
        if status != before.status && !before.status.leads_to(status) {
            return Err(AccessError::invalid("status", "case-no-way"));
        }
        let country = match self.country.trim() {
            "" => None,
            text => {
                Some(Country::read(text).ok_or(AccessError::invalid("country", "country-form"))?)
            }
        };
        let step = match self.next_step.trim() {
            "" => String::new(),
            text => lines("next_step", text, 1)?,
        };
        let next = if status.is_open() {
            let on = match read_date(&self.next_on, today, Horizon::Future) {
                DateReading::One(date) => date.to_date(),
                DateReading::Empty => {
                    return Err(AccessError::invalid("next_on", "case-next-needed"));
                }
                _ => None,
            };
            let on = on.ok_or(AccessError::invalid("next_on", "day-form"))?;
            let kept = before.next.as_ref().is_some_and(|next| next.on == on);
            if on < today && !kept {
                return Err(AccessError::invalid("next_on", "case-next-past"));
            }
            Some(Next { on, step })
        } else {
            None
        };
        Ok(Case {
            kind: Kind::from_code(&self.kind).ok_or(needed("kind"))?,
            phase: Phase::from_code(&self.phase).ok_or(needed("phase"))?,
            country,
            category: Category::from_code(&self.category).ok_or(needed("category"))?,
            danger: Danger::from_code(&self.danger).ok_or(needed("danger"))?,
            status,
            summary: lines("summary", &self.summary, 5)?,
            next,
            handler: if self.take {
                Some(by.clone())
            } else {
                before.handler.clone()
            },
            closed_at: if status.is_open() {
                None
            } else {
                before.closed_at.or(Some(now))
            },
            version: before.version + 1,
            ..before.clone()
        })
    }
}
