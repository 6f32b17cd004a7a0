//! One row as a traveller.

mod birth;
mod documents;

use super::{row_kind, section::Section};
use crate::{
    Address, Contact, ContactKind, Payment, Reference, Role, Traveller, Voyage,
    names::{self, Titles},
};
use domain::{Column, Country, Diagnostic, Level, Place, Port};
use jiff::civil::Date;
use std::sync::Arc;
use tabular::sheet::{Cell, Row};

/// What a row is read with.
pub(super) struct Context<'a> {
    pub section: &'a Section,
    pub sheet: Option<&'a str>,
    pub reference: Date,
    pub role: Role,
    pub heading: Option<&'a str>,
}

/// Columns that have no field of their own in a traveller and are kept as written.
const KEPT_RAW: [Column; 18] = [
    Column::ParentName,
    Column::Status,
    Column::Scheme,
    Column::Employer,
    Column::Company,
    Column::ContractStart,
    Column::ContractEnd,
    Column::VisaNumber,
    Column::VisaUntil,
    Column::InsuranceUntil,
    Column::OrientationDate,
    Column::Kind,
    Column::Reason,
    Column::Source,
    Column::Until,
    Column::DocumentType,
    Column::DocumentIssuer,
    Column::DocumentExpiry,
];

/// Reads a row.
pub(super) fn read(row: &Row, context: &Context<'_>, voyage: Arc<Voyage>) -> Traveller {
    let mut person = Person {
        row,
        context,
        traveller: Traveller::on(voyage),
    };
    person.name();
    person.particulars();
    person.documents();
    person.birth_date();
    person.journey();
    person.remainder();
    person.traveller
}

struct Person<'a> {
    row: &'a Row,
    context: &'a Context<'a>,
    traveller: Traveller,
}

impl<'a> Person<'a> {
    fn cells(&self, column: Column) -> impl Iterator<Item = (&'a str, &'a Cell)> + use<'a> {
        self.context.section.cells(self.row, column)
    }

    fn text(&self, column: Column) -> Option<String> {
        let cell = self.cells(column).next();
        cell.map(|(_, cell)| cell.text().into_owned())
    }

    fn report(
        &mut self,
        level: Level,
        code: &'static str,
        field: &str,
        message: impl Into<std::borrow::Cow<'static, str>>,
    ) {
        let diagnostic = Diagnostic::new(level, code, message).at(Place {
            line: Some(self.row.line),
            segment: self.context.sheet.map(str::to_owned),
            field: (!field.is_empty()).then(|| field.to_owned()),
            ..Place::default()
        });
        self.traveller.diagnostics.push(diagnostic);
    }

    fn name(&mut self) {
        self.traveller.origin.line = Some(self.row.line);
        let whole = self
            .text(Column::Name)
            .map(|name| without_label(&name).to_owned());
        let part = |column| self.text(column).unwrap_or_default();
        let (surname, given) = (part(Column::Surname), part(Column::GivenName));
        self.traveller.name = match whole {
            // `Name` beside `Given name` is the family name.
            Some(whole) if surname.is_empty() && !given.is_empty() => {
                names::divided(&whole, &given, Titles::List)
            }
            Some(whole) if surname.is_empty() => names::undivided(&whole, Titles::List),
            _ => names::divided(&surname, &given, Titles::List),
        };
        if self.traveller.name.surname.is_none() {
            let message = "there is no name in the row, expected one; the rest of it was read";
            self.report(Level::Error, "list-no-name", "", message);
        }
    }

    fn particulars(&mut self) {
        if let Some((header, cell)) = self.cells(Column::Sex).next() {
            self.traveller.sex = self.context.section.sex(&cell.text());
            if self.traveller.sex.is_none() {
                let message = "not a sex, expected `L` or `P`, `M` or `F`";
                self.report(Level::Warning, "list-sex", header, message);
            }
        }
        if self.traveller.sex.is_none() {
            let title = self.traveller.name.title.as_deref();
            self.traveller.sex = title.and_then(names::sex_of_title);
        }
        if let Some((header, cell)) = self.cells(Column::Nationality).next() {
            let text = cell.text();
            self.traveller.nationality = nationality(&text);
            if self.traveller.nationality.is_none() && !text.eq_ignore_ascii_case("WNA") {
                let message = "not a country that is known, expected a name or a code of two or three letters";
                self.report(Level::Warning, "list-nationality", header, message);
            }
            self.traveller.nationality_raw = Some(text.into());
        }
        self.traveller.birth_place = self.text(Column::BirthPlace).map(Into::into);
        self.traveller.role = self.context.role;
        if let Some((header, cell)) = self.cells(Column::Role).next() {
            match role_of_cell(&cell.text()) {
                Some(role) => self.traveller.role = role,
                None => self
                    .traveller
                    .raw
                    .push(format!("{header}: {}", cell.text())),
            }
        }
        if let Some(heading) = self.context.heading {
            self.traveller.raw.push(heading.to_owned());
        }
    }

    fn unreadable_date(&mut self, header: &str) {
        let message =
            "not a date, expected one such as `12-03-1990`, `12 Maret 1990` or `1990-03-12`";
        self.report(Level::Error, "list-date", header, message);
    }

    fn journey(&mut self) {
        let embark = self.text(Column::Embark).as_deref().and_then(Port::read);
        let disembark = self.text(Column::Destination);
        let disembark = disembark.as_deref().and_then(Port::destination);
        let voyage = &self.traveller.voyage;
        let embark = embark.or_else(|| voyage.from().cloned());
        let disembark = disembark.or_else(|| voyage.to().cloned());
        self.traveller.embark = embark;
        self.traveller.disembark = disembark;
        self.traveller.booking_reference = self.text(Column::BookingReference).map(Into::into);
        self.traveller.occupation = self.text(Column::Occupation).map(Into::into);
        self.traveller.seats = self
            .text(Column::Seat)
            .map(Into::into)
            .into_iter()
            .collect();
        for (column, kind) in [
            (Column::Phone, ContactKind::Phone),
            (Column::Email, ContactKind::Email),
        ] {
            for (_, cell) in self.cells(column) {
                let value = cell.text().into();
                self.traveller.contacts.push(Contact { kind, value });
            }
        }
        if let Some(payer) = self.text(Column::Payer) {
            self.traveller.payments.push(Payment {
                payer: Some(payer.into()),
                ..Payment::default()
            });
        }
        if let Some(address) = self.text(Column::Address) {
            self.traveller.addresses.push(Address {
                kind: Some("home".into()),
                lines: vec![address.into()],
                country: None,
            });
        }
        if let Some(id) = self.text(Column::Id) {
            self.traveller.references.push(Reference {
                qualifier: "id".into(),
                value: id.into(),
            });
        }
    }

    /// What has no field of its own is kept as written.
    fn remainder(&mut self) {
        let section = self.context.section;
        let without_document = self.traveller.documents.is_empty();
        for column in KEPT_RAW {
            let of_document = matches!(
                column,
                Column::DocumentType | Column::DocumentIssuer | Column::DocumentExpiry
            );
            if of_document && !without_document {
                continue;
            }
            for (header, cell) in self.cells(column) {
                self.traveller
                    .raw
                    .push(format!("{header}: {}", cell.text()));
            }
        }
        for (header, cell) in section.unknown(self.row) {
            let text = cell.text();
            self.traveller.raw.push(if header.is_empty() {
                text.into_owned()
            } else {
                format!("{header}: {text}")
            });
        }
    }
}

/// `Nama: SITI`, `12. SITI`: the name itself.
pub(super) fn without_label(name: &str) -> &str {
    let name = match name.split_once(':') {
        Some((label, rest)) if Column::recognise(label) == Some(Column::Name) => rest.trim(),
        _ => name,
    };
    match name.split_once(['.', ')']) {
        Some((number, rest)) if number.parse::<u16>().is_ok() => rest.trim(),
        _ => name,
    }
}

/// `WNI`, `Malaysia`, `WNA Malaysia`, `Indonesia (WNI)`.
fn nationality(text: &str) -> Option<Country> {
    let abroad = text
        .get(..3)
        .filter(|head| head.eq_ignore_ascii_case("WNA"));
    let rest = match abroad {
        Some(_) => text
            .get(3..)
            .unwrap_or_default()
            .trim_matches([' ', '-', ':', '/', '(', ')', ',']),
        None => text,
    };
    Country::read(rest).or_else(|| {
        rest.split(['(', ')', '/', ',', '-'])
            .find_map(Country::read)
    })
}

/// A cell of a column of roles, or of a rank in a crew list.
fn role_of_cell(text: &str) -> Option<Role> {
    row_kind::role_named(text).or_else(|| {
        let initial = text.trim().to_uppercase();
        match initial.as_str() {
            "C" | "FM" | "DDT" => Some(Role::Crew),
            "P" | "FL" | "VIP" => Some(Role::Passenger),
            "T" => Some(Role::Transit),
            _ => None,
        }
    })
}
