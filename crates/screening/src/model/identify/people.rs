//! Persons as a small table of their own, in the columns of the table they are compared with.

use crate::model::registry::Particulars;
use domain::{Column, PartialDate};
use std::fmt::Write;
use tabular::Header;

/// Persons, by their position.
#[derive(Debug, Clone, Default)]
pub(crate) struct People {
    pub(crate) list: Vec<Particulars>,
}

impl People {
    /// The columns, in order. Travel documents stand under the name that the other table has for them.
    pub(crate) fn columns(other: &Header) -> Vec<String> {
        let document = if other.position(Column::PassportNumber).is_none()
            && other.position(Column::DocumentNumber).is_some()
        {
            "document_no"
        } else {
            "passport_no"
        };
        [
            "id",
            "name",
            "birth_date",
            "sex",
            "birth_place",
            document,
            "nik",
            "parent_name",
        ]
        .map(str::to_owned)
        .to_vec()
    }

    /// CSV with the position as `id`.
    pub(crate) fn as_table(&self, other: &Header) -> String {
        let mut text = Self::columns(other).join(",");
        text.push('\n');
        for (at, person) in self.list.iter().enumerate() {
            let nik = person.nik.map(|nik| nik.digits()).unwrap_or_default();
            let sex = person
                .sex
                .map(|sex| sex.letter().to_string())
                .unwrap_or_default();
            let fields = [
                at.to_string(),
                person.name.clone(),
                birth_date(&person.birth_dates),
                sex,
                person.birth_place.clone().unwrap_or_default(),
                person.document.clone().unwrap_or_default(),
                nik,
                person.parent_name.clone().unwrap_or_default(),
            ];
            for (column, field) in fields.iter().enumerate() {
                let comma = if column > 0 { "," } else { "" };
                let field = field.replace('"', "\"\"").replace(['\r', '\n'], " ");
                // Writing to a string cannot fail.
                let _ = write!(text, "{comma}\"{field}\"");
            }
            text.push('\n');
        }
        text
    }
}

/// A date with one reading by ISO 8601; with two, in the form that has the same two.
pub(super) fn birth_date(readings: &[PartialDate]) -> String {
    match readings {
        [] => String::new(),
        [one] => one.to_string(),
        [first, ..] => match (first.year(), first.month(), first.day()) {
            (Some(year), Some(month), Some(day)) => format!("{day:02}/{month:02}/{year}"),
            _ => first.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_keeps_its_readings() {
        let date = |text: &str| text.parse::<PartialDate>().unwrap();
        assert_eq!(
            birth_date(&[date("1990-04-05"), date("1990-05-04")]),
            "05/04/1990"
        );
        assert_eq!(birth_date(&[date("1990-XX-XX")]), "1990-XX-XX");
        assert_eq!(birth_date(&[]), "");
    }

    #[test]
    fn a_hostile_name_stays_in_its_field() {
        let people = People {
            list: vec![Particulars {
                name: "A\",\nB".into(),
                ..Particulars::default()
            }],
        };
        let text = people.as_table(&Header::new(vec!["document_no".into()]));
        assert_eq!(
            text.lines().nth(1),
            Some("\"0\",\"A\"\", B\",\"\",\"\",\"\",\"\",\"\",\"\"")
        );
        assert!(text.starts_with("id,name,birth_date,sex,birth_place,document_no,nik"));
    }
}
