//! Other people's columns and values, said in a TOML file.

use domain::{Column, DateReading, Horizon, read_date};
use jiff::civil::Date;
use serde::Deserialize;
use std::{borrow::Cow, collections::BTreeMap};

/// What the columns and values of a source are called here.
///
/// ```
/// let mapping = placement::import::Mapping::parse(
///     "dates = \"day-month\"
///      [columns]
///      \"Kode Unik\" = \"id\"
///      \"Negara Penempatan 2\" = \"destination\"
///      \"Catatan\" = \"\"
///      [values.status]
///      \"04\" = \"aktif\"",
/// )
/// .unwrap();
/// assert_eq!(mapping.column("kode unik"), Some(domain::Column::Id));
/// assert_eq!(mapping.column("Catatan"), None);
/// assert_eq!(mapping.column("Nama"), Some(domain::Column::Name));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    columns: BTreeMap<String, Option<Column>>,
    values: BTreeMap<Column, BTreeMap<String, String>>,
    order: Option<Order>,
}

/// Which number of a date comes first, where both orders make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Order {
    #[serde(rename = "day-month")]
    DayMonth,
    #[serde(rename = "month-day")]
    MonthDay,
}

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MappingError(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    columns: BTreeMap<String, String>,
    #[serde(default)]
    values: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    dates: Option<Order>,
}

fn plain(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

impl Mapping {
    /// Reads a mapping: `[columns]` names the source's headers and what they are called here (nothing to leave one out),
    /// `[values.COLUMN]` the source's values and ours, `dates` is `day-month` or `month-day`.
    ///
    /// # Errors
    /// Names the line or the entry that makes no sense.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let before = error
                .span()
                .and_then(|span| text.get(..span.start))
                .unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            MappingError(format!("line {line}: {}", error.message()))
        })?;
        let known = |name: &str| {
            Column::recognise(name).ok_or_else(|| {
                MappingError(format!(
                    "`{name}`: expected one of our columns, such as `id`, `name` or `contract_end`"
                ))
            })
        };
        let mut mapping = Self {
            order: written.dates,
            ..Self::default()
        };
        for (theirs, ours) in written.columns {
            let column = match ours.trim() {
                "" => None,
                ours => Some(known(ours)?),
            };
            mapping.columns.insert(plain(&theirs), column);
        }
        for (ours, values) in written.values {
            let values = values
                .into_iter()
                .map(|(theirs, ours)| (plain(&theirs), ours))
                .collect();
            mapping.values.insert(known(&ours)?, values);
        }
        Ok(mapping)
    }

    /// What a header of the source holds.
    pub fn column(&self, header: &str) -> Option<Column> {
        match self.columns.get(&plain(header)) {
            Some(column) => *column,
            None => Column::recognise(header),
        }
    }

    /// Whether the mapping itself says which column is the key.
    pub(crate) fn names_key(&self) -> bool {
        self.columns
            .values()
            .any(|column| *column == Some(Column::Id))
    }

    /// A cell in our words: its value mapped, and a date that can be read in two ways in the order that the mapping says.
    pub(crate) fn value<'a>(&self, column: Column, text: &'a str, today: Date) -> Cow<'a, str> {
        if let Some(ours) = self
            .values
            .get(&column)
            .and_then(|values| values.get(&plain(text)))
        {
            return Cow::Owned(ours.clone());
        }
        let Some(order) = self.order else {
            return Cow::Borrowed(text);
        };
        let horizon = match column {
            Column::BirthDate => Horizon::Past,
            Column::ContractStart
            | Column::ContractEnd
            | Column::VisaUntil
            | Column::InsuranceUntil
            | Column::OrientationDate
            | Column::DocumentExpiry
            | Column::DepartureDate
            | Column::ArrivalDate
            | Column::ReturnDate
            | Column::RegistrationDate => Horizon::Future,
            _ => return Cow::Borrowed(text),
        };
        match read_date(text, today, horizon) {
            DateReading::Two(day_first, month_first) => Cow::Owned(
                match order {
                    Order::DayMonth => day_first,
                    Order::MonthDay => month_first,
                }
                .to_string(),
            ),
            _ => Cow::Borrowed(text),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops here has failed, and says where"
    )]

    use super::*;
    use jiff::civil::date;

    #[test]
    fn values_and_dates_in_our_words() {
        let today = date(2026, 11, 22);
        let mapping =
            Mapping::parse("dates = \"month-day\"\n[values.status]\n\"04\" = \"aktif\"").unwrap();
        assert_eq!(mapping.value(Column::Status, " 04 ", today), "aktif");
        assert_eq!(mapping.value(Column::Status, "05", today), "05");
        assert_eq!(
            mapping.value(Column::ContractEnd, "03/04/2026", today),
            "2026-03-04"
        );
        assert_eq!(
            mapping.value(Column::ContractEnd, "2026-04-03", today),
            "2026-04-03"
        );
        assert_eq!(
            mapping.value(Column::Name, "03/04/2026", today),
            "03/04/2026"
        );
        assert_eq!(
            Mapping::default().value(Column::ContractEnd, "03/04/2026", today),
            "03/04/2026"
        );
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        for (text, problem) in [
            (
                "[columns]\n\"A\" = \"hair colour\"",
                "`hair colour`: expected one of our columns",
            ),
            (
                "[values.hair]\n\"A\" = \"b\"",
                "`hair`: expected one of our columns",
            ),
            ("\ncolumn = 3", "line 2: unknown field `column`"),
            ("dates = \"year\"", "line 1:"),
        ] {
            let error = Mapping::parse(text).unwrap_err().to_string();
            assert!(error.starts_with(problem), "{error}");
        }
    }
}
