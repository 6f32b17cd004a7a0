//! What is written about a placement.

use super::{Document, Journey};
use access::{AccessError, one_line};
use domain::{Country, PlacementScheme};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// Whether something is said to be there. What nobody spoke of is not known, and no variant.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Held {
        /// Said to be there.
        Yes = "yes",
        /// Said to be missing.
        No = "no",
    }
}

/// What is written about a placement. What is empty is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Details {
    /// The scheme.
    #[schema(value_type = Option<String>)]
    pub scheme: Option<PlacementScheme>,
    /// Country of work, ISO 3166-1 alpha-3.
    #[schema(value_type = Option<String>)]
    pub country: Option<Country>,
    /// The employer as the contract names it.
    pub employer: Option<String>,
    /// The position (*jabatan*).
    pub position: Option<String>,
    /// The placement company as written.
    pub company: Option<String>,
    /// First day of the contract.
    #[schema(value_type = Option<String>, format = Date)]
    pub contract_start: Option<Date>,
    /// Last day of the contract.
    #[schema(value_type = Option<String>, format = Date)]
    pub contract_end: Option<Date>,
    /// Whether there is social security (*jaminan sosial PMI*).
    pub insurance: Option<Held>,
    /// Its number.
    pub insurance_number: Option<String>,
    /// Its last day.
    #[schema(value_type = Option<String>, format = Date)]
    pub insurance_until: Option<Date>,
    /// Whether the orientation before departure (OPP) took place.
    pub orientation: Option<Held>,
    /// The day of the orientation.
    #[schema(value_type = Option<String>, format = Date)]
    pub orientation_on: Option<Date>,
    /// The day of registration.
    #[schema(value_type = Option<String>, format = Date)]
    pub registered_on: Option<Date>,
    /// The office that registered, as written.
    pub office: Option<String>,
}

/// A placement of one person by one agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Placement {
    /// Identifier.
    pub id: Uuid,
    /// The agency whose record it is.
    pub agency: Uuid,
    /// Whom it is about.
    pub person: Uuid,
    /// The key of the row in the agency's source, where it was imported.
    pub source_key: Option<String>,
    /// The company, where the register knows one of that name.
    pub company_id: Option<Uuid>,
    /// What is written about it.
    pub details: Details,
    /// Where it stands.
    pub journey: Journey,
    /// Its documents, in the order of the law.
    pub documents: Vec<Document>,
}

impl Details {
    /// The details with tidy spaces.
    ///
    /// # Errors
    /// A fault of a field.
    pub fn checked(mut self) -> Result<Self, AccessError> {
        for (field, text) in [
            ("employer", &mut self.employer),
            ("position", &mut self.position),
            ("company", &mut self.company),
            ("insurance_number", &mut self.insurance_number),
            ("office", &mut self.office),
        ] {
            *text = match text.take().filter(|text| !text.trim().is_empty()) {
                Some(text) => Some(one_line(field, &text)?),
                None => None,
            };
        }
        if self
            .contract_start
            .zip(self.contract_end)
            .is_some_and(|(start, end)| end < start)
        {
            return Err(AccessError::invalid("contract_end", "until-before"));
        }
        if self.insurance_until.is_some() || self.insurance_number.is_some() {
            self.insurance = Some(Held::Yes);
        }
        if self.orientation_on.is_some() {
            self.orientation = Some(Held::Yes);
        }
        Ok(self)
    }
}

impl Placement {
    /// The answer at a border: whether this placement lets its worker leave for a country on a day. `None` where too little
    /// is known: an unknown fact is neither yes nor no.
    pub fn valid_for(&self, country: Country, day: Date) -> Option<bool> {
        use domain::PlacementStatus::{Active, Cancelled, Candidate, Departed, Ended, Working};
        match self.journey.status {
            Candidate | Ended | Cancelled => return Some(false),
            Active | Departed | Working => {}
        }
        let there = self.details.country.map(|to| to == country);
        let lasts = self.details.contract_end.map(|end| day <= end);
        match (there, lasts) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops here has failed, and says where"
    )]

    use super::*;
    use domain::PlacementStatus as Status;
    use jiff::civil::date;

    #[test]
    fn valid_for_a_country_on_a_day() {
        let taiwan = Country::from_alpha3("TWN");
        let end = Some(date(2026, 11, 22));
        for (status, country, contract_end, day, expected) in [
            (Status::Active, taiwan, end, date(2026, 11, 22), Some(true)),
            (
                Status::Working,
                taiwan,
                end,
                date(2026, 11, 23),
                Some(false),
            ),
            (
                Status::Active,
                Country::from_alpha3("HKG"),
                end,
                date(2026, 1, 1),
                Some(false),
            ),
            (Status::Active, None, end, date(2026, 1, 1), None),
            (Status::Active, taiwan, None, date(2026, 1, 1), None),
            (Status::Active, None, end, date(2027, 1, 1), Some(false)),
            (
                Status::Candidate,
                taiwan,
                end,
                date(2026, 1, 1),
                Some(false),
            ),
            (
                Status::Cancelled,
                taiwan,
                end,
                date(2026, 1, 1),
                Some(false),
            ),
            (Status::Ended, None, None, date(2026, 1, 1), Some(false)),
        ] {
            let placement = Placement {
                id: Uuid::nil(),
                agency: Uuid::nil(),
                person: Uuid::nil(),
                source_key: None,
                company_id: None,
                details: Details {
                    country,
                    contract_end,
                    ..Details::default()
                },
                journey: Journey {
                    status,
                    ..Journey::BEGUN
                },
                documents: Vec::new(),
            };
            assert_eq!(
                placement.valid_for(taiwan.unwrap(), day),
                expected,
                "{status:?} {country:?} {day}"
            );
        }
    }

    #[test]
    fn a_day_says_that_it_took_place() {
        let details = Details {
            orientation_on: Some(date(2026, 1, 5)),
            insurance_number: Some(" 123 ".into()),
            employer: Some("  ".into()),
            ..Details::default()
        };
        let checked = details.checked().unwrap();
        assert_eq!(
            (checked.orientation, checked.insurance),
            (Some(Held::Yes), Some(Held::Yes))
        );
        assert_eq!(
            (checked.insurance_number.as_deref(), checked.employer),
            (Some("123"), None)
        );
    }
}
