//! A group met away from a gate, by a patrol or at an informal jetty: where, on what, and each person as they were told.

use crate::model::Presented;
use access::{AccessError, lines, one_line};
use domain::PartialDate;
use jiff::{
    civil::{Date, DateTime},
    tz,
};
use manifest::Traveller;
use serde::{Deserialize, Serialize};
use storage::Stamp;
use uuid::Uuid;

/// People of one group at most; more come as a second group.
pub const MOST_PEOPLE: usize = 60;

/// Somebody of a group, as told or shown. Anything may be empty: many have no papers, and nobody must give a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Told {
    /// The name as told.
    pub name: String,
    /// The age in years, or a birth date.
    pub age: String,
    /// Sex.
    pub sex: String,
    /// Where from: village, district, province.
    pub origin: String,
    /// Number of a document, if one was shown.
    pub document: String,
    /// Where to.
    pub destination: String,
    /// Who brings them, as told.
    pub brought_by: String,
}

/// What an officer writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InterceptionForm {
    /// Made by whoever sends: sent twice it is one.
    pub key: String,
    /// When they were met, as `2026-11-22T10:00` in western Indonesia.
    pub met_at: String,
    /// Where: a jetty, a beach, a position.
    pub place: String,
    /// The boat, or the car.
    pub vessel: String,
    /// Nationality of those of whom nothing else is said, by code or name.
    pub nationality: String,
    /// What else was seen.
    pub note: String,
    /// Everybody.
    pub people: Vec<Told>,
}

/// A group, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// See [`InterceptionForm::key`].
    pub key: String,
    /// When they were met.
    pub met_at: Stamp,
    /// Where.
    pub place: String,
    /// The boat, or the car; may be empty.
    pub vessel: String,
    /// What else was seen; may be empty.
    pub note: String,
    /// Everybody of whom something was told, each with the traveller made of it.
    pub people: Vec<(Told, Traveller)>,
}

/// A group as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interception {
    /// Identifier.
    pub id: Uuid,
    /// When they were met.
    pub met_at: Stamp,
    /// Where.
    pub place: String,
    /// The boat, or the car; may be empty.
    pub vessel: String,
    /// What else was seen; may be empty.
    pub note: String,
    /// Everybody, as told.
    pub people: Vec<Told>,
    /// Who reported: the name at that time.
    pub officer_name: String,
    /// When it arrived here.
    pub reported_at: Stamp,
}

impl Told {
    /// Whether nothing was told.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The traveller on the way to where they said.
    fn traveller(&self, form: &InterceptionForm, today: Date) -> Result<Traveller, AccessError> {
        let mut presented = Presented {
            name: self.name.clone(),
            sex: self.sex.clone(),
            nationality: form.nationality.clone(),
            document: self.document.clone(),
            port: form.place.clone(),
            destination: self.destination.clone(),
            ..Presented::default()
        };
        let years = age(&self.age)?;
        if years.is_none() {
            presented.birth_date.clone_from(&self.age);
        }
        let mut traveller = presented.told(today).map_err(|error| match error {
            AccessError::Invalid(fault) if fault.field == "birth_date" => {
                AccessError::invalid("age", "interception-age")
            }
            other => other,
        })?;
        if let Some(years) = years {
            // Somebody of 24 was born in one of two years.
            let born = [years, years + 1].map(|years| (today.year() - years).unsigned_abs());
            let readings = born
                .iter()
                .filter_map(|year| PartialDate::new(Some(*year), None, None).ok());
            traveller.birth_date_readings = readings.collect();
        }
        let origin = self.origin.trim();
        traveller.birth_place = (!origin.is_empty()).then(|| origin.into());
        Ok(traveller)
    }
}

/// Whole years, where a text is an age.
fn age(text: &str) -> Result<Option<i16>, AccessError> {
    let text = text
        .trim()
        .trim_end_matches(|c: char| c.is_alphabetic())
        .trim();
    if text.is_empty() || text.len() > 3 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let fault = AccessError::invalid("age", "interception-age");
    match text.parse() {
        Ok(years @ 0..=120) => Ok(Some(years)),
        _ => Err(fault),
    }
}

impl InterceptionForm {
    /// The group, as far as something was told of it.
    ///
    /// # Errors
    /// A fault of a field; of `people` where there is nobody.
    pub fn checked(self, now: Stamp) -> Result<Group, AccessError> {
        let today = domain::day_in_jakarta(now.timestamp());
        let met_at = met_at(&self.met_at, now)?;
        let place = one_line("place", &self.place)?;
        let optional = |field, text: &str| match text.trim() {
            "" => Ok(String::new()),
            text => lines(field, text, 1),
        };
        let key = one_line("key", &self.key)?;
        if self.people.iter().all(Told::is_empty) {
            return Err(AccessError::invalid("people", "interception-nobody"));
        }
        if self.people.len() > MOST_PEOPLE {
            return Err(AccessError::invalid("people", "interception-many"));
        }
        let mut people = Vec::new();
        for told in self.people.iter().filter(|told| !told.is_empty()) {
            for text in [
                &told.name,
                &told.origin,
                &told.brought_by,
                &told.destination,
            ] {
                optional("people", text)?;
            }
            people.push((told.clone(), told.traveller(&self, today)?));
        }
        Ok(Group {
            key,
            met_at,
            place,
            vessel: optional("vessel", &self.vessel)?,
            note: optional("note", &self.note)?,
            people,
        })
    }
}

/// A moment in western Indonesia; now, if nothing is written. Nobody was met tomorrow.
fn met_at(text: &str, now: Stamp) -> Result<Stamp, AccessError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(now);
    }
    let fault = AccessError::invalid("met_at", "interception-when");
    let Ok(written) = text.parse::<DateTime>() else {
        return Err(fault);
    };
    let met: Stamp = match tz::offset(7).to_timestamp(written) {
        Ok(moment) => moment.into(),
        Err(_) => return Err(fault),
    };
    // The clock of a phone may run ahead by some minutes.
    if met > now.plus_seconds(15 * 60) {
        return Err(fault);
    }
    Ok(met)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::person;

    fn now() -> Stamp {
        let now: jiff::Timestamp = "2026-11-22T03:00:00Z".parse().unwrap();
        now.into()
    }

    fn form(people: Vec<Told>) -> InterceptionForm {
        InterceptionForm {
            key: "k1".into(),
            place: "Teluk Mata Ikan".into(),
            nationality: "IDN".into(),
            people,
            ..InterceptionForm::default()
        }
    }

    #[test]
    fn people_without_papers_and_without_names() {
        let told = |name: &str, age: &str| Told {
            name: name.into(),
            age: age.into(),
            destination: "Johor".into(),
            ..Told::default()
        };
        let people = vec![
            told("Siti", "24 th"),
            Told::default(),
            told("", "17"),
            told("Budi", "12-03-1990"),
        ];
        let group = form(people).checked(now()).unwrap();
        assert_eq!(group.people.len(), 3);
        let born = |at: usize| -> Vec<String> {
            let who = person(&group.people[at].1).particulars;
            who.birth_dates.iter().map(ToString::to_string).collect()
        };
        assert_eq!(born(0), ["2002-XX-XX", "2001-XX-XX"]);
        assert_eq!(
            born(2),
            ["1990-03-12", "1990-12-03"],
            "both meanings are kept"
        );
        assert_eq!(person(&group.people[1].1).particulars.name, "");
    }

    #[test]
    fn what_is_refused() {
        let someone = Told {
            name: "Siti".into(),
            ..Told::default()
        };
        let fault = |change: fn(&mut InterceptionForm)| {
            let mut form = form(vec![someone.clone()]);
            change(&mut form);
            match form.checked(now()) {
                Err(AccessError::Invalid(fault)) => fault.field,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(fault(|form| form.people.clear()), "people");
        assert_eq!(fault(|form| form.place.clear()), "place");
        assert_eq!(fault(|form| form.people[0].age = "200".into()), "age");
        assert_eq!(fault(|form| form.people[0].age = "soon".into()), "age");
        assert_eq!(
            fault(|form| form.met_at = "2026-11-23T10:00".into()),
            "met_at"
        );
        assert_eq!(fault(|form| form.met_at = "tadi".into()), "met_at");
        assert_eq!(
            fault(|form| form.nationality = "Atlantis".into()),
            "nationality"
        );
    }
}
