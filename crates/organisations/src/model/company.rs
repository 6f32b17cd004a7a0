//! Placement companies (*P3MI*), their licence (*SIP3MI*) and their recruitment permits (*SIP2MI*).

use super::listing::folded;
use access::{AccessError, one_line};
use domain::Country;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// What the ministry says of a licence, in the words of its public register.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum LicenceState {
        /// Aktif.
        Active = "active",
        /// Dibekukan.
        Suspended = "suspended",
        /// Dicabut.
        Revoked = "revoked",
    }
}

domain::coded! {
    /// Where a licence or permit stands on one day.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Standing {
        /// In force.
        Valid = "valid",
        /// It begins later.
        NotYet = "not_yet",
        /// Its last day has passed.
        Expired = "expired",
        /// Dibekukan.
        Suspended = "suspended",
        /// Dicabut.
        Revoked = "revoked",
    }
}

/// What is written about a placement company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompanyForm {
    /// The name as in its deed; no two companies share it, however it is spaced or dotted.
    pub name: String,
    /// Nomor Induk Berusaha: 13 digits.
    #[serde(default)]
    pub nib: Option<String>,
    /// Number of the licence (SIP3MI).
    pub licence_number: String,
    /// First day of the licence.
    #[schema(value_type = String, format = Date)]
    pub licence_issued: Date,
    /// Last day of the licence.
    #[schema(value_type = String, format = Date)]
    pub licence_until: Date,
    /// What the ministry says of the licence.
    pub licence_state: LicenceState,
}

/// A placement company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Company {
    /// Identifier.
    pub id: Uuid,
    /// What is written about it.
    #[serde(flatten)]
    pub form: CompanyForm,
}

/// A company as the public register shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// The company.
    pub company: Company,
    /// The day on which what is written about it was last changed.
    pub changed_on: Date,
}

/// What is written about a recruitment permit: whom a company may recruit, for which employer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecruitmentForm {
    /// Number of the permit (SIP2MI); no two permits share it.
    pub number: String,
    /// Country of work, ISO 3166-1 alpha-3.
    #[schema(value_type = String)]
    pub country: Country,
    /// The employer abroad.
    #[serde(default)]
    pub employer: Option<Uuid>,
    /// The position (*jabatan*).
    pub position: String,
    /// How many may be recruited: 1 to 100,000.
    pub quota: u32,
    /// First day.
    #[schema(value_type = String, format = Date)]
    pub issued: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
}

/// A recruitment permit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Recruitment {
    /// Identifier.
    pub id: Uuid,
    /// The company that holds it.
    pub company: Uuid,
    /// What is written about it.
    #[serde(flatten)]
    pub form: RecruitmentForm,
}

/// The most that one permit may let recruit; beyond it somebody mistyped.
const LARGEST_QUOTA: u32 = 100_000;

impl CompanyForm {
    /// The form with tidy spaces.
    ///
    /// # Errors
    /// A fault of a field.
    pub fn checked(mut self) -> Result<Self, AccessError> {
        self.name = one_line("name", &self.name)?;
        if folded(&self.name).is_empty() {
            return Err(AccessError::invalid("name", "required"));
        }
        self.nib = self.nib.filter(|nib| !nib.trim().is_empty());
        if let Some(nib) = &mut self.nib {
            nib.retain(|c| !matches!(c, ' ' | '.' | '-'));
            if nib.len() != 13 || !nib.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(AccessError::invalid("nib", "nib-form"));
            }
        }
        self.licence_number = one_line("licence_number", &self.licence_number)?;
        if self.licence_until < self.licence_issued {
            return Err(AccessError::invalid("licence_until", "until-before"));
        }
        Ok(self)
    }

    /// Where the licence stands on a day.
    pub fn standing(&self, day: Date) -> Standing {
        match self.licence_state {
            LicenceState::Suspended => Standing::Suspended,
            LicenceState::Revoked => Standing::Revoked,
            LicenceState::Active => within(self.licence_issued, self.licence_until, day),
        }
    }
}

impl RecruitmentForm {
    /// The form with tidy spaces.
    ///
    /// # Errors
    /// A fault of a field.
    pub fn checked(mut self) -> Result<Self, AccessError> {
        self.number = one_line("number", &self.number)?;
        self.position = one_line("position", &self.position)?;
        if !(1..=LARGEST_QUOTA).contains(&self.quota) {
            return Err(AccessError::invalid("quota", "quota-form"));
        }
        if self.until < self.issued {
            return Err(AccessError::invalid("until", "until-before"));
        }
        Ok(self)
    }

    /// Where the permit of such a company stands on a day: a permit is never better than the licence under it.
    pub fn standing(&self, company: &CompanyForm, day: Date) -> Standing {
        match company.standing(day) {
            Standing::Valid => within(self.issued, self.until, day),
            other => other,
        }
    }
}

fn within(first: Date, last: Date, day: Date) -> Standing {
    if day < first {
        Standing::NotYet
    } else if day > last {
        Standing::Expired
    } else {
        Standing::Valid
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops here has failed, and says where"
    )]

    use super::*;
    use jiff::civil::date;

    fn company(state: LicenceState) -> CompanyForm {
        CompanyForm {
            name: "PT Harapan Insan".into(),
            nib: None,
            licence_number: "SIP3MI/1".into(),
            licence_issued: date(2024, 1, 1),
            licence_until: date(2026, 11, 22),
            licence_state: state,
        }
    }

    #[test]
    fn a_licence_counts_to_its_last_day() {
        for (state, day, expected) in [
            (LicenceState::Active, date(2023, 12, 31), Standing::NotYet),
            (LicenceState::Active, date(2026, 11, 22), Standing::Valid),
            (LicenceState::Active, date(2026, 11, 23), Standing::Expired),
            (
                LicenceState::Suspended,
                date(2026, 11, 22),
                Standing::Suspended,
            ),
            (LicenceState::Revoked, date(2030, 1, 1), Standing::Revoked),
        ] {
            assert_eq!(company(state).standing(day), expected, "{state:?} {day}");
        }
    }

    #[test]
    fn a_permit_is_never_better_than_the_licence() {
        let permit = RecruitmentForm {
            number: "SIP2MI/7".into(),
            country: Country::from_alpha3("TWN").unwrap(),
            employer: None,
            position: "Caregiver".into(),
            quota: 20,
            issued: date(2026, 1, 1),
            until: date(2026, 12, 31),
        };
        let on = |state, day| permit.standing(&company(state), day);
        assert_eq!(on(LicenceState::Active, date(2026, 6, 1)), Standing::Valid);
        assert_eq!(
            on(LicenceState::Active, date(2026, 12, 1)),
            Standing::Expired
        );
        assert_eq!(
            on(LicenceState::Revoked, date(2026, 6, 1)),
            Standing::Revoked
        );
        assert_eq!(on(LicenceState::Active, date(2025, 6, 1)), Standing::NotYet);
    }

    #[test]
    fn faults_name_their_field() {
        let fault = |form: CompanyForm| match form.checked() {
            Err(AccessError::Invalid(fault)) => fault.field,
            _ => "",
        };
        let good = company(LicenceState::Active);
        assert_eq!(
            fault(CompanyForm {
                name: " . ".into(),
                ..good.clone()
            }),
            "name"
        );
        assert_eq!(
            fault(CompanyForm {
                nib: Some("123".into()),
                ..good.clone()
            }),
            "nib"
        );
        assert_eq!(
            fault(CompanyForm {
                licence_until: date(2023, 1, 1),
                ..good.clone()
            }),
            "licence_until"
        );
        let spaced = CompanyForm {
            nib: Some("9120 0012 34567".into()),
            ..good
        };
        assert_eq!(
            spaced.checked().unwrap().nib.as_deref(),
            Some("9120001234567")
        );
    }
}
