//! Employers abroad (*pemberi kerja*) and what the labour attaché found.

use super::listing::folded;
use access::{AccessError, one_line};
use domain::Country;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// Who employs.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum EmployerKind {
        /// Berbadan hukum.
        Entity = "entity",
        /// Perseorangan: a household.
        Household = "household",
    }
}

domain::coded! {
    /// What the labour attaché found (UU 18/2017 art. 9 and 10).
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Verification {
        /// Nobody has looked yet.
        Unverified = "unverified",
        /// Terverifikasi.
        Verified = "verified",
        /// On the published list of problem employers.
        Problem = "problem",
    }
}

/// What is written about an employer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmployerForm {
    /// The name as in the contract.
    pub name: String,
    /// Country, ISO 3166-1 alpha-3.
    #[schema(value_type = String)]
    pub country: Country,
    /// Who employs.
    pub employer_kind: EmployerKind,
    /// Where the work is done.
    #[serde(default)]
    pub address: Option<String>,
    /// What the attaché found.
    pub verification: Verification,
    /// The verification counts to this day; nothing if it has no end or there is none.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub verified_until: Option<Date>,
}

/// An employer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Employer {
    /// Identifier.
    pub id: Uuid,
    /// What is written about it.
    #[serde(flatten)]
    pub form: EmployerForm,
}

impl EmployerForm {
    /// The form with tidy spaces.
    ///
    /// # Errors
    /// A fault of a field.
    pub fn checked(mut self) -> Result<Self, AccessError> {
        self.name = one_line("name", &self.name)?;
        if folded(&self.name).is_empty() {
            return Err(AccessError::invalid("name", "required"));
        }
        self.address = super::listing::line_if_any("address", self.address)?;
        if self.verification == Verification::Unverified && self.verified_until.is_some() {
            return Err(AccessError::invalid("verified_until", "not-verified"));
        }
        Ok(self)
    }

    /// What counts on a day: a verification that has ended is none.
    pub fn verification_on(&self, day: Date) -> Verification {
        match self.verification {
            Verification::Verified if self.verified_until.is_some_and(|until| until < day) => {
                Verification::Unverified
            }
            found => found,
        }
    }
}
