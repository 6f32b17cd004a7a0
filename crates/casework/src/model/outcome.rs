//! What the law made of a case: police report, suspects, charge, sentence, restitution.

use access::{AccessError, one_line};
use domain::{DateReading, Horizon, read_date};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// A step of the law, in the order in which they follow.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = LegalStep)]
    pub enum Step {
        /// Laporan polisi (LP).
        PoliceReport = "police_report",
        /// Penetapan tersangka.
        SuspectNamed = "suspect_named",
        /// Tersangka diamankan.
        SuspectSecured = "suspect_secured",
        /// Dilimpahkan ke penuntut (P-21).
        Charged = "charged",
        /// Disidangkan.
        Tried = "tried",
        /// Putusan.
        Sentenced = "sentenced",
        /// Restitusi (UU 21/2007 art. 48).
        Restitution = "restitution",
        /// Dihentikan (SP3).
        Dropped = "dropped",
    }
}

impl Step {
    /// Whether it is about one suspect.
    pub fn of_suspect(self) -> bool {
        matches!(
            self,
            Self::SuspectNamed
                | Self::SuspectSecured
                | Self::Charged
                | Self::Tried
                | Self::Sentenced
        )
    }
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalStep {
    /// Which.
    pub step: Step,
    /// On which day.
    pub on: Date,
    /// About whom: their part in the case.
    pub person: Option<Uuid>,
    /// The number of the paper: LP/B/12/XI/2026.
    pub number: String,
    /// Articles, sentence, reason.
    pub words: String,
    /// Rupiah, of a restitution.
    pub amount: Option<i64>,
    /// When it was written.
    pub at: Stamp,
    /// By whom.
    pub by: String,
}

/// A step as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepForm {
    /// Which, by code.
    pub step: String,
    /// On which day.
    pub on: String,
    /// About whom.
    pub person: Option<Uuid>,
    /// The number of the paper.
    pub number: String,
    /// Articles, sentence, reason.
    pub words: String,
    /// Rupiah.
    pub amount: String,
}

impl StepForm {
    /// Reads every field.
    ///
    /// # Errors
    /// The fault of the first field that has one: a police report has its number, what is about a suspect says about whom, and
    /// restitution says how much.
    pub(crate) fn read(
        &self,
        at: Stamp,
        today: Date,
        by: String,
    ) -> Result<LegalStep, AccessError> {
        let needed = |field| AccessError::invalid(field, "required");
        let step = Step::from_code(&self.step).ok_or(needed("step"))?;
        let on = match read_date(&self.on, today, Horizon::Past) {
            DateReading::One(date) => date.to_date().filter(|date| *date <= today),
            _ => None,
        };
        let maybe = |field, text: &str| match text.trim() {
            "" => Ok(String::new()),
            text => one_line(field, text),
        };
        let number = maybe("number", &self.number)?;
        if step == Step::PoliceReport && number.is_empty() {
            return Err(needed("number"));
        }
        if step.of_suspect() && self.person.is_none() {
            return Err(needed("suspect"));
        }
        let amount = match self.amount.trim() {
            "" if step == Step::Restitution => return Err(needed("amount")),
            "" => None,
            text => {
                let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
                let amount = digits.parse::<i64>().ok().filter(|amount| *amount >= 0);
                Some(amount.ok_or(AccessError::invalid("amount", "number-form"))?)
            }
        };
        Ok(LegalStep {
            step,
            on: on.ok_or(AccessError::invalid("on", "outcome-day"))?,
            person: self.person,
            number,
            words: maybe("legal_words", &self.words)?,
            amount,
            at,
            by,
        })
    }
}
