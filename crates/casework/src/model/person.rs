//! Somebody in a case, in one role.

use access::{AccessError, one_line};
use domain::{DateReading, Horizon, PartialDate, Sex, read_date};
use jiff::civil::Date;
use people::{ContactKind, IdentifierKind};
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// In which role somebody stands in a case. No change turns one into another: who harmed and who was harmed are never confused
    /// by a slip in a list of choices.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = CaseRole)]
    pub enum Role {
        /// Korban.
        Victim = "victim",
        /// Pelapor.
        Reporter = "reporter",
        /// Keluarga.
        Family = "family",
        /// Saksi.
        Witness = "witness",
        /// Terduga pelaku.
        Suspect = "suspect",
    }
}

/// Who somebody is, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Who {
    /// The name, or how people call somebody whose name is not known.
    pub name: String,
    /// Birth date.
    pub birth_date: Option<PartialDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// NIK, 16 digits.
    pub nik: Option<String>,
    /// Passport number, upper case.
    pub passport_no: Option<String>,
    /// Telephone, as digits with the country's code.
    pub phone: Option<String>,
    /// The same human among the persons that the agency keeps.
    pub person: Option<Uuid>,
}

/// Who somebody is, as written. What is empty is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WhoForm {
    /// The name, or how people call them.
    pub name: String,
    /// Birth date, as people write dates.
    pub birth_date: String,
    /// Sex: `M`, `F`, `L`, `P`.
    pub sex: String,
    /// NIK.
    pub nik: String,
    /// Passport number.
    pub passport_no: String,
    /// Telephone.
    pub phone: String,
}

/// Somebody in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePerson {
    /// Identifier of the part in the case, not of the human.
    pub id: Uuid,
    /// In which role.
    pub role: Role,
    /// Who it is.
    pub who: Who,
    /// Since when they stand in the case.
    pub added_at: Stamp,
    /// Struck out since, and why: written in the wrong role, or not part of it.
    pub struck: Option<(Stamp, String)>,
}

impl CasePerson {
    /// Whom receipts name: the human, where an officer said who it is, else the part in the case.
    pub(crate) fn subject(&self) -> Uuid {
        self.who.person.unwrap_or(self.id)
    }
}

impl WhoForm {
    /// Reads every field.
    ///
    /// # Errors
    /// The fault of the first field that has one.
    pub fn read(&self, today: Date) -> Result<Who, AccessError> {
        Ok(Who {
            name: one_line("name", &self.name)?,
            birth_date: birth_date(&self.birth_date, today)?,
            sex: read("sex", &self.sex, |text| Sex::read(text).ok_or("sex-form"))?,
            nik: read("nik", &self.nik, |text| IdentifierKind::Nik.read(text))?,
            passport_no: read("passport_no", &self.passport_no, |text| {
                IdentifierKind::Passport.read(text)
            })?,
            phone: read("phone", &self.phone, |text| ContactKind::Phone.read(text))?,
            person: None,
        })
    }
}

fn read<T>(
    field: &'static str,
    text: &str,
    read: impl Fn(&str) -> Result<T, &'static str>,
) -> Result<Option<T>, AccessError> {
    match text.trim() {
        "" => Ok(None),
        text => match read(text) {
            Ok(value) => Ok(Some(value)),
            Err(message) => Err(AccessError::invalid(field, message)),
        },
    }
}

/// Of two meanings none is taken: a wrong birthday finds the wrong person.
fn birth_date(text: &str, today: Date) -> Result<Option<PartialDate>, AccessError> {
    match read_date(text, today, Horizon::Past) {
        DateReading::Empty => Ok(None),
        DateReading::One(date) => Ok(Some(date)),
        _ => Err(AccessError::invalid("birth_date", "birth-date-form")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_or_named() {
        let today = jiff::civil::date(2026, 11, 22);
        let good = WhoForm {
            name: " Siti  Aminah ".into(),
            birth_date: "12 Maret 1990".into(),
            sex: "P".into(),
            nik: "3507 1352 0390 0002".into(),
            passport_no: "c 123-4567".into(),
            phone: "0812-3456-789".into(),
        };
        let who = good.read(today).unwrap();
        assert_eq!(who.name, "Siti Aminah");
        assert_eq!(who.passport_no.as_deref(), Some("C1234567"));
        assert_eq!(who.phone.as_deref(), Some("628123456789"));
        let faulty = |change: fn(&mut WhoForm)| {
            let mut form = good.clone();
            change(&mut form);
            match form.read(today) {
                Err(AccessError::Invalid(fault)) => fault.field,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(faulty(|form| form.name.clear()), "name");
        assert_eq!(
            faulty(|form| form.birth_date = "31-02-1990".into()),
            "birth_date"
        );
        assert_eq!(faulty(|form| form.nik = "35".into()), "nik");
        assert_eq!(faulty(|form| form.passport_no = "?".into()), "passport_no");
        assert_eq!(faulty(|form| form.phone = "tidak ada".into()), "phone");
        assert_eq!(faulty(|form| form.sex = "ya".into()), "sex");
    }
}
