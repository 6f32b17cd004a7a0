//! Who a row is about.

use super::Columns;
use crate::model::form;
use domain::{Column, Horizon, Nik, PartialDate, Sex};
use tabular::Notices;

/// Particulars by which a row is held against a traveller.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The name as written.
    pub name: String,
    /// Every meaning of the birth date.
    pub birth_dates: Vec<PartialDate>,
    /// Number of the passport or other travel document, in one form.
    pub document: Option<String>,
    /// Population number.
    pub nik: Option<Nik>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Place of birth as written.
    pub birth_place: Option<String>,
    /// Name of a parent as written.
    pub parent_name: Option<String>,
}

impl Particulars {
    pub(crate) fn read(row: &Columns<'_>, notices: &mut Notices) -> Self {
        let name = match row.text(Column::Name) {
            Some(name) => name.to_owned(),
            None => [Column::GivenName, Column::Surname]
                .into_iter()
                .filter_map(|column| row.text(column))
                .collect::<Vec<_>>()
                .join(" "),
        };
        Self {
            name,
            birth_dates: row.dates(Column::BirthDate, Horizon::Past, notices),
            document: Self::document(row),
            nik: row.text(Column::Nik).and_then(|text| Nik::read(text).ok()),
            sex: row.text(Column::Sex).and_then(Sex::read),
            birth_place: row.text(Column::BirthPlace).map(str::to_owned),
            parent_name: row.text(Column::ParentName).map(str::to_owned),
        }
    }

    /// The number of the travel document of a row, without reading the rest of it.
    pub(crate) fn document(row: &Columns<'_>) -> Option<String> {
        [Column::PassportNumber, Column::DocumentNumber]
            .into_iter()
            .find_map(|column| row.text(column))
            .map(form::number)
            .filter(|number| number.len() >= 5)
    }
}
