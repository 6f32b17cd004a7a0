//! What a victim needs and who gives it.

use super::consent::{day, perhaps};
use access::{AccessError, lines};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// The services for victims (Permen PPPA 8/2021), and accompaniment, which goes with each of them.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum ServiceKind {
        /// Pengaduan dan identifikasi.
        Identification = "identification",
        /// Rehabilitasi kesehatan.
        Health = "health",
        /// Rehabilitasi sosial.
        Social = "social",
        /// Layanan hukum.
        Legal = "legal",
        /// Pemulangan.
        Return = "return",
        /// Reintegrasi sosial.
        Reintegration = "reintegration",
    }
}

domain::coded! {
    /// Where a service stands.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum ServiceState {
        /// Dibutuhkan; nobody gives it yet.
        Needed = "needed",
        /// Dijadwalkan.
        Arranged = "arranged",
        /// Berjalan.
        Running = "running",
        /// Selesai.
        Done = "done",
        /// Ditolak oleh yang bersangkutan; a signed statement is needed (Permen P2MI 32/2025 article 39).
        Declined = "declined",
        /// Tidak tersedia.
        Unavailable = "unavailable",
    }
}

impl ServiceState {
    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Needed | Self::Arranged | Self::Running)
    }
}

/// A service for a victim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Identifier.
    pub id: Uuid,
    /// Which.
    pub kind: ServiceKind,
    /// What is needed, in the person's words.
    pub need: String,
    /// Who gives it; empty as long as nobody does.
    pub provider: String,
    /// Who goes with the person; empty for nobody.
    pub escort: String,
    /// Where it stands.
    pub state: ServiceState,
    /// By when it must have begun.
    pub due_on: Option<Date>,
    /// First day.
    pub from_on: Option<Date>,
    /// Last day.
    pub until_on: Option<Date>,
    /// What came of it.
    pub result: String,
    /// How often it was written.
    pub version: i64,
}

/// A service as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ServiceForm {
    /// Which, by code.
    pub kind: String,
    /// What is needed.
    pub need: String,
    /// Who gives it.
    pub provider: String,
    /// Who goes with the person.
    pub escort: String,
    /// Where it stands, by code; `needed` if nothing is said.
    pub state: String,
    /// By when it must have begun.
    pub due_on: String,
    /// First day.
    pub from_on: String,
    /// Last day.
    pub until_on: String,
    /// What came of it.
    pub result: String,
    /// The version that was seen.
    pub version: i64,
}

impl From<&Service> for ServiceForm {
    fn from(service: &Service) -> Self {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            kind: service.kind.code().to_owned(),
            need: service.need.clone(),
            provider: service.provider.clone(),
            escort: service.escort.clone(),
            state: service.state.code().to_owned(),
            due_on: day(service.due_on),
            from_on: day(service.from_on),
            until_on: day(service.until_on),
            result: service.result.clone(),
            version: service.version,
        }
    }
}

impl ServiceForm {
    /// Reads every field. What is arranged has somebody who gives it; what has ended says what came of it.
    ///
    /// # Errors
    /// The fault of the first field that has one.
    pub(crate) fn read(&self, id: Uuid, today: Date) -> Result<Service, AccessError> {
        let needed = |field| AccessError::invalid(field, "required");
        let state = match self.state.as_str() {
            "" => ServiceState::Needed,
            code => ServiceState::from_code(code).ok_or(needed("state"))?,
        };
        let service = Service {
            id,
            kind: ServiceKind::from_code(&self.kind).ok_or(needed("kind"))?,
            need: lines("need", &self.need, 5)?,
            provider: perhaps("provider", &self.provider)?,
            escort: perhaps("escort", &self.escort)?,
            state,
            due_on: day("due_on", &self.due_on, today)?,
            from_on: day("from_on", &self.from_on, today)?,
            until_on: day("until_on", &self.until_on, today)?,
            result: match state.is_open() {
                true if self.result.trim().is_empty() => String::new(),
                _ => lines("result", &self.result, 5)?,
            },
            version: self.version,
        };
        let given = matches!(
            state,
            ServiceState::Arranged | ServiceState::Running | ServiceState::Done
        );
        if given && service.provider.is_empty() {
            return Err(needed("provider"));
        }
        if state == ServiceState::Running && service.from_on.is_none() {
            return Err(needed("from_on"));
        }
        if service
            .until_on
            .zip(service.from_on)
            .is_some_and(|(until, from)| until < from)
        {
            return Err(AccessError::invalid("until_on", "until-before"));
        }
        Ok(service)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_names_a_giver_and_what_ended_a_result() {
        let base = ServiceForm {
            kind: "health".into(),
            need: "Luka di lengan, sulit tidur.".into(),
            ..ServiceForm::default()
        };
        let today = jiff::civil::date(2026, 11, 22);
        let field = |change: fn(&mut ServiceForm)| {
            let mut form = base.clone();
            change(&mut form);
            match form.read(Uuid::nil(), today) {
                Err(AccessError::Invalid(fault)) => fault.field,
                Ok(_) => "",
                Err(other) => panic!("{other:?}"),
            }
        };
        assert_eq!(field(|_| {}), "");
        assert_eq!(field(|form| form.state = "arranged".into()), "provider");
        assert_eq!(field(|form| form.state = "declined".into()), "result");
        assert_eq!(
            field(|form| (form.state, form.provider) = ("running".into(), "RSUD".into())),
            "from_on"
        );
        assert_eq!(
            field(|form| (form.from_on, form.until_on) = ("2026-11-20".into(), "2026-11-19".into())),
            "until_on"
        );
        assert_eq!(field(|form| form.need = "ya".into()), "need");
    }
}
