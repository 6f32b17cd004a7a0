//! What somebody told, in their own words, and how they can be reached without danger.

use super::{Category, Channel, Danger, Kind, Opening, Phase, Role, WhoForm};
use access::{AccessError, lines, one_line};
use domain::Country;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// Of whom somebody tells.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum About {
        /// Diri sendiri.
        Me = "me",
        /// Keluarga.
        Family = "family",
        /// Orang lain.
        Other = "other",
    }
}

domain::coded! {
    /// By which way somebody may be reached.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Way {
        /// Hanya lewat kode tanda terima: nobody calls, nobody writes.
        CodeOnly = "code_only",
        /// Pesan tertulis.
        Message = "message",
        /// Telepon.
        Call = "call",
    }
}

/// How somebody can be reached without danger. Shown to officers before any number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeContact {
    /// By which way.
    pub way: Way,
    /// When, in their words.
    pub times: String,
    /// As whom the caller should speak, if somebody else answers.
    pub pretext: String,
    /// Since when this holds.
    pub set_at: Stamp,
    /// Which officer wrote it; nobody if whoever told did.
    pub by: Option<String>,
}

/// What came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// Identifier.
    pub id: Uuid,
    /// The case that it opened.
    pub case: Uuid,
    /// By which way.
    pub channel: Channel,
    /// Of whom.
    pub about: About,
    /// What was told.
    pub words: String,
    /// Where those concerned are, as told.
    pub place: String,
    /// When.
    pub received_at: Stamp,
}

/// Something said between whoever told and the agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Whether the agency said it.
    pub ours: bool,
    /// What.
    pub words: String,
    /// When.
    pub at: Stamp,
    /// Which officer.
    pub by: Option<String>,
}

/// A report as written. Only what happened must be there: whoever is afraid names nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReportForm {
    /// Made by whoever shows the form, the same however often it is sent: 8 to 64 characters.
    pub once: String,
    /// `now`, `possible`, `unknown` or `none`; `unknown` if nothing is said.
    pub danger: String,
    /// What happened.
    pub words: String,
    /// Of whom: `me`, `family` or `other`; `other` if nothing is said.
    pub about: String,
    /// `before`, `during` or `after` work; `before` if nothing is said.
    pub phase: String,
    /// Country, by code or name.
    pub country: String,
    /// Where those concerned are.
    pub place: String,
    /// The name of whom it happened to.
    pub victim_name: String,
    /// The name of whoever tells; none is asked for.
    pub name: String,
    /// Their telephone.
    pub phone: String,
    /// By which way they may be reached: `code_only`, `message` or `call`; `code_only` if nothing is said.
    pub way: String,
    /// When.
    pub times: String,
    /// As whom the caller should speak.
    pub pretext: String,
}

/// A report that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) opening: Opening,
    pub(crate) about: About,
    pub(crate) place: String,
    pub(crate) way: Way,
    pub(crate) times: String,
    pub(crate) pretext: String,
}

fn maybe(field: &'static str, text: &str) -> Result<String, AccessError> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    one_line(field, text)
}

impl ReportForm {
    /// Whether the key of the form can be one.
    pub(crate) fn keyed(&self) -> bool {
        (8..=64).contains(&self.once.len()) && self.once.bytes().all(|byte| byte.is_ascii_graphic())
    }

    /// Reads every field. What cannot be read never stops somebody in danger from being heard: a country that nobody knows becomes
    /// part of the place.
    ///
    /// # Errors
    /// The fault of the first field that has one: nothing was told, or something is far too long, or a telephone is none.
    pub(crate) fn read(&self, channel: Channel, today: Date) -> Result<Report, AccessError> {
        let about = About::from_code(&self.about).unwrap_or(About::Other);
        let country = Country::read(&self.country);
        let mut place = maybe("place", &self.place)?;
        if country.is_none() && !self.country.trim().is_empty() {
            let named = maybe("country", &self.country)?;
            place = format!("{place} {named}").trim().to_owned();
        }
        let who = |field, name: &str, phone: &str| {
            let form = WhoForm {
                name: name.to_owned(),
                phone: phone.to_owned(),
                ..WhoForm::default()
            };
            form.read(today).map_err(|error| match error {
                AccessError::Invalid(fault) if fault.field == "name" => {
                    AccessError::invalid(field, fault.message)
                }
                other => other,
            })
        };
        let mut people = Vec::new();
        let teller = match about {
            About::Me => Role::Victim,
            About::Family => Role::Family,
            About::Other => Role::Reporter,
        };
        if !self.name.trim().is_empty() || !self.phone.trim().is_empty() {
            // A telephone without a name is somebody all the same.
            let name = if self.name.trim().is_empty() {
                "—"
            } else {
                &self.name
            };
            people.push((teller, who("name", name, &self.phone)?));
        }
        if about != About::Me && !self.victim_name.trim().is_empty() {
            people.push((Role::Victim, who("victim_name", &self.victim_name, "")?));
        }
        Ok(Report {
            opening: Opening {
                channel,
                kind: Kind::Complaint,
                phase: Phase::from_code(&self.phase).unwrap_or(Phase::Before),
                country,
                category: Category::Other,
                danger: Danger::from_code(&self.danger).unwrap_or(Danger::Unknown),
                summary: lines("words", &self.words, 5)?,
                people,
                refers_to: None,
            },
            about,
            place,
            way: Way::from_code(&self.way).unwrap_or(Way::CodeOnly),
            times: maybe("times", &self.times)?,
            pretext: maybe("pretext", &self.pretext)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_asked_and_nobody_must_be_named() {
        let today = jiff::civil::date(2026, 11, 22);
        let form = ReportForm {
            words: "Kakak saya disekap.".into(),
            about: "family".into(),
            country: "Wakanda".into(),
            place: "asrama".into(),
            victim_name: "Rina".into(),
            ..ReportForm::default()
        };
        let report = form.read(Channel::Form, today).unwrap();
        assert_eq!(report.opening.danger, Danger::Unknown);
        assert_eq!(report.place, "asrama Wakanda");
        assert_eq!(report.way, Way::CodeOnly, "silence is no leave to call");
        let roles: Vec<Role> = report
            .opening
            .people
            .iter()
            .map(|(role, _)| *role)
            .collect();
        assert_eq!(roles, [Role::Victim]);
        let known = ReportForm {
            phone: "0812 3456 789".into(),
            ..form.clone()
        };
        let report = known.read(Channel::Form, today).unwrap();
        assert_eq!(report.opening.people[0].0, Role::Family);
        let empty = ReportForm {
            words: " ".into(),
            ..form
        };
        assert!(empty.read(Channel::Form, today).is_err());
    }
}
