//! One row as a traveller.

use super::{
    dates::CellDate,
    number::{self, Numbers},
    row_kind,
    section::Section,
};
use crate::{
    Address, Contact, ContactKind, Payment, Reference, Role, Traveller, Voyage,
    names::{self, Titles},
};
use domain::{
    Column, Country, Diagnostic, Document, DocumentKind, Horizon, Level, Nik, PartialDate, Place,
    Port,
};
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

    fn documents(&mut self) {
        let stated_kind = self.text(Column::DocumentType);
        let issuer = self.text(Column::DocumentIssuer);
        let expires = self.expiry();
        for column in [Column::PassportNumber, Column::DocumentNumber, Column::Nik] {
            for (header, cell) in self.cells(column) {
                let numbers = match number::read(cell) {
                    Numbers::Read(numbers) => numbers,
                    Numbers::Damaged => {
                        let message = "a spreadsheet shortened this number, its last digits are lost; expected it as text";
                        self.report(Level::Error, "list-damaged-number", header, message);
                        self.traveller
                            .raw
                            .push(format!("{header}: {}", cell.text()));
                        continue;
                    }
                };
                if numbers.is_empty() && cell.text().bytes().any(|b| b.is_ascii_alphanumeric()) {
                    self.traveller
                        .raw
                        .push(format!("{header}: {}", cell.text()));
                }
                for (said, number) in numbers {
                    let by_column = match column {
                        Column::PassportNumber => Some(DocumentKind::Passport),
                        Column::Nik => Some(DocumentKind::IdentityCard),
                        _ => stated_kind
                            .as_deref()
                            .and_then(number::kind_named)
                            .or_else(|| number::kind_named(header)),
                    };
                    let by_form =
                        number::looks_like_passport(&number).then_some(DocumentKind::Passport);
                    let kind = said
                        .or(by_column)
                        .or(by_form)
                        .unwrap_or(DocumentKind::Other);
                    self.check_form(kind, &number, column, header);
                    let identity_card =
                        kind == DocumentKind::IdentityCard && Nik::read(&number).is_ok();
                    let stated = issuer.as_deref().and_then(Country::read);
                    self.traveller.documents.push(Document {
                        kind,
                        raw_type: stated_kind.clone(),
                        number,
                        issuer: stated.or(identity_card.then_some(Country::INDONESIA)),
                        raw_issuer: issuer.clone().filter(|_| stated.is_none()),
                        // Cards of residents do not end with the passport beside them.
                        expires: expires.filter(|_| !identity_card),
                    });
                }
            }
        }
    }

    fn check_form(&mut self, kind: DocumentKind, number: &str, column: Column, header: &str) {
        let meant = column == Column::Nik || number.len() >= 15;
        if kind == DocumentKind::IdentityCard
            && meant
            && let Err(error) = Nik::read(number)
        {
            self.report(Level::Warning, "list-nik", header, error.to_string());
        }
        if kind == DocumentKind::Passport && !(5..=12).contains(&number.len()) {
            let message = format!(
                "expected a passport number of 5 to 12 characters, found {}",
                number.len()
            );
            self.report(Level::Warning, "list-passport-number", header, message);
        }
    }

    fn expiry(&mut self) -> Option<PartialDate> {
        let (header, cell) = self.cells(Column::DocumentExpiry).next()?;
        let order = self.context.section.date_order;
        match order.read(cell, self.context.reference, Horizon::Future) {
            CellDate::One(date) | CellDate::Serial(date) => Some(date),
            CellDate::Empty => None,
            CellDate::Ambiguous(likelier, _) if order.is_unanimous() => {
                let message = format!(
                    "day or month first is not certain; {} and this was read alike",
                    order.evidence()
                );
                self.report(Level::Info, "list-ambiguous-date", header, message);
                Some(likelier)
            }
            CellDate::Ambiguous(..) | CellDate::Swapped(..) => {
                let message = "day or month first is not certain; the date was left out";
                self.report(Level::Warning, "list-ambiguous-date", header, message);
                self.traveller
                    .raw
                    .push(format!("{header}: {}", cell.text()));
                None
            }
            CellDate::Unreadable => {
                self.unreadable_date(header);
                self.traveller
                    .raw
                    .push(format!("{header}: {}", cell.text()));
                None
            }
        }
    }

    fn unreadable_date(&mut self, header: &str) {
        let message =
            "not a date, expected one such as `12-03-1990`, `12 Maret 1990` or `1990-03-12`";
        self.report(Level::Error, "list-date", header, message);
    }

    fn birth_date(&mut self) {
        let Some((header, cell)) = self.cells(Column::BirthDate).next() else {
            return;
        };
        self.birth_place_beside(cell);
        let order = self.context.section.date_order;
        match order.read(cell, self.context.reference, Horizon::Past) {
            CellDate::Empty => {}
            CellDate::One(date) => self.born(date, header),
            CellDate::Serial(date) => {
                self.report(
                    Level::Info,
                    "list-serial-date",
                    header,
                    "a number was read as the date that a spreadsheet means by it",
                );
                self.born(date, header);
            }
            CellDate::Ambiguous(likelier, other) => {
                let evidence = order.evidence();
                let message = format!("day or month first is not certain; {evidence}");
                self.readings(likelier, other, header, message);
            }
            CellDate::Swapped(likelier, other) => {
                let message = "a spreadsheet may have swapped day and month: all its dates in this column are before the 13th, and the later ones stand there as text";
                self.readings(likelier, other, header, message.to_owned());
            }
            CellDate::Unreadable => self.unreadable_date(header),
        }
    }

    fn born(&mut self, date: PartialDate, header: &str) {
        if date
            .earliest()
            .is_some_and(|day| day > self.context.reference)
        {
            let message = "the date of birth lies in the future";
            self.report(Level::Warning, "list-date", header, message);
        }
        self.traveller.birth_date = Some(date);
    }

    /// Both readings are kept, unless the number of an identity card beside them holds one of the two.
    fn readings(
        &mut self,
        likelier: PartialDate,
        other: PartialDate,
        header: &str,
        message: String,
    ) {
        let niks = self
            .traveller
            .documents
            .iter()
            .filter_map(|d| Nik::read(&d.number).ok());
        let niks: Vec<Nik> = niks.collect();
        let agrees = |date: PartialDate| niks.iter().any(|nik| nik.agrees_with(date));
        match (agrees(likelier), agrees(other)) {
            (true, false) | (false, true) => {
                let date = if agrees(likelier) { likelier } else { other };
                self.report(
                    Level::Info,
                    "list-date-by-nik",
                    header,
                    "day or month first is not certain by itself; the NIK beside it decides",
                );
                self.born(date, header);
            }
            _ => {
                self.report(Level::Warning, "list-ambiguous-date", header, message);
                self.traveller.birth_date_readings = vec![likelier, other];
            }
        }
    }

    /// `Kupang, 12-03-1990` in one cell.
    fn birth_place_beside(&mut self, cell: &Cell) {
        let text = cell.text();
        let Some((place, date)) = text.split_once([',', '/']) else {
            return;
        };
        let is_place = place
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\''));
        let has_date = date.bytes().any(|b| b.is_ascii_digit());
        // `Senin, 12 Maret 1990` names a day of the week.
        let weekday = [
            "senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu",
        ];
        if is_place
            && has_date
            && place.len() >= 3
            && !weekday.contains(&place.to_lowercase().as_str())
        {
            self.traveller
                .birth_place
                .get_or_insert_with(|| place.trim().into());
        }
    }

    fn journey(&mut self) {
        let port = |column| self.text(column).as_deref().and_then(Port::read);
        let (embark, disembark) = (port(Column::Embark), port(Column::Destination));
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
