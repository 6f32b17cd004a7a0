//! What opens a case, wherever it comes from.

use super::{Category, Channel, Danger, Kind, Next, Phase, Reference, Role, Who, WhoForm};
use access::{AccessError, lines};
use domain::{Country, day_in_jakarta};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A case to be opened. A capability above fills it and calls [`crate::service::open_in`] in its own transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// By which way it came.
    pub channel: Channel,
    /// What it is.
    pub kind: Kind,
    /// When in the journey.
    pub phase: Phase,
    /// Where.
    pub country: Option<Country>,
    /// As what it is counted.
    pub category: Category,
    /// Whether somebody is in danger.
    pub danger: Danger,
    /// What happened.
    pub summary: String,
    /// Who is part of it.
    pub people: Vec<(Role, Who)>,
    /// From which record it came.
    pub refers_to: Option<Reference>,
}

/// A person of a case as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PersonForm {
    /// In which role.
    pub role: Role,
    /// Who.
    #[serde(flatten)]
    pub who: WhoForm,
}

/// A case as written at a counter, or sent by another system.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OpeningForm {
    /// What it is, by code.
    pub kind: String,
    /// `before`, `during` or `after` work.
    pub phase: String,
    /// Country, by code or name.
    pub country: String,
    /// As what it is counted, by code.
    pub category: String,
    /// `now`, `possible`, `unknown` or `none`; `unknown` if nothing is said.
    pub danger: String,
    /// What happened.
    pub summary: String,
    /// Who is part of it.
    pub people: Vec<PersonForm>,
}

/// People in one opening at most; more come by a list of their own.
const MOST_PEOPLE: usize = 50;

impl OpeningForm {
    /// Reads every field.
    ///
    /// # Errors
    /// The fault of the first field that has one.
    pub fn read(&self, channel: Channel, today: Date) -> Result<Opening, AccessError> {
        let needed = |field| AccessError::invalid(field, "required");
        if self.people.len() > MOST_PEOPLE {
            return Err(AccessError::invalid("people", "case-too-many-people"));
        }
        let country = match self.country.trim() {
            "" => None,
            text => {
                Some(Country::read(text).ok_or(AccessError::invalid("country", "country-form"))?)
            }
        };
        let danger = match self.danger.as_str() {
            "" => Danger::Unknown,
            code => Danger::from_code(code).ok_or(needed("danger"))?,
        };
        let people = self.people.iter().map(|person| {
            let who = person.who.read(today)?;
            Ok((person.role, who))
        });
        Ok(Opening {
            channel,
            kind: Kind::from_code(&self.kind).ok_or(needed("kind"))?,
            phase: Phase::from_code(&self.phase).ok_or(needed("phase"))?,
            country,
            category: Category::from_code(&self.category).ok_or(needed("category"))?,
            danger,
            summary: lines("summary", &self.summary, 10)?,
            people: people.collect::<Result<_, AccessError>>()?,
            refers_to: None,
        })
    }
}

impl Opening {
    /// By when somebody must have looked at it.
    pub(crate) fn next(&self, now: jiff::Timestamp) -> Next {
        let today = day_in_jakarta(now);
        let days = self.danger.days_to_first_look();
        Next {
            on: today.saturating_add(days.days()),
            step: String::new(),
        }
    }
}
