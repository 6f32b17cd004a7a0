//! One row: what it says of a person and of a placement, and what of it could not be read.

use super::Mapping;
use crate::{Details, Document, DocumentKind, DocumentState, Held, Journey};
use access::Fault;
use domain::{
    Column, Country, DateReading, Horizon, PlacementScheme, PlacementStatus, Port, read_date,
    stated,
};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};
use uuid::Uuid;

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which it begins, counted from 1.
    pub line: u64,
    /// The key of the record in its source.
    pub key: String,
    /// Changes when anything changes that the row says.
    pub fingerprint: i64,
    /// Whom it is about, as written.
    pub person: people::Draft,
    /// What it says about the placement.
    pub details: Details,
    /// The company in the register, if there is one of that name.
    pub company_id: Option<Uuid>,
    /// Where it says that the placement stands; `None` where it does not say.
    pub journey: Option<Journey>,
    /// The documents that it names.
    pub documents: Vec<Document>,
    /// What could not be read and was left out.
    pub faults: Vec<Fault>,
    /// Why the row as a whole is left out.
    pub refused: Option<Fault>,
}

/// A key may be so long.
const LONGEST_KEY: usize = 120;

struct Reader<'a> {
    cells: BTreeMap<Column, Cow<'a, str>>,
    today: Date,
    faults: Vec<Fault>,
}

impl Row {
    /// Reads the cells of a row: of several that hold the same, the first that is not empty counts.
    pub fn read<'a>(
        line: u64,
        cells: impl Iterator<Item = (Column, &'a str)>,
        mapping: &Mapping,
        companies: &HashMap<String, Uuid>,
        today: Date,
    ) -> Self {
        // In the order of our columns: the same row has the same fingerprint however its file is laid out.
        let mut known = BTreeMap::new();
        for (column, text) in cells {
            let text = text.trim();
            if matches!(text, "" | "-" | "--" | "?") || known.contains_key(&column) {
                continue;
            }
            known.insert(column, mapping.value(column, text, today));
        }
        let mut hash = Sha256::new();
        for (column, value) in &known {
            hash.update((*column as u32).to_le_bytes());
            hash.update(value.as_bytes());
            hash.update([0]);
        }
        let fingerprint = hash
            .finalize()
            .as_slice()
            .first_chunk::<8>()
            .map_or(0, |bytes| i64::from_le_bytes(*bytes));
        Reader {
            cells: known,
            today,
            faults: Vec::new(),
        }
        .row(line, fingerprint, companies)
    }
}

impl Reader<'_> {
    fn row(mut self, line: u64, fingerprint: i64, companies: &HashMap<String, Uuid>) -> Row {
        let key = self.text(Column::Id);
        let sound = key.chars().count() <= LONGEST_KEY && !key.chars().any(char::is_control);
        let person = self.person();
        let refused = match () {
            () if key.is_empty() => Some(fault("id", "required")),
            () if !sound => Some(fault("id", "too-long")),
            () if person.name.is_empty() => Some(fault("name", "required")),
            () => None,
        };
        let journey = self.journey();
        let details = self.details();
        let company_id = details
            .company
            .as_deref()
            .and_then(|name| companies.get(&organisations::folded(name)).copied());
        let documents = self.documents();
        Row {
            line,
            key: if sound { key } else { String::new() },
            fingerprint,
            person,
            details,
            company_id,
            journey,
            documents,
            faults: self.faults,
            refused,
        }
    }

    fn text(&self, column: Column) -> String {
        self.cells
            .get(&column)
            .map(|text| text.clone().into_owned())
            .unwrap_or_default()
    }

    fn person(&self) -> people::Draft {
        let (given, surname) = (self.text(Column::GivenName), self.text(Column::Surname));
        let mut name = self.text(Column::Name);
        if name.is_empty() {
            name = format!("{given} {surname}").trim().to_owned();
        }
        let mut passport = self.text(Column::PassportNumber);
        if passport.is_empty() {
            passport = self.text(Column::DocumentNumber);
        }
        people::Draft {
            name,
            given_names: given,
            surname,
            birth_date: self.text(Column::BirthDate),
            birth_place: self.text(Column::BirthPlace),
            sex: self.text(Column::Sex),
            nationality: self.text(Column::Nationality),
            nik: self.text(Column::Nik),
            passport_no: passport,
            passport_issuer: String::new(),
            passport_issued: String::new(),
            passport_expires: self.text(Column::DocumentExpiry),
            phone: self.text(Column::Phone),
            email: self.text(Column::Email),
            parent_name: self.text(Column::ParentName),
            address: self.text(Column::Address),
            region: String::new(),
            safe_contact: String::new(),
        }
    }

    fn journey(&mut self) -> Option<Journey> {
        let status = match self.cells.get(&Column::Status) {
            None => None,
            Some(text) => {
                let read = PlacementStatus::read(text);
                if read.is_none() {
                    self.faults.push(fault("status", "status-word"));
                }
                read
            }
        };
        Some(Journey {
            status: status?,
            departed_on: self.day(Column::DepartureDate, "departed_on"),
            arrived_on: self.day(Column::ArrivalDate, "arrived_on"),
            returned_on: self.day(Column::ReturnDate, "returned_on"),
        })
    }

    fn details(&mut self) -> Details {
        let scheme = self.one(
            Column::Scheme,
            "scheme",
            "scheme-word",
            PlacementScheme::read,
        );
        let country = self.one(Column::Destination, "country", "country-form", |text| {
            Country::read(text).or_else(|| Port::read(text).and_then(|port| port.country()))
        });
        let (insurance, insurance_until) = self.held(Column::InsuranceUntil, "insurance_until");
        let (orientation, orientation_on) = self.held(Column::OrientationDate, "orientation_on");
        let insurance_number = self.line(Column::InsuranceNumber, "insurance_number");
        let mut details = Details {
            scheme,
            country,
            employer: self.line(Column::Employer, "employer"),
            position: self.line(Column::Occupation, "position"),
            company: self.line(Column::Company, "company"),
            contract_start: self.day(Column::ContractStart, "contract_start"),
            contract_end: self.day(Column::ContractEnd, "contract_end"),
            insurance: insurance.or(insurance_number.as_ref().map(|_| Held::Yes)),
            insurance_number,
            insurance_until,
            orientation,
            orientation_on,
            registered_on: self.day(Column::RegistrationDate, "registered_on"),
            office: self.line(Column::Office, "office"),
        };
        if details
            .contract_start
            .zip(details.contract_end)
            .is_some_and(|(start, end)| end < start)
        {
            // One of the two is wrong, and nobody knows which.
            self.faults.push(fault("contract_end", "until-before"));
            (details.contract_start, details.contract_end) = (None, None);
        }
        details
    }

    fn documents(&mut self) -> Vec<Document> {
        let mut documents = Vec::with_capacity(2);
        let numbered = [
            (DocumentKind::Visa, Column::VisaNumber, "visa_no"),
            (
                DocumentKind::PlacementAgreement,
                Column::PlacementAgreementNumber,
                "placement_agreement_no",
            ),
            (
                DocumentKind::WorkAgreement,
                Column::WorkAgreementNumber,
                "work_agreement_no",
            ),
        ];
        let passport = [Column::PassportNumber, Column::DocumentNumber]
            .into_iter()
            .find_map(|column| self.cells.get(&column))
            .and_then(|text| people::IdentifierKind::Passport.read(text).ok());
        if let Some(number) = passport {
            // What is wrong with the number is said once, by whoever reads the person.
            let until = self.cells.get(&Column::DocumentExpiry);
            let until = until.and_then(|text| match read_date(text, self.today, Horizon::Future) {
                DateReading::One(date) => date.to_date(),
                _ => None,
            });
            documents.push(document(
                DocumentKind::Passport,
                Some(number),
                until,
                DocumentState::Submitted,
            ));
        }
        for (kind, column, field) in numbered {
            let (held, until) = match kind {
                DocumentKind::Visa => self.held(Column::VisaUntil, "visa_until"),
                _ => (None, None),
            };
            let said = self.cells.get(&column).and_then(|text| stated(text));
            let number = match said {
                Some(_) => None,
                None => self.line(column, field),
            };
            let held = held.or(said.map(|there| if there { Held::Yes } else { Held::No }));
            match (&number, held) {
                (None, None) => {}
                (None, Some(Held::No)) => {
                    documents.push(document(kind, None, None, DocumentState::Missing))
                }
                _ => documents.push(document(kind, number, until, DocumentState::Submitted)),
            }
        }
        documents
    }

    fn one<T>(
        &mut self,
        column: Column,
        field: &'static str,
        message: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = read(self.cells.get(&column)?);
        if value.is_none() {
            self.faults.push(fault(field, message));
        }
        value
    }

    fn line(&mut self, column: Column, field: &'static str) -> Option<String> {
        let line = access::one_line(field, self.cells.get(&column)?);
        if line.is_err() {
            self.faults.push(fault(field, "too-long"));
        }
        line.ok()
    }

    fn day(&mut self, column: Column, field: &'static str) -> Option<Date> {
        let message = match read_date(self.cells.get(&column)?, self.today, Horizon::Future) {
            DateReading::Empty => return None,
            DateReading::One(date) => match date.to_date() {
                Some(day) => return Some(day),
                None => "day-form",
            },
            DateReading::Two(..) => "date-two",
            DateReading::Unreadable => "date-form",
        };
        self.faults.push(fault(field, message));
        None
    }

    /// A cell that says by a day, or by a word alone, whether something is there.
    fn held(&mut self, column: Column, field: &'static str) -> (Option<Held>, Option<Date>) {
        let Some(text) = self.cells.get(&column) else {
            return (None, None);
        };
        match stated(text) {
            Some(true) => (Some(Held::Yes), None),
            Some(false) => (Some(Held::No), None),
            None => {
                let day = self.day(column, field);
                (day.map(|_| Held::Yes), day)
            }
        }
    }
}

fn fault(field: &'static str, message: &'static str) -> Fault {
    Fault { field, message }
}

fn document(
    kind: DocumentKind,
    number: Option<String>,
    until: Option<Date>,
    state: DocumentState,
) -> Document {
    Document {
        kind,
        number,
        issuer: None,
        issued: None,
        until,
        state,
    }
}
