//! What somebody wrote about a person, and how it is read: one reading for forms, the programming interface and imports.

use super::{ContactKind, IdentifierKind, Particulars, Relation};
use access::{Fault, one_line};
use domain::{Country, DateReading, Horizon, PartialDate, Sex, read_date};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A person as written. What is empty is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    /// The name; the only thing that must be there.
    pub name: String,
    /// Given names, where a document tells them apart.
    pub given_names: String,
    /// Surname, where a document tells it apart.
    pub surname: String,
    /// Birth date, as people write dates; `1990-XX-XX` where only the year is known.
    pub birth_date: String,
    /// Place of birth.
    pub birth_place: String,
    /// Sex, as lists write it: `M`, `F`, `L`, `P`, `X`.
    pub sex: String,
    /// Nationality, as a code or a name.
    pub nationality: String,
    /// NIK, 16 digits.
    pub nik: String,
    /// Number of the passport.
    pub passport_no: String,
    /// Its issuing state.
    pub passport_issuer: String,
    /// Issued on.
    pub passport_issued: String,
    /// Last day of validity.
    pub passport_expires: String,
    /// Telephone.
    pub phone: String,
    /// Address of e-mail.
    pub email: String,
    /// The name of a parent.
    pub parent_name: String,
    /// Address.
    pub address: String,
    /// Code of the region of the address.
    pub region: String,
    /// How and when the person can be reached without danger.
    pub safe_contact: String,
}

/// A draft that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Who it is.
    pub particulars: Particulars,
    /// Numbers.
    pub identifiers: Vec<NewIdentifier>,
    /// Telephones and addresses of e-mail.
    pub contacts: Vec<(ContactKind, String)>,
    /// Family.
    pub relatives: Vec<(Relation, String)>,
}

/// A number that a draft names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIdentifier {
    /// What kind of number.
    pub kind: IdentifierKind,
    /// The number as it is stored.
    pub number: String,
    /// The issuing state.
    pub issuer: Option<Country>,
    /// Issued on.
    pub issued: Option<PartialDate>,
    /// Last day of validity.
    pub expires: Option<PartialDate>,
}

/// A number as written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentifierForm {
    /// What kind of number.
    pub kind: IdentifierKind,
    /// The number.
    pub number: String,
    /// The issuing state.
    #[serde(default)]
    pub issuer: String,
    /// Issued on.
    #[serde(default)]
    pub issued: String,
    /// Last day of validity.
    #[serde(default)]
    pub expires: String,
}

impl IdentifierForm {
    /// Reads every field.
    ///
    /// # Errors
    /// The first fault.
    pub fn read(&self, today: Date) -> Result<NewIdentifier, Fault> {
        let mut reader = Reader {
            today,
            faults: Vec::new(),
        };
        let number = reader.number("number", self.kind, &self.number);
        let issuer = reader.one("issuer", &self.issuer, "country-form", Country::read);
        let issued = reader.date("issued", &self.issued, Horizon::Past);
        let expires = reader.date("expires", &self.expires, Horizon::Future);
        let missing = Fault {
            field: "number",
            message: "required",
        };
        match (reader.faults.into_iter().next(), number) {
            (Some(fault), _) => Err(fault),
            (None, None) => Err(missing),
            (None, Some(number)) => Ok(NewIdentifier {
                kind: self.kind,
                number,
                issuer,
                issued,
                expires,
            }),
        }
    }
}

/// An address or a note may be so long.
const LONGEST_TEXT: usize = 500;

impl Draft {
    /// Reads every field. What has a fault is left out of the entry and named with its field; forms refuse then, imports
    /// go on without the field unless it is the name.
    pub fn read(&self, today: Date) -> (Entry, Vec<Fault>) {
        let mut reader = Reader {
            today,
            faults: Vec::new(),
        };
        let particulars = Particulars {
            name: reader.name(&self.name),
            given_names: reader.line("given_names", &self.given_names),
            surname: reader.line("surname", &self.surname),
            birth_date: reader.date("birth_date", &self.birth_date, Horizon::Past),
            birth_place: reader.line("birth_place", &self.birth_place),
            sex: reader.one("sex", &self.sex, "sex-form", Sex::read),
            nationality: reader.one(
                "nationality",
                &self.nationality,
                "country-form",
                Country::read,
            ),
            address: reader.text("address", &self.address),
            region: reader.one("region", &self.region, "region-form", region),
            safe_contact: reader.text("safe_contact", &self.safe_contact),
        };
        let mut entry = Entry {
            particulars,
            ..Entry::default()
        };
        let nik = reader.number("nik", IdentifierKind::Nik, &self.nik);
        entry.identifiers.extend(nik.map(|number| NewIdentifier {
            kind: IdentifierKind::Nik,
            number,
            issuer: None,
            issued: None,
            expires: None,
        }));
        let passport = reader.number("passport_no", IdentifierKind::Passport, &self.passport_no);
        let issuer = &self.passport_issuer;
        let issuer = reader.one("passport_issuer", issuer, "country-form", Country::read);
        let issued = reader.date("passport_issued", &self.passport_issued, Horizon::Past);
        let expires = reader.date("passport_expires", &self.passport_expires, Horizon::Future);
        entry
            .identifiers
            .extend(passport.map(|number| NewIdentifier {
                kind: IdentifierKind::Passport,
                number,
                issuer,
                issued,
                expires,
            }));
        for (field, kind, text) in [
            ("phone", ContactKind::Phone, &self.phone),
            ("email", ContactKind::Email, &self.email),
        ] {
            let read = reader.result(field, text, |text| kind.read(text));
            entry.contacts.extend(read.map(|value| (kind, value)));
        }
        let parent = reader.line("parent_name", &self.parent_name);
        let parent = parent.map(|name| (Relation::Parent, name));
        entry.relatives.extend(parent);
        (entry, reader.faults)
    }
}

/// Whether a cell says in words that nothing is known.
fn says_nothing(text: &str) -> bool {
    const NOTHING: [&str; 7] = ["", "-", "--", ".", "n/a", "tidak ada", "nihil"];
    NOTHING.contains(&text.trim().to_lowercase().as_str())
}

/// A code of a region with dots, whether or not the region exists today.
fn region(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| *c != '.').collect();
    let sound =
        matches!(digits.len(), 2 | 4 | 6 | 10) && digits.bytes().all(|b| b.is_ascii_digit());
    if !sound {
        return None;
    }
    let (pairs, village) = digits.split_at(digits.len().min(6));
    let mut dotted = String::with_capacity(13);
    for (at, digit) in pairs.chars().enumerate() {
        if at > 0 && at % 2 == 0 {
            dotted.push('.');
        }
        dotted.push(digit);
    }
    if !village.is_empty() {
        dotted.push('.');
        dotted.push_str(village);
    }
    Some(dotted)
}

struct Reader {
    today: Date,
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, field: &'static str, message: &'static str) {
        self.faults.push(Fault { field, message });
    }

    fn name(&mut self, text: &str) -> String {
        match one_line("name", text) {
            Ok(name) if name.chars().any(char::is_alphabetic) => name,
            Ok(_) => {
                self.fault("name", "required");
                String::new()
            }
            Err(access::AccessError::Invalid(fault)) => {
                self.faults.push(fault);
                String::new()
            }
            Err(_) => String::new(),
        }
    }

    fn line(&mut self, field: &'static str, text: &str) -> Option<String> {
        self.result(field, text, |text| {
            one_line(field, text).map_err(|_| "too-long")
        })
    }

    fn text(&mut self, field: &'static str, text: &str) -> Option<String> {
        self.result(field, text, |text| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let sound = text.chars().count() <= LONGEST_TEXT && !text.chars().any(char::is_control);
            sound.then_some(text).ok_or("text-too-long")
        })
    }

    fn number(&mut self, field: &'static str, kind: IdentifierKind, text: &str) -> Option<String> {
        self.result(field, text, |text| kind.read(text))
    }

    fn one<T>(
        &mut self,
        field: &'static str,
        text: &str,
        message: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        self.result(field, text, |text| read(text).ok_or(message))
    }

    fn result<T>(
        &mut self,
        field: &'static str,
        text: &str,
        read: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        if says_nothing(text) {
            return None;
        }
        match read(text.trim()) {
            Ok(value) => Some(value),
            Err(message) => {
                self.fault(field, message);
                None
            }
        }
    }

    fn date(&mut self, field: &'static str, text: &str, horizon: Horizon) -> Option<PartialDate> {
        if says_nothing(text) {
            return None;
        }
        let message = match read_date(text, self.today, horizon) {
            DateReading::Empty => return None,
            DateReading::One(date) => {
                let later = date.earliest().is_some_and(|day| day > self.today);
                if !(horizon == Horizon::Past && later) {
                    return Some(date);
                }
                "date-future"
            }
            // Nobody guesses which of the two it is; forms ask, imports keep what is certain.
            DateReading::Two(first, second) => {
                self.fault(field, "date-two");
                let month = first.month().filter(|month| second.month() == Some(*month));
                return PartialDate::new(first.year(), month, None)
                    .ok()
                    .filter(|_| first.year() == second.year() && first.year().is_some());
            }
            DateReading::Unreadable => "date-form",
        };
        self.fault(field, message);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn faults(draft: &Draft) -> Vec<(&'static str, &'static str)> {
        let (_, faults) = draft.read(TODAY);
        faults.iter().map(|f| (f.field, f.message)).collect()
    }

    #[test]
    fn every_field_is_read() {
        let draft = Draft {
            name: " SITI   AMINAH ".into(),
            birth_date: "12 Maret 1990".into(),
            sex: "P".into(),
            nationality: "WNI".into(),
            nik: "3507135203900002".into(),
            passport_no: "c 1234567".into(),
            passport_issuer: "Indonesia".into(),
            passport_expires: "01-05-2034".into(),
            phone: "0812-3456-789".into(),
            email: "-".into(),
            parent_name: "SURYANI".into(),
            address: "Dusun Krajan\nRT 02".into(),
            region: "3507132001".into(),
            ..Draft::default()
        };
        let (entry, faults) = draft.read(TODAY);
        // The first of May or the fifth of January.
        assert_eq!(
            faults,
            [Fault {
                field: "passport_expires",
                message: "date-two"
            }]
        );
        assert_eq!(entry.particulars.name, "SITI AMINAH");
        assert_eq!(entry.particulars.sex, Some(Sex::Female));
        assert_eq!(entry.particulars.region.as_deref(), Some("35.07.13.2001"));
        assert_eq!(
            entry.particulars.address.as_deref(),
            Some("Dusun Krajan RT 02")
        );
        let numbers: Vec<&str> = entry
            .identifiers
            .iter()
            .map(|i| i.number.as_str())
            .collect();
        assert_eq!(numbers, ["3507135203900002", "C1234567"]);
        let expires = entry.identifiers.last().and_then(|i| i.expires);
        assert_eq!(
            expires.map(|d| d.to_string()).as_deref(),
            Some("2034-XX-XX")
        );
        assert_eq!(entry.contacts.len(), 1);
        assert_eq!(entry.relatives, [(Relation::Parent, "SURYANI".to_owned())]);
    }

    #[test]
    fn what_cannot_be_read_is_named_and_left_out() {
        let wrong = |change: fn(&mut Draft)| {
            let mut draft = Draft {
                name: "SITI".into(),
                ..Draft::default()
            };
            change(&mut draft);
            faults(&draft)
        };
        assert_eq!(wrong(|d| d.name = " ".into()), [("name", "required")]);
        assert_eq!(wrong(|d| d.name = "...".into()), [("name", "required")]);
        assert_eq!(wrong(|d| d.nik = "123".into()), [("nik", "nik-form")]);
        assert_eq!(wrong(|d| d.sex = "?".into()), [("sex", "sex-form")]);
        let born = wrong(|d| d.birth_date = "2030-01-01".into());
        assert_eq!(born, [("birth_date", "date-future")]);
        let born = wrong(|d| d.birth_date = "kemarin".into());
        assert_eq!(born, [("birth_date", "date-form")]);
        assert_eq!(wrong(|d| d.phone = "x".into()), [("phone", "phone-form")]);
        assert_eq!(
            wrong(|d| d.region = "3".into()),
            [("region", "region-form")]
        );
        let country = wrong(|d| d.nationality = "Atlantis".into());
        assert_eq!(country, [("nationality", "country-form")]);
        assert_eq!(wrong(|d| d.phone = "tidak ada".into()), []);
    }
}
