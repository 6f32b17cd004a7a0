//! What a row of the registry says of a placement. An absent column or an empty cell is not known, never missing.

use super::Columns;
use domain::{Column, Country, Horizon, Level, PlacementScheme, PlacementStatus};
use jiff::civil::Date;
use tabular::Notices;

/// One placement as the registry states it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placement {
    /// Where it stands, by the words of the fact `placement.status`.
    pub status: Option<&'static str>,
    /// Said to be in force or not by a registry that does not say where it stands.
    pub in_force: Option<bool>,
    /// Scheme, by the words of the fact `placement.scheme`.
    pub scheme: Option<&'static str>,
    /// Country of work.
    pub destination: Option<Country>,
    /// Employer as written.
    pub employer: Option<String>,
    /// Placement company as written.
    pub company: Option<String>,
    /// First day of the contract, between two days.
    pub contract_start: Option<(Date, Date)>,
    /// Last day of the contract, between two days.
    pub contract_end: Option<(Date, Date)>,
    /// Work visa.
    pub visa: Stated,
    /// Social security.
    pub insurance: Stated,
    /// Pre-departure orientation.
    pub orientation: Stated,
}

/// Something that a placement requires: whether the registry states that it is there, and its date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stated {
    /// Stated to be there or not; `None` where nothing is said.
    pub held: Option<bool>,
    /// Its date, between two days.
    pub date: Option<(Date, Date)>,
}

/// The columns of a placement that the registry has not, for the footnotes of a report.
pub(crate) struct PlacementColumns;

impl PlacementColumns {
    const ALL: [Column; 11] = [
        Column::Status,
        Column::Scheme,
        Column::Destination,
        Column::Employer,
        Column::Company,
        Column::ContractStart,
        Column::ContractEnd,
        Column::VisaNumber,
        Column::VisaUntil,
        Column::InsuranceUntil,
        Column::OrientationDate,
    ];

    pub(crate) fn absent(header: &tabular::Header) -> Vec<Column> {
        Self::ALL
            .into_iter()
            .filter(|column| header.position(*column).is_none())
            .collect()
    }
}

impl Placement {
    pub(crate) fn read(row: &Columns<'_>, notices: &mut Notices) -> Self {
        let destination = row.text(Column::Destination).map(|text| {
            Country::read(text).or_else(|| domain::Port::read(text).and_then(|port| port.country()))
        });
        if destination == Some(None) {
            row.notice(
                Column::Destination,
                Level::Warning,
                "country",
                "expected a country by its code of three letters or its name; taken as not known",
                notices,
            );
        }
        let mut visa = stated(row, Column::VisaUntil, notices);
        if let Some(text) = row.text(Column::VisaNumber) {
            visa.held = visa.held.or(Some(domain::stated(text) != Some(false)));
        }
        Self {
            status: word(row, Column::Status, notices, |text| {
                PlacementStatus::read(text).map(|status| status.broad().code())
            }),
            in_force: None,
            scheme: word(row, Column::Scheme, notices, |text| {
                PlacementScheme::read(text).map(PlacementScheme::code)
            }),
            destination: destination.flatten(),
            employer: row.text(Column::Employer).map(str::to_owned),
            company: row.text(Column::Company).map(str::to_owned),
            contract_start: span(row, Column::ContractStart, Horizon::Future, notices),
            contract_end: span(row, Column::ContractEnd, Horizon::Future, notices),
            visa,
            insurance: stated(row, Column::InsuranceUntil, notices),
            orientation: stated(row, Column::OrientationDate, notices),
        }
    }

    /// Whether it may be in force on a day: nothing that is known speaks against it.
    pub fn may_be_in_force(&self, day: Date) -> bool {
        !matches!(self.status, Some("ended" | "cancelled"))
            && self.in_force != Some(false)
            && self.contract_end.is_none_or(|(_, latest)| day <= latest)
    }
}

fn word(
    row: &Columns<'_>,
    column: Column,
    notices: &mut Notices,
    read: impl Fn(&str) -> Option<&'static str>,
) -> Option<&'static str> {
    let found = read(row.text(column)?);
    if found.is_none() {
        row.notice(
            column,
            Level::Info,
            "registry-word",
            "this word is not known; taken as not known",
            notices,
        );
    }
    found
}

fn stated(row: &Columns<'_>, column: Column, notices: &mut Notices) -> Stated {
    let Some(text) = row.text(column) else {
        return Stated::default();
    };
    if let Some(held) = domain::stated(text) {
        return Stated {
            held: Some(held),
            date: None,
        };
    }
    let date = span(row, column, Horizon::Future, notices);
    Stated {
        held: date.map(|_| true),
        date,
    }
}

/// A date as the days between which it lies; an ambiguous one lies between its readings.
fn span(
    row: &Columns<'_>,
    column: Column,
    horizon: Horizon,
    notices: &mut Notices,
) -> Option<(Date, Date)> {
    let readings = row.dates(column, horizon, notices);
    let from = readings.iter().filter_map(|date| date.earliest()).min()?;
    let to = readings.iter().filter_map(|date| date.latest()).max()?;
    Some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use risk::{Fact, Kind};

    #[test]
    fn every_word_is_one_of_its_fact() {
        let statuses = PlacementStatus::ALL
            .iter()
            .map(|status| status.broad().code());
        let schemes = PlacementScheme::ALL.iter().map(|scheme| scheme.code());
        for (fact, words) in [
            (Fact::PlacementStatus, statuses.collect::<Vec<_>>()),
            (Fact::PlacementScheme, schemes.collect()),
        ] {
            let Kind::Word(known) = fact.kind() else {
                panic!("{} has words", fact.name())
            };
            for code in words {
                assert!(known.iter().any(|word| word.code == code), "{code}");
            }
        }
    }
}
