//! An entry: who, why, on what ground, and whose word it is.

use super::{Life, List};
use crate::model::form;
use access::{AccessError, Fault, lines, one_line};
use domain::{DateReading, Horizon, Nik, PartialDate, Sex, capitals, read_date};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;
use storage::Stamp;
use uuid::Uuid;

/// An entry of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<L> {
    /// Identifier.
    pub id: Uuid,
    /// The agency that keeps it.
    pub agency: Uuid,
    /// By which an import knows it again.
    pub key: String,
    /// Who it is about.
    pub who: Who,
    /// Why.
    pub cause: Cause,
    /// Where it stands.
    pub life: Life,
    /// Who proposed it.
    pub author: Hand,
    /// When.
    pub proposed_at: Stamp,
    /// Who decided last: approved, refused, confirmed, ended it.
    pub approver: Option<Hand>,
    /// When.
    pub decided_at: Option<Stamp>,
    /// What was said with it.
    pub answer: Option<String>,
    /// The list that it belongs to, for the compiler.
    pub list: PhantomData<L>,
}

/// Somebody who acted, with the name at that time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    /// The account.
    pub id: Uuid,
    /// Its holder.
    pub name: String,
}

/// The particulars by which somebody is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Who {
    /// The name.
    pub name: String,
    /// The birth date, as far as it is known.
    pub birth_date: Option<PartialDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Number of the passport: capitals and digits.
    pub passport_no: Option<String>,
    /// NIK, 16 digits.
    pub nik: Option<String>,
}

/// What an entry rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// Why, in the words of the author.
    pub reason: String,
    /// Who said so: a report, a letter, a decision, with number and date.
    pub source: String,
    /// The law that allows to keep it.
    pub legal_basis: String,
}

/// An entry as somebody proposes it, read and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Who.
    pub who: Who,
    /// Why.
    pub cause: Cause,
    /// The last day, if it has one.
    pub until: Option<Date>,
    /// By which an import knows it again.
    pub key: String,
}

/// An entry as it was written, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftForm {
    /// The name.
    pub name: String,
    /// The birth date in any usual form; a year is enough.
    pub birth_date: String,
    /// Sex.
    pub sex: String,
    /// Number of the passport.
    pub passport_no: String,
    /// NIK.
    pub nik: String,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub source: String,
    /// The law.
    pub legal_basis: String,
    /// The last day.
    pub until: String,
    /// By which the source knows the row.
    pub key: String,
}

impl<L: List> Entry<L> {
    /// Whether it counts for a traveller on a day.
    pub fn counts(&self, today: Date) -> bool {
        self.life.counts(today)
    }
}

impl DraftForm {
    /// Reads every field; a day of two digits is settled by `today`.
    ///
    /// # Errors
    /// Every fault, in the order of the form.
    pub fn read(&self, today: Date) -> Result<Draft, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut needed = |read: Result<String, AccessError>| match read {
            Ok(text) => text,
            Err(AccessError::Invalid(fault)) => {
                faults.push(fault);
                String::new()
            }
            Err(_) => String::new(),
        };
        let name = needed(one_line("name", &self.name));
        let reason = needed(lines("reason", &self.reason, 20));
        let source = needed(lines("source", &self.source, 1));
        let legal_basis = needed(lines("legal_basis", &self.legal_basis, 1));
        let mut fault = |field, message| faults.push(Fault { field, message });

        let birth_date = match self.birth_date.trim() {
            "" => None,
            text => match read_date(text, today, Horizon::Past) {
                DateReading::One(date) => Some(date),
                _ => {
                    fault("birth_date", "birth-date-form");
                    None
                }
            },
        };
        let sex = match self.sex.trim() {
            "" => None,
            text => {
                let sex = Sex::read(text);
                if sex.is_none() {
                    fault("sex", "unknown");
                }
                sex
            }
        };
        let passport_no = match form::number(&self.passport_no) {
            number if number.is_empty() => None,
            number if (5..=15).contains(&number.chars().count()) => Some(number),
            _ => {
                fault("passport_no", "passport-form");
                None
            }
        };
        let nik = match self.nik.trim() {
            "" => None,
            text => match Nik::read(text) {
                Ok(nik) => Some(nik),
                Err(_) => {
                    fault("nik", "nik-form");
                    None
                }
            },
        };
        if let (Some(nik), Some(born)) = (nik, birth_date)
            && !nik.agrees_with(born)
        {
            fault("nik", "list-nik-birth-date");
        }
        let until = match self.until.trim() {
            "" => None,
            text => match read_date(text, today, Horizon::Future) {
                DateReading::One(date) if date.to_date().is_some_and(|day| day >= today) => {
                    date.to_date()
                }
                _ => {
                    fault("until", "list-until-past");
                    None
                }
            },
        };
        // A name alone is that of thousands: an entry that would stop them all protects nobody.
        if birth_date.is_none() && passport_no.is_none() && nik.is_none() && faults.is_empty() {
            faults.push(Fault {
                field: "birth_date",
                message: "list-too-few",
            });
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let who = Who {
            name,
            birth_date,
            sex,
            passport_no,
            nik: nik.map(Nik::digits),
        };
        Ok(Draft {
            key: match self.key.trim() {
                "" => who.key(),
                key => key.chars().take(120).collect(),
            },
            who,
            cause: Cause {
                reason,
                source,
                legal_basis,
            },
            until,
        })
    }
}

impl Who {
    /// What tells this person from others, in one form: the same row sent again has the same.
    fn key(&self) -> String {
        let born = self.birth_date.map(|date| date.to_string());
        [
            capitals(&self.name),
            born.unwrap_or_default(),
            self.passport_no.clone().unwrap_or_default(),
            self.nik.clone().unwrap_or_default(),
        ]
        .join("|")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn faults(form: DraftForm) -> Vec<(&'static str, &'static str)> {
        match form.read(date(2026, 11, 22)) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.iter().map(|f| (f.field, f.message)).collect(),
        }
    }

    fn form() -> DraftForm {
        DraftForm {
            name: "Rina  Wati".into(),
            birth_date: "12 Maret 2011".into(),
            reason: "dilaporkan hilang oleh ibunya".into(),
            source: "LP/B/12/XI/2026".into(),
            legal_basis: "UU 35/2014 pasal 59".into(),
            ..DraftForm::default()
        }
    }

    #[test]
    fn what_an_entry_needs() {
        let draft = form().read(date(2026, 11, 22)).unwrap();
        assert_eq!(draft.who.name, "Rina Wati");
        assert_eq!(draft.key, "RINA WATI|2011-03-12||");
        let without = |change: fn(&mut DraftForm)| {
            let mut form = form();
            change(&mut form);
            faults(form)
        };
        assert_eq!(
            without(|f| f.birth_date.clear()),
            [("birth_date", "list-too-few")]
        );
        assert_eq!(
            without(|f| f.legal_basis.clear()),
            [("legal_basis", "required")]
        );
        assert_eq!(
            without(|f| f.until = "2026-11-21".into()),
            [("until", "list-until-past")]
        );
        assert_eq!(
            without(|f| f.nik = "3507135203900002".into()),
            [("nik", "list-nik-birth-date")]
        );
        assert_eq!(
            without(|f| f.nik = "35071352".into()),
            [("nik", "nik-form")]
        );
        assert_eq!(
            without(|f| f.passport_no = "X1".into()),
            [("passport_no", "passport-form")]
        );
    }
}
