//! A question as it was read: what is known of somebody, and the number that was written.

use super::{MOST_NUMBERS, Part, Question};
use crate::{
    ContactKind, IdentifierKind,
    directory::Known,
    store::{self, search::Match},
};
use access::AccessError;
use domain::{DateReading, Horizon, PartialDate, Sex, read_date};
use jiff::civil::Date;
use storage::Tx;
use uuid::Uuid;

/// A question that was read.
pub(super) struct Asked {
    pub(super) known: Known,
    /// The beginning and the end of a number: the same, if it is one piece.
    number: Option<(String, String)>,
    /// Another way to write it: a telephone with the country's code.
    telephone: Option<String>,
}

/// Fewer characters of a number fit too many people.
const SHORTEST_PART: usize = 4;

impl Asked {
    pub(super) fn read(question: &Question, today: Date) -> Result<Self, AccessError> {
        let mut known = Known::default();
        let mut asked = [
            question.name.trim().to_owned(),
            birth_date(&question.birth_date, today)?,
            sex(&question.sex)?,
            question.birth_place.trim().to_owned(),
            String::new(),
            String::new(),
            question.parent_name.trim().to_owned(),
            String::new(),
        ];
        let longest = asked.iter().map(String::len).max().unwrap_or(0);
        if longest > 500 {
            return Err(AccessError::invalid("name", "too-long"));
        }
        let (mut number, mut telephone, mut whole) = (None, None, None);
        if !question.number.trim().is_empty() {
            let read = Number::read(&question.number)?;
            whole = read.whole;
            telephone = read.telephone;
            number = Some(read.parts);
        }
        if !question.mrz.trim().is_empty() {
            let passport = zone(&question.mrz, today, &mut asked)?;
            number = number.or_else(|| passport.map(|number| (number.clone(), number)));
        }
        known.fields = asked;
        if let Some((comparison, value)) = whole {
            known.put(comparison, value);
        }
        if known.is_empty() && number.is_none() {
            return Err(AccessError::invalid("name", "search-empty"));
        }
        Ok(Self {
            known,
            number,
            telephone,
        })
    }

    /// The numbers that fit, each with how.
    pub(super) async fn numbers(
        &self,
        tx: &mut Tx,
        agency: Uuid,
    ) -> Result<Vec<(Part, Match)>, AccessError> {
        let Some((first, last)) = &self.number else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        if first == last {
            let begins = store::search::beginning(tx, agency, first, MOST_NUMBERS).await?;
            let ends = store::search::ending(tx, agency, first, MOST_NUMBERS).await?;
            let whole = |m: &Match| m.number == *first;
            found.extend(begins.into_iter().map(|m| match whole(&m) {
                true => (Part::Whole, m),
                false => (Part::Beginning, m),
            }));
            let ends = ends.into_iter().filter(|m| !whole(m));
            found.extend(ends.map(|m| (Part::End, m)));
            if let Some(telephone) = &self.telephone {
                let begins = store::search::beginning(tx, agency, telephone, MOST_NUMBERS).await?;
                found.extend(begins.into_iter().map(|m| match m.number == *telephone {
                    true => (Part::Whole, m),
                    false => (Part::Beginning, m),
                }));
            }
            if found.is_empty() {
                let holds = store::search::holding(tx, agency, first, MOST_NUMBERS).await?;
                found.extend(holds.into_iter().map(|m| (Part::Middle, m)));
            }
            return Ok(found);
        }
        let (part, rows) = match (first.as_str(), last.as_str()) {
            (first, "") => {
                let rows = store::search::beginning(tx, agency, first, MOST_NUMBERS).await?;
                (Part::Beginning, rows)
            }
            ("", last) => {
                let rows = store::search::ending(tx, agency, last, MOST_NUMBERS).await?;
                (Part::End, rows)
            }
            // The longer piece tells more; the other one sorts out.
            (first, last) if first.len() >= last.len() => {
                let rows = store::search::beginning(tx, agency, first, 20 * MOST_NUMBERS).await?;
                (Part::Ends, rows)
            }
            (_, last) => {
                let rows = store::search::ending(tx, agency, last, 20 * MOST_NUMBERS).await?;
                (Part::Ends, rows)
            }
        };
        let long = first.len() + last.len();
        let fits = |m: &Match| {
            m.number.len() >= long && m.number.starts_with(first) && m.number.ends_with(last)
        };
        found.extend(rows.into_iter().filter(fits).map(|m| (part, m)));
        Ok(found)
    }
}

/// A number, or what can be read of it.
struct Number {
    parts: (String, String),
    telephone: Option<String>,
    /// The whole number as a particular, when it can be one.
    whole: Option<(&'static str, String)>,
}

impl Number {
    fn read(text: &str) -> Result<Self, AccessError> {
        let fault = || AccessError::invalid("number", "number-part");
        let text = text.trim();
        if text.contains('@') {
            let email = ContactKind::Email.read(text);
            let email = email.map_err(|message| AccessError::invalid("number", message))?;
            return Ok(Self {
                parts: (email.clone(), email),
                telephone: None,
                whole: None,
            });
        }
        let mut pieces = text.split(['*', '?', '…']);
        let clean = |piece: &str| -> String {
            let kept = piece.chars().filter(char::is_ascii_alphanumeric);
            kept.map(|c| c.to_ascii_uppercase()).collect()
        };
        let first = clean(pieces.next().unwrap_or_default());
        // What stands between two unreadable places is passed over.
        let parts = match pieces.next_back() {
            Some(last) => (first, clean(last)),
            None => (first.clone(), first),
        };
        if parts.0.len().max(parts.1.len()) < SHORTEST_PART || parts.0.len() > 64 {
            return Err(fault());
        }
        let one = parts.0 == parts.1;
        let telephone = one.then(|| ContactKind::Phone.read(text).ok()).flatten();
        let whole = one.then(|| match IdentifierKind::Nik.read(text) {
            Ok(nik) => Some(("nik", nik)),
            Err(_) => {
                let lettered = parts.0.bytes().any(|b| b.is_ascii_alphabetic());
                let passport = lettered && parts.0.len() >= 7;
                match (&telephone, passport) {
                    (_, true) => Some(("passport_no", parts.0.clone())),
                    (Some(phone), _) if phone.len() >= 10 => Some(("phone", phone.clone())),
                    _ => None,
                }
            }
        });
        Ok(Self {
            parts,
            telephone,
            whole: whole.flatten(),
        })
    }
}

/// A date as the index reads it: ISO, two readings with a line between them.
fn birth_date(text: &str, today: Date) -> Result<String, AccessError> {
    let text = text.trim();
    if let Some(year) = text.parse().ok().filter(|_| text.len() == 4) {
        let year = PartialDate::new(Some(year), None, None);
        let year = year.map_err(|_| AccessError::invalid("birth_date", "date-form"))?;
        return Ok(year.to_string());
    }
    match read_date(text, today, Horizon::Past) {
        DateReading::Empty => Ok(String::new()),
        DateReading::One(date) => Ok(date.to_string()),
        DateReading::Two(one, other) => Ok(format!("{one}|{other}")),
        DateReading::Unreadable => Err(AccessError::invalid("birth_date", "date-form")),
    }
}

fn sex(text: &str) -> Result<String, AccessError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    let sex = Sex::read(text).ok_or_else(|| AccessError::invalid("sex", "sex-form"))?;
    Ok(sex.letter().to_string())
}

/// Takes from a machine-readable zone what was not asked in words, and gives the number of the document.
fn zone(text: &str, today: Date, asked: &mut [String; 8]) -> Result<Option<String>, AccessError> {
    let zones = manifest::mrz::read(text.as_bytes(), today);
    let Some(read) = zones.documents.into_iter().next() else {
        return Err(AccessError::invalid("mrz", "mrz-unreadable"));
    };
    let name = [
        read.name.given_names.as_deref(),
        read.name.surname.as_deref(),
    ];
    let name: Vec<&str> = name.into_iter().flatten().collect();
    let number = read.document_number.clone();
    let found = [
        name.join(" "),
        read.birth_date
            .map(|date| date.to_string())
            .unwrap_or_default(),
        read.sex
            .map(|sex| sex.letter().to_string())
            .unwrap_or_default(),
        String::new(),
        number.clone().unwrap_or_default(),
    ];
    for (asked, found) in asked.iter_mut().zip(found) {
        if asked.is_empty() {
            *asked = found;
        }
    }
    Ok(number)
}
